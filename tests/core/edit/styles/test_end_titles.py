"""What is titled at the beginning and at the end of a film stays there; a caption goes with its picture."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from core.edit.apply import apply
from core.edit.edl import EditDecisionList
from core.edit.operations import operation_from
from core.errors import EditRefusedError
from core.media.info import Source
from core.music.grid.beat_grid import BeatGrid
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import all_settings, context_of, grids, planned, source_lists
from tests.core.edit.edited_samples import a_plan, edited, shown
from tests.core.edit.test_any_run_of_edits import operations

OPENING = {"text": "Our holiday", "beats": 3}
CLOSING = {"text": "The End", "card": True}
CAPTION = {"text": "Bergen"}


def titled(*, caption_on: int | None = 2) -> EditDecisionList:
    """Return a b c a b c with an opening on the first, a closing on the last and a caption in between."""
    edl = edited(a_plan(), "set_title", index=0, title=OPENING)
    edl = edited(edl, "set_title", index=5, title=CLOSING)
    return edl if caption_on is None else edited(edl, "set_title", index=caption_on, title=CAPTION)


def said(edl: EditDecisionList) -> dict[int, str]:
    return {s.index: s.effects.title.text for s in edl.segments if s.effects.title}


def lasts_ms(edl: EditDecisionList, index: int) -> int | None:
    title = edl.segments[index].effects.title
    return title.duration_ms if title else None


@pytest.mark.parametrize(
    ("operation", "after"),
    [
        ({"kind": "move", "index": 0, "to": 4}, {0: "Our holiday", 1: "Bergen", 5: "The End"}),
        ({"kind": "move", "index": 5, "to": 1}, {0: "Our holiday", 3: "Bergen", 5: "The End"}),
        ({"kind": "move", "index": 0, "last": 1, "to": 4}, {0: "Our holiday", 5: "The End"}),
        ({"kind": "swap", "index": 0, "other": 5}, {0: "Our holiday", 2: "Bergen", 5: "The End"}),
        ({"kind": "swap", "index": 1, "other": 5}, {0: "Our holiday", 2: "Bergen", 5: "The End"}),
        ({"kind": "delete", "index": 0}, {0: "Our holiday", 1: "Bergen", 4: "The End"}),
        ({"kind": "delete", "index": 5}, {0: "Our holiday", 2: "Bergen", 4: "The End"}),
        ({"kind": "delete", "index": 3, "last": 5}, {0: "Our holiday", 2: "The End"}),
        ({"kind": "delete", "index": 1, "last": 5}, {0: "Our holiday"}),
        ({"kind": "take_out", "asset_ids": ["id-a"]}, {0: "Our holiday", 1: "Bergen", 3: "The End"}),
        ({"kind": "take_out", "asset_ids": ["id-c"]}, {0: "Our holiday", 3: "The End"}),
        ({"kind": "insert", "index": 0, "asset_id": "id-c"}, {0: "Our holiday", 3: "Bergen", 6: "The End"}),
        ({"kind": "insert", "index": 6, "asset_id": "id-a"}, {0: "Our holiday", 2: "Bergen", 6: "The End"}),
        ({"kind": "replace", "index": 0, "asset_id": "id-c"}, {0: "Our holiday", 2: "Bergen", 5: "The End"}),
        ({"kind": "duplicate", "index": 0}, {0: "Our holiday", 3: "Bergen", 6: "The End"}),
        ({"kind": "duplicate", "index": 5}, {0: "Our holiday", 2: "Bergen", 6: "The End"}),
        ({"kind": "split", "beat": 2}, {0: "Our holiday", 3: "Bergen", 6: "The End"}),
        ({"kind": "split", "beat": 22}, {0: "Our holiday", 2: "Bergen", 6: "The End"}),
        ({"kind": "merge", "index": 0}, {0: "Our holiday", 1: "Bergen", 4: "The End"}),
        ({"kind": "merge", "index": 4}, {0: "Our holiday", 2: "Bergen", 4: "The End"}),
    ],
)
def test_the_film_begins_and_ends_with_its_titles(operation: dict[str, Any], after: dict[int, str]) -> None:
    assert said(edited(titled(), **operation)) == after


def test_a_shuffled_film_begins_and_ends_with_its_titles_and_keeps_its_captions() -> None:
    before = titled()
    for seed in range(20):
        after = edited(before, "shuffle", seed=seed)
        texts = said(after)
        assert (texts.pop(0), texts.pop(5)) == ("Our holiday", "The End")
        ((place, caption),) = texts.items()
        assert (caption, after.segments[place].media_asset_id) == ("Bergen", "id-c")


def test_a_shuffle_without_titles_is_the_one_it_was() -> None:
    assert shown(edited(a_plan(), "shuffle", seed=1)) == shown(
        edited(titled(caption_on=None), "shuffle", seed=1)
    )


def test_their_times_are_those_of_the_place() -> None:
    edl = edited(titled(), "roll", index=4, beats=2)
    assert lasts_ms(edl, 5) == 1000
    assert lasts_ms(edited(edl, "move", index=5, to=0), 5) == 3000, "as long as the new last picture"
    assert lasts_ms(edited(edl, "swap", index=5, other=2), 5) == 1000, "a swap leaves beats in their slots"
    assert lasts_ms(edited(edl, "delete", index=0), 0) == 1500, "as many beats as were asked for"


def test_moving_there_and_back_changes_nothing() -> None:
    edl = titled()
    for index, to in ((0, 3), (5, 1)):
        assert edited(edited(edl, "move", index=index, to=to), "move", index=to, to=index) == edl


def test_a_film_without_an_opening_gets_none_but_a_caption_that_comes_first_stays() -> None:
    edl = edited(a_plan(), "set_title", index=2, title=CAPTION)
    assert said(edited(edl, "move", index=0, to=4)) == {1: "Bergen"}
    assert said(edited(edl, "move", index=2, to=0)) == {0: "Bergen"}


@given(source_lists(), grids(min_beats=2), all_settings(), st.lists(operations, max_size=12))
@settings(max_examples=60)
def test_whatever_is_done_in_whatever_order_the_titles_of_the_ends_stay(
    sources: list[Source], grid: BeatGrid, project: ProjectSettings, run: list[dict[str, Any]]
) -> None:
    context = context_of(sources, grid, project)
    edl = planned(sources, grid, project)
    last = len(edl.segments) - 1
    for index, title in ((last, CLOSING), (0, OPENING)):
        edl = apply(edl, operation_from({"kind": "set_title", "index": index, "title": title}), context)
    closes = last > 0
    for data in run:
        try:
            edl = apply(edl, operation_from(data), context)
        except (EditRefusedError, ValidationError):
            continue  # ValidationError: a run that ends before it begins
        last = len(edl.segments) - 1
        closes = closes and last > 0  # where one picture is left, the opening stays
        assert said(edl) == {0: "Our holiday"} | ({last: "The End"} if closes else {}), data
