"""Every span is dealt once, and a process gets neighbours."""

import pytest

from core.render.work_queue import WorkQueue


@pytest.mark.parametrize("count", [0, 1, 2, 5, 31])
@pytest.mark.parametrize("hands", [1, 2, 3, 8])
def test_everything_is_dealt_exactly_once(count: int, hands: int) -> None:
    deal = WorkQueue(range(count), hands)
    dealt = [
        item for _ in range(count + 1) for hand in range(hands) if (item := deal.next_for(hand)) is not None
    ]
    assert sorted(dealt) == list(range(count))


def test_each_hand_works_through_a_stretch_of_neighbours() -> None:
    deal = WorkQueue(range(20), 2)
    hands = list(zip(*[(deal.next_for(0), deal.next_for(1)) for _ in range(10)], strict=True))
    assert hands == [tuple(range(10)), tuple(range(10, 20))]


def test_a_hand_that_is_done_takes_the_later_half_of_what_another_has_left() -> None:
    deal = WorkQueue(range(12), 2)
    quick = [deal.next_for(0) for _ in range(9)]
    assert quick == [*range(6), 9, 10, 11]
    slow = [deal.next_for(1) for _ in range(3)]
    assert slow == [6, 7, 8]
    assert deal.next_for(0) is deal.next_for(1) is None
