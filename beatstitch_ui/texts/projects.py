"""The words of the list of projects."""

from beatstitch_ui.languages.current import gettext as _
from beatstitch_ui.texts.uploads import UPLOADS

NEW_PROJECT = "New project"
UNTITLED = "Film of {day}"
NEW_PROJECT_UPLOADS = UPLOADS | {
    "invite": "Drop photos, clips and a song",
    "formats": "Now or later; whole folders too.",
}
IMPORT_PROJECT = "Import a project"
IMPORT_LEAD = "A .beatstitch file holds a whole project, edit and media. The Render page makes one."
IMPORT_UPLOADS = UPLOADS | {"invite": "Drop a .beatstitch file", "formats": "It becomes a project of yours."}
IMPORTED = "It is among your projects now; its edit follows when everything has been read."
OPEN_PROJECT = "Open the project"
FILES_COME = "Your files are being added"
OPENS_SOON = "Opens when all files are here …"
TRY_DEMO = "Try the demo"
TRY_DEMO_LEAD = "Twelve drawn pictures and a song, to play with."
DEMO_COMES = "Drawing the pictures and playing the song …"
DEMO_PROJECT = "Demo: one day"
DEMO_SONG = "Demo song"
SEARCH_PROJECTS = "Search"
SORT_PROJECTS = "Sort by"
PROJECT_SORTS = {"edited": "Last edited", "name": "Name", "made": "Newest"}
NO_MATCH = "No project is called that."
STORAGE = "Storage"
STORAGE_OF_QUOTA = "{used} of {all} used. What is deleted counts for a day, until it can't be brought back."
STORAGE_OF_DISK = "{used} used, {free} free on the disk"
CARD_PROGRESS = "How far the work on this project is"
PREPARING_LEFT = "{status} · {n} left"
RENDERING_AT = "{status} · {percent} %"


PROJECT_NAME = "Name"
PROJECT_NAME_HINT = "Summer in Norway"
CREATE = "Create"
SAVE = "Save"
DESCRIPTION = "Description"
RENAME_PROJECT = "Edit details of {name}"
DUPLICATE_PROJECT = "Duplicate {name}"
PROJECT_COPIED = "{name} was duplicated"
COPY_SUFFIX = " (copy)"


def copy_name(name: str, most_chars: int) -> str:
    """Return what a copy of a project is called at first."""
    suffix = _(COPY_SUFFIX)
    return name[: most_chars - len(suffix)] + suffix


DELETE_PROJECT = "Delete {name}"
PROJECT_DELETED = "{name} was deleted"
BPM = "{bpm:.0f} BPM"
EDITED = "Edited {at}"
STATUSES = {
    "draft": "Draft",
    "analyzing": "Preparing",
    "ready": "Ready to edit",
    "rendering": "Rendering",
    "complete": "Video ready",
    "error": "Needs attention",
}
CHANGED_SINCE = "Changed since its video"
INVITE = "Drop photos, clips and a song for the next film"
FIRST_STEPS_TITLE = "Your first film"
FIRST_DROP = "Drop photos, clips and one song here"
FIRST_DROP_LEAD = "Any number, in any order; whole folders too."
FIRST_STEPS = [
    ["Add photos, clips and a song", "BeatStitch finds the beats of the song."],
    ["Watch the film", "It is made by itself, and every cut sits on a beat."],
    ["Keep it", "Change what you like, then download the video or share it."],
]

RECURRING = "Films that make themselves"
RECURRING_LEAD = "When its time comes, a film of the time before appears among your projects."
RECURRING_NEW = "New recurring film"
RECURRING_NAME = "Name of the film"
RECURRING_NAME_HINT = "Our month"
RECURRING_EVERY = "How often"
RHYTHMS = {
    "month": "On the first of each month, of the month before",
    "week": "Every Monday, of the week before",
    "day": "Every day, of the day before",
    "year": "On 1 January, of the year before",
}
RECURRING_FROM = "Pictures from"
RECURRING_PLACES = {
    "folder": "A folder of the server",
    "immich": "Immich",
    "watch": "Each new folder in a folder of the server, as soon as it is complete",
}
WATCHES = "For each new folder in {place}"
RECURRING_PICTURES = "Folder of the pictures"
RECURRING_SONG = "Song, or a folder of songs"
RECURRING_STYLE = "Style"
RECURRING_LENGTH = "Length"
LENGTHS = {"30": "30 seconds", "60": "1 minute", "120": "2 minutes", "180": "3 minutes", "": "The whole song"}
RECURRING_CREATE = "Set it up"
RECURRING_NEXT = "{label}, next {at} ({period})"
RECURRING_PAUSED = "Paused"
RECURRING_PAUSE = "Pause"
RECURRING_RESUME = "Go on"
RECURRING_NOW = "Make the last one now"
RECURRING_AGAIN = "Try {period} again"
RECURRING_DELETE = "Delete"
RECURRING_DELETED = "{name} makes no more films; those that were made stay"
EVERY = {"day": "Every day", "week": "Every week", "month": "Every month", "year": "Every year"}
RUN_STATES = {
    "begun": "{period}: beginning",
    "gathering": "{period}: bringing in pictures and the song",
    "waiting": "{period}: waiting",
    "rendering": "{period}: rendering",
    "made": "{period}: ready",
    "failed": "{period}: could not be made",
}
RUN_TRIES_AGAIN = "Tried again {at}"
