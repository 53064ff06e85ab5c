"""Every sentence and word that the pages show; those about failures live in core/errors.py."""

BRAND = "BeatStitch"
TITLE = "{page} · BeatStitch"

SKIP_TO_CONTENT = "Skip to main content"
PROJECTS = "Projects"
PROJECT_PAGES = {"media": "Media", "music": "Music", "edit": "Edit", "render": "Render"}
PROJECT_PAGES_LABEL = "Steps of this project"
ACCOUNT = "Account and settings"
SIGN_IN = "Sign in"

THEME = {
    "auto": "Theme: follows the system",
    "light": "Theme: light",
    "dark": "Theme: dark",
    "change": "{now}. Change theme",
}
JOBS = {
    "idle": "Nothing is running",
    "running": "{n} running",
    "title": "Running now",
    "open": "{state}. Show what is running",
    "queued": "waiting",
}

NOT_FOUND_TITLE = "There is nothing here"
NOT_FOUND = "This page does not exist, or it belongs to somebody else."
BROKEN_TITLE = "Something went wrong"
BROKEN = "This page could not be made. Your project is safe; the log has the details."
BACK_TO_PROJECTS = "Back to your projects"

CLOSE = "Close"
SHORTCUTS_OPEN = "Keyboard shortcuts"
SHORTCUTS = {
    "title": "Keyboard shortcuts",
    "close": CLOSE,
    "groups": [
        {
            "name": "Everywhere",
            "keys": [["?", "This sheet"], ["Esc", "Close, or let go of the selection"]],
        },
        {
            "name": "Media",
            "keys": [
                ["Arrows", "Go to another picture"],
                ["Shift + Arrows", "Extend the selection"],
                ["Ctrl + A", "Select all"],
                ["Alt + Arrows", "Move the selection"],
                ["Enter", "Look at it large"],
                ["Del", "Remove the selection"],
            ],
        },
        {
            "name": "Edit",
            "keys": [
                ["Space", "Play or pause"],
                ["J  K  L", "Back, stop, forward"],
                ["← →", "Previous or next segment"],
                ["Shift + ← →", "Move its right edge by one beat"],
                ["Alt + ← →", "Move it one place"],
                ["S", "Split at the playhead's beat"],
                ["D", "Duplicate"],
                ["R", "Replace"],
                ["T", "Next transition"],
                ["X", "Lock or unlock"],
                ["[  ]", "Left or right edge to the playhead's beat"],
                ["Del", "Remove"],
                ["+  −  0", "Zoom in, zoom out, fit"],
                ["Home  End", "First or last segment"],
                ["Ctrl + Z", "Undo"],
                ["Ctrl + Shift + Z", "Redo"],
            ],
        },
    ],
}

MEDIA_GRID = {
    "label": "Media of this project",
    "toolbar": "Selection",
    "listbox": "Photos and clips in their order",
    "count": "{n} items",
    "count_one": "1 item",
    "count_chosen": "{chosen} of {n} selected",
    "all": "Select all",
    "clear": "Clear",
    "earlier": "Earlier",
    "later": "Later",
    "remove": "Remove",
    "retry": "Try again",
    "problem": "The media could not be loaded: {reason}",
    "item": "{at}, {name}, {kind}",
    "moved": "{n} moved to position {to}",
    "removed": "{n} removed",
    "kinds": {"image": "photo", "video": "clip"},
    "status": {
        "pending": "waiting",
        "processing": "being prepared",
        "ready": "ready",
        "failed": "cannot be used",
    },
}

UPLOADS = {
    "label": "Uploads",
    "invite": "Drop photos and clips anywhere on this page",
    "formats": "JPEG, PNG, WebP, HEIC, MP4, MOV, WebM. Whole folders too, or paste from the clipboard.",
    "files": "Choose files",
    "folder": "Choose a folder",
    "drop": "Let go to add",
    "uploading": "Uploading {done} of {n}",
    "finished": "{done} added",
    "partly": "{done} of {n} added",
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
    "lost": "The connection was lost.",
    "states": {"waiting": "waiting", "sending": "", "done": "added", "refused": "", "failed": ""},
}
