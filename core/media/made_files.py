"""Names the files that are made of a photo or clip by its checksum, so that they are found again."""

from pathlib import Path

from core.media.info import PREPARATION_VERSION, STILL, still_proxy_of


def base_of(folder: Path, checksum: str) -> Path:
    """Return what the names of all of them begin with."""
    return folder / f"{checksum}-{PREPARATION_VERSION}"


def still_of(base: Path) -> Path:
    return base.with_name(f"{base.name}{STILL}")


def mezzanine_of(base: Path) -> Path:
    return base.with_name(f"{base.name}-mezzanine.mp4")


def facts_of(base: Path) -> Path:
    return base.with_name(f"{base.name}-facts.json")


def pictures_of(base: Path) -> list[Path]:
    """Return what is drawn from or shown, whichever of them there are."""
    return [still_of(base), still_proxy_of(still_of(base)), mezzanine_of(base)]
