"""Which frames are looked at depends on the packets alone."""

from fractions import Fraction

from core.vision.clips.chosen_frames import MOST_KEYS, ChosenFrames, choose_frames, spaced_keys
from core.vision.clips.packets import Packet

TICK = Fraction(1, 25)


def chosen(packets: list[Packet], decoded: range | list[int] | None = None) -> ChosenFrames:
    places = range(len(packets)) if decoded is None else decoded
    return choose_frames(packets, places, TICK, 1 / 25, len(packets) / 25)


def test_four_a_second_are_sampled_of_all_that_is_looked_at() -> None:
    frames = chosen([Packet(at, at, 900, at % 25 == 0) for at in range(50)])
    assert frames.looked == tuple(range(50))
    assert frames.sampled == (0, 6, 12, 18, 25, 31, 37, 43)
    assert frames.keys == (0, 25)
    assert frames.stretches() == [(0.0, 49 / 25)]


def test_times_count_from_the_first_frame_that_can_be_shown() -> None:
    packets = [Packet(at, at + 1000, 900, is_key=at == 2) for at in range(2, 20)]
    before_the_key = Packet(3, 1000, 900, is_key=False)
    frames = chosen([*packets[:1], before_the_key, *packets[2:]])
    assert frames.first == 1002
    assert frames.looked[:2] == (0, 2)


def test_what_an_edit_hides_is_not_looked_at() -> None:
    frames = chosen([Packet(at, None if at < 5 else at, 900, is_key=at == 0) for at in range(10)])
    assert frames.first == 5
    assert frames.looked == (0, 1, 2, 3, 4)


def test_stretches_hold_what_follows_each_other_closely() -> None:
    packets = [Packet(at, at, 900, at % 25 == 0) for at in range(100)]
    frames = chosen(packets, [0, 1, 2, 50, 52, 54])
    assert frames.stretches() == [(0.0, 2 / 25), (2.0, 54 / 25)]


def test_of_a_long_clip_no_more_than_so_many_key_frames_are_looked_at() -> None:
    packets = [Packet(at, at, 900, is_key=True) for at in range(25 * 900)]
    places = spaced_keys(packets, TICK, 900.0)
    assert MOST_KEYS - 1 <= len(places) <= MOST_KEYS + 1


def test_it_survives_the_way_to_another_process() -> None:
    frames = chosen([Packet(at, at, 900, at % 25 == 0) for at in range(50)])
    assert ChosenFrames.model_validate(frames.model_dump(mode="json")) == frames
