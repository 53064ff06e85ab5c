"""Songs in a folder of the server, of which one is taken after the other."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from core.errors import ImportFolderError, NoSongThereError
from core.gathering.folders import ServerFolder
from core.gathering.items import FoundItem

# fmt: off
SONG_SUFFIXES = {
    ".mp3", ".flac", ".wav", ".ogg", ".oga", ".opus", ".m4a", ".m4b", ".aac", ".aif", ".aiff", ".wma", ".mka",
    ".weba",
}
# fmt: on


def is_song(path: str) -> bool:
    """Tell by its name whether a file may be a song."""
    return PurePosixPath(path).suffix.lower() in SONG_SUFFIXES


def songs_at(roots: Mapping[str, Path], path: str, check: Callable[[], None]) -> list[FoundItem]:
    """Return the songs of a folder below one of `roots` in the order of their names, or the one that it is.

    Raises ImportFolderError, NoSongThereError.
    """
    folder = place_of(roots, path)
    found = folder.found(is_song, check)
    if folder.path != path:
        found = [song for song in found if song.key == PurePosixPath(path).name]
    if not found:
        raise NoSongThereError(place=path)
    return found


def place_of(roots: Mapping[str, Path], path: str) -> ServerFolder:
    """Return the folder that `path` names, or the one in which the song is that it names."""
    folder = ServerFolder(roots, path)
    try:
        folder.folders()
    except ImportFolderError:
        if not is_song(path):
            raise
        return ServerFolder(roots, str(PurePosixPath(path).parent))
    return folder
