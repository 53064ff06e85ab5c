"""Why a photo or clip is in an edit or not, in words, for the pages and the command line alike."""

from collections import Counter
from collections.abc import Iterable, Mapping

from beatstitch_ui.languages.current import gettext as _
from beatstitch_ui.languages.current import ngettext
from beatstitch_ui.languages.words import Plural, plural

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
    "document": "a document",
    "similar": "much like {instead}",
    "no_room": "no room in the song",
    "unused": "not in this edit",
    "taken_out": "taken out by hand",
    "added_since": "added after the film was planned",
}


COUNTED: Mapping[str, Plural] = {
    "copy": plural("{n} nearly the same as another", "{n} nearly the same as others"),
    "screenshot": plural("{n} screenshot", "{n} screenshots"),
    "document": plural("{n} document", "{n} documents"),
    "unread": plural("{n} that can't be read", "{n} that can't be read"),
}
SPOILT = plural("{n} blurred, dark or otherwise spoilt", "{n} blurred, dark or otherwise spoilt")


SHOW_THEM = "Show them"


def summary(codes: Iterable[str]) -> str:
    """Return in one sentence what an edit leaves out because it is better not shown."""
    counts = Counter(code if code in COUNTED else "spoilt" for code in codes)
    words = [(COUNTED.get(code, SPOILT), counts[code]) for code in (*COUNTED, "spoilt") if counts[code]]
    return _("Left out: {names}.").format(
        names=", ".join(ngettext(forms["one"], forms["other"], n) for forms, n in words)
    )


def reason(code: str, instead: str | None = None) -> str:
    """Return a reason in words; `instead` is the name of the near-copy that is shown."""
    return _(REASONS[code]).format(instead=instead)
