"""Why a photo or clip is in an edit or not, in words, for the pages and the command line alike."""

from collections.abc import Mapping, Sequence

from beatstitch_ui.languages.current import gettext as _
from beatstitch_ui.languages.current import ngettext
from beatstitch_ui.texts.amounts import enumerated

WHYS = {
    "starred": "You starred it",
    "best_of": "The best of {count} alike",
    "side_by_side": "{count} pictures side by side: the film has no room for each alone",
    "opens": "A wide view opens the film",
    "closes": "A quiet picture closes the film",
    "on_part": "The strongest here, where a part of the song begins",
    "moves": "It is lively, as the song is here",
    "rests": "It is calm, as the song is here",
    "again": "Shown again, from close by: there are fewer pictures than shots",
}
WHYS_OF_DAY = {
    "only_one": {
        "night": "The only one of that night",
        "morning": "The only one of that morning",
        "afternoon": "The only one of that afternoon",
        "evening": "The only one of that evening",
    },
    "one_of": {
        "night": "Chosen from {count} of that night",
        "morning": "Chosen from {count} of that morning",
        "afternoon": "Chosen from {count} of that afternoon",
        "evening": "Chosen from {count} of that evening",
    },
}
REASONS: Mapping[str, str] = {
    "copy": "nearly the same as {instead}",
    "blurred": "blurred",
    "very_dark": "very dark",
    "overexposed": "overexposed",
    "low_contrast": "shows almost nothing",
    "black": "black",
    "frozen": "a still picture",
    "shaken": "shaken",
    "noisy": "full of noise",
    "screenshot": "a screenshot",
    "document": "looks like a receipt or another document",
    "similar": "much like {instead}",
    "no_room": "no room in the song",
    "unused": "not in this edit",
    "taken_out": "taken out by hand",
    "added_since": "added after the film was planned",
}


TAKE_BACK = "Put it into the film"
LEFT_OUT = {
    "omitted": "left out",
    "left_out": "Left out: {because}.",
    "take_back": TAKE_BACK,
    "take_back_hint": "Puts it into the film at its place in your media",
    "reasons": dict(REASONS),
    "left_out_title": "Left out",
    "unread": "can't be read",
    "show_all": "Show all",
}
MOST_NAMED, MOST_DROPPED = 3, 8
ALL_SHORTER = "Keep all pictures, each shorter"
ALL_SHORTER_HINT = (
    "Every picture stays, in order and as it looks, for less time; locked ones keep theirs where they can."
)
ALL_SHORTER_KEEPS = "“Keep all pictures, each shorter” leaves none of them out and shows each for less time."


def summary(files: Sequence[tuple[str, str]]) -> str:
    """Return in one sentence which files, each with its reason, an edit leaves out as better not shown."""
    named = [f"{name} ({why})" for name, why in files[:MOST_NAMED]]
    more = len(files) - len(named)
    if more:
        named[-1] = _("{last} and {n} more").format(last=named[-1], n=more)
    return _("Left out: {names}.").format(names=", ".join(named))


def look(count: int) -> str:
    """Return the way to those that a person may want after all."""
    return ngettext("Look at it", "Look at them", count)


def unread_files(names: Sequence[str]) -> str:
    """Return which files could not be read at all, without a full stop."""
    return ngettext(
        "{names} can't be read", "{names} can't be read", len(names), names=_named(names, MOST_NAMED)
    )


def _named(names: Sequence[str], most: int) -> str:
    """Return the first names, and how many there are besides."""
    more = len(names) - most
    return enumerated([*names[:most], *([_("{n} more").format(n=more)] if more > 0 else [])])


def reason(code: str, instead: str | None = None) -> str:
    """Return a reason in words; `instead` is the name of the near-copy that is shown."""
    return _(REASONS[code]).format(instead=instead)


def dropped(names: Sequence[str]) -> str:
    """Return which pictures a film of another length does not show, as they stand after its end."""
    return ngettext(
        "{n} picture stands after the new end and is not shown: {names}.",
        "{n} pictures stand after the new end and are not shown: {names}.",
        len(names),
        names=_named(names, MOST_DROPPED),
    )


def and_more(count: int) -> str:
    """Return how many pictures there are besides those that are shown."""
    return _("and {n} more").format(n=count)


def removed(count: int) -> str:
    """Return how many pictures are still in the film though they are not among the media."""
    return ngettext(
        "A picture of the film was removed from your media.",
        "{n} pictures of the film were removed from your media.",
        count,
    )


def take_out(count: int) -> str:
    """Return the offer to take them out of the film as well."""
    return ngettext("Take it out of the film", "Take them out of the film", count)
