"""Onsets lie where notes begin, in order and inside the song."""

import numpy as np

from core.music.analysis.onset import onset_strength
from core.music.analysis.onset_times import in_whole_ms, onset_times_s
from core.music.analysis.spectra import spectra
from core.music.onset_file import load_onsets, save_onsets
from tests.core.music.click_tracks import beat_times_s, click_track


def test_every_click_is_an_onset_within_5_ms_and_nothing_else_is() -> None:
    song = spectra(click_track(96, 12, 0.3)[::2].astype(np.float32))
    onsets = np.array(in_whole_ms(onset_times_s(song, onset_strength(song.flux)), 12_000))
    clicks_ms = 1000 * beat_times_s(96, 12, 0.3)
    assert len(onsets) == len(clicks_ms)
    assert np.abs(onsets - clicks_ms).max() <= 5


def test_silence_has_no_onsets() -> None:
    song = spectra(np.zeros(22050 * 3, np.float32))
    assert not len(onset_times_s(song, onset_strength(song.flux)))


def test_onsets_outside_the_song_or_at_one_millisecond_are_left_out() -> None:
    assert in_whole_ms(np.array([-0.2, 0.1, 0.1002, 2.9996, 3.0]), 3000) == [100]


def test_onsets_survive_their_file(tmp_path) -> None:
    save_onsets([10, 500], tmp_path / "onsets.json")
    assert load_onsets(tmp_path / "onsets.json") == [10, 500]
