"""Every sentence and word that the pages show; those about failures live in core/errors.py."""

from collections.abc import Mapping, Sequence
from typing import Any

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
                ["Del", "Remove the selection"],
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
                ["← →", "Previous or next segment"],
                ["Shift + ← →", "Move its right edge by one beat"],
                ["Alt + ← →", "Move it one place"],
                ["S", "Split at the playhead's beat"],
                ["D", "Duplicate"],
                ["R", "Replace"],
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

MEDIA_GRID = {
    "label": "Media of this project",
    "toolbar": "Selection",
    "listbox": "Photos and clips in their order",
    "count": "{n} items",
    "count_one": "1 item",
    "count_chosen": "{chosen} of {n} selected",
    "all": "Select all",
    "clear": "Clear",
    "look": "Look",
    "earlier": "Earlier",
    "later": "Later",
    "remove": "Remove",
    "hide": "Hide",
    "unhide": "Show again",
    "hidden": "hidden",
    "sort": "Put in order",
    "sorts": {"taken": "By time taken", "name": "By name", "shuffle": "Shuffled"},
    "lightbox": {
        "title": "Large view",
        "close": CLOSE,
        "previous": "Previous",
        "next": "Next",
        "place": "{at} of {of}",
        "aim": "Focus point: move it with the arrow keys",
        "hint": "Click what must stay in view when the picture is cropped or moved over.",
        "set": "Set a focus point",
        "reset": "Remove the focus point",
        "begin": "Begin here (I)",
        "end": "End here (O)",
        "whole": "Whole clip",
        "used": "Uses {from} to {to} of {of}",
    },
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
    "list": "Files on their way, and those that could not be added",
    "invite": "Drop photos, clips and the song anywhere on this page",
    "formats": "JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, MP3, FLAC, M4A. Whole folders, or paste them.",
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
    "known": "here already as {name}",
    "chosen": "{n} chosen",
    "unchoose": "None of them",
    "states": {"waiting": "waiting", "sending": "", "done": "added", "refused": "", "failed": ""},
}

