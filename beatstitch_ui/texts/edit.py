"""The words of the Edit page: planning, what went stale, names of edits."""

from collections.abc import Mapping, Sequence
from typing import Any

from beatstitch_ui.languages.current import gettext as _
from beatstitch_ui.languages.current import ngettext
from beatstitch_ui.texts.amounts import enumerated, joined, length
from beatstitch_ui.texts.left_out import unread_files
from beatstitch_ui.texts.settings import SETTINGS, STYLES, settings_named
from core.edit.revisions.kinds import facts_of

PLAN = "Re-plan"
PLAN_HINT = "Chooses and cuts again. What is locked stays, and Undo brings the rest back."
PLAN_FIRST = "Make the edit"
PLAN_AGAIN = "Re-plan"
KEEP = "Keep the edit"
REPLAN_TITLE = "Re-plan the film?"
REPLAN_KEEPS = (
    "What stays: the frame, movement, titles, effects and sound of each picture, which pictures you added or "
    "took out, and all that is locked. Undo brings back the rest."
)
KEEP_CHANGES = "Keep my changes"
KEEP_CHANGES_HINT = "Order, lengths, titles, frames and transitions stay, as far as the song goes."
RANGE_TITLE = "Keep your changes?"
FILLED = "In the time that is added, more pictures follow."
LEAVE = "Leave it as it is"
CANCEL = "Cancel"
UNDO_BOTH = "You can undo both."
REDO = "Redo"
REDO_BRINGS_BACK = "You undid something; Redo brings it back."
REPLAN_ANYWAY = "Re-plan anyway"
TAKE_OUT_HINT = "The pictures beside it stand longer; everything else stays as it is."
FOLLOW = "Follow the beats"
NO_EDIT_TITLE = "No edit yet"
COMING_TITLE = "Your film is on its way"
NO_EDIT = (
    "BeatStitch puts your photos and clips on the beats of the song by itself, as soon as it has looked at "
    "all of them. Every cut can be changed after that."
)
NO_SONG_TITLE = "The edit waits for a song"
NO_SONG = "It is kept as it is, and is here again as soon as the beats of a song are found."
ADD_PICTURES = "Add photos and clips"
ADD_SONG = "Add a song"
ADD_OTHER_SONG = "{name} can't be used; add another song"
SONG_LINK = "The song of this film; another one is chosen there"
SONG_COMING = "BeatStitch is analysing {name}"
SONG_READY = "The beats of {name} are found"


def pictures_coming(coming: int) -> str:
    """Return how many photos and clips are being prepared, while none is ready."""
    return ngettext("{n} photo or clip is being prepared", "{n} photos and clips are being prepared", coming)


def usually_ready(time: str) -> str:
    """Return how long a first film usually takes."""
    return _("Usually ready in {time}.").format(time=time)


def pictures_ready(ready: int, coming: int, unread: Sequence[str]) -> str:
    """Return how many photos and clips an edit could show now, how many later, and which never."""
    told = ngettext("{n} photo or clip is ready", "{n} photos and clips are ready", ready)
    if coming:
        told = _("{there}, {coming} more being prepared").format(there=told, coming=coming)
    return f"{told}; {unread_files(unread)}" if unread else told


def pictures_seen(seen: int, every: int) -> str:
    """Return how many of the photos and clips that are ready were looked at."""
    return _("BeatStitch is looking at your pictures: {seen} of {every} seen").format(seen=seen, every=every)


def looking(seen: int, every: int) -> str:
    """Return the same, with what follows from it."""
    return _("{looking}. It plans with what it sees once all are.").format(looking=pictures_seen(seen, every))


PICTURES_PROGRESS = "How many photos and clips are ready"


OTHERS_JOIN = "The others join the film by themselves when they are ready."


def plan_now(ready: int) -> str:
    """Return the offer to make the edit before the last picture is ready."""
    return ngettext(
        "Make it now with the {n} that is ready", "Make it now with the {n} that are ready", ready
    )


USE_MORE = "Use more of the song, or hide pictures that matter less."


