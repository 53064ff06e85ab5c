"""Folders of photos and songs that recurring films are made of."""

from collections.abc import Iterator

import pytest

from core.settings import settings
from tests.core.projects.recurring.monthly_film import Month
from tests.make_media import photo_jpeg, song_wav


@pytest.fixture
def month(database, user, tmp_path, monkeypatch) -> Iterator[Month]:
    for folder in ("photos", "songs"):
        (tmp_path / folder).mkdir()
    for number, day in enumerate(("20260930", "20261001", "20261031", "20261101")):
        photo_jpeg(tmp_path / "photos" / f"IMG_{day}_120000.jpg", seed=number)
    song_wav(tmp_path / "songs" / "b.wav")
    monkeypatch.setenv("BEATSTITCH_IMPORT_FOLDERS", f"{tmp_path / 'photos'},{tmp_path / 'songs'}")
    settings.cache_clear()
    yield Month(database, user, tmp_path)
    settings.cache_clear()