INTENSITIES = {"calm": "calm", "medium": "medium", "high": "high", "drop": "drop"}
TIMELINE = {
    "label": "Timeline",
    "toolbar": "Timeline tools",
    "segments": "Segments",
    "segment": "Segment {n} of {of}, {name}, from {from}, beats: {beats}",
    "is_locked": ", locked",
    "play": "Play",
    "pause": "Pause",
    "ruler": "Ruler: time or bars",
    "time": "Time",
    "bars": "Bars",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "fit": "Fit the whole song",
    "inspect": "Change",
    "intensities": INTENSITIES,
    "problem": "The timeline could not be loaded: {reason}",
    "buttons": {
        "roll_left": "Move the right edge one beat earlier",
        "roll_right": "Move the right edge one beat later",
        "move_left": "Move the segment one place earlier",
        "move_right": "Move the segment one place later",
        "swap": "Swap the first and the last chosen segment",
        "shuffle": "Shuffle the pictures that are not locked",
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
        "swap": " (W)",
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
        "insert": "A segment inserted at place {n}",
        "replace": "Segment {n} shows another picture",
        "swap": "Segments {n} and {other} swapped",
        "shuffle": "Pictures shuffled",
        "slip": "Segment {n} shows another moment",
    },
    "done_several": {
        "move": "Segments {n} to {last} moved to place {to}",
        "merge": "Segments {n} to {last} merged",
        "duplicate": "Segments {n} to {last} duplicated",
        "set_lock": "Locks of segments {n} to {last} changed",
        "delete": "Segments {n} to {last} removed",
        "set_transition": "Transitions into segments {n} to {last} changed",
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
    "tap": "Tap along",
    "tap_hint": "Tap this, or T, on each beat while the song plays",
    "tapped": {"first": "1 tap", "pace": "{n} taps, {bpm} BPM"},
    "use_taps": "Use the taps",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "fit": "Show the whole song",
    "beats": "Beats of the song: left and right choose a beat, up and down a part, Space plays",
    "start": "Start of the part to use",
    "end": "End of the part to use",
    "edge": "Start of part {n}, {name}",
    "part": "Uses {from} to {to}",
    "fade_in": "Fade in, s",
    "fade_out": "Fade out, s",
    "unsure": "Tinted: not sure of the beats here",
    "choice": "What is chosen",
    "nothing": "Choose a beat, or a part above the waveform; Shift chooses a stretch of beats.",
    "beat": "Beat {n} of {of}, {at}",
    "chosen": {
        "stretch": "Stretch of {n} beats, {from} to {to}",
        "part": "Part {n} of {of}, {from} to {to}",
    },
    "let_go": "Let go",
    "acts": {
        "none": {"add_beat": "Add a beat at the playhead", "split_part": "Begin a part at the playhead"},
        "beat": {
            "one": "This is the one",
            "earlier": "This beat earlier",
            "later": "This beat later",
            "snap": "Snap to the sound",
            "remove": "Remove this beat",
            "stretch": "Choose a stretch from here",
        },
        "stretch": {
            "shorter": "One beat shorter",
            "longer": "One beat longer",
            "even": "Space evenly",
            "earlier": "Its end earlier",
            "later": "Its end later",
            "fewer": "One beat fewer in it",
            "more": "One beat more in it",
        },
        "part": {
            "earlier": "Begin a bar earlier",
            "later": "Begin a bar later",
            "split_part": "Split at the playhead",
            "merge": "Merge with the next",
        },
    },
    "part_name": "Name",
    "intensity": "Intensity",
    "intensities": INTENSITIES,
    "pace": "Cut every",
    "paces": [
        ["", "as set"],
        ["1", "beat"],
        ["2", "2 beats"],
        ["4", "4 beats"],
        ["8", "8 beats"],
        ["16", "16 beats"],
    ],
    "problem": "The beats could not be loaded: {reason}",
    "no_song": "The song cannot be played in this browser.",
}

FORM = {
    "show": "Show the password",
    "strength": "Strength of the password",
    "caps": "Caps Lock is on",
    "lost": "BeatStitch did not answer. Check the connection and try again.",
    "incomplete": "Fill in every field.",
    "wait": "Too many wrong passwords. Try again in {seconds} s.",
}
TOASTS = {"label": "Messages", "undo": "Undo", "close": CLOSE}

USERNAME = "User name"
PASSWORD = "Password"  # noqa: S105 - a label
PASSWORD_HINT = "At least {minimum} characters; a short sentence is good."  # noqa: S105 - a hint
STAY_SIGNED_IN = "Stay signed in on this device"
SETUP = "Welcome to BeatStitch"
SETUP_LEAD = "Choose the name and password of the first account."
SETUP_NO_TOKEN = (
    "BeatStitch printed a one-time code where it was started. It proves that this is your machine."  # noqa: S105
)
SETUP_TOKEN = "One-time code"  # noqa: S105 - a label
SETUP_DEMO = "Make a demo project to try it with"
SELF_CHECK_TITLE = "This machine"
SELF_CHECK_WAITING = "Trying what BeatStitch needs …"
SELF_CHECKS = {
    "python": "Python",
    "ffmpeg": "ffmpeg",
    "encoders": "Encoders",
    "decoders": "Decoders",
    "hardware": "Hardware encoders",
    "child": "Limited processes",
    "data": "Data folder",
    "space": "Free space",
    "workers": "Workers",
}
WORKERS_READY = "running"
WORKERS_MISSING = "not running yet; without them nothing is prepared or rendered"
CREATE_ACCOUNT = "Create the account"
CURRENT_PASSWORD = "Current password"  # noqa: S105 - a label
NEW_PASSWORD = "New password"  # noqa: S105 - a label
CHANGE_PASSWORD = "Change the password"  # noqa: S105 - a label
CHANGE_PASSWORD_LEAD = "Every other browser of this account is signed out."  # noqa: S105
PASSWORD_CHANGED = "The password was changed."  # noqa: S105
SESSIONS_TITLE = "Where you are signed in"
SESSIONS_LEAD = "End a session that you don't recognise, then change the password."
SESSION_UNNAMED = "Another browser"
SESSION_HERE = "this browser"
SESSION_SEEN = "seen {seen}, since {since}"
END_SESSION = "End"
END_SESSION_OF = "End the session of {label}"
SESSION_ENDED = "The session of {label} has ended"
THEME_TITLE = "Theme"
THEME_CHOICE = {
    "legend": "Theme of the pages",
    "auto": "As the system",
    "light": "Light",
    "dark": "Dark",
}
SIGNED_IN_AS = "Signed in as {name}"
SIGN_OUT = "Sign out"

NEW_PROJECT = "New project"
UNTITLED = "Project of {day}"
NEW_PROJECT_UPLOADS = UPLOADS | {
    "invite": "Drop photos, clips and a song",
    "formats": "Now or later; whole folders too.",
}
OPEN_PROJECT = "Open the project"
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


def file_size(count: int) -> str:
    """Return a number of bytes as people read it."""
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count / 1e3:.0f} kB"


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
    return name[: most_chars - len(COPY_SUFFIX)] + COPY_SUFFIX


