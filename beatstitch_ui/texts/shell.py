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
NEXT_RENDER = "Next: your video"
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
