"""A film with handwork whose song is cut, or whose length is set: it ends there, and all else stays."""

import pytest
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.components.edit.beat_timeline import BeatTimeline
from core.projects.edit.timelines import TimelineState
from core.projects.projects import set_song_range
from core.store.models import Project
from tests.beatstitch_ui.stories import chosen, fill_in, press, seen_pictures, until

SHORT_MS, SONG_MS = 9000, 16_000
ALL_SHORTER = "Keep all pictures, each shorter"


def do(user: User, number: int, **operation: object) -> None:
    user.find(BeatTimeline).trigger("operation", {"number": number, "operation": operation})


def shows(state: TimelineState) -> list[tuple[str, int]]:
    return [(segment.media_asset_id, segment.timeline_out_ms) for segment in state.edl.segments]


@pytest.fixture
def use(studio_data, project_id):
    def use(duration_ms):
        with studio_data.writing() as session:
            set_song_range(session.get_one(Project, project_id), 0, duration_ms)

    return use


async def handwork(user: User, project_id: str, edited) -> TimelineState:
    """Open the page; make a picture longer, move one, set a transition, write a title."""
    await user.open(f"/p/{project_id}/edit")
    do(user, 1, kind="roll", index=0, beats=1)
    do(user, 2, kind="move", index=2, to=1)
    do(user, 3, kind="set_transition", index=1, type="fade_black", duration_ms=300)
    do(user, 4, kind="set_title", index=0, title={"text": "Our summer"})
    await until(lambda: (edited().undoes or {}).get("kind") == "set_title")
    return edited()


def cut_to(state: TimelineState, end_ms: int) -> list[tuple[str, int]]:
    kept = [one for one in shows(state) if one[1] < end_ms]
    return [*kept, (shows(state)[len(kept)][0], end_ms)]


def test_a_song_cut_shorter_ends_the_film_there_and_keeps_everything_else(play, project_id, edited, use):
    async def story(user: User) -> None:
        by_hand = await handwork(user, project_id, edited)
        use(SHORT_MS)
        await user.open(f"/p/{project_id}/edit")
        await user.should_see("The song's range changed since this edit was planned.")
        await user.should_see("Keep the edit (0:16 long)")
        assert chosen(user, "Film") == "none"
        await user.should_see("0:16, as it is")
        press(user, "Keep my changes (0:09 long)")
        await until(lambda: (edited().undoes or {}).get("kind") == "follow_range")
        assert shows(edited()) == cut_to(by_hand, SHORT_MS)
        assert edited().edl.segments[1].transition_in == by_hand.edl.segments[1].transition_in
        title = edited().edl.segments[0].effects.title
        assert title
        assert title.text == "Our summer"
        await user.should_not_see("changed since this edit was planned")
        assert chosen(user, "Film") == "0"

    play(story)
    assert (edited().changed, edited().wanted_ms) == ([], None)


def test_what_stands_after_the_new_end_is_named_and_undo_brings_it_back(play, project_id, edited, use):
    async def story(user: User) -> None:
        by_hand = await handwork(user, project_id, edited)
        use(2500)
        await user.open(f"/p/{project_id}/edit")
        await user.should_see("Keep my changes (0:02 long)")
        await user.should_not_see(ALL_SHORTER)
        press(user, "Keep my changes (0:02 long)")
        await user.should_see("2 pictures stand after the new end and are not shown:")
        assert len(seen_pictures(user)) == 2
        press(user, "Undo")
        await until(lambda: shows(edited()) == shows(by_hand))
        await user.should_not_see("stand after the new end")
        await user.should_see("The song's range changed since this edit was planned.")

    play(story)


async def three_pictures(user: User, project_id: str, edited) -> TimelineState:
    """Do the same, and take out all but three pictures: one stands after the first 4.5 s."""
    by_hand = await handwork(user, project_id, edited)
    last = len(by_hand.edl.segments) - 1
    for number, index in enumerate(range(last, 2, -1), start=5):
        do(user, number, kind="delete", index=index)
    await until(lambda: len(edited().edl.segments) == 3)
    return edited()


