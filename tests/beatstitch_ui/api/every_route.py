"""Every route of the API that strangers may not use, and a request to each that its owner could send."""

from collections.abc import Iterator
from typing import Any

from beatstitch_ui.api.protocol.description import description_of
from beatstitch_ui.api.protocol.routes import api_routes, is_open_to_strangers
from tests.beatstitch_ui.conftest import api

SAMPLES: dict[str, Any] = {"name": "a.jpg", "filename": "a.jpg", "size": 3, "kind": "media"} | {
    "text": "Summer",
    "width": 64,
    "height": 64,
    "number": 0,
}
UNIONS = {"use": "SongOperation", "immich": "ImportCreate"}  # by one of their kinds
BODIES: dict[str, Any] = {  # by the name of their schema; a new one is missed at once
    "PasswordChange": {"current": "not the password", "password": "another long secret"},
    "LanguageChoice": {"language": "en"},
    "InvitationCreate": {"note": "grandma"},
    "TokenCreate": {"name": "nightly", "scopes": ["read"], "expires_days": 1},
    "ProjectCreate": {"name": "Another"},
    "ProjectUpdate": {"name": "Mine now"},
    "ProjectSettings": {"beats_per_cut": 8},
    "ProjectCopy": {"name": "A copy"},
    "MediaUpdate": {"hidden": True},
    "MediaOrder": {"ids": []},
    "CameraWish": {"camera": "Canon EOS R5", "shift_s": 60},
    "SongOperation": {"kind": "use", "start_ms": 0},
    "Operation": {"kind": "delete", "index": 0},
    "EDLUpdateRequest": {"segments": []},
    "TimelineGenerate": {"settings": {"beats_per_cut": 2}},
    "RenderJobCreate": {"job_type": "preview"},
    "ImportCreate": {"kind": "immich", "url": "http://nowhere.invalid", "api_key": "key"},
    "WebDavLook": {"url": "http://nowhere.invalid", "username": "ada", "password": "secret"},
    "ImmichAccess": {"url": "http://nowhere.invalid", "api_key": "key"},
    "RecurringCreate": {
        "name": "Our month",
        "pictures": {"kind": "immich", "url": "http://nowhere.invalid", "api_key": "key"},
        "song_path": "songs",
    },
    "RecurringUpdate": {"paused": True},
    "WebhookCreate": {"url": "http://nowhere.invalid"},
    "ImmichSend": {"url": "http://nowhere.invalid", "api_key": "key"},
    "ShareCreate": {"expires_days": 1},
    "DropCreate": {"most_files": 1},
}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and description of every route under /api that strangers may not use.

    A route that is not described fails: what would be valid for its owner could not be sent.
    """
    described = description_of(api())["paths"]
    for method, path, route in api_routes(api()):
        if not is_open_to_strangers(route):
            yield method, path, described[path][method.lower()]


def schema_of(facts: dict[str, Any]) -> str | None:
    """Return the name of the schema of a route's body, None when it takes bytes or nothing."""
    content = facts.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    schema = content["schema"]
    if "discriminator" in schema:
        mapping = schema["discriminator"]["mapping"]
        return next((name for kind, name in UNIONS.items() if kind in mapping), "Operation")
    references = [schema, *schema.get("anyOf", ())]
    return next(one["$ref"].rpartition("/")[2] for one in references if "$ref" in one)


def asked(client, ids: dict[str, str], method: str, path: str, facts: dict[str, Any]):
    """Send a request that would be valid for the owner of `ids`."""
    values = SAMPLES | ids
    needed = [one for one in facts.get("parameters", ()) if one["required"]]
    query = {one["name"]: values[one["name"]] for one in needed if one["in"] == "query"}
    query |= {"seconds": 0} if path == "/api/events" else {}  # else it goes on for a day
    body = {"json": BODIES[name]} if (name := schema_of(facts)) else {"content": b"abc"}
    return client.request(method, path.format_map(values), params=query, **body)
