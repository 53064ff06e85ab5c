"""Long silence is left out when beats are looked for, and every time finds its way back into the song."""

import numpy as np
import pytest

from core.music.analysis.silence import Stretches, heard_stretches, in_whole_song
from core.music.analysis.spectra import spectra
from core.music.blocks import Floats
from core.music.decode import ANALYSIS_RATE_HZ
from tests.core.music.click_tracks import band

MUSIC = band(120, 12, 4)[::2].astype(np.float32)


def silence(seconds: float) -> Floats:
    return np.zeros(round(seconds * ANALYSIS_RATE_HZ), np.float32)


def hiss(seconds: float, below_db: float) -> Floats:
    level = float(np.sqrt(np.mean(MUSIC**2))) * 10 ** (-below_db / 20)
    return np.random.default_rng(0).normal(0, level, len(silence(seconds))).astype(np.float32)


def spans_s(*parts: Floats) -> list[tuple[float, float]]:
    stretches = heard_stretches(np.concatenate(parts))
    return [(begin / ANALYSIS_RATE_HZ, end / ANALYSIS_RATE_HZ) for begin, end in stretches.spans]


@pytest.mark.parametrize("around_s", [0.0, 0.7, 3.5])
def test_the_silence_that_songs_usually_have_stays(around_s: float) -> None:
    assert heard_stretches(np.concatenate([silence(around_s), MUSIC, silence(around_s)])).is_whole


@pytest.mark.parametrize("quiet", [silence(45.037), hiss(45.037, 60)], ids=["digital", "hiss"])
def test_long_silence_at_the_ends_is_left_out_but_for_a_moment(quiet: Floats) -> None:
    ((begin_s, end_s),) = spans_s(quiet, MUSIC, quiet)
    assert begin_s == pytest.approx(45.037 - 0.2, abs=0.005)
    assert end_s == pytest.approx(45.037 + 12 + 0.2, abs=0.25)


def test_of_a_long_pause_a_moment_on_either_side_stays() -> None:
    first, second = spans_s(MUSIC, silence(30), MUSIC)
    assert (first[0], second[1]) == (0, 54)
    assert first[1] == pytest.approx(12.2, abs=0.25)
    assert second[0] == pytest.approx(41.8, abs=0.25)


@pytest.mark.parametrize("kind", [silence(60), hiss(60, 0), silence(0.1)])
def test_what_is_equally_quiet_all_through_is_heard_as_a_whole(kind: Floats) -> None:
    assert heard_stretches(kind).is_whole


def test_a_quiet_opening_is_music() -> None:
    assert heard_stretches(np.concatenate([MUSIC * 0.01, MUSIC])).is_whole


def test_times_go_into_the_song_and_back() -> None:
    rate_hz = ANALYSIS_RATE_HZ
    stretches = Stretches(60 * rate_hz, ((10 * rate_hz, 20 * rate_hz), (40 * rate_hz, 50 * rate_hz)))
    heard_s = np.array([0.0, 9.5, 10.0, 19.0])
    assert stretches.in_song_s(heard_s).tolist() == [10, 19.5, 40, 49]
    assert stretches.in_heard_s(stretches.in_song_s(heard_s)).tolist() == heard_s.tolist()
    assert stretches.in_heard_s(np.array([3.0, 30.0, 55.0])).tolist() == [0, 10, 20]


def test_what_was_heard_lies_at_its_place_in_the_song_with_nothing_around_it() -> None:
    samples = np.concatenate([silence(10), MUSIC, silence(8)])
    stretches = heard_stretches(samples)
    whole = in_whole_song(spectra(stretches.of(samples)), stretches)
    told = spectra(samples)
    assert (whole.frames, len(whole.chroma)) == (told.frames, len(told.chroma))
    assert not whole.flux[:950].any()
    assert not whole.energy[2300:].any()
    loudest = np.flatnonzero(told.flux[:, 0] > told.flux[:, 0].max() / 2)
    assert (whole.flux[loudest, 0] > whole.flux[:, 0].max() / 4).all()
