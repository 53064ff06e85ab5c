"""The frame around every page: top bar, project tabs, skip link, and the place for the page itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nicegui import context, ui

from beatstitch_ui import texts
from beatstitch_ui.components.help_sheet import HelpSheet
from beatstitch_ui.components.job_indicator import JobIndicator
from beatstitch_ui.components.media.upload_dock import UploadDock
from beatstitch_ui.components.theme_switch import ThemeSwitch
from beatstitch_ui.shell.elements import Box, Text, icon
from beatstitch_ui.shell.next_step import NextStep
from beatstitch_ui.shell.project_title import ProjectTitle
from beatstitch_ui.shell.skeleton import show_skeleton

BRIEF_TABS = ("edit", "render")  # whose foot is in use


@dataclass(frozen=True)
class PageLocation:
    """Where a page stands: its title, and the project and tab it belongs to, if any."""

    title: str
    project_id: str | None = None
    project_name: str | None = None
    tab: str | None = None
    wide: bool = False


@dataclass(frozen=True)
class FrameParts:
    """What a page may change in its frame while it is open."""

    main: Box
    jobs: JobIndicator | None
    next_step: NextStep | None
    title: ProjectTitle | None


@contextmanager
def shell(place: PageLocation, *, user_name: str | None) -> Iterator[FrameParts]:
    """Build the frame for `place` and put what the caller makes into its main column."""
    ui.page_title(texts.shell.TITLE.format(page=place.title))
    show_skeleton(place.project_name if place.project_id else None, place.tab)
    with context.client.layout, Box("header", "bs-top") as header:
        jobs, following, title = _top_bar(place, user_name)
    header.move(target_index=0)
    with Box("div", "bs-main bs-main--wide" if place.wide else "bs-main") as main:
        yield FrameParts(main, jobs, following, title)
    if user_name:
        UploadDock(brief=place.tab in BRIEF_TABS)
    ui.skip_link(texts.shell.SKIP_TO_CONTENT, target=main)


def _top_bar(
    place: PageLocation, user_name: str | None
) -> tuple[JobIndicator | None, NextStep | None, ProjectTitle | None]:
    with Box("a", "bs-logo", href="/", aria_label=texts.shell.BRAND):
        icon("logo")
        Text("span", texts.shell.BRAND, "bs-logo__name")
    title = None
    if place.project_id is not None:
        title = ProjectTitle(place.project_name or "")
        _project_tabs(place)
    with Box("div", "bs-top__space bs-offline", role="status"):
        Text("span", texts.shell.CONNECTION_LOST, "bs-offline__told")
    following = NextStep(place.project_id, place.tab or "") if place.project_id and user_name else None
    with Box("div", "bs-top__actions"):
        jobs = JobIndicator() if user_name else None
        ThemeSwitch()
        HelpSheet(place.tab)
        if user_name:
            with Box(
                "a",
                "bs-button bs-button--quiet bs-button--icon",
                href="/account",
                aria_label=f"{texts.shell.ACCOUNT}: {user_name}",
                title=texts.shell.ACCOUNT,
            ):
                icon("user")
    return jobs, following, title


def _project_tabs(place: PageLocation) -> None:
    with Box("nav", "bs-tabs", aria_label=texts.shell.PROJECT_PAGES_LABEL):
        for tab, label in texts.shell.PROJECT_PAGES.items():
            current = "page" if tab == place.tab else None
            Text("a", label, "bs-tab", href=f"/p/{place.project_id}/{tab}", aria_current=current)
