"""Open pages wait for a commit together: while nothing happens they ask the database nothing."""

import asyncio

from sqlalchemy import event

from beatstitch_ui.shell import change_feed
from beatstitch_ui.shell.change_feed import change_since, data_version
from core.projects.projects import rename_project
from core.store.models import Project

PAGES = 300


def test_all_pages_share_one_look_and_hear_of_a_commit(studio_data, project_id):
    asked: list[str] = []
    event.listen(studio_data.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))

    async def story() -> None:
        version = data_version()
        pages = [asyncio.create_task(change_since(version)) for _ in range(PAGES)]
        while asyncio.get_running_loop() not in change_feed._looks:  # noqa: ASYNC110 - the first page begins it
            await asyncio.sleep(0)
        look = change_feed._looks[asyncio.get_running_loop()]
        assert not any(page.done() for page in pages)
        assert asked == []
        with studio_data.writing() as session:
            rename_project(session.get_one(Project, project_id), "Winter in Norway")
        (now,) = set(await asyncio.gather(*pages))
        assert (look.done(), look.result(), now != version) == (True, now, True)

    asyncio.run(story())


def test_a_change_between_two_waits_is_not_missed(studio_data, project_id):
    async def story() -> None:
        version = data_version()
        with studio_data.writing() as session:
            rename_project(session.get_one(Project, project_id), "Winter in Norway")
        assert await change_since(version) != version

    asyncio.run(story())