DELETE_PROJECT = "Delete {name}"
PROJECT_DELETED = "{name} was deleted"
ITEMS = "{n} items"
ONE_ITEM = "1 item"
BPM = "{bpm:.0f} BPM"
EDITED = "Edited {day}"
STATUSES = {
    "draft": "Draft",
    "analyzing": "Preparing",
    "ready": "Ready to edit",
    "rendering": "Rendering",
    "complete": "Video ready",
    "error": "Needs attention",
}
STATUS_LOOKS = {
    "draft": "",
    "analyzing": "bs-pill--accent",
    "ready": "",
    "rendering": "bs-pill--accent",
    "complete": "bs-pill--good",
    "error": "bs-pill--bad",
}
NEXT_TAB = {
    "draft": "media",
    "analyzing": "media",
    "error": "media",
    "rendering": "render",
    "complete": "render",
}
FIRST_STEPS_TITLE = "A video in three steps"
FIRST_STEPS = [
    ["picture", "Drop your photos and clips", "Any number, in any order; whole folders too."],
    ["note", "Add one song", "BeatStitch listens to it and finds its beats and bars."],
    ["film", "Get the video", "Every cut sits on a beat. Change what you like, then render."],
]
JOB_TITLES = {
    "ingest": "Preparing media of {project}",
    "analyze": "Finding the beats of {project}",
    "preview": "Preview of {project}",
    "final": "Final video of {project}",
}

REMOVED = "{n} items removed"
REMOVED_ONE = "1 item removed"


def hidden(n: int, *, hidden: bool) -> str:
    """Return what was done to `n` items that were hidden or shown again."""
    items = ITEMS.format(n=n) if n != 1 else ONE_ITEM
    return f"{items} hidden from the next plan" if hidden else f"{items} shown again"


ARRANGED = {"taken": "Ordered by time taken", "name": "Ordered by name", "shuffle": "Shuffled"}
CUT_OTHERWISE = "Change how the edit is cut"


def cut_faster(beats_per_cut: int | None) -> str:
    """Return the way to show all pictures: the slowest pace that does, if there is one."""
    if beats_per_cut is None:
        return CUT_OTHERWISE
    pace = "on every beat" if beats_per_cut == 1 else f"every {beats_per_cut} beats"
    return f"Show them all: cut {pace}"


def left_out(n: int, of: int, slots: int, beats_per_cut: int) -> str:
    """Return the warning that the song has no place for `n` of `of` pictures."""
    places = "1 slot" if slots == 1 else f"{slots} slots"
    beats = "1 beat" if beats_per_cut == 1 else f"{beats_per_cut} beats"
    return f"{n} of your {of} pictures will not be shown: the song has {places} at {beats} per cut. "


SONG_UPLOADS = UPLOADS | {
    "label": "Song",
    "invite": "Drop a song anywhere on this page",
    "formats": "MP3, FLAC, WAV, M4A, OGG, Opus, or the sound of a clip.",
    "files": "Choose a song",
}
OTHER_SONG_UPLOADS = SONG_UPLOADS | {
    "label": "Another song",
    "invite": "Another song?",
    "formats": "Drop it anywhere on this page; it takes the place of this one.",
}
LISTENING = "Listening to the song and finding its beats"


def listening(phase: str) -> str:
    """Return what is said while a song is heard, with its phase as soon as there is one."""
    return f"{LISTENING}: {phase}" if phase else LISTENING


SONG_IS = "Song: {name}"
LISTEN_AGAIN = "Listen again"
REMOVE_SONG = "Remove the song"
SONG_REMOVED = "{name} was removed"
SONG_REPLACED = "{name} was replaced"
SONG_HEARD_AGAIN = "{name} is heard anew, without its corrections"
SONG_FAILED = "The beats of this song could not be found."
BEATS = "{n} beats"
NO_BEATS = "No beats were found in this song, so the cuts follow an even 120 beats a minute."
UNSURE = "The beats of this song are not certain. Listen with the click and see whether they fit."

