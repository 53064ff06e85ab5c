"""Films that make themselves are set up on the dashboard, paused, made at once and deleted."""

import asyncio

import pytest
from nicegui.testing import User

from core.projects.recurring.films import Look
from core.projects.recurring.schedule import Rhythm
from core.settings import settings
from core.store.models import RecurringFilm, RecurringRun
from tests.beatstitch_ui.stories import fill_in, press, until
from tests.make_media import song_wav


@pytest.fixture
def folders(tmp_path_factory, monkeypatch):
    """Let a folder of photos be imported from, and one of songs."""
    home = tmp_path_factory.mktemp("of the server")
    for name in ("photos", "songs"):
        (home / name).mkdir()
    song_wav(home / "songs" / "a.wav")
    monkeypatch.setenv("BEATSTITCH_IMPORT_FOLDERS", f"{home / 'photos'},{home / 'songs'}")
    settings.cache_clear()
    yield
    settings.cache_clear()


def held(studio_data, table) -> list:
    with studio_data.reading() as session:
        return session.query(table).all()


@pytest.mark.usefixtures("folders")
def test_a_recurring_film_is_set_up_paused_made_and_deleted(play, studio_data):
    async def story(user: User) -> None:
        await user.open("/")
        await user.should_see("Films that make themselves")
        press(user, "New recurring film")
        fill_in(user, "Name of the film", "Our year")
        fill_in(user, "How often", "year")
        fill_in(user, "Folder of the pictures", "photos")
        fill_in(user, "Song, or a folder of songs", "elsewhere")
        press(user, "Set it up")
        await user.should_see("elsewhere is not a folder or file that may be imported from.")
        fill_in(user, "Song, or a folder of songs", "songs")
        fill_in(user, "Length", "")
        press(user, "Set it up")
        await user.should_see("Our year")
        (film,) = held(studio_data, RecurringFilm)
        assert Rhythm.model_validate_json(film.rhythm) == Rhythm(every="year")
        assert Look.model_validate_json(film.look) == Look(style="calm", length_s=None)
        press(user, "Pause")
        await user.should_see("Every year. Paused")
        press(user, "Go on")
        await user.should_not_see("Every year. Paused")
        press(user, "Make the last one now")
        await user.should_see(": beginning")
        with studio_data.writing() as session:
            run = session.query(RecurringRun).one()
            run.state, run.problem = "failed", "There are no photos or clips from last year."
            label = run.label
        await user.should_see("could not be made")
        await user.should_see("There are no photos or clips from last year.")
        press(user, f"Try {label} again")
        await user.should_not_see("could not be made")
        press(user, "Delete")
        await until(lambda: not held(studio_data, RecurringFilm))
        fill_in(user, "Pictures from", "watch")
        press(user, "Set it up")
        await user.should_see("For each new folder in photos")

    play(story)


@pytest.mark.usefixtures("folders")
def test_what_is_set_up_is_what_the_fields_said_at_the_press(play, studio_data):
    """However long the database lets it wait, and whatever is typed meanwhile."""

    async def story(user: User) -> None:
        await user.open("/")
        press(user, "New recurring film")
        fill_in(user, "Folder of the pictures", "photos")
        fill_in(user, "Song, or a folder of songs", "songs")
        fill_in(user, "Name of the film", "Our year")
        with studio_data.writing():
            press(user, "Set it up")
            await asyncio.sleep(0.3)
            fill_in(user, "Name of the film", "Another")
        await until(lambda: held(studio_data, RecurringFilm))
        assert [film.name for film in held(studio_data, RecurringFilm)] == ["Our year"]

    play(story)


def test_where_no_folder_may_be_imported_from_it_is_not_offered(play):
    async def story(user: User) -> None:
        await user.open("/")
        await user.should_not_see("Films that make themselves")

    play(story)