def test_all_pictures_may_stay_in_a_shorter_film_each_for_less_time(play, project_id, edited, use):
    async def story(user: User) -> None:
        by_hand = await three_pictures(user, project_id, edited)
        use(4500)
        await user.open(f"/p/{project_id}/edit")
        await user.should_see("Keep my changes (0:04 long)")
        press(user, ALL_SHORTER)
        await until(lambda: (edited().undoes or {}).get("all_pictures"))
        made = edited()
        assert made.edl.total_duration_ms == 4500
        assert [one[0] for one in shows(made)] == [one[0] for one in shows(by_hand)]
        await user.should_not_see("changed since this edit was planned")
        await user.should_not_see("stand after the new end")
        await until(lambda: chosen(user, "Film") == "0")

    play(story)
    assert (edited().changed, edited().wanted_ms) == ([], None)


def test_the_question_before_another_length_offers_all_pictures_too(play, project_id, edited, use):
    async def story(user: User) -> None:
        by_hand = await three_pictures(user, project_id, edited)
        use(4500)
        await user.open(f"/p/{project_id}/edit")
        press(user, "Keep the edit (0:16 long)")
        await user.should_see("The film still plays 0:16 of the song")
        await user.should_see(ALL_SHORTER)
        press(user, "Re-plan")
        await user.should_see("“Keep all pictures, each shorter” leaves none of them out")
        asking = user.find(kind=Dialog).elements
        labels = [one for one in user.find(ALL_SHORTER).elements if asking & {*one.ancestors()}]
        boxes = {slot.parent for one in labels if (slot := one.parent_slot)}
        UserInteraction(user, {one for one in boxes if one.tag == "button"}, ALL_SHORTER).click()
        await until(lambda: (edited().undoes or {}).get("all_pictures"))
        assert [one[0] for one in shows(edited())] == [one[0] for one in shows(by_hand)]

    play(story)


def test_a_film_that_was_kept_says_how_long_it_is_and_can_follow_later(play, project_id, edited, use):
    async def story(user: User) -> None:
        by_hand = await handwork(user, project_id, edited)
        use(SHORT_MS)
        await user.open(f"/p/{project_id}/edit")
        press(user, "Keep the edit (0:16 long)")
        await user.should_see("The film still plays 0:16 of the song, as it did before; 0:09 are chosen.")
        assert chosen(user, "Film") == "none"
        assert shows(edited()) == shows(by_hand)
        fill_in(user, "Film", "0")
        await until(lambda: shows(edited()) == cut_to(by_hand, SHORT_MS))
        await user.should_not_see("still plays")

    play(story)


def test_another_length_of_the_film_offers_to_keep_the_handwork_first(play, project_id, edited):
    async def story(user: User) -> None:
        by_hand = await handwork(user, project_id, edited)
        fill_in(user, "Film", "15000")
        await user.should_see("“Keep my changes” makes the film 0:15 long and leaves order, lengths, titles")
        await user.should_see("What stays: the frame, movement, titles")
        press(user, "Cancel")
        user.find(kind=Dialog).trigger("close")
        await until(lambda: chosen(user, "Film") == "0")
        assert edited() == by_hand
        fill_in(user, "Film", "15000")
        await user.should_see("Keep my changes")
        press(user, "Keep my changes")
        await until(lambda: (edited().undoes or {}).get("kind") == "follow_range")
        made = edited()
        assert made.edl.total_duration_ms == 15_000
        assert [one[0] for one in shows(made)] == [one[0] for one in shows(by_hand)][: len(made.edl.segments)]
        assert shows(made)[0] == shows(by_hand)[0]
        await until(lambda: chosen(user, "Film") == "15000")

    play(story)
