"""Which function does which kind of job."""

from core.jobs.runner import Handler
from workers.analysing import analyse
from workers.calling import call_webhook
from workers.housekeeping import keep_house
from workers.importing import import_media
from workers.ingesting import ingest
from workers.looking import look
from workers.notifying import notify
from workers.recurring import make_film
from workers.rendering import render
from workers.sending import send_video

HANDLERS: dict[str, Handler] = {
    "import": import_media,
    "recurring": make_film,
    "ingest": ingest,
    "look": look,
    "analyze": analyse,
    "preview": render,
    "final": render,
    "send": send_video,
    "hook": call_webhook,
    "notify": notify,
    "housekeeping": keep_house,
}
