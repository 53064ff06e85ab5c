"""What a directed minute costs beside a steady one: with nothing more, in a style, and with every effect."""

import statistics
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.edit.apply import EditContext, apply
from core.edit.edl import EditDecisionList
from core.edit.operations import operation_from
from core.edit.planning.planner import plan
from core.edit.styles.presets import settings_of_style
from core.edit.styles.styled import styled
from core.edit.styles.titling import TitleTexts
from core.effects import StyleName
from core.music.analyzed_song import AnalyzedSong
from core.schemas import ProjectSettings
from tests.bench.bars import Bar, Say
from tests.bench.order import ReferenceJob
from tests.bench.reference_job import BEAT_MS, Media
from tests.bench.render import Workplace, line
from tests.stock import grid_of

BOUND = 1.15
TEXTS = TitleTexts("Summer in Norway\nJuly 2024", "The End")
RAMP = {"percent": 50, "beat": 2, "beats": 1}
EVERYTHING: list[dict[str, Any]] = [
    {"kind": "set_beat_pulse", "beat_pulse": {"zoom": 0.04, "on": "beats"}},
    {"kind": "set_flash", "flash": {"colour": "white"}},
    {"kind": "set_speed", "index": 0, "speed": {"percent": 100, "ramp": RAMP}},
]


def directed(media: Media, folder: Path, seconds: int, repeats: int, say: Say) -> Iterator[Bar]:
    """`medium`, cold, each beside the steady minute of the same transition."""
    ways: dict[str, tuple[StyleName | None, list[dict[str, Any]]]] = {
        "directed": (None, []),
        "lively": ("lively", []),
        "every effect": ("lively", EVERYTHING),
    }
    steady = Workplace(folder / "steady", media.job("cut", seconds), "medium")
    places = {
        name: Workplace(folder / name, _job(media, seconds, style, changes), "medium")
        for name, (style, changes) in ways.items()
    }
    ratios: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        beside = steady.cold()
        say(line("steady", beside))
        for name, place in places.items():
            cost = place.cold()
            ratios[name].append(cost.cpu_s / beside.cpu_s)
            say(f"{line(name, cost)}  {ratios[name][-1]:.3f} of the steady one")
    say("  (every effect on every segment is more than the director does, so it has no bar)")
    for name, found in ratios.items():
        if name == "every effect":
            continue
        yield Bar(f"a directed minute beside a steady one: {name}", statistics.median(found), BOUND)


def _job(media: Media, seconds: int, style: StyleName | None, changes: list[dict[str, Any]]) -> ReferenceJob:
    """Return the reference job's pictures as the director shows them."""
    usual = media.job("cut", seconds)
    settings = ProjectSettings.model_validate(settings_of_style(style) | {"pacing": "directed"})
    edl = _planned(media, seconds, settings)
    context = EditContext(_grid(seconds), usual.sources, settings)
    for change in changes:
        everywhere = {"last": len(edl.segments) - 1} if "index" in change else {}
        edl = apply(edl, operation_from(change | everywhere), context)
    return replace(usual, edl=edl)


def _grid(seconds: int) -> Any:
    return grid_of(range(0, seconds * 1000, BEAT_MS), seconds * 1000)


def _planned(media: Media, seconds: int, settings: ProjectSettings) -> EditDecisionList:
    grid = _grid(seconds)
    edl = plan(
        settings,
        media.sources,
        AnalyzedSong("song.wav", f"song-{seconds}", grid),
        project_id="bench",
        generated_at=datetime.now(UTC),
    ).edl
    return styled(edl, settings, edl.audio.song_in(grid), (), TEXTS)
