"""What the first plan chose is said on the pages that show it, with a click to have it the other way."""

import pytest
from nicegui.testing import User

from core.music.grid.beat_grid import save_grid
from core.projects.edit import timelines
from core.projects.opened import OpenProject
from core.store.models import AudioTrack, MediaAsset, Project
from tests.beatstitch_ui.stories import press, until
from tests.core.edit.edit_samples import even_grid
from tests.core.furnish import furnish

SONG_MS = 240_000
SHORT, UPRIGHT = "Your 3 pictures are enough for a film of 0:1", "Most of your pictures are upright"


@pytest.fixture
def few_pictures(studio_data, project_id):
    """Furnish three upright photos and a song of four minutes; return what tells the edit of them."""
    with studio_data.reading() as session:
        project = session.get_one(Project, project_id)
    furnish(studio_data, project, ("image", "image", "image"))
    save_grid(even_grid(beats=480), studio_data.layout.project(project_id).beats)
    with studio_data.writing() as session:
        session.get_one(Project, project_id).pacing = "directed"
        session.query(AudioTrack).one().duration_ms = SONG_MS
        for asset in session.query(MediaAsset):
            asset.display_width, asset.display_height = 240, 320

    def edl():
        with studio_data.reading() as session:
            mine = session.get_one(Project, project_id)
            return timelines.state_of(OpenProject(session, studio_data.layout, mine)).edl

    return edl


def test_few_upright_pictures_make_a_short_upright_film_until_a_person_says_otherwise(
    play, project_id, few_pictures
):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        await user.should_see(SHORT)
        await user.should_see(UPRIGHT)
        press(user, "Make it wide (16:9)")
        await user.should_not_see(UPRIGHT)
        assert few_pictures().settings.output_width == 1920
        await user.should_see(SHORT)
        await user.open(f"/p/{project_id}/render")
        await user.should_see(SHORT)
        press(user, "Use the whole song")
        await until(lambda: few_pictures().total_duration_ms == SONG_MS)
        await user.should_not_see(SHORT)

    play(story)
