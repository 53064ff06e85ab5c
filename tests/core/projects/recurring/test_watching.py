"""Each new folder in a watched one is a film, once."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from core.gathering import folders
from core.projects.recurring import films
from core.projects.recurring.films import RecurringCreate, WatchedFolder
from core.projects.recurring.watching import QUIET_FOR, begin_new_folders
from core.store.models import Job
from tests.core.projects.recurring.monthly_film import Month
from tests.make_media import photo_jpeg


def test_each_new_folder_becomes_a_film_once_it_is_complete(month: Month) -> None:
    photos = month.folder / "photos"
    (photos / "before").mkdir()
    photo_jpeg(photos / "before" / "a.jpg", seed=7)
    film_id = watch(month)
    for name in ("Norway", "empty"):
        (photos / name).mkdir()
    photo_jpeg(photos / "Norway" / "b.jpg", seed=8)

    def look_at(later: timedelta) -> list[tuple[str, str]]:
        begin_new_folders(month.database, film_id, lambda: None, datetime.now(UTC) + later)
        return month.work(datetime.now(UTC))

    assert look_at(timedelta(0)) == []
    for _ in range(2):
        assert look_at(QUIET_FOR) == [("Norway", "made")]
    photo_jpeg(photos / "Norway" / "c.jpg", seed=9)
    assert look_at(QUIET_FOR) == [("Norway", "made")]
    (project,) = month.projects()
    assert (project.name, month.held(project)) == ("Trip: Norway", ["b.jpg", "b.wav"])
    with month.database.reading() as session:
        looks = session.scalars(select(Job.status).where(Job.subject_id == film_id)).all()
    assert looks == ["complete"], "it looked by itself, and keeps one look"


def watch(month: Month) -> str:
    with month.database.writing() as session:
        wish = RecurringCreate(
            name="Trip", pictures=WatchedFolder(kind="watch", path="photos"), song_path="songs"
        )
        return films.add_film(session, month.user.id, wish).id


def new_folder(month: Month, name: str | bytes) -> Path:
    folder = month.folder / "photos" / os.fsdecode(name)
    folder.mkdir()
    photo_jpeg(folder / "b.jpg", seed=8)
    return folder


def look(month: Month, film_id: str) -> dict[str, str]:
    begin_new_folders(month.database, film_id, lambda: None, datetime.now(UTC) + QUIET_FOR)
    return dict(month.work(datetime.now(UTC)))


def test_a_folder_whose_name_is_no_text_is_told_of_and_keeps_no_other_from_its_film(month: Month) -> None:
    film_id = watch(month)
    folder = new_folder(month, b"M\xfcnchen")
    for name in ("Later", "Zoo"):
        new_folder(month, name)
    for _ in range(2):
        assert look(month, film_id) == {"M�nchen": "failed", "Later": "made", "Zoo": "made"}
    (told,) = [run.problem for run in month.runs() if run.state == "failed"]
    assert told == "M�nchen was left out: its name is not UTF-8 text. Rename it, then it can be used."
    folder.rename(folder.with_name("München"))
    assert look(month, film_id)["München"] == "made"


def test_what_can_never_be_used_is_not_tried_for_a_day(month: Month) -> None:
    film_id = watch(month)
    new_folder(month, b"M\xfcnchen")
    look(month, film_id)
    with month.database.writing() as session:
        films.make_now(session, month.user.id, film_id)
    assert month.work(datetime.now(UTC)) == [("M�nchen", "failed")]
    assert "not UTF-8" in (month.runs()[0].problem or "")


def test_a_folder_becomes_a_film_however_long_its_name(month: Month) -> None:
    film_id = watch(month)
    names = ["Norway " * 12 + end for end in "ab"]
    for name in names:
        new_folder(month, name)
    label = ("Norway " * 12)[:59] + "…"
    assert look(month, film_id) == {label: "made"}
    assert month.work(datetime.now(UTC)) == [(label, "made")] * 2
    assert sorted(month.held(project) for project in month.projects()) == [["b.jpg", "b.wav"]] * 2


def test_a_folder_that_holds_too_much_keeps_no_other_from_its_film(month: Month, monkeypatch) -> None:
    film_id = watch(month)
    photo_jpeg(new_folder(month, "Much") / "c.jpg", seed=9)
    new_folder(month, "Zoo")
    monkeypatch.setattr(folders, "MOST_ITEMS", 1)
    assert look(month, film_id) == {"Much": "waiting", "Zoo": "made"}
    (much,) = [run for run in month.runs() if run.state == "waiting"]
    assert "more than 1 photos" in (much.problem or "")
