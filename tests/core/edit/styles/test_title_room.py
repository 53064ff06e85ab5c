"""Titles cover nobody's face, stay with their picture, and name no day over pictures of another."""

from datetime import date
from fractions import Fraction

from core.edit.edl import EditDecisionList
from core.edit.framing.heads import heads_in_frame
from core.edit.framing.regions import Region
from core.edit.styles.styled import styled
from core.edit.styles.title_room import TITLE_PLACES, block_of, clearest_place
from core.edit.styles.titling import TitleTexts
from core.edit.title_texts import MONTHS, caption_text, captions_of
from core.effects import Title
from core.media.info import Source
from core.music.song_part import song_part
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import even_grid, planned
from tests.core.edit.seen_samples import Edges, seen, seen_photo

WIDE, UPRIGHT = Fraction(16, 9), Fraction(9, 16)
TEXT = "Norway\n5 July 2024"
CENTRED: Edges = (0.45, 0.42, 0.55, 0.6)
GRID = even_grid(beats=64)


def titles(
    sources: list[Source], captions: dict[str, str] | None = None, **changes: object
) -> dict[int, Title]:
    asked_for = {"titles": "captions" if captions else "ends", **changes}
    settings = ProjectSettings.model_validate(asked_for)
    edl: EditDecisionList = planned(sources, GRID, settings)
    texts = TitleTexts(TEXT, "The End", [captions or {}])
    made = styled(edl, settings, song_part(GRID), [], texts, sources=sources)
    return {segment.index: segment.effects.title for segment in made.segments if segment.effects.title}


def film_of(first: Source, last: Source | None = None) -> list[Source]:
    between = [seen_photo(str(number)) for number in range(6)]
    return [first, *between, last or seen_photo("last")]


def test_a_title_stands_in_the_middle_unless_a_face_is_there():
    assert titles(film_of(seen_photo("a")), beats_per_cut=8)[0].place == "centre"
    assert titles(film_of(seen_photo("a", seen(CENTRED))), beats_per_cut=8)[0].place == "lower_third"


def test_a_title_goes_where_it_covers_least_of_those_who_are_everywhere():
    standing = [Region(x / 10, 0.42, x / 10 + 0.07, 0.58) for x in range(1, 9)]
    seated = Region(0.2, 0.75, 0.26, 0.9)
    assert clearest_place(TEXT, TITLE_PLACES, [*standing, seated], WIDE) == "bottom"
    everywhere = [Region(*edges) for edges in (CENTRED, (0.1, 0.72, 0.2, 0.88), (0.45, 0.72, 0.55, 0.88))]
    assert clearest_place(TEXT, TITLE_PLACES, everywhere, WIDE) == "centre"


def test_the_closing_title_keeps_off_faces_too():
    closing = titles(film_of(seen_photo("a"), seen_photo("b", seen(CENTRED))), beats_per_cut=8)[7]
    assert (closing.card, closing.place) == (True, "lower_third")


def test_a_caption_moves_aside_for_a_face_in_its_corner():
    pictures = [seen_photo("a"), seen_photo("b"), seen_photo("c", seen((0.08, 0.7, 0.2, 0.95)))]
    pictures += [seen_photo(str(number)) for number in range(5)]
    days = {one.asset_id: caption_text(date(2024, 7, 5 if n < 2 else 6)) for n, one in enumerate(pictures)}
    assert titles(pictures, days, beats_per_cut=8)[2].place == "bottom"


def test_the_block_is_within_the_frame_whatever_the_text():
    for aspect in (WIDE, UPRIGHT, Fraction(1)):
        for place in TITLE_PLACES:
            block = block_of(
                "A very long name of a film that nobody could read in time\n5 July", place, aspect
            )
            assert block.left >= 0.07
            assert block.right <= 0.93


def test_an_opening_ends_with_its_shot_where_that_is_long_enough_to_read_it():
    assert titles(film_of(seen_photo("a")), beats_per_cut=8)[0].duration_ms == 4000
    # Shots of 3 s: two bars would be 4 s. Of 2 s: too short for so many letters.
    slow = planned(
        film_of(seen_photo("a")), even_grid(beats=64, beat_ms=750), ProjectSettings(beats_per_cut=4)
    )
    made = styled(
        slow,
        ProjectSettings(titles="ends"),
        song_part(even_grid(beats=64, beat_ms=750)),
        [],
        TitleTexts(TEXT, "The End"),
    )
    assert made.segments[0].effects.title
    assert made.segments[0].effects.title.duration_ms == 3000
    assert titles(film_of(seen_photo("a")), beats_per_cut=4)[0].duration_ms == 4000


def test_a_caption_is_gone_when_pictures_of_another_day_come():
    pictures = [seen_photo(str(number)) for number in range(32)]
    days = [5, 5, 5, 5, 6, 7, 7, 7, *[8] * 24]
    said = {one.asset_id: caption_text(date(2024, 7, day)) for one, day in zip(pictures, days, strict=True)}
    found = titles(pictures, said, beats_per_cut=2)
    texts = {number: title.text for number, title in found.items()}
    assert texts == {0: TEXT, 5: "7 July 2024", 8: "8 July 2024", 31: "The End"}, "a second is too short"
    assert (found[5].duration_ms, found[8].duration_ms) == (3000, 4000)


def test_heads_are_where_the_move_shows_them():
    source = seen_photo("a", seen((0.4, 0.3, 0.6, 0.6)), 1600, 900)
    segment = planned([source], GRID, ProjectSettings(beats_per_cut=16)).segments[0]
    heads = heads_in_frame(segment, source, WIDE)
    assert len(heads) == 3
    assert max(head.width for head in heads) > 1.05 * min(head.width for head in heads)
    assert all(0.4 < head.centre[0] < 0.6 for head in heads)


def test_the_film_of_a_year_says_its_months_not_every_day():
    pictures = [seen_photo(str(number)) for number in range(16)]
    days = {one.asset_id: date(2024, 1 + n // 2, 1 + n) for n, one in enumerate(pictures)}
    levels = captions_of(days, dict.fromkeys(days))
    asked_for = ProjectSettings(titles="captions", beats_per_cut=4)
    edl = planned(pictures, GRID, asked_for)
    made = styled(edl, asked_for, song_part(GRID), [], TitleTexts(TEXT, "The End", levels), sources=pictures)
    said = [segment.effects.title.text for segment in made.segments if segment.effects.title]
    assert said == [TEXT, *(f"{month} 2024" for month in MONTHS[1:7]), "August 2024", "The End"]
