"""What is done to photos and clips is stored in steps that are undone and redone in any later session."""

from collections.abc import Callable
from functools import partial

import pytest

from core.errors import NothingToRedoError, NothingToUndoError
from core.projects.media import media_history
from core.projects.media.media import delete_media, list_media, reorder_media
from core.projects.media.media_choices import arrange, set_focus, set_hidden, set_starred
from core.projects.opened import OpenProject
from core.store.db import Database
from core.store.models import MediaAsset, MediaStep, Project
from tests.core.furnish import add_asset, furnish


@pytest.fixture
def assets(database: Database, project: Project) -> list[str]:
    return furnish(database, project, ("image",) * 4)


@pytest.fixture
def write(database: Database, project: Project):
    """Return a function that runs work on the project in a session of its own."""

    def run(work: Callable[[OpenProject], object]) -> object:
        with database.writing() as session:
            return work(OpenProject(session, database.layout, session.get_one(Project, project.id)))

    return run


@pytest.fixture
def do(write):
    return lambda kind, choice: write(lambda opened: media_history.change(opened, kind, choice))


def shown(database: Database, project: Project) -> list[tuple[str, bool, bool]]:
    with database.reading() as session:
        return [(one.id, one.hidden, one.starred) for one in list_media(session, project.id)]


def named(write) -> list[str | None]:
    steps: list[media_history.StepName | None] = []
    write(lambda opened: steps.extend(media_history.names(opened)))
    return [one and f"{one.kind} {one.count}" for one in steps]


def test_every_step_is_undone_and_redone_exactly(database: Database, project: Project, assets, do, write):
    one, two, three, four = assets
    choices = [
        ("reorder", partial(reorder_media, asset_ids=[four, two, three, one])),
        ("hide", partial(set_hidden, asset_ids=[two], hidden=True)),
        ("remove", partial(delete_media, asset_ids=[one, three])),
        ("star", partial(set_starred, asset_ids=[four], starred=True)),
        ("arrange", partial(arrange, by="name")),
        ("focus", partial(set_focus, asset_id=four, focus=(0.2, 0.3))),
    ]
    states = [shown(database, project)]
    for kind, choice in choices:
        do(kind, choice)
        states.append(shown(database, project))
    assert named(write) == ["focus 1", None]
    for state in reversed(states[:-1]):
        write(media_history.undo)
        assert shown(database, project) == state
    with pytest.raises(NothingToUndoError):
        write(media_history.undo)
    for state in states[1:]:
        write(media_history.redo)
        assert shown(database, project) == state
    with pytest.raises(NothingToRedoError):
        write(media_history.redo)


def test_what_came_meanwhile_stays_and_a_new_step_ends_redoing(
    database: Database, project: Project, assets, do, write
):
    do("remove", partial(delete_media, asset_ids=assets[:1]))
    (later,) = furnish_more(database, project)
    write(media_history.undo)
    assert {one for one, *_ in shown(database, project)} == {*assets, later}
    assert named(write) == [None, "remove 1"]
    do("hide", partial(set_hidden, asset_ids=[later], hidden=True))
    assert named(write) == ["hide 1", None]


def furnish_more(database: Database, project: Project) -> list[str]:
    with database.writing() as session:
        opened = OpenProject(session, database.layout, session.get_one(Project, project.id))
        return [add_asset(opened, "image", "one more")]


def test_an_older_step_can_be_taken_back_alone(database: Database, project: Project, assets, do, write):
    step = do("hide", partial(set_hidden, asset_ids=assets[:1], hidden=True))
    do("star", partial(set_starred, asset_ids=assets[1:2], starred=True))
    write(lambda opened: media_history.undo(opened, step))
    assert shown(database, project)[:2] == [(assets[0], False, False), (assets[1], False, True)]
    assert named(write) == ["star 1", None]
    with pytest.raises(NothingToUndoError):
        write(lambda opened: media_history.undo(opened, step))


def test_a_removal_that_is_for_good_is_not_offered(database: Database, assets, do, write):
    do("star", partial(set_starred, asset_ids=assets[1:2], starred=True))
    do("remove", partial(delete_media, asset_ids=assets[:1]))
    with database.writing() as session:
        session.delete(session.get_one(MediaAsset, assets[0]))
    assert named(write) == ["star 1", None]


def test_what_changes_nothing_is_no_step_and_old_ones_are_forgotten(database: Database, assets, do):
    assert do("hide", partial(set_hidden, asset_ids=assets, hidden=False)) is None
    for n in range(media_history.MOST_STEPS + 2):
        do("star", partial(set_starred, asset_ids=assets[:1], starred=n % 2 == 0))
    with database.reading() as session:
        assert session.query(MediaStep).count() == media_history.MOST_STEPS


def test_a_step_that_is_asked_for_again_because_its_answer_was_lost_is_done_once(
    database: Database, project: Project, assets, write
):
    swap = partial(reorder_media, asset_ids=[*assets[1:], assets[0]])
    done = [write(lambda opened: media_history.change(opened, "reorder", swap, "a" * 32)) for _ in range(2)]
    assert done == ["a" * 32, None]
    write(media_history.undo)
    write(lambda opened: media_history.change(opened, "reorder", swap, "a" * 32))
    assert [key for key, *_ in shown(database, project)] == assets
