"""Undo has no end, survives restarts and crashes, and never loses an edit that was made."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.edit.edl import EditDecisionList
from core.edit.planning.staleness import plan_inputs
from core.edit.revisions.history import History
from core.edit.revisions.revision import Revision
from core.errors import EditConflictError, NotFoundError, NothingToRedoError, NothingToUndoError
from core.music.analyzed_song import AnalyzedSong
from core.music.song_part import song_part
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import MADE_AT, even_grid, photo, planned
from tests.processes import running

GRID = even_grid()


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "revisions", tmp_path / "edl.json")


def version(number: int) -> EditDecisionList:
    """Return a timeline that can be told from others by its number of pictures."""
    return planned([photo(str(n)) for n in range(number)], GRID)


def edit(history: History, number: int, based_on: int | None = None) -> Revision:
    return history.append(
        version(number), {"kind": "move", "segment": number}, made_at=MADE_AT, based_on=based_on
    )


def on_disk(history: History) -> EditDecisionList:
    return EditDecisionList.model_validate_json(history.edl_path.read_bytes())


def test_before_the_first_plan_there_is_nothing(history: History):
    assert history.current() is None
    assert history.current_number == 0
    with pytest.raises(NothingToUndoError):
        history.undo()
    with pytest.raises(NothingToRedoError):
        history.redo()


def test_the_current_revision_stands_in_the_timeline_s_own_file(history: History):
    edit(history, 1)
    revision = edit(history, 2)
    assert (revision.number, revision.parent) == (2, 1)
    assert on_disk(history) == version(2)
    assert history.current() == revision


def test_the_timeline_s_own_file_holds_no_null_which_the_seed_s_schema_does_not_know(history: History):
    edit(history, 2)
    assert on_disk(history).segments[0].transition_in is None
    assert b"null" not in history.edl_path.read_bytes()


def test_every_edit_can_be_undone_and_redone_by_name(history: History):
    for number in range(1, 6):
        edit(history, number)
    for number in (5, 4, 3, 2):
        undoes = history.undoes()
        assert undoes
        assert undoes.operation["segment"] == number
        assert history.undo().edl == version(number - 1) == on_disk(history)
    assert history.undoes() is None
    for number in (2, 3, 4, 5):
        redoes = history.redoes()
        assert redoes
        assert redoes.operation["segment"] == number
        assert history.redo().edl == version(number) == on_disk(history)
    with pytest.raises(NothingToRedoError):
        history.redo()


def test_a_new_edit_cuts_redo_off_but_keeps_its_revisions(history: History):
    for number in (1, 2, 3):
        edit(history, number)
    history.undo()
    history.undo()
    assert history.last_number == 3
    assert edit(history, 4).number == 4
    assert history.redoes() is None
    assert history.last_number == 4
    assert history.undo().number == 1
    assert history.redo().number == 4
    assert len(list(history.folder.iterdir())) == 4


def test_an_edit_based_on_an_older_revision_is_refused_and_told_the_current_one(history: History):
    edit(history, 1)
    edit(history, 2, based_on=1)
    with pytest.raises(EditConflictError, match="revision 2") as raised:
        edit(history, 3, based_on=1)
    assert raised.value.facts == {"current": 2}
    for step in (history.undo, history.redo):
        with pytest.raises(EditConflictError):
            step(based_on=1)
    assert history.current_number == 2


def test_history_survives_a_restart(history: History):
    inputs = plan_inputs(
        ProjectSettings(), ["id-0"], AnalyzedSong("song.mp3", "5" * 64, GRID), song_part(GRID)
    )
    history.append(version(1), {"kind": "plan"}, made_at=MADE_AT, inputs=inputs)
    edit(history, 2)
    history.undo()
    again = History(history.folder, history.edl_path)
    current = again.current()
    assert current
    assert (current.number, current.inputs) == (1, inputs)
    assert again.redo().number == 2


def test_a_torn_file_does_not_hide_the_revisions_before_it(history: History):
    edit(history, 1)
    edit(history, 2)
    whole = next(history.folder.glob("000002-*")).read_bytes()
    (history.folder / "000003-000002.json.gz").write_bytes(whole[: len(whole) // 2])
    (history.folder / "000004-000002.json.gz.ab12.part").write_bytes(b"")
    assert history.current_number == 2
    assert history.redoes() is None
    history.edl_path.unlink()
    assert history.current_number == 2
    assert edit(history, 5).number == 4


def test_a_timeline_file_that_is_not_ours_does_not_stop_editing(history: History):
    edit(history, 1)
    for content in (b"", b"[]", b'{"revision": 99}', b'{"revision": "x"}'):
        history.edl_path.write_bytes(content)
        assert history.current_number == 1


def test_revisions_of_long_timelines_stay_small(history: History):
    edl = planned([photo(str(n)) for n in range(40)], even_grid(1300), ProjectSettings(beats_per_cut=4))
    assert len(edl.segments) == 325
    history.append(edl, {"kind": "plan"}, made_at=MADE_AT)
    assert next(history.folder.iterdir()).stat().st_size < 40_000


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from core.edit.edl import EditDecisionList
from core.edit.revisions.history import History
history = History(Path(sys.argv[1]), Path(sys.argv[2]))
edl = EditDecisionList.model_validate_json(sys.stdin.read())
while True:
    revision = history.append(edl, {"kind": "move"}, made_at=datetime.now(UTC))
    print(revision.number, flush=True)
    if revision.number % 3 == 0:
        history.undo()
        history.redo()
"""


def test_a_killed_writer_loses_no_edit_that_it_reported(tmp_path: Path):
    history = History(tmp_path / "revisions", tmp_path / "edl.json")
    for writes_before_the_kill in (1, 5, 17):
        reported = _killed_after(history, writes_before_the_kill)
        current = history.current()
        assert current
        assert history.last_number >= reported
        assert on_disk(history) == current.edl
    while history.undoes():
        history.undo()
    assert history.current_number == 1


def _killed_after(history: History, writes: int) -> int:
    """Run a writer, kill it in the midst of its work and return the last revision it reported."""
    command = [sys.executable, "-c", WRITER, str(history.folder), str(history.edl_path)]
    with running(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdin
        assert writer.stdout
        writer.stdin.write(version(2).model_dump_json())
        writer.stdin.close()
        numbers = [int(writer.stdout.readline()) for _ in range(writes)]
        writer.kill()
        numbers += [int(line) for line in writer.stdout]
    return numbers[-1]


def test_the_steps_are_listed_by_name_and_one_goes_to_any_of_them(history: History):
    for number in range(2, 6):
        edit(history, number)
    history.undo()

    def listed(most: int = 9) -> list[tuple[int, int, bool]]:
        return [(one.number, one.operation["segment"], one.is_ahead) for one in history.steps(most)]

    assert listed() == [(4, 5, True), (3, 4, False), (2, 3, False), (1, 2, False)]
    assert listed(1) == [(4, 5, True), (3, 4, False)]
    assert history.go_to(1, based_on=3).edl == version(2)
    assert listed() == [(4, 5, True), (3, 4, True), (2, 3, True), (1, 2, False)]
    assert history.go_to(4).edl == version(5)
    history.go_to(2)
    edit(history, 6)
    assert listed() == [(5, 6, False), (2, 3, False), (1, 2, False)]
    with pytest.raises(NotFoundError):
        history.go_to(4)
    with pytest.raises(EditConflictError):
        history.go_to(1, based_on=2)
