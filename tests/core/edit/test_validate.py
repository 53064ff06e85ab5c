"""A timeline that contradicts itself, its song or its media is refused in a sentence that says where."""

from collections.abc import Callable
from typing import Any

import pytest

from core.edit.edl import EditDecisionList
from core.edit.validate import check_edl
from core.errors import (
    AssetKindError,
    AssetUnknownError,
    SegmentLengthError,
    SegmentNumberError,
    SegmentOffGridError,
    SegmentWithoutLengthError,
    SourceWindowError,
    TimelineEmptyError,
    TimelineGapError,
    TimelineInvalidError,
    TimelineTooLongError,
    TransitionDisputedError,
    TransitionTooLongError,
    TransitionWithoutNeighbourError,
)
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import clip, even_grid, photo, planned
from tests.seed_example import SEED_EXAMPLE

GRID = even_grid(beats=16)
SOURCES = {source.asset_id: source for source in (photo("a"), clip("b", 9000))}


def test_the_example_of_the_data_model_is_valid():
    check_edl(EditDecisionList.model_validate(SEED_EXAMPLE))
    check_edl(EditDecisionList.model_validate(SEED_EXAMPLE), beats=even_grid(beats=360))
    assert EditDecisionList.model_validate(SEED_EXAMPLE).total_duration_ms == 5500


def test_the_old_name_fade_is_read_as_fade_black():
    settings = SEED_EXAMPLE["settings"] | {"default_transition_type": "fade"}
    edl = EditDecisionList.model_validate(SEED_EXAMPLE | {"settings": settings})
    assert edl.settings.default_transition_type == "fade_black"


Change = Callable[[list[dict[str, Any]]], object]

BREAKS: list[tuple[type[TimelineInvalidError], Change]] = [
    (TimelineEmptyError, lambda segments: segments.clear()),
    (SegmentNumberError, lambda segments: segments[2].update(index=1)),
    (SegmentLengthError, lambda segments: segments[1].update(render_duration_ms=2000)),
    (SegmentWithoutLengthError, lambda segments: segments[1].update(timeline_out_ms=1500)),
    (SegmentWithoutLengthError, lambda segments: segments[1].update(timeline_out_ms=2000)),
    (TimelineGapError, lambda segments: segments[0].update(timeline_in_ms=1, render_duration_ms=1999)),
    (TimelineGapError, lambda segments: segments[1].update(timeline_in_ms=1600, render_duration_ms=2400)),
    (TransitionDisputedError, lambda segments: segments[1].update(transition_out=None)),
    (TransitionDisputedError, lambda segments: segments[1]["transition_out"].update(type="fade_white")),
    (TransitionWithoutNeighbourError, lambda s: s[0].update(transition_in=s[1]["transition_in"])),
    (TransitionWithoutNeighbourError, lambda s: s[-1].update(transition_out=s[1]["transition_in"])),
    (SourceWindowError, lambda segments: segments[1].update(source_in_ms=5000, source_out_ms=4000)),
    (SourceWindowError, lambda segments: segments[1].update(source_in_ms=8000, source_out_ms=9001)),
    (AssetUnknownError, lambda segments: segments[2].update(media_asset_id="id-elsewhere")),
    (AssetKindError, lambda segments: segments[2].update(media_type="video")),
]


def broken(change: Change) -> EditDecisionList:
    project = ProjectSettings(transition_type="crossfade")
    data = planned(list(SOURCES.values()), GRID, project).model_dump(mode="json")
    change(data["segments"])
    return EditDecisionList.model_validate(data)


@pytest.mark.parametrize(("error", "change"), BREAKS)
def test_each_contradiction_has_its_own_sentence(error: type[TimelineInvalidError], change: Change):
    with pytest.raises(error) as raised:
        check_edl(broken(change), beats=GRID, sources=SOURCES)
    assert "{" not in raised.value.user_message


def test_a_transition_longer_than_half_of_its_shorter_neighbour_is_refused():
    def longer(segments: list[dict[str, Any]]) -> None:
        for transition in (segments[0]["transition_out"], segments[1]["transition_in"]):
            transition["duration_ms"] = 1001
        segments[1].update(timeline_in_ms=999, render_duration_ms=3001)

    with pytest.raises(TransitionTooLongError, match="1000 ms at most"):
        check_edl(broken(longer))


def shifted(by_ms: int) -> EditDecisionList:
    def shift(segments: list[dict[str, Any]]) -> None:
        segments[0]["timeline_out_ms"] += by_ms
        segments[0]["render_duration_ms"] += by_ms
        segments[1]["timeline_in_ms"] += by_ms
        segments[1]["render_duration_ms"] -= by_ms

    return broken(shift)


@pytest.mark.parametrize("by_ms", [-17, 17, 250])
def test_a_cut_more_than_half_a_frame_beside_its_beat_is_refused_unless_asked_for(by_ms: int):
    with pytest.raises(SegmentOffGridError, match=f"Segment 1 ends at {2000 + by_ms} ms"):
        check_edl(shifted(by_ms), beats=GRID)
    check_edl(shifted(by_ms), beats=GRID, off_grid=True)


@pytest.mark.parametrize("by_ms", [-16, 0, 16])
def test_a_cut_within_half_a_frame_of_its_beat_is_on_it(by_ms: int):
    check_edl(shifted(by_ms), beats=GRID)
    assert shifted(by_ms).segments[0].timeline_out_ms == 2000 + by_ms


def test_a_timeline_longer_than_its_song_is_refused():
    edl = planned([photo("a")], GRID)
    short = edl.model_copy(update={"audio": edl.audio.model_copy(update={"duration_ms": 7999})})
    with pytest.raises(TimelineTooLongError):
        check_edl(short, beats=GRID)
