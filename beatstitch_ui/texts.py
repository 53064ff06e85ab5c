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
                ["+  -  0", "Zoom in, zoom out, fit"],
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

TIMELINE = {
    "label": "Timeline",
    "toolbar": "Timeline tools",
    "segments": "Segments",
    "segment": "Segment {n} of {of}, {name}, from {from}, {beats} beats",
    "is_locked": ", locked",
    "play": "Play",
    "pause": "Pause",
    "ruler": "Ruler: time or bars",
    "time": "Time",
    "bars": "Bars",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "fit": "Fit the whole song",
    "problem": "The timeline could not be loaded: {reason}",
    "buttons": {
        "roll_left": "Move the right edge one beat earlier",
        "roll_right": "Move the right edge one beat later",
        "move_left": "Move the segment one place earlier",
        "move_right": "Move the segment one place later",
        "split": "Split",
        "merge": "Merge with the next segment",
        "duplicate": "Duplicate",
        "lock": "Lock or unlock",
        "delete": "Remove",
    },
    "keys": {
        "roll_left": " (Shift+←)",
        "roll_right": " (Shift+→)",
        "move_left": " (Alt+←)",
        "move_right": " (Alt+→)",
        "split": " (S)",
        "merge": " (M)",
        "duplicate": " (D)",
        "lock": " (X)",
        "delete": " (Del)",
    },
    "done": {
        "move": "Segment {n} moved to place {to}",
        "roll": "Right edge of segment {n} moved",
        "split": "Segment {n} split",
        "merge": "Segment {n} merged with the next",
        "duplicate": "Segment {n} duplicated",
        "set_lock": "Lock of segment {n} changed",
        "delete": "Segment {n} removed",
        "set_transition": "Transition into segment {n} changed",
    },
}

PLAYER = {
    "label": "Preview",
    "play": "Play",
    "pause": "Pause",
    "mute": "Mute",
    "unmute": "Unmute",
    "full": "Full screen",
    "problem": "The preview could not be loaded: {reason}",
    "no_song": "The song cannot be played in this browser.",
}

SONG = {
    "label": "Song",
    "toolbar": "Listening",
    "play": "Play",
    "pause": "Pause",
    "click": "Click on beats",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "fit": "Show the whole song",
    "beats": "Beats of the song: left and right choose one, Space plays",
    "start": "Start of the part to use",
    "end": "End of the part to use",
    "part": "Uses {from} to {to}",
    "beat": "Beat {n} of {of}",
    "problem": "The beats could not be loaded: {reason}",
    "no_song": "The song cannot be played in this browser.",
}