def left_out(shown: int, pictures: int) -> str:
    """Return how many of so many pictures the edit shows."""
    told = ngettext("{n} of {of} pictures is shown", "{n} of {of} pictures are shown", shown, of=pictures)
    missing = ngettext("{n} does not fit at this pace.", "{n} do not fit at this pace.", pictures - shown)
    return f"{told}; {missing}"


WHOLE_SONG = "Use the whole song"
IS_UPRIGHT = "Most of your pictures are upright, and so is the film."
MAKE_WIDE = "Make it wide (16:9)"


def carried(pictures: int, film_ms: int, song_ms: int) -> str:
    """Return for how long a film so many pictures are enough, beside how long the song is."""
    return ngettext(
        "What you added is enough for a film of {film}; the whole song lasts {song}.",
        "Your {n} pictures are enough for a film of {film}; the whole song lasts {song}.",
        pictures,
        film=length(film_ms),
        song=length(song_ms),
    )


STALE = "{parts} changed since this edit was planned."
PARTS = {
    "settings": "the settings",
    "media": "the media",
    "song": "the song",
    "range": "the song's range",
    "grid": "the beats",
    "sections": "the parts of the song",
    "seen": "what BeatStitch sees in the pictures",
}
OPERATIONS = {
    "plan": "new plan",
    "put": "edit from outside",
    "keep": "keep the edit",
    "follow_range": "film of {length}, changes kept",
    "follow": "follow the beats",
    "finish": "sound and fades",
    "move": "move segment {segment} to place {place}",
    "delete": "remove segment {segment}",
    "take_out": "take a picture out",
    "split": "split",
    "merge": "merge segment {segment}",
    "duplicate": "duplicate segment {segment}",
    "insert": "insert a segment",
    "roll": "lengths of segments {segment} and {next}",
    "replace": "replace segment {segment}",
    "auto_ken_burns": "move over the photo as planned",
    "shuffle": "shuffled pictures",
    "swap": "swap of segments {segment} and {with}",
    "slip": "moment of the clip in segment {segment}",
    "set_transition": "transition",
    "set_ken_burns": "movement of segment {segment}",
    "set_fit": "fit",
    "set_focus": "focus of segment {segment}",
    "set_volume": "volume of segment {segment}",
    "set_loop": "end of the clip in segment {segment}",
    "set_lock": "lock",
    "set_beat_pulse": "pulse",
    "set_flash": "flash",
    "set_speed": "speed of segment {segment}",
    "set_title": "title of segment {segment}",
    "set_panels": "split screen of segment {segment}",
    "paste_attributes": "pasted attributes",
    "set_marker": "marker",
}


OPERATIONS_ON_PICTURES = {
    "move": "move {picture}",
    "merge": "merge {picture}",
    "duplicate": "duplicate {picture}",
    "roll": "lengths of {picture} and {other}",
    "swap": "swap of {picture} and {other}",
    "set_transition": "transition to {picture}",
    "paste_attributes": "pasted attributes of {picture}",
}
OPERATIONS_ON_SEVERAL = {
    "move": "move segments {segment} to {last_segment} to place {place}",
    "delete": "remove segments {segment} to {last_segment}",
    "duplicate": "duplicate segments {segment} to {last_segment}",
    "merge": "merge segments {segment} to {last_segment}",
    "set_speed": "speed of segments {segment} to {last_segment}",
}


OPERATIONS_ON_ALL = {"follow_range": "film of {length}, all pictures shorter"}


def operation_name(facts: Mapping[str, Any]) -> str:
    """Return what undo and redo call an operation."""
    kind = str(facts["kind"])
    if facts.get("settings"):
        if "style" in facts["settings"]:
            return _(SETTINGS["style"])
        return settings_named(facts["settings"])
    names = OPERATIONS | OPERATIONS_ON_SEVERAL if "last_segment" in facts else OPERATIONS
    names = names | OPERATIONS_ON_ALL if facts.get("all_pictures") else names
    told = _numbers(facts) | {"length": length(facts.get("film_ms", 0))}
    return _(names.get(kind, kind)).format(**told).strip()


