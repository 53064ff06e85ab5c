"""Which titles a film has, on which shots, for how long and where: read with ease, over nobody's face."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from core.edit.beat_segments import slot_begin_ms
from core.edit.edl import EditDecisionList
from core.edit.framing.heads import heads_in_frame
from core.edit.styles.title_room import CAPTION_PLACES, TITLE_PLACES, clearest_place
from core.effects import LONGEST_TITLE_BEATS, Title
from core.media.info import Source
from core.music.song_part import SongPart
from core.schemas import EDLSegment, ProjectSettings

OPENING_MS, CAPTION_MS = 3500, 2500
NEARLY = 0.1  # of a bar: so much less than that is long enough
LEAST_MS, READING_MS = 1500, 40  # a title stands at least, and for each of its letters
LEAST_CAPTION_MS = 1200
FEW_CAPTIONS, MOST_CAPTIONED = 4, 2 / 3  # captions that are never too many; of the shots


@dataclass(frozen=True)
class TitleTexts:
    """What titles say by themselves, "" for what is not known.

    `captions` are by asset id, those that name the shortest times first: days, months.
    """

    opening: str
    closing: str
    captions: Sequence[Mapping[str, str]] = ()


def titles_of(
    edl: EditDecisionList,
    settings: ProjectSettings,
    song: SongPart,
    texts: TitleTexts,
    sources: Mapping[str, Source],
) -> dict[int, Title]:
    """Return the titles by the number of the segment on which they begin.

    The opening ends with its shot where that stands long enough to read it, a caption where pictures of
    another day begin. Each stands where it covers no head that `sources` tell of.
    """
    film = _Film(edl, song, sources)
    last = len(edl.segments) - 1
    style, is_card = settings.title_style, settings.title_style == "cinematic"
    titles: dict[int, Title] = {}
    free_from_ms = 0
    if texts.opening:
        beats = _opening_beats(film, texts.opening)
        free_from_ms = film.end_ms(0, beats)
        titles[0] = Title(text=texts.opening, style=style, card=is_card, beats=beats)
    if settings.titles == "captions":
        titles |= _captions(film, settings, texts, free_from_ms)
    if last > 1:
        titles[last] = Title(text=texts.closing, style=style, card=True)
    return {number: film.placed(number, title) for number, title in titles.items()}


@dataclass(frozen=True)
class _Film:
    """A planned edit with the song's beats and what its pictures show."""

    edl: EditDecisionList
    song: SongPart
    sources: Mapping[str, Source]

    def begin_ms(self, number: int) -> int:
        """Return when a shot stands fully visible; for one past the last, the film's end."""
        if number < len(self.edl.segments):
            return slot_begin_ms(self.edl.segments[number])
        return self.edl.total_duration_ms

    def end_ms(self, number: int, beats: int) -> int:
        """Return when a title of so many beats ends that begins with a shot."""
        after = self.song.beats_until(self.begin_ms(number)) + beats
        return self.song.beats_ms[after] if after < self.song.beat_count else self.song.duration_ms

    def beats_to(self, number: int, until_ms: int) -> int:
        """Return the beats from a shot's cut to a moment."""
        return self.song.beats_until(until_ms) - self.song.beats_until(self.begin_ms(number))

    def bars_of(self, least_ms: int) -> int:
        """Return the beats of as many whole bars as last about so long."""
        bar_ms = max(1.0, self.song.beat_length_ms * self.song.metre)
        bars = max(1, ceil(least_ms / bar_ms - NEARLY))
        return max(1, min(LONGEST_TITLE_BEATS, bars * self.song.metre))

    def placed(self, number: int, title: Title) -> Title:
        """Return the title at the place where it covers least of the heads that are seen while it stands."""
        until_ms = self.begin_ms(number + 1) if title.beats is None else self.end_ms(number, title.beats)
        aspect = Fraction(self.edl.settings.output_width, self.edl.settings.output_height)
        heads = [
            head
            for segment in self._shown(number, until_ms)
            for head in heads_in_frame(segment, self.sources[segment.media_asset_id], aspect)
        ]
        places = CAPTION_PLACES if title.place == "lower_third" else TITLE_PLACES
        return title.model_copy(update={"place": clearest_place(title.text, places, heads, aspect)})

    def _shown(self, number: int, until_ms: int) -> Sequence[EDLSegment]:
        """Return what is shown from a shot on up to a moment, of what is known."""
        return [
            segment
            for segment in self.edl.segments[number:]
            if segment.media_asset_id in self.sources
            and (segment.index == number or slot_begin_ms(segment) < until_ms)
        ]


def _opening_beats(film: _Film, text: str) -> int:
    """Return how long the opening stands: some bars, but not beyond its shot if that is time to read it."""
    beats = film.bars_of(OPENING_MS)
    shot_ms = film.begin_ms(1) - film.begin_ms(0)
    if shot_ms >= LEAST_MS + READING_MS * len(text):
        beats = min(beats, max(1, film.beats_to(0, film.begin_ms(1))))
    return beats


def _captions(
    film: _Film, settings: ProjectSettings, texts: TitleTexts, free_from_ms: int
) -> dict[int, Title]:
    """Return a caption where the pictures come to another day or place, once the opening is over.

    Where nearly every shot would have one, as in the film of a year, months are said instead of days; and
    nothing where even these change all the time.
    """
    most = max(FEW_CAPTIONS, MOST_CAPTIONED * len(film.edl.segments))
    levels = (_captions_saying(film, settings, words, free_from_ms) for words in texts.captions)
    return next((found for found in levels if len(found) <= most), {})


def _captions_saying(
    film: _Film, settings: ProjectSettings, captions: Mapping[str, str], free_from_ms: int
) -> dict[int, Title]:
    """Return the captions with these words.

    One ends where the next begins; where that is too soon to be read, there is none. Pictures that come
    again have said theirs.
    """
    shows = [segment.media_asset_id for segment in film.edl.segments]
    said = [captions.get(one, "") for one in shows]
    if len(set(said) - {""}) < 2:  # one day is no news
        return {}
    usual = film.bars_of(CAPTION_MS)
    found: dict[int, Title] = {}
    shown = ""
    for number, text in enumerate(said[:-1]):
        begin_ms = film.begin_ms(number)
        comes_again = shows[number] in shows[:number]
        if not text or text == shown or comes_again or begin_ms < free_from_ms:
            continue
        others = (after for after in range(number, len(said)) if said[after] not in (text, ""))
        until_ms = film.begin_ms(next(others, len(said)))
        if until_ms - begin_ms < LEAST_CAPTION_MS:
            continue
        beats = min(usual, max(1, film.beats_to(number, until_ms)))
        found[number] = Title(text=text, style=settings.title_style, place="lower_third", beats=beats)
        free_from_ms, shown = film.end_ms(number, beats), text
    return found
