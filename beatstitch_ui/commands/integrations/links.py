"""`beatstitch share` and `beatstitch drop`: links for people without an account, made without a browser."""

import sys

from beatstitch_ui.commands.data import open_data
from beatstitch_ui.commands.integrations import texts
from beatstitch_ui.commands.report import say
from core.projects.opened import reading_as, writing_as
from core.projects.sharing import drops, shares
from core.projects.sharing.drops import DropCreate, DropResponse, GuestUploadResponse
from core.projects.sharing.shares import ShareCreate, ShareResponse
from core.settings import settings


def add_share(
    username: str, project_id: str, render_id: str, days: int, password: str | None, *, machine: bool
) -> None:
    """Make a link to a finished video and print it."""
    request = ShareCreate(expires_days=days, password=password)
    with writing_as(open_data(begin=False), username, project_id) as opened:
        made = shares.share(opened, render_id, request)
    told = made.model_copy(update={"url": f"{_site()}{made.path}"})
    say(told, f"{told.url}", machine=machine)


def show_shares(username: str, project_id: str, *, machine: bool) -> None:
    """Print the links to the videos of a project, one a line."""
    with reading_as(open_data(begin=False), username, project_id) as opened:
        found = shares.list_shares(opened)
    for link in found:
        told = link.model_copy(update={"url": f"{_site()}{link.path}"})
        sys.stdout.write((told.model_dump_json() if machine else _share_line(told)) + "\n")


def revoke_share(username: str, project_id: str, share_id: str) -> None:
    """End a link at once."""
    with writing_as(open_data(begin=False), username, project_id) as opened:
        shares.revoke_share(opened, share_id)
    sys.stdout.write(texts.LINK_REVOKED + "\n")


def add_drop(username: str, project_id: str, request: DropCreate, *, machine: bool) -> None:
    """Make a link by which guests add pictures and print it."""
    with writing_as(open_data(begin=False), username, project_id) as opened:
        made = drops.create_drop(opened, request)
    told = made.model_copy(update={"url": f"{_site()}{made.path}"})
    say(told, f"{told.url}", machine=machine)


def show_drops(username: str, project_id: str, *, machine: bool) -> None:
    """Print the links for guests of a project, one a line."""
    with reading_as(open_data(begin=False), username, project_id) as opened:
        found = drops.list_drops(opened)
    for link in found:
        told = link.model_copy(update={"url": f"{_site()}{link.path}"})
        sys.stdout.write((told.model_dump_json() if machine else _drop_line(told)) + "\n")


def show_arrivals(username: str, project_id: str, *, machine: bool) -> None:
    """Print what guests have added, one a line."""
    with reading_as(open_data(begin=False), username, project_id) as opened:
        found = drops.list_guest_uploads(opened)
    for upload in found:
        sys.stdout.write((upload.model_dump_json() if machine else _arrival_line(upload)) + "\n")


def revoke_drop(username: str, project_id: str, drop_id: str) -> None:
    """End a link at once; what came in by it stays."""
    with writing_as(open_data(begin=False), username, project_id) as opened:
        drops.revoke_drop(opened, drop_id)
    sys.stdout.write(texts.LINK_REVOKED + "\n")


def _site() -> str:
    """Return where this BeatStitch is served, as far as its settings tell."""
    wanted = settings()
    return f"https://{wanted.host_names[0]}" if wanted.host_names else f"http://{wanted.host}:{wanted.port}"


def _share_line(link: ShareResponse) -> str:
    return texts.SHARE_LINE.format(**link.model_dump(), until=link.expires_at)


def _drop_line(link: DropResponse) -> str:
    return texts.DROP_LINE.format(**link.model_dump(), until=link.expires_at)


def _arrival_line(upload: GuestUploadResponse) -> str:
    return texts.ARRIVAL_LINE.format(
        at=upload.created_at, guest=upload.guest, filename=upload.filename, size_mb=upload.file_size / 1e6
    )
