"""Of near-copies the best is shown, nothing spoilt while there is enough else, and the plan says so."""

from dataclasses import replace
from datetime import timedelta

from core.edit.planning.planner import plan
from core.edit.selection.choice import Chooser, LeftOut, left_out_of, omissions
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import MADE_AT, SONG, even_grid
from tests.core.edit.seen_samples import seen, seen_clip, seen_photo


def good(count: int) -> list[Source]:
    return [seen_photo(f"good{number}") for number in range(count)]


def burst(look: str = "burst") -> list[Source]:
    """Return four of one moment; the third is the best."""
    return [
        replace(
            seen_photo(f"{look}{number}", seen(look=look, score=0.9 if number == 2 else 0.5)),
            taken_at=MADE_AT + timedelta(seconds=number),
        )
        for number in range(4)
    ]


def names(sources: tuple[Source, ...]) -> list[str]:
    return [source.asset_id.removeprefix("id-") for source in sources]


def test_a_burst_is_one_candidate_its_best():
    choice = Chooser([*good(3), *burst()]).choose()
    assert names(choice.shown) == ["good0", "good1", "good2", "burst2"]
    assert choice.left_out[0] == LeftOut("id-burst0", "copy", "id-burst2")


def test_spoilt_pictures_pages_and_screenshots_are_left_out_while_there_is_enough_else():
    spoilt = [
        seen_photo("blurred", seen(look="1", flaw="blurred")),
        seen_photo("bill", seen(look="2", kind="document")),
        seen_photo("screen", seen(look="3", kind="screenshot")),
        seen_clip("shaky", 3000, flawed=((0, 3000),)),
    ]
    choice = Chooser([*spoilt, *good(8)]).choose(20)
    assert names(choice.shown) == [f"good{number}" for number in range(8)]
    reasons = [one.reason for one in choice.left_out]
    assert reasons == ["blurred", "document", "screenshot", "shaken"]


def test_where_there_is_too_little_else_the_best_of_the_spoilt_come_back():
    blurred = [seen_photo(f"b{n}", seen(look=f"b{n}", flaw="blurred", score=n / 10)) for n in range(3)]
    bill = seen_photo("bill", seen(look="bill", kind="document", score=1.0))
    assert len(Chooser([*good(5), *blurred, bill]).choose(20).shown) == 7
    assert "b2" in names(Chooser([*good(5), *blurred, bill]).choose(20).shown)
    assert names(Chooser([*good(5), *blurred]).choose(5).shown) == names(tuple(good(5)))


def test_a_set_that_is_mostly_spoilt_is_shown_as_it_is():
    dark = [seen_photo(f"d{number}", seen(look=f"d{number}", flaw="very_dark")) for number in range(9)]
    assert len(Chooser([*dark, *good(2)]).choose(20).shown) == 11


def test_what_a_person_took_out_of_its_burst_counts_for_itself():
    alone = replace(burst()[1], unstacked=True)
    choice = Chooser([*good(9), burst()[0], alone, *burst()[2:]]).choose()
    assert alone.asset_id in {one.asset_id for one in choice.shown}
    assert [one.reason for one in choice.left_out] == ["copy"] * (len(burst()) - 2)


def test_what_is_starred_is_shown_whatever_it_is():
    starred = replace(burst()[0], starred=True)
    spoilt = replace(seen_photo("spoilt", seen(look="s", flaw="black")), starred=True)
    choice = Chooser([*good(9), starred, *burst()[1:], spoilt]).choose(3)
    assert names(choice.shown) == ["good0", "burst0", "spoilt"]
    assert LeftOut("id-burst2", "copy", "id-burst0") in choice.left_out
    assert LeftOut("id-good1", "no_room") in choice.left_out


def test_the_picture_of_a_locked_segment_stands_for_its_burst():
    choice = Chooser([*good(5), *burst()], given={"id-burst1"}).choose()
    assert names(choice.shown)[-1] == "burst1"


def test_a_plan_of_bursts_shows_none_of_them_twice_or_side_by_side():
    sources = [*burst("x"), *burst("y"), *burst("z"), *good(5)]
    song = AnalyzedSong("s", SONG, even_grid(160))
    made = plan(ProjectSettings(), sources, song, project_id="p", generated_at=MADE_AT)
    shown = {segment.media_asset_id for segment in made.edl.segments}
    assert {one for one in shown if one[3] in "xyz"} == {"id-x2", "id-y2", "id-z2"}
    assert len(made.left_out) == 9


def test_what_a_timeline_leaves_out_is_told_from_what_it_shows():
    sources = [*good(3), *burst(), seen_photo("bill", seen(look="bill", kind="document"))]
    told = omissions(sources, ["id-good0", "id-burst1", "id-good0", "id-good0", "id-good0"])
    assert [(one.asset_id, one.reason, one.instead) for one in told] == [
        ("id-good1", "unused", None),
        ("id-good2", "unused", None),
        ("id-burst0", "copy", "id-burst1"),
        ("id-burst2", "copy", "id-burst1"),
        ("id-burst3", "copy", "id-burst1"),
        ("id-bill", "document", None),
    ]
    assert {one.reason for one in omissions(sources, ["id-good0"])} >= {"no_room"}


def test_after_edits_by_hand_the_reasons_are_those_of_the_plan():
    sources = [*good(3), *burst(), seen_photo("bill", seen(look="bill", kind="document"))]
    planned, known = ["id-good0", "id-good1", "id-burst1"], {one.asset_id for one in sources} - {"id-good2"}
    told = left_out_of(sources, planned, ["id-good0", "id-burst0"], known)
    assert {one.asset_id: one.reason for one in told} == {
        "id-good1": "taken_out",
        "id-good2": "added_since",
        "id-burst1": "taken_out",
        "id-burst2": "copy",
        "id-burst3": "copy",
        "id-bill": "document",
    }


def test_what_was_not_looked_at_counts_as_good():
    unseen = [replace(source, analysis=None) for source in burst()]
    assert len(Chooser(unseen).choose(2).shown) == 2
    assert len(Chooser(unseen).choose().shown) == 4
