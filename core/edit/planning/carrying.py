"""How long a film its pictures carry: of a much longer song the director uses only so much."""

from collections.abc import Sequence
from statistics import fmean, median_low

from core.edit.directing.direction import Direction, direction_of
from core.edit.directing.director import FEW_AGAIN
from core.edit.directing.lengths import natural_count
from core.edit.directing.places import places_of
from core.edit.directing.takes import Take, takes_of
from core.edit.planning.shortening import used_song
from core.edit.selection.choice import Chooser
from core.edit.selection.clean import clean_ms
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart
from core.schemas import ProjectSettings

SHORT_SONG_MS = 60_000  # is played whole, however few the pictures
SHORTEST_MS = 10_000
MOST_AGAIN = 1.6  # song to what its pictures carry; from there on most of them would come again
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # tried: what is left of a song may be livelier than all of it


def carried_length_ms(
    settings: ProjectSettings, sources: Sequence[Source], analyzed: AnalyzedSong
) -> int | None:
    """Return how long, in whole seconds, few pictures keep a directed film going; None for the whole song.

    They don't carry a song in which most of them would come again although all stand long. The film then
    shows each once, and of a clip all that is worth seeing. Raises SongPartEmptyError.
    """
    direction, pictures = direction_of(settings), Chooser(sources).choose().shown
    song = _song_of(None, settings, analyzed)
    if song.duration_ms <= SHORT_SONG_MS or not pictures:
        return None
    takes = takes_of(pictures, {}, direction)
    held_ms = song.duration_ms / _natural(song, (), analyzed.sections, direction) * direction.stretch
    showings = median_low([_showings(take, held_ms) for take in takes])
    shots = len(takes) * showings
    length_ms = shots * held_ms * fmean(take.hold for take in takes)
    if song.duration_ms <= MOST_AGAIN * length_ms:
        return None
    lengths = [_whole_seconds(length_ms * share) for share in SHARES]

    def misses(length_ms: int) -> tuple[bool, bool]:
        """Tell whether pictures are left out of a film of this length, and whether they come again."""
        short = _song_of(length_ms, settings, analyzed)
        natural = _natural(short, takes, analyzed.sections, direction)
        return natural < shots * direction.squeeze, natural > shots * FEW_AGAIN * direction.stretch

    return min(lengths, key=misses)


def _whole_seconds(length_ms: float) -> int:
    return max(SHORTEST_MS, 1000 * int(length_ms / 1000))


def _song_of(length_ms: int | None, settings: ProjectSettings, analyzed: AnalyzedSong) -> SongPart:
    return used_song(settings.model_copy(update={"film_length_ms": length_ms}), analyzed)


def _natural(
    song: SongPart, takes: Sequence[Take], sections: Sequence[Section], direction: Direction
) -> float:
    return natural_count(places_of(song, sections, (), direction), takes)


def _showings(take: Take, held_ms: float) -> float:
    """Return how often a picture can be shown for so long before nothing in it is new."""
    if take.source.media_type == "image":
        return 1.0
    return max(1.0, clean_ms(take.source) / (held_ms * take.hold))
