"""Why a photo or clip is not in an edit, in words, for the pages and the command line alike."""

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "copy": "nearly the same as {instead}",
    "blurred": "blurred",
    "very_dark": "very dark",
    "overexposed": "overexposed",
    "low_contrast": "shows almost nothing",
    "black": "black",
    "frozen": "a still picture",
    "shaken": "shaken",
    "screenshot": "a screenshot",
    "document": "a document",
    "no_room": "no room in the song",
    "unused": "not in this edit",
}


def reason(code: str, instead: str | None = None) -> str:
    """Return a reason in words; `instead` is the name of the near-copy that is shown."""
    return REASONS[code].format(instead=instead)
