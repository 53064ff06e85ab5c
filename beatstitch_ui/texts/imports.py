"""The words of imports from other places."""

from beatstitch_ui.languages.current import ngettext

OPEN = "Import from elsewhere"
TITLE = "Import photos and clips"
LEAD = "They are copied into this project; nothing changes where they come from."
FROM = "From"
PLACES = {
    "folder": "A folder of the server",
    "takeout": "Google Takeout (zip)",
    "immich": "Immich",
    "webdav": "Nextcloud (WebDAV)",
}
FOLDER = "Folder"
ARCHIVE = "Zip file"
NO_FOLDERS = (
    "No folder can be imported from yet. "
    "The administrator of this server allows some with BEATSTITCH_IMPORT_FOLDERS."
)
PATH_HINT = "Choose a folder, or write the path."
INTO = "Open {name}"
URL = "Address of Immich"
KEY = "API key"
CONNECT = "Connect"
ALBUM = "Album"
PERSON = "Person"
ANY_ALBUM = {"": "Any album"}
ANY_PERSON = {"": "Anybody"}
ALBUM_NAME = "{name} ({count})"
WEBDAV_URL = "Address of Nextcloud or WebDAV"
WEBDAV_NAME = "Name there"
WEBDAV_PASSWORD = "Password there"  # noqa: S105 - a label
WEBDAV_HINT = "For Nextcloud, make an app password: Settings, Security."
WEBDAV_SONG = "Song"
NO_SONG = {"": "No song"}
ABOVE = "Up"
AFTER = "Taken from"
BEFORE = "Taken up to"
ALL = "Immich: everything"
UP_TO = " to "
BEGIN = "Start the import"
DATE_WRONG = "A day looks like 2026-07-01."
EARLIER = "Imports"
STATES = {
    "queued": "waiting",
    "running": "{done} of {total} looked at, {taken} taken",
    "complete": "{taken} taken, {known} were there already, {refused} left out",
    "failed": "{error}",
    "cancelled": "stopped; {taken} taken",
}
LOOKING = "looking what is there"
STOP = "Stop"
GO_ON = "Go on"
REFUSED = "Left out"


def connected(albums: int, people: int) -> str:
    """Return what there is to choose from on an Immich server."""
    of_albums = ngettext("{n} album", "{n} albums", albums)
    of_people = ngettext("{n} person", "{n} people", people)
    return f"{of_albums}, {of_people}"


def pictures_here(n: int, path: str) -> str:
    """Return how many pictures a folder of another server holds by itself."""
    return ngettext(
        "{path}: {n} photo or clip here; those in its folders come too",
        "{path}: {n} photos and clips here; those in its folders come too",
        n,
        path=path,
    )
