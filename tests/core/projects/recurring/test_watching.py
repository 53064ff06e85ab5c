"""Each new folder in a watched one is a film, once."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from core.projects.recurring import films
from core.projects.recurring.films import (
    RecurringCreate,
    WatchedFolder,
)
from core.projects.recurring.watching import QUIET_FOR, begin_new_folders
from core.store.models import Job
from tests.core.projects.recurring.monthly_film import Month
from tests.make_media import photo_jpeg


def test_each_new_folder_becomes_a_film_once_it_is_complete(month: Month) -> None:
    photos = month.folder / "photos"
    (photos / "before").mkdir()
    photo_jpeg(photos / "before" / "a.jpg", seed=7)
    with month.database.writing() as session:
        wish = RecurringCreate(
            name="Trip", pictures=WatchedFolder(kind="watch", path="photos"), song_path="songs"
        )
        film_id = films.add_film(session, month.user.id, wish).id
    for name in ("Norway", "empty"):
        (photos / name).mkdir()
    photo_jpeg(photos / "Norway" / "b.jpg", seed=8)

    def look(later: timedelta) -> list[tuple[str, str]]:
        begin_new_folders(month.database, film_id, lambda: None, datetime.now(UTC) + later)
        return month.work(datetime.now(UTC))

    assert look(timedelta(0)) == []
    for _ in range(2):
        assert look(QUIET_FOR) == [("Norway", "made")]
    photo_jpeg(photos / "Norway" / "c.jpg", seed=9)
    assert look(QUIET_FOR) == [("Norway", "made")]
    (project,) = month.projects()
    assert (project.name, month.held(project)) == ("Trip: Norway", ["b.jpg", "b.wav"])
    with month.database.reading() as session:
        looks = session.scalars(select(Job.status).where(Job.subject_id == film_id)).all()
    assert looks == ["complete"], "it looked by itself, and keeps one look"
