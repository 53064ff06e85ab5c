"""A render appears whole or not at all, repeats exactly, and draws only what changed."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from core.edit.edl import EditDecisionList
from core.errors import (
    DrawingFailedError,
    FileMissingError,
    MediaRefusedError,
    NothingToRenderError,
    RenderCancelledError,
    SongUnreadableError,
    SourceUnreadableError,
)
from core.media.info import Source
from core.render import pool
from core.render.deliver import Render, Rendered
from core.render.progress import Progress
from core.schemas import ProjectSettings
from tests import barcode
from tests.stock import Stock, render_settings


def settings(**values: object) -> ProjectSettings:
    base = {"output_width": 480, "output_height": 270, "beats_per_cut": 2, "transition_type": "crossfade"}
    return ProjectSettings.model_validate({**base, **values})


class Bench:
    """Renders edits of the stock into one folder and cache."""

    def __init__(self, stock: Stock, folder: Path) -> None:
        self.stock, self.folder, self.cache = stock, folder, folder / "cache"
        self.news: list[Progress] = []

    def render(
        self,
        edl: EditDecisionList,
        sources: Mapping[str, Source] | None = None,
        before_span: Callable[[], None] = lambda: None,
        processes: int = 2,
    ) -> Render:
        return Render(
            edl,
            sources or self.stock.sources,
            self.stock.song,
            render_settings(edl),
            cache=self.cache,
            processes=processes,
            on_progress=self.news.append,
            before_span=before_span,
        )

    def run(self, edl: EditDecisionList, name: str = "out.mp4") -> Rendered:
        return self.render(edl).run(self.folder / name)


@pytest.fixture
def bench(stock: Stock, tmp_path: Path) -> Bench:
    return Bench(stock, tmp_path)


def pictures(path: Path) -> str:
    """Return the digest of all decoded luma of a video."""
    state = hashlib.sha256()
    for luma in barcode.luma_frames(path):
        state.update(luma.tobytes())
    return state.hexdigest()


def leftovers(folder: Path) -> list[Path]:
    return list(folder.rglob("*.part"))


def test_the_same_edit_gives_the_same_frames_in_another_folder(stock: Stock, tmp_path: Path) -> None:
    edl = stock.planned(settings(), duration_ms=12_000)
    one = Bench(stock, tmp_path / "one").run(edl)
    two = Bench(stock, tmp_path / "two").run(edl)
    assert pictures(one.path) == pictures(two.path)


def test_nothing_is_drawn_twice_and_a_change_draws_only_the_spans_it_touches(bench: Bench) -> None:
    edl = bench.stock.planned(settings(), duration_ms=30_000)
    first = bench.run(edl)
    assert first.spans_drawn == first.spans
    assert bench.run(edl, "again.mp4").spans_drawn == 0
    segments = list(edl.segments)
    segments[9] = segments[9].model_copy(update={"fit": "contain"})
    touched = bench.run(edl.model_copy(update={"segments": segments}), "touched.mp4")
    assert touched.spans_drawn == 2
    assert touched.frames == first.frames


def test_progress_only_grows_and_ends_at_all_frames(bench: Bench) -> None:
    rendered = bench.run(bench.stock.planned(settings(), duration_ms=12_000))
    done = [news.frames_done for news in bench.news]
    assert done == sorted(done)
    last = bench.news[-1]
    assert (last.phase, last.frames_done, last.frames_total) == ("joining", rendered.frames, rendered.frames)
    assert last.seconds_left is not None
    assert len(set(done)) > 10


@pytest.mark.parametrize("damage", ["truncate", "swap", "delete"])
def test_a_cache_entry_damaged_meanwhile_is_drawn_again_and_never_joined(bench: Bench, damage: str) -> None:
    edl = bench.stock.planned(settings(), duration_ms=12_000)
    good = pictures(bench.run(edl).path)
    spans = sorted(bench.cache.glob("*/*.span"), key=lambda path: path.stat().st_size)
    victim, other = spans[1], spans[-1]

    def before_joining(news: Progress) -> None:
        if news.phase == "sound":
            match damage:
                case "truncate":
                    victim.write_bytes(victim.read_bytes()[:100])
                case "swap":
                    victim.write_bytes(other.read_bytes())
                case _:
                    victim.unlink()

    render = Render(
        edl,
        bench.stock.sources,
        bench.stock.song,
        render_settings(edl),
        cache=bench.cache,
        processes=1,
        on_progress=before_joining,
    )
    rendered = render.run(bench.folder / "after.mp4")
    assert rendered.spans_drawn == 1
    assert pictures(rendered.path) == good


def test_a_soundtrack_cut_short_in_the_cache_is_made_again(bench: Bench) -> None:
    edl = bench.stock.planned(settings(), duration_ms=12_000)
    bench.run(edl)
    sound = next((bench.cache / "sound").glob("*.m4a"))
    good = sound.read_bytes()
    sound.write_bytes(good[: len(good) // 2])
    assert bench.run(edl, "again.mp4").spans_drawn == 0
    assert len(sound.read_bytes()) == len(good)


def test_many_entries_lost_at_once_are_all_drawn_again(bench: Bench) -> None:
    """A cache that was emptied by half while the render ran costs drawing, not the render."""
    edl = bench.stock.planned(settings(beats_per_cut=1), duration_ms=12_000)
    good = pictures(bench.run(edl).path)
    lost = sorted(bench.cache.glob("*/*.span"))[::2]
    assert len(lost) > 6

    def lose_them(news: Progress) -> None:
        if news.phase == "sound":
            for entry in lost:
                entry.unlink()

    render = bench.render(edl)
    render._on_progress = lose_them
    rendered = render.run(bench.folder / "after.mp4")
    assert rendered.spans_drawn == len(lost)
    assert pictures(rendered.path) == good


def test_cancelling_ends_it_at_once_and_leaves_no_half_file(bench: Bench) -> None:
    edl = bench.stock.planned(settings(output_width=1920, output_height=1080), duration_ms=40_000)
    begun = threading.Event()
    failures: list[BaseException] = []
    render = Render(
        edl,
        bench.stock.sources,
        bench.stock.song,
        render_settings(edl, "high"),
        cache=bench.cache,
        processes=2,
        on_progress=lambda news: begun.set() if news.frames_done > 0 else None,
    )

    def run() -> None:
        try:
            render.run(bench.folder / "out.mp4")
        except RenderCancelledError as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(60)
    render.cancel()
    thread.join(2)
    assert not thread.is_alive()
    assert len(failures) == 1
    assert not (bench.folder / "out.mp4").exists()
    assert leftovers(bench.folder) == []


def test_what_is_raised_between_spans_ends_the_render_but_keeps_what_is_drawn(bench: Bench) -> None:
    edl = bench.stock.planned(settings(), duration_ms=20_000)
    calls = 0

    class PausedError(Exception):
        pass

    def before_span() -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise PausedError

    render = bench.render(edl, before_span=before_span, processes=1)
    with pytest.raises(PausedError):
        render.run(bench.folder / "out.mp4")
    assert len(list(bench.cache.glob("*/*.span"))) == 3
    assert leftovers(bench.folder) == []
    rendered = bench.run(edl)
    assert rendered.spans_drawn == rendered.spans - 3


def test_giving_way_lets_the_spans_that_are_being_drawn_end(bench: Bench) -> None:
    """Two processes draw when the third question comes: both spans are kept, and no more is begun."""
    edl = bench.stock.planned(settings(), duration_ms=20_000)
    asked = threading.Semaphore(2)

    class OutrankedError(Exception):
        pass

    def before_span() -> None:
        if not asked.acquire(blocking=False):
            raise OutrankedError

    render = bench.render(edl, before_span=before_span)
    with pytest.raises(OutrankedError):
        render.run(bench.folder / "out.mp4")
    assert len(list(bench.cache.glob("*/*.span"))) == 2
    assert leftovers(bench.folder) == []


def test_the_processes_that_drew_stay_for_the_next_render_of_the_same(bench: Bench) -> None:
    edl = bench.stock.planned(settings(), duration_ms=12_000)
    pids = []
    for cache in ("one", "two"):
        render = Render(
            edl,
            bench.stock.sources,
            bench.stock.song,
            render_settings(edl),
            cache=bench.folder / cache,
            processes=2,
            warm_for="the same",
        )
        render.run(bench.folder / f"{cache}.mp4")
        pids.append({child._channel.process.pid for child in render._pool._children if child._channel})
    pool._idle.close()
    assert pids[0] == pids[1]
    assert len(pids[0]) == 2


def test_a_song_that_can_not_be_heard_ends_the_render_before_all_is_drawn(bench: Bench) -> None:
    edl = bench.stock.planned(settings(), duration_ms=60_000)
    broken = bench.folder / "song.wav"
    broken.write_bytes(bench.stock.song.path.read_bytes()[:40])
    render = Render(
        edl,
        bench.stock.sources,
        replace(bench.stock.song, path=broken),
        render_settings(edl),
        cache=bench.cache,
        processes=1,
    )
    with pytest.raises((SongUnreadableError, MediaRefusedError)):
        render.run(bench.folder / "out.mp4")
    assert 0 < len(list(bench.cache.glob("*/*.span"))) < len(render.spans)


def test_a_source_that_vanished_is_named_and_nothing_is_left(bench: Bench) -> None:
    edl = bench.stock.planned(settings(), duration_ms=12_000)
    gone = {
        asset: replace(source, path=source.path.with_name("gone" + source.path.suffix))
        for asset, source in bench.stock.sources.items()
    }
    with pytest.raises((SourceUnreadableError, FileMissingError), match=r"gone\.(jpg|mp4) "):
        bench.render(edl, gone).run(bench.folder / "out.mp4")
    assert leftovers(bench.folder) == []
    assert not (bench.folder / "out.mp4").exists()


def test_an_edit_without_segments_is_refused(bench: Bench) -> None:
    edl = bench.stock.planned(settings(), duration_ms=12_000)
    with pytest.raises(NothingToRenderError):
        bench.render(edl.model_copy(update={"segments": []}))


def test_a_drawing_process_that_dies_fails_the_render_with_its_frames_named(bench: Bench) -> None:
    edl = bench.stock.planned(settings(), duration_ms=12_000)
    render = bench.render(edl)
    kill_once = threading.Event()

    def kill(news: Progress) -> None:
        if news.frames_done and not kill_once.is_set():
            kill_once.set()
            render._pool._children[0].kill()

    render._on_progress = kill
    with pytest.raises(
        DrawingFailedError, match=r"Drawing frames \d+ to \d+ failed: the drawing process died"
    ):
        render.run(bench.folder / "out.mp4")
