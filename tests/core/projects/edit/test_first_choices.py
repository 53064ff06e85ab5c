"""A first plan takes the length that its pictures carry and the shape of most; what a person set stays."""

from collections.abc import Callable

import pytest

from core.edit.revisions.revision import Revision
from core.projects.edit.adopting import adopt_settings
from core.projects.edit.first_choices import FirstChoices, first_choices, whole_song
from core.projects.edit.unattended import plan_on_request, plan_unattended
from core.projects.media.media import all_media
from core.projects.opened import OpenProject
from core.projects.projects import set_song_range
from core.store.db import Database
from core.store.models import AudioTrack, MediaAsset, Project
from tests.core.edit.edit_samples import even_grid
from tests.core.projects.edit.edited_project import Desk, add_photo, write_grid

SONG_MS = 240_000


@pytest.fixture
def long_song(desk: Desk, database: Database, project: Project) -> Desk:
    """Three photos and a song of four minutes, of which the director is to make a film."""
    write_grid(database, project, even_grid(beats=480))
    with database.writing() as session:
        session.query(AudioTrack).one().duration_ms = SONG_MS
    desk.change(pacing="directed")
    return desk


@pytest.fixture
def on_project(desk: Desk, database: Database) -> Callable:
    def on_project(use_case: Callable, *args: object):
        with database.writing() as session:
            opened = OpenProject(session, desk.layout, session.get_one(Project, desk.project_id))
            return use_case(opened, *args)

    return on_project


def film_ms(revision: Revision | None) -> int:
    assert revision is not None
    return revision.edl.total_duration_ms


def size(revision: Revision | None) -> tuple[int, int]:
    assert revision is not None
    return revision.edl.settings.output_width, revision.edl.settings.output_height


@pytest.mark.parametrize("plan", [plan_unattended, plan_on_request])
def test_few_pictures_make_a_short_film_that_ends_with_a_fade(long_song: Desk, on_project, plan):
    made = on_project(plan)
    assert film_ms(made) < 20_000
    assert made.edl.audio.fade_out_ms == 2000
    told = on_project(first_choices)
    assert told == FirstChoices(pictures=3, song_ms=SONG_MS, film_ms=film_ms(made), is_upright=False)
    assert long_song.state.changed == []


def test_the_whole_song_is_one_change_away_and_stays(long_song: Desk, database, project, on_project):
    short = on_project(plan_unattended)
    whole = on_project(adopt_settings, whole_song(long_song.settings))
    assert film_ms(whole) == SONG_MS
    assert (whole.edl.audio.fade_out_ms, whole.edl.settings.picture_fade_ms) == (0, 0)
    assert on_project(first_choices) is None
    add_photo(database, project, "added")
    assert film_ms(on_project(plan_unattended)) == SONG_MS
    long_song("undo")
    assert film_ms(long_song("undo")) == film_ms(short)
    assert on_project(first_choices) is not None


def test_the_film_grows_with_its_pictures_while_nobody_has_edited_it(
    long_song: Desk, database, project, on_project
):
    short = film_ms(on_project(plan_unattended))
    for number in range(6):
        add_photo(database, project, f"more {number}")
    longer = film_ms(on_project(plan_unattended))
    assert short < longer < SONG_MS
    long_song.change(style="calm")
    long_song("adopt_settings")
    for number in range(40):
        add_photo(database, project, f"many {number}")
    assert film_ms(on_project(plan_unattended)) == SONG_MS
    assert long_song.settings.fade_out_ms == 0


def test_a_part_of_the_song_that_was_chosen_is_all_played(long_song: Desk, database, on_project):
    on_project(plan_unattended)
    with database.writing() as session:
        set_song_range(session.get_one(Project, long_song.project_id), 0, 120_000)
    assert film_ms(on_project(plan_unattended)) == 120_000


@pytest.mark.parametrize(
    ("settings", "expected_ms"), [({"film_length_ms": 90_000}, 90_000), ({"pacing": "steady"}, SONG_MS)]
)
def test_what_was_set_before_the_first_plan_stays(long_song: Desk, on_project, settings, expected_ms):
    long_song.change(**settings)
    assert film_ms(on_project(plan_unattended)) == pytest.approx(expected_ms, abs=4000)
    assert on_project(first_choices) is None


def test_an_edit_that_was_asked_for_over_the_api_has_the_whole_song(
    long_song: Desk, database, project, on_project
):
    assert film_ms(long_song("generate")) == SONG_MS
    add_photo(database, project, "added")
    assert film_ms(on_project(plan_unattended)) == SONG_MS


def test_an_edit_by_hand_is_no_longer_told_to_be_short(long_song: Desk, on_project):
    on_project(plan_unattended)
    long_song.edit(kind="split", beat=2)
    assert on_project(first_choices) is None


@pytest.mark.parametrize(("upright", "expected"), [(2, (1920, 1080)), (3, (1080, 1920))])
def test_the_film_is_upright_where_most_pictures_are(
    long_song: Desk, database, on_project, upright, expected
):
    with database.writing() as session:
        for asset in [*all_media(session, long_song.project_id)][:upright]:
            mine = session.get_one(MediaAsset, asset.id)
            mine.display_width, mine.display_height = 1080, 1920
    assert size(on_project(plan_unattended)) == expected
    told = on_project(first_choices)
    assert told is not None
    assert told.is_upright == (upright == 3)


def test_a_film_made_wide_again_stays_wide(long_song: Desk, database, project, on_project):
    with database.writing() as session:
        for asset in all_media(session, long_song.project_id):
            session.get_one(MediaAsset, asset.id).display_height = 4000
    assert size(on_project(plan_unattended)) == (1080, 1920)
    on_project(adopt_settings, {"output_width": 1920, "output_height": 1080})
    add_photo(database, project, "added")
    assert size(on_project(plan_unattended)) == (1920, 1080)
    told = on_project(first_choices)
    assert told is not None
    assert (told.film_ms is not None, told.is_upright) == (True, False)