def _numbers(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the numbers in the name of an operation, as people read them on the segments: from 1 on."""
    counted = {"place": "to", "with": "other"}
    numbers = {name: facts[key] + 1 for name, key in counted.items() if isinstance(facts.get(key), int)}
    segment = facts.get("segment", "")
    after = segment + 1 if segment else ""
    return {"place": "", "with": "", "next": after} | numbers | dict(facts) | {"segment": segment}


def step_name(facts: Mapping[str, Any]) -> str:
    """Return what the list of steps calls an operation."""
    name = operation_name(facts)
    return name[:1].upper() + name[1:]


NAMED_EDITS = 4


def undone_by_plan(operations: Sequence[Mapping[str, Any]], pictures: Mapping[str, str]) -> str:
    """Return which edits a new plan could not keep."""
    return _("Planned again. Not kept: {names}.").format(names=edits_named(operations, pictures))


def would_undo(operations: Sequence[Mapping[str, Any]], pictures: Mapping[str, str]) -> str:
    """Return which edits a new plan would lose."""
    told = _(
        "This plans the film again: pictures and cuts may change. Your edits that would be lost: {names}."
    )
    return told.format(names=edits_named(operations, pictures))


def with_length(label: str, milliseconds: int, other_ms: int) -> str:
    """Return a button's label with how long the film is then, where that is not as long as `other_ms`."""
    if length(milliseconds) == length(other_ms):
        return label
    return _("{label} ({length} long)").format(label=label, length=length(milliseconds))


def range_plans(operations: Sequence[Mapping[str, Any]], pictures: Mapping[str, str]) -> str:
    """Return what a plan does to a film of another length, and which edits that would lose."""
    told = _(
        "“Re-plan anyway” plans the film again: pictures and cuts may change. "
        "Your edits that would be lost: {names}."
    )
    return told.format(names=edits_named(operations, pictures))


def style_title(style: str) -> str:
    """Return the question whether a film keeps what a person did to it when it gets a style."""
    return _("{style}: keep your changes?").format(style=_(STYLES[style][0]))


def style_keeps(style: str) -> str:
    """Return what a style does to a film that keeps its cuts."""
    told = _(
        "“Keep my changes” leaves every picture and cut where it is and only gives the film the transitions, "
        "fades, titles and effects of {style}."
    )
    return told.format(style=_(STYLES[style][0]))


def style_plans(style: str, operations: Sequence[Mapping[str, Any]], pictures: Mapping[str, str]) -> str:
    """Return what a plan in a style does and which edits that would lose."""
    told = _(
        "“Re-plan anyway” also chooses and cuts again, as fits {style}. "
        "Your edits that would be lost: {names}."
    )
    return told.format(style=_(STYLES[style][0]), names=edits_named(operations, pictures))


def edit_named(facts: Mapping[str, Any], pictures: Mapping[str, str]) -> str:
    """Return the name of an edit by the names of its pictures, where all are known, else by numbers."""
    shown = [pictures.get(asset_id) for asset_id in facts_of(facts).asset_ids]
    name = OPERATIONS_ON_PICTURES.get(str(facts["kind"]))
    if name is None or not shown or None in shown:
        return operation_name(facts)
    return _(name).format(picture=shown[0], other=shown[-1])


def edits_named(operations: Sequence[Mapping[str, Any]], pictures: Mapping[str, str]) -> str:
    """Return the names of edits, the first few of many."""
    names = list(dict.fromkeys(edit_named(facts, pictures) for facts in operations))
    more = len(names) - NAMED_EDITS
    return enumerated([*names[:NAMED_EDITS], *([_("{n} more").format(n=more)] if more > 0 else [])])


NAMED_SEGMENTS = 8


def adrift(segments: Sequence[int]) -> str:
    """Return which segments, counted from 0, could not stay on their beats."""
    if len(segments) == 1:
        return _(
            "The edit follows the beats. Segment {segment} lost its beat and begins on the nearest."
        ).format(segment=segments[0] + 1)
    named = [str(segment + 1) for segment in segments[:NAMED_SEGMENTS]]
    more = len(segments) - len(named)
    numbers = joined([*named, _("{n} more").format(n=more)] if more else named)
    return _(
        "The edit follows the beats. Segments {numbers} lost theirs and begin on the nearest ones."
    ).format(numbers=numbers)
