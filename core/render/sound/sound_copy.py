"""Where the preview's copy of a clip's sound lies, and when in it the first picture is shown."""

from fractions import Fraction
from pathlib import Path

# Raised when the same clip would be copied otherwise than before.
COPY_VERSION = 2
# A copy begins this much before the first picture: a browser can start playing before it has to be heard.
COPY_LEAD_S = Fraction(1, 2)


def sound_copy_of(folder: Path, checksum: str) -> Path:
    """Return where the copy lies; the file is empty when nothing of the clip can be heard."""
    return folder / f"{checksum}-sound-{COPY_VERSION}.m4a"
