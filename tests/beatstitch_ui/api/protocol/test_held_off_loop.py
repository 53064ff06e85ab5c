"""What is held during a request is entered and left in threads, and never held on to."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from beatstitch_ui.api.protocol.held_off_loop import held_off_loop
from core.errors import QuotaFullError


class Room:
    """What is reserved; entering waits until it may go on."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.threads: list[int] = []
        self.may_enter = threading.Event()
        self.may_enter.set()

    def _note(self, step: str) -> None:
        self.steps.append(step)
        self.threads.append(threading.get_ident())

    @contextmanager
    def reserved(self) -> Iterator[None]:
        assert self.may_enter.wait(10)
        self._note("entered")
        try:
            yield
        except BaseException as error:
            self._note(type(error).__name__)
            raise
        finally:
            self._note("left")


def test_it_is_entered_and_left_off_the_event_loop():
    room = Room()

    async def story() -> None:
        async with held_off_loop(room.reserved()):
            assert room.steps == ["entered"]

    asyncio.run(story())
    assert room.steps == ["entered", "left"]
    assert threading.get_ident() not in room.threads


def test_it_is_told_of_the_error_with_which_it_is_left():
    room = Room()

    async def story() -> None:
        async with held_off_loop(room.reserved()):
            raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(story())
    assert room.steps == ["entered", "LookupError", "left"]


def test_what_refuses_to_be_entered_is_not_left():
    @contextmanager
    def refusing() -> Iterator[None]:
        raise QuotaFullError(needed_mb=1, used_mb=1, quota_mb=1)
        yield

    async def story() -> None:
        async with held_off_loop(refusing()):
            raise AssertionError

    with pytest.raises(QuotaFullError):
        asyncio.run(story())


def test_a_request_that_is_cancelled_while_it_enters_gives_back_what_it_gets():
    room = Room()

    async def story() -> None:
        room.may_enter.clear()

        async def request() -> None:
            async with held_off_loop(room.reserved()):
                raise AssertionError

        asked = asyncio.create_task(request())
        await asyncio.sleep(0.05)
        asked.cancel()
        await asyncio.sleep(0.05)
        room.may_enter.set()
        with pytest.raises(asyncio.CancelledError):
            await asked

    asyncio.run(story())
    assert room.steps == ["entered", "CancelledError", "left"]
