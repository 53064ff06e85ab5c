"""What the commands for links, imports and sent videos say beside what all commands share."""

HELP = {
    "fetch": "Import photos and clips into a project from where they are; the running server does it.",
    "fetch_folder": "Import a folder of the server, below one that BEATSTITCH_IMPORT_FOLDERS names.",
    "fetch_takeout": "Import a zip file of Google Takeout in such a folder.",
    "fetch_immich": "Import an album, a person or days of an Immich server; its API key is asked for.",
    "send": "Send finished videos to Immich; the running server does it.",
    "send_immich": "Send a finished video to Immich, into an album if wanted; the API key is asked for.",
    "send_list": "What was sent of a project, one a line.",
    "send_retry": "Go on with one that failed or was stopped.",
    "send_id": "Its id, from `send list`.",
    "send_album": "The name of an album, which is made if there is none.",
    "send_album_id": "The id of an album.",
    "send_pictures_album": "The album that the pictures of the project came from.",
    "fetch_webdav": "Import a folder of a WebDAV server, like Nextcloud; its password is asked for.",
    "fetch_webdav_folder": "What is in a folder of a WebDAV server: folders, songs, how many pictures.",
    "fetch_webdav_url": "The address of WebDAV, or where Nextcloud is.",
    "fetch_webdav_name": "Your name there.",
    "fetch_webdav_path": "The folder, as the way from that address; everything without it.",
    "fetch_webdav_song": "The way to a song, which becomes the project's song if it has none.",
    "fetch_list": "The imports of a project, one a line.",
    "fetch_path": "The name of the folder that may be imported from, and the way below it.",
    "fetch_url": "The address of the Immich server.",
    "fetch_album": "The id of an album.",
    "fetch_person": "The id of a person.",
    "fetch_after": "From this day on (2026-07-01).",
    "fetch_before": "Up to this day.",
    "share": "Links by which people without an account see a finished video.",
    "share_add": "Make a link to a finished video and print it.",
    "share_list": "The links to the videos of a project, one a line.",
    "share_revoke": "End a link at once.",
    "drop": "Links by which guests add pictures to a project, and do nothing else.",
    "drop_add": "Make a link for guests and print it.",
    "drop_list": "The links for guests of a project, one a line.",
    "drop_revoke": "End a link at once; what came in by it stays.",
    "drop_arrivals": "What guests have added, with the names that they gave, one a line.",
    "drop_greeting": "What guests read above the button.",
    "drop_files": "The most pictures that come by it.",
    "drop_mb": "The most megabytes that come by it.",
}

IMPORT_ORDERED = "Import {id} has been ordered; `fetch list` tells how far it is."
IMPORT_LINE = "{id} {title}: {status}, {taken} taken, {known} were there already, {refused} left out"
IMMICH_KEY = "API key of Immich: "
WEBDAV_PASSWORD = "Password there (Nextcloud: an app password): "  # noqa: S105 - a question
PICTURES_HERE = "{n} photos and clips"
SEND_ORDERED = "{id} has been ordered; `send list` tells how far it is."
SENT_LINE = "{id} {url}, {album}: {state}"
NO_ALBUM = "no album"
SHARE_LINE = "{id} {url} (render {render_id}): {views} views, until {until:%Y-%m-%d}"
DROP_LINE = "{id} {url}: {files} of {most_files} pictures, {used_mb:.0f} MB, until {until:%Y-%m-%d}"
ARRIVAL_LINE = "{at:%Y-%m-%d %H:%M} {guest}: {filename} ({size_mb:.1f} MB)"
LINK_REVOKED = "The link opens nothing any more."
LINK_PASSWORD = "Password of the link: "  # noqa: S105 - a question
SENT_STATES = {
    "queued": "waiting",
    "running": "{percent} %",
    "complete": "sent",
    "there": "was there already",
    "failed": "failed:",
    "cancelled": "stopped",
}
