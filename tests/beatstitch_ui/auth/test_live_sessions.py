"""A session is looked up while the event loop goes on, in the order of the events that ask."""

import asyncio
import threading
from collections.abc import Iterable

from beatstitch_ui.auth.live_sessions import LiveSessions


class Records:
    """What the database says of sessions, as slowly as it is told to; for one event loop."""

    def __init__(self) -> None:
        self.alive = {"ada"}
        self.asked = 0
        self.threads: set[int] = set()
        self.begun = asyncio.Event()
        self.may_answer = threading.Event()
        self.loop = asyncio.get_running_loop()

    def look(self, sessions: Iterable[str]) -> set[str]:
        self.asked += 1
        self.threads.add(threading.get_ident())
        found = self.alive & set(sessions)
        self.loop.call_soon_threadsafe(self.begun.set)
        assert self.may_answer.wait(10)
        return found


def test_the_event_loop_goes_on_while_a_session_is_looked_up():
    async def story() -> None:
        records = Records()
        asked = asyncio.create_task(LiveSessions(records.look).is_alive("ada"))
        await asyncio.wait_for(records.begun.wait(), 10)
        records.may_answer.set()
        assert await asked
        assert threading.get_ident() not in records.threads

    asyncio.run(story())


def test_events_that_come_during_a_look_keep_their_order_and_share_it():
    async def story() -> None:
        records = Records()
        sessions, done, first = LiveSessions(records.look), list[int](), asyncio.Event()

        async def act(number: int) -> None:
            if await sessions.is_alive("ada"):
                done.append(number)
                first.set()

        early = [asyncio.create_task(act(number)) for number in range(5)]
        await asyncio.wait_for(records.begun.wait(), 10)
        records.may_answer.set()
        await first.wait()
        await asyncio.gather(*early, *map(act, range(5, 8)))
        assert done == list(range(8))
        assert records.asked == 1

    asyncio.run(story())


def test_a_session_that_has_ended_is_not_taken_to_be_alive_once_that_was_seen():
    async def story() -> None:
        records = Records()
        records.may_answer.set()
        sessions = LiveSessions(records.look)
        assert await sessions.is_alive("ada")
        records.alive.clear()
        assert await sessions.ended({"ada"}) == {"ada"}
        assert not await sessions.is_alive("ada")

    asyncio.run(story())


def test_a_look_from_before_the_end_of_a_session_vouches_for_nothing_after_it():
    async def story() -> None:
        records = Records()
        sessions = LiveSessions(records.look)
        under_way = asyncio.create_task(sessions.is_alive("ada"))  # sees ada alive, and is slow to say so
        await asyncio.wait_for(records.begun.wait(), 10)
        records.alive.clear()
        ending = asyncio.create_task(sessions.ended({"ada"}))
        await asyncio.sleep(0)
        records.may_answer.set()
        assert await under_way
        assert await ending == {"ada"}
        assert not await sessions.is_alive("ada")

    asyncio.run(story())
