"""Many channels become two that can't overload, by the coefficients of ITU-R BS.775; two and one stay."""

import numpy as np
import pytest

from core.media.songs.downmix import HIGHEST_SUM, mixed, stereo

FIVE_ONE = ("FL", "FR", "FC", "LFE", "SL", "SR")
SEVEN_ONE = ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR")


def block(channels: int, loud: dict[int, float]) -> np.ndarray:
    one = np.zeros((4, channels), np.float32)
    for channel, level in loud.items():
        one[:, channel] = level
    return one


def test_mono_is_as_loud_on_either_side_and_stereo_stays() -> None:
    assert stereo(block(1, {0: 0.3}))[0] == pytest.approx([0.3, 0.3])
    assert stereo(block(2, {0: 0.3, 1: 0.9}))[0] == pytest.approx([0.3, 0.9])


@pytest.mark.parametrize("channels", [FIVE_ONE, SEVEN_ONE, ("FL", "FR", "FC"), ("FL", "FR", "BL", "BR"), ()])
def test_all_channels_at_full_scale_stay_below_it(channels: tuple[str, ...]) -> None:
    count = len(channels) or 5
    loudest = np.abs(mixed(np.ones((4, count), np.float32), channels)).max()
    assert loudest == pytest.approx(HIGHEST_SUM)


def test_centre_and_surrounds_are_3_db_below_the_front_and_the_bass_channel_is_left_out() -> None:
    front = mixed(block(6, {0: 1.0}), FIVE_ONE)[0]
    centre = mixed(block(6, {2: 1.0}), FIVE_ONE)[0]
    surround = mixed(block(6, {5: 1.0}), FIVE_ONE)[0]
    assert front[1] == 0
    assert centre[0] == centre[1] == pytest.approx(front[0] / np.sqrt(2))
    assert surround == pytest.approx([0, front[0] / np.sqrt(2)])
    assert not mixed(block(6, {3: 1.0}), FIVE_ONE).any()


@pytest.mark.parametrize("count", [6, 8])
def test_a_layout_without_names_is_taken_by_its_usual_order(count: int) -> None:
    nameless = ["NONE"] * count
    assert mixed(block(count, {0: 1.0}), nameless)[0, 1] == 0
    assert not mixed(block(count, {3: 1.0}), nameless).any()