HISTORY_BAR = {"saved": "Saved · revision {revision}", "undo": "Undo", "redo": "Redo"}
PLAN = "Plan again"
PLAN_FIRST = "Make the edit"
PLAN_AGAIN = "Plan again"
KEEP = "Keep the edit"
FOLLOW = "Follow the beats"
NO_EDIT_TITLE = "No edit yet"
NO_EDIT = (
    "BeatStitch puts your photos and clips on the beats of the song; every cut can be changed after that."
)
ADD_PICTURES = "Add photos and clips"
PICTURES_COMING = "Photos and clips are being prepared"
ADD_SONG = "Add a song"
ADD_OTHER_SONG = "{name} can't be used; add another song"
SONG_COMING = "BeatStitch is listening to {name}"
SONG_READY = "The beats of {name} are found"


def pictures_ready(ready: int, coming: int) -> str:
    """Return how many photos and clips an edit could show now."""
    there = "1 photo or clip is ready" if ready == 1 else f"{ready} photos and clips are ready"
    return f"{there}, {coming} more being prepared" if coming else there


STALE = "{parts} changed since this edit was planned."
PARTS = {
    "settings": "the settings",
    "media": "the media",
    "song": "the song",
    "grid": "the beats",
    "sections": "the parts of the song",
}
OPERATIONS = {
    "plan": "plan",
    "put": "edit from outside",
    "keep": "keep the edit",
    "follow": "follow the beats",
    "finish": "sound and fades",
    "move": "move segment {segment}",
    "delete": "remove segment {segment}",
    "split": "split",
    "merge": "merge segment {segment}",
    "duplicate": "duplicate segment {segment}",
    "insert": "insert a segment",
    "roll": "move the end of segment {segment}",
    "replace": "replace segment {segment}",
    "auto_ken_burns": "the planned move over the photo",
    "swap": "swap segments",
    "slip": "slip segment {segment}",
    "set_transition": "transition",
    "set_ken_burns": "movement of segment {segment}",
    "set_fit": "fit",
    "set_focus": "focus of segment {segment}",
    "set_volume": "volume of segment {segment}",
    "set_loop": "end of the clip in segment {segment}",
    "set_lock": "lock",
}


OPERATIONS_ON_SEVERAL = {
    "move": "move segments {segment} to {last_segment}",
    "delete": "remove segments {segment} to {last_segment}",
    "duplicate": "duplicate segments {segment} to {last_segment}",
    "merge": "merge segments {segment} to {last_segment}",
}


def operation_name(facts: Mapping[str, Any]) -> str:
    """Return what undo and redo call an operation."""
    kind = str(facts["kind"])
    names = OPERATIONS | OPERATIONS_ON_SEVERAL if "last_segment" in facts else OPERATIONS
    return names.get(kind, kind).format(**{"segment": ""} | dict(facts)).strip()


NAMED_SEGMENTS = 8


def adrift(segments: Sequence[int]) -> str:
    """Return which segments, counted from 0, could not stay on their beats."""
    if len(segments) == 1:
        return (
            f"The edit follows the beats. Segment {segments[0] + 1} lost its beat and begins on the nearest."
        )
    named = [str(segment + 1) for segment in segments[:NAMED_SEGMENTS]]
    more = len(segments) - len(named)
    numbers = joined([*named, f"{more} more"] if more else named)
    return f"The edit follows the beats. Segments {numbers} lost theirs and begin on the nearest ones."


def joined(parts: Sequence[str]) -> str:
    """Return parts as an enumeration that begins a sentence."""
    words = " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
    return words[0].upper() + words[1:]


