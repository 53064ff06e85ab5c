"""What a person has changed since a plan is what they asked for, not where the beats have put it."""

from typing import Any

import pytest

from core.edit.apply import apply
from core.edit.edl import EditDecisionList
from core.edit.effects_on_beats import before_beats
from core.edit.operations import operation_from
from core.edit.planning.manual_edits import manual_edits
from core.edit.styles.styled import styled
from core.edit.styles.titling import TitleTexts
from core.music.song_part import song_part
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import context_of, grid_of, photo, planned

BEATS_MS = [640 + 480 * number + (7 * number) % 11 for number in range(64)]  # not quite even, as people play
GRID = grid_of(BEATS_MS, BEATS_MS[-1] + 900)
SETTINGS = ProjectSettings(pulse="beats", flash="white", titles="captions")
SOURCES = [photo(name) for name in "abcdefghijklmnop"]  # each is shown once


def edited(edl: EditDecisionList, kind: str, **facts: Any) -> EditDecisionList:
    return apply(edl, operation_from({"kind": kind} | facts), context_of(SOURCES, GRID))


def test_pulses_and_flashes_of_pictures_on_other_beats_are_no_handwork():
    texts = TitleTexts(opening="Norway", closing="The End", captions=[{"id-b": "Bergen"}])
    plan = styled(planned(SOURCES, GRID, SETTINGS), SETTINGS, song_part(GRID), [], texts)
    moved = edited(plan, "move", index=1, to=4)
    pulses = {
        segment.effects.beat_pulse and tuple(segment.effects.beat_pulse.at_ms) for segment in moved.segments
    }
    assert len(pulses) > 1, "beats are not even, or this shows nothing"
    assert manual_edits(plan, moved).looks == {}


@pytest.mark.parametrize("name", ["beat_pulse", "flash", "title"])
def test_what_was_asked_for_is_handwork(name: str):
    asked = {"beat_pulse": {"zoom": 0.08}, "flash": {"colour": "black"}, "title": {"text": "Oslo"}}[name]
    plan = planned(SOURCES, GRID, ProjectSettings())
    made = edited(plan, f"set_{name}", index=1, **{name: asked})
    looks = manual_edits(plan, made).looks
    assert looks == {"id-b": {name: getattr(before_beats(made.segments[1].effects), name)}}
