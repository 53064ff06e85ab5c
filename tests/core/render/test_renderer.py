"""A render appears whole, repeats exactly, and draws only what changed."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from core.render import pool
from core.render.cache import SpanCache
from core.render.pool import DrawingPool, WarmProcesses
from core.render.progress import Progress
from core.render.renderer import MOST_JOINS, Render
from tests import barcode
from tests.renders import Bench, settings
from tests.stock import Stock, render_settings


def pictures(path: Path) -> str:
    """Return the digest of all decoded luma of a video."""
    state = hashlib.sha256()
    for luma in barcode.luma_frames(path):
        state.update(luma.tobytes())
    return state.hexdigest()


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


def test_a_cache_of_which_half_is_damaged_costs_drawing_and_not_the_render(bench: Bench) -> None:
    edl = bench.stock.planned(settings(beats_per_cut=1), duration_ms=12_000)
    good = pictures(bench.run(edl).path)
    damaged = sorted(bench.cache.glob("*/*.span"))[::2]
    assert len(damaged) > MOST_JOINS
    for entry in damaged:
        entry.write_bytes(entry.read_bytes()[:100])
    again = bench.run(edl, "again.mp4")
    assert again.spans_drawn == len(damaged)
    assert pictures(again.path) == good


@pytest.mark.parametrize("foreign", [slice(1, None), slice(0, 1)])
def test_entries_that_another_machine_encoded_otherwise_are_drawn_again(bench: Bench, foreign: slice) -> None:
    edl = bench.stock.planned(settings(beats_per_cut=1), duration_ms=12_000)
    good = pictures(bench.run(edl).path)
    stranger = bench.folder / "stranger.mp4"
    wider = bench.render(edl).encoding
    wider = replace(wider, width=wider.width + 32)
    spans, cache = bench.render(edl).spans, SpanCache(bench.cache)
    with DrawingPool(
        elsewhere := SpanCache(bench.folder / "elsewhere"),
        wider,
        1,
        read={layer.source.path for span in spans for layer in span.layers},
        before_span=lambda: None,
        on_frames=lambda *_: None,
        on_picture=lambda _: None,
    ) as drawing:
        drawing.draw(spans[foreign])
    for span in spans[foreign]:
        entry = elsewhere.read(span.key(wider))
        assert entry
        stranger.write_bytes(entry.data)
        cache.put(span.key(bench.render(edl).encoding), stranger, entry.encoded)
    assert len(spans) > MOST_JOINS + 1
    assert pictures(bench.run(edl, "again.mp4").path) == good


def test_the_processes_that_drew_stay_for_the_next_render_of_the_same(bench: Bench) -> None:
    edl = bench.stock.planned(settings(), duration_ms=12_000)
    pids = []
    for name in ("one", "two"):
        render = Render(
            edl,
            bench.stock.sources,
            bench.stock.song,
            render_settings(edl),
            cache=bench.cache,
            processes=2,
            warm=WarmProcesses("the same"),
        )
        for span in render.spans:
            SpanCache(bench.cache).drop(span.key(render.encoding))
        render.run(bench.folder / f"{name}.mp4")
        pids.append({child._channel.process.pid for child in render._pool._children if child._channel})
    pool._idle.close()
    assert pids[0] == pids[1]
    assert len(pids[0]) == 2
