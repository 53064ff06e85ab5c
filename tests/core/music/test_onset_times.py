"""Onsets lie where notes begin, in order and inside the song."""

import numpy as np
from click_tracks import beat_times_s, click_track

from core.music.analysis.onset import onset_strength
from core.music.analysis.onset_times import onset_times_ms
from core.music.analysis.spectra import spectra
from core.music.onset_file import load_onsets, save_onsets


def test_every_click_is_an_onset_within_5_ms_and_nothing_else_is() -> None:
    song = spectra(click_track(96, 12, 0.3)[::2].astype(np.float32))
    onsets = np.array(onset_times_ms(song, onset_strength(song.flux), 12_000))
    clicks_ms = 1000 * beat_times_s(96, 12, 0.3)
    assert len(onsets) == len(clicks_ms)
    assert np.abs(onsets - clicks_ms).max() <= 5


def test_silence_has_no_onsets() -> None:
    song = spectra(np.zeros(22050 * 3, np.float32))
    assert onset_times_ms(song, onset_strength(song.flux), 3000) == []


def test_onsets_survive_their_file(tmp_path) -> None:
    save_onsets([10, 500], tmp_path / "onsets.json")
    assert load_onsets(tmp_path / "onsets.json") == [10, 500]
