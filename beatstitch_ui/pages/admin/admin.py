"""The admin page: people, invitations, storage, work, who signed in, versions and the log."""

import asyncio
from collections.abc import Iterable

from nicegui import context

from beatstitch_ui import texts
from beatstitch_ui.auth.access import AdminAccess
from beatstitch_ui.components.local_time import LocalTime
from beatstitch_ui.pages.account.error_pages import HTTP_NOT_FOUND, say_not_found
from beatstitch_ui.pages.admin.invitation_list import InvitationList
from beatstitch_ui.shell.elements import Box, Text
from beatstitch_ui.shell.frame import framed, page, visitor
from beatstitch_ui.shell.shell import PageLocation
from core.errors import NotFoundError
from core.installation.diagnostics import log_tail
from core.installation.overview import Account, Act, Overview, overview

LINES = 100
WITH_BROWSER = ("signed_in", "sign_in_failed")


@page("/admin")
async def admin() -> None:
    person = visitor()
    try:
        access = await asyncio.to_thread(AdminAccess, person)
    except NotFoundError:
        context.client.status_code = HTTP_NOT_FOUND
        say_not_found()
        return
    now = await asyncio.to_thread(overview, access.database)
    lines = await asyncio.to_thread(log_tail, access.database, LINES)
    async with framed(PageLocation(texts.admin.TITLE), person) as frame:
        Text("h1", texts.admin.TITLE)
        with _section(texts.admin.PEOPLE):
            _table(texts.admin.PEOPLE_COLUMNS, [_person(account) for account in now.accounts])
        with _section(texts.admin.INVITATIONS):
            Text("p", texts.admin.INVITATIONS_LEAD, "bs-muted")
            await InvitationList(frame, access).refresh()
        with _section(texts.admin.STORAGE):
            _table(texts.admin.STORAGE_COLUMNS, _stored(now))
        with _section(texts.admin.WORK):
            _work(now)
        with _section(texts.admin.ACTS), Box("ul", "bs-sessions"):
            for act in now.acts:
                with Box("li"):
                    what = texts.admin.ACT_NAMES.get(act.act, act.act)
                    Text("span", texts.admin.ACT.format(name=act.username, act=what))
                    with Box("span", "bs-muted"):
                        LocalTime("{at}", at=act.at)
                        Text("span", "".join(f"\u00a0· {one}" for one in _by(act)))
        with _section(texts.admin.VERSIONS):
            _table((), list(now.versions.items()))
        with _section(texts.admin.LOG):
            Text("p", texts.admin.DIAGNOSTICS_LEAD, "bs-muted")
            with Box("div", "bs-toolbar"):
                Text("a", texts.admin.DIAGNOSTICS, "bs-button", href="/api/admin/diagnostics", download="")
            Text("pre", "\n".join(lines), "bs-log", tabindex="0", aria_label=texts.admin.LOG)


def _section(title: str) -> Box:
    with Box("section", "bs-stack") as section:
        Text("h2", title)
    return section


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write a table; without `columns` the first cell of each row is its head."""
    heads = list(columns)
    with Box("div", "bs-scroll", tabindex="0"), Box("table", "bs-table"):
        if heads:
            with Box("thead"), Box("tr"):
                for head in heads:
                    Text("th", head, scope="col")
        with Box("tbody"):
            for row in rows:
                with Box("tr"):
                    first, *others = row
                    Text("th", first, scope="row")
                    for cell in others:
                        Text("td", cell, "bs-number")


def _person(account: Account) -> list[str]:
    name = texts.admin.ADMIN_MARK.format(name=account.username) if account.is_admin else account.username
    held = (account.photos_bytes, account.clips_bytes, account.songs_bytes, account.videos_bytes)
    return [name, str(account.projects), *map(texts.amounts.file_size, held), _limit(account.quota_bytes)]


def _limit(count: int | None) -> str:
    return texts.admin.NO_LIMIT if count is None else texts.amounts.file_size(count)


def _stored(now: Overview) -> list[list[str]]:
    caches = [
        [texts.admin.CACHES[cache.name], texts.amounts.file_size(cache.used_bytes), _limit(cache.limit_bytes)]
        for cache in now.caches
    ]
    database = [texts.admin.DATABASE, texts.amounts.file_size(now.database_bytes), texts.admin.NO_LIMIT]
    return [*caches, database, [texts.admin.FREE, texts.amounts.file_size(now.free_bytes), ""]]


def _work(now: Overview) -> None:
    Text("p", texts.admin.WORKERS.format(number=now.workers))
    waits = now.longest_wait_s
    Text("p", texts.admin.LONGEST_WAIT.format(seconds=waits) if waits else texts.admin.NOTHING_WAITS)
    _table((), [(_jobs(name), str(number)) for name, number in now.jobs.items()])


def _jobs(name: str) -> str:
    """Return what jobs of a kind and in a state, like "ingest queued", are called."""
    kind, _, state = name.partition(" ")
    kind, state = texts.admin.JOB_KINDS.get(kind, kind), texts.admin.JOB_STATES.get(state, state)
    return texts.admin.JOBS.format(kind=kind, state=state)


def _by(act: Act) -> list[str]:
    """Return from where something was done, and with which browser or under which name of a token."""
    label = texts.accounts.browser_named(act.label) if act.label and act.act in WITH_BROWSER else act.label
    return [one for one in (act.address, label) if one]
