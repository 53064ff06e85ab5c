"""Tells open pages when something has changed that they show; while nothing has, one look serves them all."""

import asyncio
from dataclasses import dataclass, fields
from weakref import WeakKeyDictionary

from beatstitch_ui import texts
from beatstitch_ui.components.job_indicator import RunningJob
from core.installation.current import installation
from core.projects.changes import Marks, Work, changes_of

LOOK_EVERY_S = 0.7
TABS = {"import": "media", "ingest": "media", "look": "media", "analyze": "music"}

_looks: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Task[int]] = WeakKeyDictionary()


@dataclass(frozen=True, kw_only=True)
class PageState(Marks):
    """The marks that an open page follows, and the jobs at work as it shows them."""

    jobs: tuple[RunningJob, ...]


def page_state(user_id: str, project_id: str | None) -> PageState:
    """Return how a person's projects stand, and one of them more closely."""
    now = changes_of(installation(), user_id, project_id)
    marks = {mark.name: getattr(now, mark.name) for mark in fields(Marks)}
    return PageState(jobs=tuple(map(_running, now.work)), **marks)


def data_version() -> int:
    """Return a number that changes whenever anything is committed."""
    return installation().version()


async def change_since(version: int) -> int:
    """Wait until the data have another version than this one and return that; all who wait share one look."""
    now = await asyncio.to_thread(data_version)
    loop = asyncio.get_running_loop()
    while now == version:
        look = _looks.get(loop)
        if look is None or look.done():
            look = _looks[loop] = loop.create_task(_next_version(now))
        now = await asyncio.shield(look)
    return now


async def _next_version(version: int) -> int:
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        now = await asyncio.to_thread(data_version)
        if now != version:
            return now


def _running(work: Work) -> RunningJob:
    return RunningJob(
        id=work.id,
        project_id=work.project_id,
        title=texts.shell.JOB_TITLES.get(work.kind, work.kind).format(project=work.project_name),
        message=texts.render.PHASES.get(work.phase, work.phase),
        percent=work.percent,
        url=f"/p/{work.project_id}/{TABS.get(work.kind, 'render')}",
    )
