"""A render that is cancelled, gives way or fails says so and leaves nothing half done."""

import threading
from dataclasses import replace

import pytest

from core.errors import (
    DrawingFailedError,
    FileMissingError,
    MediaRefusedError,
    NothingToRenderError,
    RenderCancelledError,
    SongUnreadableError,
    SourceUnreadableError,
)
from core.render.progress import Progress
from core.render.renderer import Render
from tests.renders import Bench, leftovers, settings
from tests.stock import render_settings


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

    def kill(news: Progress) -> None:
        if news.frames_done:  # the one that tells this in the middle of its span dies there
            for child in render._pool._children:
                child.kill()

    render._on_progress = kill
    with pytest.raises(
        DrawingFailedError, match=r"Drawing frames \d+ to \d+ failed: the drawing process died"
    ):
        render.run(bench.folder / "out.mp4")
