"""The words of the place where files are dropped."""

from beatstitch_ui.languages.words import plural

UPLOADS = {
    "label": "Uploads",
    "list": "Files on their way, and those that could not be added",
    "invite": "Drop photos, clips and the song anywhere on this page",
    "invite_touch": "Add photos, clips and the song",
    "formats": "JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, MP3, FLAC, M4A, OGG. Whole folders, or paste them.",
    "formats_touch": "JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, MP3, FLAC, M4A, OGG.",
    "files": "Choose files",
    "folder": "Choose a folder",
    "drop": "Let go to add",
    "uploading": "Uploading {done} of {n}",
    "finished": "{done} added",
    "partly": "{done} of {n} added",
    "not_added": "Not added: {n}",
    "one_not_added": "Not added: {reason}",
    "pace": "{rate}/s, {seconds} s left",
    "total": "Progress of all uploads",
    "progress": "Progress of {name}",
    "retry": "Retry",
    "retry_one": "Retry {name}",
    "retry_all": "Retry all",
    "cancel_one": "Cancel {name}",
    "cancel_all": "Cancel all",
    "dismiss": "Close",
    "more": "and {n} more",
    "lost": "BeatStitch could not take it now.",
    "away": "waiting for the connection",
    "passed": plural(
        "{n} side file passed over: it only goes with a photo or clip",
        "{n} side files passed over: they only go with photos and clips",
    ),
    "known": "here already as {name}",
    "chosen": "{n} chosen",
    "unchoose": "None of them",
    "states": {
        "asked": "choose this file again to go on",
        "waiting": "waiting",
        "sending": "",
        "done": "added",
        "passed": "not needed",
        "refused": "",
        "failed": "",
    },
}

DOCK = {
    "label": "Uploads that go on",
    "uploading": "Uploading {done} of {n}",
    "away": "Uploads wait for the connection",
    "asked": plural("{n} upload waits for you", "{n} uploads wait for you"),
    "refused": UPLOADS["not_added"],
    "one_not_taken": "{name} was not taken",
    "not_taken": "{n} files were not taken",
    "dismiss": UPLOADS["dismiss"],
    "total": UPLOADS["total"],
    "show": {"media": "Show in Media", "music": "Show in Music"},
}

SHARED = {
    "title": "Add what you shared",
    "one": "{name} waits for a project.",
    "several": "{n} files wait for a project.",
    "nothing": "Nothing waits here. Share photos with BeatStitch once more.",
    "create": "New project",
    "dismiss": "Discard them",
}