CORRECTIONS = {
    "label": "Correct all beats",
    "hint": "Listen with the click first. Everything on this page can be undone.",
    "double": "Twice as many",
    "halve": "Half as many",
    "earlier": "10 ms earlier",
    "later": "10 ms later",
    "snap": "Snap all to the sound",
    "metre": "Metre",
    "undo": "Undo",
    "redo": "Redo",
    "reset": "Beats as found",
    "reset_parts": "Parts as found",
}
CORRECTION_NAMES = {
    "shift": "moving all beats",
    "halve": "half as many beats",
    "double": "twice as many beats",
    "rephase": "another one",
    "set_metre": "another metre",
    "tap": "tapping along",
    "add_beat": "adding a beat",
    "move_beat": "moving a beat",
    "remove_beat": "removing a beat",
    "retime": "spacing a stretch",
    "snap": "snapping to the sound",
    "reset": "beats as found",
    "move_boundary": "moving the start of a part",
    "split_part": "beginning a part",
    "merge_parts": "merging parts",
    "name_part": "naming a part",
    "set_intensity": "the intensity of a part",
    "set_pace": "the pace of a part",
    "reset_parts": "parts as found",
    "use": "what is used of the song",
}


def correction(step: str, facts: Mapping[str, Any] | None) -> str:
    """Return what the button says that takes a correction back or makes it again."""
    if facts is None:
        return step
    kind = str(facts["kind"])
    return f"{step}: {CORRECTION_NAMES.get(kind, kind)}"


SETTINGS = {
    "label": "How the edit is planned",
    "beats_per_cut": "Cut every",
    "pacing": "Pace",
    "transition": "Transition",
    "length": "Its length",
    "fit": "Pictures",
    "size": "Size",
    "fps": "Frames",
    "ends_on": "Ends with",
    "picture_fade": "Fades to black",
    "loudness": "Loudness",
    "more": "More settings",
    "ken_burns": "Move over photos",
}
CUT_AUTO = "Auto: all shown"
PACINGS = {"steady": "Steady", "energy": "Follows the energy", "sections": "Per part of the song"}
NO_FADE = "No"
LOUDNESS_AS_IT_IS = "As the song is"
LOUDNESS = "{lufs:g} LUFS"
ENDS_ON = {"song": "The song", "bar": "Its last whole bar"}
CUT_EVERY = "{n} beats"
CUT_EVERY_BEAT = "beat"
TRANSITIONS = {
    "cut": "Cut",
    "crossfade": "Crossfade",
    "fade_black": "Through black",
    "fade_white": "Through white",
}
SECONDS = "{seconds:g} s"
CUT_HAS_NO_LENGTH = "A cut has no length; choose another transition first"
FIT_AUTO = "Automatic"
FITS = {"cover": "Fill the frame", "contain": "Whole picture, black", "blur": "Whole picture, blurred"}
SIZES = {
    "1920x1080": "1080p · 16:9",
    "3840x2160": "4K · 16:9",
    "1280x720": "720p · 16:9",
    "1080x1920": "Upright · 9:16",
    "1080x1080": "Square · 1:1",
}
FRAMES = "{fps} a second"
MEDIA_TRAY = {
    "label": "Media",
    "list": "Photos and clips: arrows choose one, Enter replaces the chosen segment, I inserts",
    "item": "{name}, used {uses} times",
    "item_unused": "{name}, not used",
    "unused": "new",
    "unused_only": "Not used yet",
    "nothing": "Everything is used.",
    "replace": "Replace",
    "insert": "Insert after",
}
INSPECTOR = {
    "label": "Segment",
    "close": "Close",
    "nothing": "Choose a segment on the timeline to see what it shows.",
    "title": "Segment {n}",
    "title_several": "Segments {n} to {last}",
    "facts": "Beats: {beats} · {seconds} s",
    "transitions": TRANSITIONS,
    "fits": FITS,
    "shows": "Shows",
    "transition": "In with",
    "transition_out": "Out with",
    "length_of": "Seconds of",
    "fit": "Picture",
    "ken_burns": "Move over the photo",
    "window_choice": "Which end of the move",
    "start": "Start",
    "end": "End",
    "windows": {"start": "What the move starts on", "end": "What the move ends on"},
    "window_heard": "zoom {zoom} %, {x} % across, {y} % down",
    "window_hint": "Drag the frame or its corner.",
    "window_keys": "Arrows move it, plus and minus change its size",
    "move_fields": {"zoom": "Zoom", "x": "Across", "y": "Down"},
    "turn": "Other way round",
    "planned": "As planned",
    "focus": "What must stay in view",
    "focus_heard": "{x} % across, {y} % down",
    "focus_hint": "Click what must stay in view.",
    "no_focus": "No fixed point",
    "moment": "What is shown of the clip",
    "from": "From, s",
    "until": "to {seconds} of {of} s",
    "after_end": "When the clip is over",
    "ends": {"false": "It stands still", "true": "It begins again"},
    "volume": "Its sound",
    "silent": "silent",
    "locked": "Locked: a new plan keeps it",
}

