"""The words of the Media page, its grid and its uploads, and of the pictures that the Edit page offers."""

from beatstitch_ui.languages.current import gettext as _
from beatstitch_ui.languages.current import ngettext
from beatstitch_ui.languages.words import plural
from beatstitch_ui.texts.left_out import LEFT_OUT, REASONS
from beatstitch_ui.texts.shell import CLOSE, SAVING

MEDIA_TRAY = LEFT_OUT | {
    "label": "Media",
    "list": "Photos and clips: arrows choose one, Enter replaces the chosen segment, I inserts",
    "item": plural("{name}, used once", "{name}, used {n} times"),
    "item_unused": "{name}, not used",
    "unused": "new",
    "unused_only": "Not used yet",
    "nothing": "Everything that can be shown is used.",
    "replace": "Replace",
    "replace_key": " (Enter)",
    "insert": "Insert after",
}
PICTURE_PICKER = {
    "titles": {"replace": "Another picture for segment {n}", "beside": "A photo beside segment {n}"},
    "close": CLOSE,
    "search": "Search by name or day",
    "unused_first": "Unused first",
    "list": "Photos and clips",
    "item": MEDIA_TRAY["item"],
    "item_unused": MEDIA_TRAY["item_unused"],
    "unused": MEDIA_TRAY["unused"],
    "hint": "Click a picture, or choose it with the arrow keys and Enter.",
    "nothing": "No photo or clip is called “{query}”.",
}
MEDIA_GRID = {
    "label": "Media of this project",
    "toolbar": "Selection",
    "listbox": "Photos and clips in their order",
    "count": plural("{n} item", "{n} items"),
    "count_chosen": "{chosen} of {n} selected",
    "all": "Select all",
    "clear": "Clear",
    "look": "Look",
    "earlier": "Earlier",
    "later": "Later",
    "remove": "Remove",
    "remove_hint": "Takes it out of the project; Undo brings it back",
    "hide": "Hide",
    "hide_hint": "Keeps it here, but no film shows it",
    "unhide": "Show again",
    "hidden": "hidden",
    "star": "Star",
    "star_hint": "Every film shows it, whatever else is left out",
    "unstar": "Remove the star",
    "starred": "starred",
    "stack": "best of {n}",
    "folded": "folded",
    "fold": "Fold the stack",
    "unfold": "Open the stack",
    "stack_key": "Open or fold the stack (O)",
    "folded_said": "Stack folded",
    "unfolded_said": "Stack opened",
    "unstack": "Unstack",
    "restack": "Stack again",
    "filter": "Show",
    "filter_none": "Show all",
    "filters": {
        "blurred": "Blurred",
        "dark": "Very dark",
        "spoilt": "Spoilt otherwise",
        "papers": "Documents and screenshots",
        "stacks": "Stacks",
        "starred": "Starred",
        "hidden": "Hidden",
    },
    "count_filtered": "{shown} of {n} items",
    "passed_over": REASONS,
    "sort": "Put in order",
    "sorts": {"taken": "By time taken", "name": "By name", "shuffle": "Shuffled"},
    "live": "What stands for a Live Photo",
    "live_badge": "Live",
    "live_shows": {"photo": "Live Photo: photo", "clip": "Live Photo: clip", "both": "Live Photo: both"},
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
        "face": "Face {n}",
        "region": "Region {n}",
        "face_remove": "Remove face {n}: it need not stay in view",
        "region_remove": "Remove region {n}",
        "region_keys": "Drag or use the arrow keys to move, with Shift to resize, Delete to remove",
        "region_add": "Add a region",
        "region_reset": "Use what was found",
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


def camera_of(name: str, n: int) -> str:
    """Return what a camera is called in the list of them."""
    return ngettext("{name} · {n} picture", "{name} · {n} pictures", n, name=name)


def removed(n: int) -> str:
    """Return what was done to `n` items that were removed."""
    return ngettext("{n} item removed", "{n} items removed", n)


def hidden(n: int, *, hidden: bool) -> str:
    """Return what was done to `n` items that were hidden or shown again."""
    if hidden:
        return ngettext("{n} item hidden from the next plan", "{n} items hidden from the next plan", n)
    return ngettext("{n} item shown again", "{n} items shown again", n)


def starred(n: int, *, starred: bool) -> str:
    """Return what was done to `n` items that got a star or lost it."""
    if starred:
        return ngettext(
            "{n} item starred: every new plan shows them", "{n} items starred: every new plan shows them", n
        )
    return ngettext("Stars removed from {n} item", "Stars removed from {n} items", n)


def unstacked(n: int, *, unstacked: bool) -> str:
    """Return what was done to `n` items that were taken out of their stack or put back."""
    if unstacked:
        return ngettext("{n} item taken out of the stack", "{n} items taken out of the stack", n)
    return ngettext("{n} item may be stacked again", "{n} items may be stacked again", n)


STEPS_BAR = {**SAVING, "undo": "Undo", "redo": "Redo"}
STEPS = {
    "reorder": "new order",
    "arrange": "new order",
    "remove": "removal",
    "hide": "hide or show",
    "star": "stars",
    "unstack": "stacks",
    "regions": "what must stay in view",
    "focus": "focus point",
    "bounds": "begin and end of a clip",
    "live": "Live Photos",
    "clock": "clock of a camera",
    "change": "change",
    "restore": "return",
}
COUNTED = frozenset({"remove", "hide", "star"})


def step_name(kind: str, count: int) -> str:
    """Return what undo and redo call something that was done to `count` items."""
    name = _(STEPS.get(kind, kind))
    return _("{step} of {items}").format(step=name, items=items(count)) if kind in COUNTED else name


def items(n: int) -> str:
    """Return a number of photos and clips."""
    return ngettext("{n} item", "{n} items", n)


CLOCKS_OPEN = "Camera clocks"
CLOCKS_HINT = "Where two cameras' clocks differ, or one was set wrongly: correct the times of its pictures"
CLOCKS_LEAD = (
    "A camera whose clock was wrong puts its pictures at the wrong place among the others. "
    "Say by how much it was wrong, and compare what was taken before and after."
)
CLOCKS_CAMERA = "Camera"
CLOCKS_WRONG_BY = "Its clock was"
CLOCKS_DIRECTIONS = {"slow": "behind: its times are too early", "fast": "ahead: its times are too late"}
CLOCKS_UNITS = {"days": "Days", "hours": "Hours", "minutes": "Minutes"}
CLOCKS_NOW = "Now"
CLOCKS_THEN = "With this change"
CLOCKS_OWN = "this camera"
CLOCKS_APPLY = "Set this clock right"
CLOCKS_DONE = "The clock of {name} was set right"
CLOCKS_NONE = "None of the pictures tells which camera took it, and when."
CLOCKS_BY_HAND = "The pictures are in an order of your own; “Order by time taken” sorts them by the clocks."

ARRANGED = {"taken": "Ordered by time taken", "name": "Ordered by name", "shuffle": "Shuffled"}
CUT_OTHERWISE = "Change how the edit is cut"


def cut_faster(beats_per_cut: int | None) -> str:
    """Return the way to show all pictures: the slowest pace that does, if there is one."""
    if beats_per_cut is None:
        return _(CUT_OTHERWISE)
    return ngettext("Show them all: cut on every beat", "Show them all: cut every {n} beats", beats_per_cut)


def left_out(n: int, of: int, slots: int, beats_per_cut: int) -> str:
    """Return the warning that the song has no place for `n` of `of` pictures."""
    return ngettext(
        "{n} of your {of} pictures will not be shown: the song has {places} at {beats} per cut. ",
        "{n} of your {of} pictures will not be shown: the song has {places} at {beats} per cut. ",
        n,
        of=of,
        places=ngettext("{n} slot", "{n} slots", slots),
        beats=ngettext("{n} beat", "{n} beats", beats_per_cut),
    )
