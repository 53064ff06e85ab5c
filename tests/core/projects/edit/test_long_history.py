"""A history of hundreds of revisions is not read whole, neither for one operation nor for a plan."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from core.edit.planning.manual_edits import ManualEdits
from core.edit.revisions.history import History
from core.edit.revisions.kinds import RULES
from core.projects.edit import by_hand as handwork
from core.projects.edit.coverage import shown_of
from core.projects.edit.edit_state import edit_state
from core.store.models import Project
from tests.core.edit.edit_samples import MADE_AT
from tests.core.edit.revision_samples import rewrite, without_ancestry
from tests.core.projects.edit.edited_project import Desk
from tests.files_opened import files_opened

LONG = 200
FEW = 24  # files opened, however long the history is
KEPT = {"kind": "set_fit", "index": 1, "segment": 2, "fit": "blur"}
UNDONE = {"kind": "move", "index": 1, "segment": 2, "to": 0}


@pytest.fixture
def history(desk: Desk, project: Project) -> History:
    desk("generate")
    return History(desk.layout.project(project.id).revisions, desk.layout.project(project.id).edl)


def prolong(history: History, operation: dict[str, Any], count: int = LONG) -> None:
    """Append revisions as if each operation left the timeline as it was."""
    current = history.current()
    assert current
    shown = [segment.media_asset_id for segment in current.edl.segments]
    for _ in range(count):
        history.append(current.edl, operation, made_at=MADE_AT, inputs=current.inputs, pictures=[shown[1]])


@contextmanager
def few_reads(history: History, beside: int = 0) -> Iterator[None]:
    with files_opened(history.folder, ".json.gz") as opened:
        yield
    assert len(opened) <= FEW + beside, [path.name for path in opened]


def test_one_operation_and_what_is_shown_of_it_read_a_few_revisions(
    desk: Desk, history: History, on: Callable[..., Any]
):
    prolong(history, UNDONE)
    with few_reads(history):
        made = desk.edit(kind="set_fit", index=0, fit="blur")
    with few_reads(history):
        assert desk.state.is_by_hand
        on(edit_state)
        on(shown_of, made.edl)
    with few_reads(history):
        desk("undo")
    with few_reads(history):
        desk("redo")


def test_a_plan_reads_a_few_revisions_and_the_heads_of_those_that_it_undoes(desk: Desk, history: History):
    prolong(history, KEPT)
    with few_reads(history):
        assert "lost" not in desk("generate").operation
    prolong(history, UNDONE, 100)
    with few_reads(history, beside=100):
        assert len(desk("generate").operation["lost"]) == 100
    desk.edit(kind="set_fit", index=0, fit="blur")
    with few_reads(history):
        assert "lost" not in desk("generate").operation


def test_a_plan_after_hundreds_of_plans_reads_a_few_revisions(desk: Desk, history: History):
    for _ in range(LONG // 2):
        prolong(history, KEPT, 1)
        prolong(history, {"kind": "plan"}, 1)
    desk.edit(kind="set_fit", index=0, fit="blur")
    with few_reads(history):
        desk("generate")


def test_the_history_of_an_earlier_version_is_read_once_and_then_no_more(desk: Desk, history: History):
    prolong(history, KEPT)
    rewrite(history, without_ancestry)
    with files_opened(history.folder, ".json.gz") as opened:
        desk.edit(kind="set_fit", index=0, fit="blur")
    assert LONG < len(opened) < 4 * LONG
    with few_reads(history):
        desk.edit(kind="set_fit", index=1, fit="contain")
        assert desk.state.is_by_hand
    with few_reads(history):
        desk("generate")


def told(desk: Desk, history: History) -> tuple[ManualEdits, list[dict[str, Any]], bool, handwork.Planned]:
    """Return all that is told of a history."""
    again = History(history.folder, history.edl_path)
    work, undone = handwork.done_by_hand(again, desk.settings)
    return work, undone, handwork.is_planned(again), handwork.last_plan(again)


@pytest.mark.parametrize(
    "change",
    [
        without_ancestry,
        lambda facts: facts["ancestry"].update(rules=RULES + 1),
        lambda facts: facts.update(ancestry={"anything": "else"}),
    ],
    ids=["none", "other rules", "unknown form"],
)
def test_what_a_revision_keeps_of_its_ancestry_is_what_the_whole_history_tells(
    by_hand: Desk, project: Project, change: Callable[[dict[str, Any]], object]
):
    desk, folders = by_hand, by_hand.layout.project(project.id)
    history = History(folders.revisions, folders.edl)
    gone = desk.state.edl.segments[3].media_asset_id
    desk.change(output_width=1080, output_height=1920, transition_type="crossfade")
    desk("adopt_settings", cuts_stay=True)
    desk.edit(kind="take_out", asset_ids=[gone])
    desk("generate")
    desk.edit(kind="set_flash", index=2, flash={})
    desk.edit(kind="set_title", index=0, title=None)
    desk("undo")
    desk.edit(kind="swap", index=2, other=3)
    desk.change(film_length_ms=8000)
    desk("adopt_settings", {"film_length_ms": 7000}, cuts_stay=True)
    desk.edit(kind="set_transition", index=2, type="crossfade", duration_ms=300)
    kept = told(desk, history)
    assert kept[0].looks
    assert kept[0].taken_out
    assert [facts["kind"] for facts in kept[1]] == ["swap", "set_transition"]
    rewrite(history, change)
    assert told(desk, history) == kept
