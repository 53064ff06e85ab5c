"""Several requests for one upload: the newest writes, and an older one can do no harm any more."""

import asyncio
from pathlib import Path

import pytest

from beatstitch_ui.api.protocol.upload_lock import UploadLock
from core.errors import UploadOffsetError

PART = Path("/uploads/one.part")


def test_a_newer_request_takes_over_and_the_older_one_is_refused():
    async def story() -> list[str]:
        done: list[str] = []
        older = UploadLock(PART)
        await older.run(done.append, "older")
        newer = UploadLock(PART)
        with pytest.raises(UploadOffsetError):
            await older.run(done.append, "too late")
        await newer.run(done.append, "newer")
        return done

    assert asyncio.run(story()) == ["older", "newer"]


def test_requests_for_different_uploads_do_not_meet():
    async def story() -> list[str]:
        done: list[str] = []
        one, _other = UploadLock(PART), UploadLock(PART.with_name("two.part"))
        await one.run(done.append, "one")
        return done

    assert asyncio.run(story()) == ["one"]


def test_a_newer_request_waits_for_what_the_older_one_is_doing():
    async def story() -> list[str]:
        done: list[str] = []
        begun, may_end = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def slowly() -> None:
            loop.call_soon_threadsafe(begun.set)
            asyncio.run_coroutine_threadsafe(may_end.wait(), loop).result(5)
            done.append("older")

        older = asyncio.create_task(UploadLock(PART).run(slowly))
        await begun.wait()
        newer = asyncio.create_task(UploadLock(PART).run(done.append, "newer"))
        await asyncio.sleep(0)
        may_end.set()
        await asyncio.gather(older, newer)
        return done

    assert asyncio.run(story()) == ["older", "newer"]
