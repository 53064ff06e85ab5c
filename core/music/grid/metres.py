"""What a time signature says about the beats of a bar."""

import re

from core.errors import MetreUnknownError

_SIGNATURE = re.compile(r"([1-9]|1[0-6])/(2|4|8|16)")
MOST_BEATS = 12


def beats_per_bar(signature: str) -> int:
    """Return how many beats a bar has: 3 in 3/4, but 2 in 6/8, whose beat is the dotted quarter.

    Raises MetreUnknownError for what is no time signature of 2 to 12 beats.
    """
    match = _SIGNATURE.fullmatch(signature)
    if not match:
        raise MetreUnknownError(metre=signature)
    count, unit = int(match[1]), int(match[2])
    is_compound = unit >= 8 and count > 3 and count % 3 == 0
    beats = count // 3 if is_compound else count
    if not 2 <= beats <= MOST_BEATS:
        raise MetreUnknownError(metre=signature)
    return beats
