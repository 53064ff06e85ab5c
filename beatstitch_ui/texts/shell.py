"""What every page shows around its own content."""

from beatstitch_ui.languages.current import ngettext
from beatstitch_ui.languages.words import plural

BRAND = "BeatStitch"
BRAND_SAYS = "Photos, clips and one song become a video whose every cut sits on the beat."
TITLE = "{page} · BeatStitch"

SKIP_TO_CONTENT = "Skip to main content"
PROJECTS = "Projects"
PROJECT_PAGES = {"media": "Media", "music": "Music", "edit": "Edit", "render": "Render"}
PROJECT_NAME = "Name of the film"
RENAME_HINT = "Rename the film. Without a name of yours it is called after the day on which it was begun."
PROJECT_PAGES_LABEL = "Steps of this project"
CONNECTION_LOST = "Connection lost. Trying to reconnect …"
NEXT_PICTURES = "Next: add photos and clips"
NEXT_SONG = "Next: add a song"
NEXT_PREPARED = "Next: your film"
NEXT_EDIT = "Next: watch your film"
NEXT_RENDER = "Next: make the video"
NEXT_VIDEO = "To your video"
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
    "working": "in work",
    "title": "Running now",
    "open": "{state}. Show what is running",
    "queued": "waiting",
    "more": "and {n} more",
}

SAVING = {
    "saved": "Saved",
    "saving": "Saving …",
    "waits": plural("No connection · {n} change waits", "No connection · {n} changes wait"),
    "away": "No connection",
}
NOT_UNDERSTOOD = "That change was not understood, so nothing has changed. Reload the page and try it again."
NOT_FOUND_TITLE = "There is nothing here"
NOT_FOUND = "This page does not exist, or it belongs to somebody else."
BROKEN_TITLE = "Something went wrong"
BROKEN = "This page could not be made. Your project is safe; the log has the details."
BACK_TO_PROJECTS = "Back to your projects"

CLOSE = "Close"
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
                ["H", "Hide or show the selection"],
                ["S", "Star the selection, or remove its stars"],
                ["Del", "Remove the selection"],
                ["Ctrl + Z", "Undo (Ctrl + Shift + Z: redo)"],
                ["← →", "In the large view: previous or next"],
                ["I  O", "In the large view: a clip begins or ends here"],
            ],
        },
        {
            "name": "Music",
            "keys": [
                ["Space", "Play or pause"],
                ["T", "Tap along while the song plays"],
                ["← →", "Previous or next beat"],
                ["Shift + ← →", "Choose a stretch of beats"],
                ["Alt + ← →", "Move the beat or the end of the stretch by 10 ms, the part by a bar"],
                ["1", "This beat is the one"],
                ["A", "Add a beat at the playhead"],
                ["S", "Snap the beat to the sound"],
                ["Del", "Remove the beat"],
                ["↑ ↓", "Previous or next part"],
                ["B", "Begin a part at the playhead"],
                ["M", "Merge the part with the next"],
                ["+  -  0", "Zoom in, zoom out, fit"],
                ["Ctrl + Z", "Undo"],
                ["Ctrl + Shift + Z", "Redo"],
            ],
        },
        {
            "name": "Edit",
            "keys": [
                ["Space", "Play or pause"],
                ["J  K  L", "Back, stop, forward"],
                ["P", "Play what is chosen again and again"],
                ["↑ ↓", "Previous or next beat (Shift: frame)"],
                ["← →", "Previous or next segment"],
                ["Shift + ← →", "Move its right edge by one beat"],
                ["Alt + ← →", "Move it one place"],
                ["S", "Split at the playhead's beat"],
                ["D", "Duplicate"],
                ["U", "Merge with the next"],
                ["M", "Set a marker, or name it (Shift: go to the next)"],
                ["R", "Choose another picture"],
                ["Ctrl + wheel", "On the preview: zoom the picture (drag: move it)"],
                ["Ctrl + C  V", "Copy and paste attributes"],
                ["T", "Next transition"],
                ["X", "Lock or unlock"],
                ["W", "Swap the first and last of several"],
                ["Ctrl + Shift + ← →", "Choose several; Ctrl + A all"],
                [",  .", "Show a clip 0.1 s earlier or later (Shift: 1 s)"],
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

FORM = {
    "show": "Show the password",
    "strength": "Strength of the password",
    "caps": "Caps Lock is on",
    "common": "Too easy to guess: attackers try this one first.",
    "lost": "BeatStitch did not answer. Check the connection and try again.",
    "incomplete": "Fill in every field.",
    "wait": "Too many wrong passwords. Try again in {seconds} s.",
}
TOASTS = {"label": "Messages", "undo": "Undo", "close": CLOSE}
JOB_TITLES = {
    "import": "Importing into {project}",
    "ingest": "Preparing media of {project}",
    "look": "Looking at a photo of {project}",
    "analyze": "Finding the beats of {project}",
    "preview": "Preview of {project}",
    "final": "Final video of {project}",
    "send": "Sending a video of {project} to Immich",
}

SERVED_AT = "BeatStitch is at {url}"


def unsure(n: int) -> str:
    """Return what is said of `n` changes of which nobody knows whether they were stored."""
    return ngettext(
        "The connection was lost, and something else has changed here since. "
        "Check whether your last change is in it.",
        "The connection was lost, and something else has changed here since. "
        "Check whether your last {n} changes are in it.",
        n,
    )
