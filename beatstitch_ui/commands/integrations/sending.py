"""`beatstitch send`: finished videos go to Immich; the running server sends what is ordered here."""

import sys

from beatstitch_ui.commands.data import open_data
from beatstitch_ui.commands.integrations import texts
from beatstitch_ui.commands.report import say
from core.projects.imports.sources import valid_request
from core.projects.opened import reading_as, writing_as
from core.projects.sending import sending
from core.projects.sending.sending import ImmichSend, SentVideoResponse


def send(username: str, project_id: str, render_id: str, request: ImmichSend, *, machine: bool) -> None:
    """Order that a video is sent and say how it is followed."""
    with writing_as(open_data(begin=False), username, project_id) as opened:
        made = sending.send_to_immich(opened, render_id, request)
    say(made, texts.SEND_ORDERED.format(id=made.id), machine=machine)


def send_request(
    url: str, key: str, album_id: str | None, album: str | None, *, pictures: bool
) -> ImmichSend:
    """Return where a video goes; RequestInvalidError for what can't be right."""
    chosen = {"album_id": album_id, "album_name": album, "pictures_album": pictures}
    return valid_request(ImmichSend, {"url": url, "api_key": key} | chosen)


def show(username: str, project_id: str, *, machine: bool) -> None:
    """Print what was sent of a project, one a line."""
    with reading_as(open_data(begin=False), username, project_id) as opened:
        found = sending.list_sent(opened)
    for one in found:
        sys.stdout.write((one.model_dump_json() if machine else _line(one)) + "\n")


def retry(username: str, project_id: str, sent_id: str) -> None:
    """Go on with one that failed or was stopped."""
    with writing_as(open_data(begin=False), username, project_id) as opened:
        made = sending.retry_send(opened, sent_id)
    sys.stdout.write(texts.SEND_ORDERED.format(id=made.id) + "\n")


def _line(one: SentVideoResponse) -> str:
    state = texts.SENT_STATES["there" if one.was_there else one.status].format(percent=one.progress_percent)
    told = " ".join(part for part in (state, one.error_message) if part)
    return texts.SENT_LINE.format(id=one.id, url=one.url, album=one.album or texts.NO_ALBUM, state=told)