PREVIEW_TITLE = "Preview"
PREVIEW_LEAD = "A small video, made in a moment, to see the edit exactly as it will be."
PREVIEW_START = "Render a preview"
FINAL_TITLE = "Final video"
FINAL_LEAD = "In full size and quality. Keep working meanwhile: it shows the edit as it is now."
FINAL_START = "Render the video"
RENDER_SIZES = {"640x360": "360p · small"}
ESTIMATE = "About {size}, {time}."
NOTICE = {"ask": "Tell me when it is done"}
NOTICE_DONE = "{project}: the video is ready"
NOTICE_FAILED = "{project}: the video could not be made"
DELETE_RENDER = "Delete this video"
RENDER_DELETED = "The video was deleted"
DETAILS = "Details"
RENDER_DETAILS = [
    ["Ordered", "{ordered}"],
    ["Begun", "{begun}"],
    ["Ended", "{ended}"],
    ["Reached", "{percent} %"],
    ["Runs", "{attempts} begun, {failures} failed, {deaths} without their worker"],
    ["Settings", "{settings}"],
    ["Order", "{order}"],
]
NEVER = "never"
EXPORTS_TITLE = "For other programs"
EXPORTS_LEAD = "The edit and the beats as files."
EXPORTS = {"edl.json": "Edit (edl.json)", "beats.json": "Beats (beats.json)"}


def time_taken(seconds: float) -> str:
    """Return how long something will take, no more exactly than it can be known."""
    return time_left(seconds).removesuffix(" left")


QUALITY = "Quality"
QUALITIES = {"medium": "Good", "high": "Best, larger file"}
HISTORY = "Videos"
NO_RENDERS = "Nothing has been rendered yet."
RENDER_KINDS = {"preview": "Preview", "final": "Final video"}
RENDER_SIZE = "{width} by {height}, {fps} frames a second, {codec}"
OUTPUT_SIZE = "Size"
SIZE_OF_EDIT = "As the edit"
CODEC = "Format"
CODECS = {
    "h264": "H.264 · plays everywhere",
    "h265": "H.265 · smaller file",
    "prores": "ProRes · for other editors, very large",
}
CODEC_NAMES = {"h264": "H.264", "h265": "H.265", "prores": "ProRes"}
ENCODER = "Encoder"
PROCESSOR = "This computer's processor"
ENCODERS = {
    "nvenc": "NVIDIA (NVENC)",
    "qsv": "Intel (Quick Sync)",
    "amf": "AMD (AMF)",
    "videotoolbox": "Apple (VideoToolbox)",
}
NO_HARDWARE = "This computer's processor, as no hardware encoder worked"


def encoder_name(library: str) -> str:
    """Return how people call one of FFmpeg's hardware encoders, like "h264_nvenc"."""
    return ENCODERS.get(library.partition("_")[2], library)


PHASES = {
    "reading": "reading the song",
    "decoding": "decoding the song",
    "listening": "listening to what begins when",
    "tracking": "finding beats, bars and parts",
    "drawing": "drawing the frames",
    "sound": "preparing the sound",
    "joining": "putting it together",
}
SPEED = "{rate:.0f} frames a second"


def time_left(seconds: float) -> str:
    """Return the time that remains, no more exactly than it can be known."""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 57.5:
        return f"about {5 * round(seconds / 5)} s left"
    minutes = max(1, round(seconds / 60))
    hours, minutes = divmod(minutes, 60)
    return f"about {hours} h {minutes} min left" if hours else f"about {minutes} min left"


RENDER_MESSAGES = {
    "queued": "Waiting · {message}",
    "running": "{percent} % · {message}",
    "complete": "{length} · {size_mb:.1f} MB · {made_at}",
    "failed": "{error}",
    "cancelled": "Cancelled",
}
PROGRESS = "Progress of the render"
OLDER = "Older than the edit"
PLAY_VIDEO = "Play"
DOWNLOAD = "Download"
CANCEL = "Cancel"
RETRY = "Try again"

SERVED_AT = "BeatStitch is at {url}"
