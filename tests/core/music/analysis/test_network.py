"""The networks compute what a convolution is defined to be, and hear the beats of plain songs."""

import numpy as np
import pytest

from core.music.analysis.activations import UNHEARD, hear
from core.music.analysis.network import Layer, elu
from core.music.analysis.spectra import spectra
from core.music.weights import networks
from tests.core.music.click_tracks import band

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("dilation", [1, 2, 16])
def test_a_layer_is_a_dilated_convolution(dilation: int) -> None:
    values = RNG.normal(size=(40, 3)).astype(np.float32)
    weight, bias = RNG.normal(size=(5, 3, 4)).astype(np.float32), np.arange(4, dtype=np.float32)
    padded = np.pad(values, ((2 * dilation, 2 * dilation), (0, 0)))
    expected = bias + sum(padded[k * dilation : k * dilation + 40] @ weight[k] for k in range(5))
    assert Layer(weight, bias)(values, dilation) == pytest.approx(expected, abs=1e-4)


def test_elu_bends_below_zero_only() -> None:
    bent = elu(np.array([-1.0, 0.0, 2.0], np.float32))
    assert bent == pytest.approx([np.expm1(-1), 0, 2])


def test_a_network_ships_and_takes_the_rhythm_features() -> None:
    assert len(networks()) == 1
    assert all(network.first.weight.shape[1] == 28 for network in networks())
    assert networks()[0](np.zeros((100, 28), np.float32)).shape == (100, 2)


def test_beats_and_ones_are_heard_where_they_are() -> None:
    song = spectra(band(120, 20, 4)[::2].astype(np.float32))
    log_odds = hear(song).log_odds
    assert log_odds.shape == (song.frames, 2)
    assert log_odds[400:1800:50, 0].mean() > log_odds[425:1800:50, 0].mean() + 3
    assert log_odds[400:1800:200, 1].mean() > log_odds[450:1800:200, 1].mean()


def test_nothing_is_heard_in_long_pauses() -> None:
    song = np.concatenate([band(120, 10, 4), np.zeros(44100 * 10)])
    log_odds = hear(spectra(song[::2].astype(np.float32))).log_odds
    assert (log_odds[1400:] == UNHEARD).all()
