"""A song that browsers can't play gets a copy with the same beginning and length."""

from pathlib import Path

import numpy as np
import pytest
from scipy.signal import correlate

from core.errors import FileDamagedError
from core.media.info import MediaInfo
from core.music.decode import ANALYSIS_RATE_HZ, decode
from core.music.playable import make_playable, plays_everywhere
from tests.make_media import photo_jpeg, song_wav


@pytest.mark.parametrize(("name", "plays"), [("a.wav", True), ("a.flac", True), ("a.aiff", False)])
def test_only_what_every_browser_plays_is_left_as_it_is(tmp_path: Path, name: str, plays: bool) -> None:
    assert plays_everywhere(song_wav(tmp_path / name), name) is plays


def test_the_copy_begins_where_the_song_begins(tmp_path: Path) -> None:
    song = song_wav(tmp_path / "a.aiff", 3.0)
    copy = tmp_path / "derived" / "song.m4a"
    make_playable(song, copy, MediaInfo("audio", "audio/aiff", duration_ms=3000), "a.aiff")
    first, second = decode(song).samples, decode(copy).samples
    assert abs(len(first) - len(second)) / ANALYSIS_RATE_HZ < 0.06
    shared = min(len(first), len(second))
    lags = correlate(second[:shared], first[:shared], "full", "fft")
    assert abs(int(np.argmax(lags)) - (shared - 1)) / ANALYSIS_RATE_HZ < 0.001
    assert [path.name for path in copy.parent.iterdir()] == ["song.m4a"]


def test_a_file_without_sound_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    photo = photo_jpeg(tmp_path / "photo.jpg")
    copy = tmp_path / "derived" / "song.m4a"
    with pytest.raises(FileDamagedError, match=r"photo\.jpg is damaged"):
        make_playable(photo, copy, MediaInfo("image", "image/jpeg"), "photo.jpg")
    assert list(copy.parent.iterdir()) == []
