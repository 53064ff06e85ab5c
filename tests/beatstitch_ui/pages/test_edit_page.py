"""The edit page stores settings and lets the edit follow them: planned again, or in its fades alone."""

import pytest
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from beatstitch_ui.components.edit.beat_timeline import BeatTimeline
from beatstitch_ui.components.edit.history_bar import HistoryBar
from beatstitch_ui.components.note import Note
from beatstitch_ui.shell.elements import Box
from beatstitch_ui.texts.edit import step_name
from beatstitch_ui.texts.left_out import reason, summary, unread_files
from core.edit.operations import Move, Roll, Swap, describe
from core.edit.revisions.history import History
from core.projects.edit import timelines
from core.projects.media.media import delete_media, detach_song
from core.projects.opened import OpenProject
from core.projects.projects import settings_of, update_settings
from core.store.models import MediaAsset, Project
from tests.beatstitch_ui.stories import chosen, field, fill_in, press, until
from tests.core.edit.seen_samples import seen
from tests.core.furnish import furnish, plan


def beats(state: timelines.TimelineState) -> list[int | None]:
    return [segment.beat_count for segment in state.edl.segments]


def closable(user: User) -> set[str]:
    """Return the names of the notes that have an X."""
    return {note.props["name"] for note in user.find(Note).elements if note.props["told"]}


def test_a_pace_that_follows_the_song_plans_anew(play, project_id, edited):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        fill_in(user, "Pace", "energy")
        await until(lambda: beats(edited()) == [8] * 2 + [2] * 8)
        fill_in(user, "Cut every", "auto")
        await until(lambda: len(edited().edl.segments) == 3)

    play(story)
    assert sum(n or 0 for n in beats(edited())) == 8 * 2 + 2 * 8


def test_a_removed_picture_is_taken_out_of_the_film_alone(play, studio_data, project_id, edited):
    before = edited()
    gone = before.edl.segments[0].media_asset_id
    with studio_data.writing() as session:
        delete_media(session, session.get_one(Project, project_id), [gone])

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        await user.should_see("A picture of the film was removed from your media.")
        assert f"stale {project_id}" not in closable(user)  # it takes a decision
        press(user, "Take it out of the film")
        await until(lambda: not edited().changed)
        await user.should_not_see("was removed from your media")

    play(story)
    assert {one.media_asset_id for one in edited().edl.segments} == {
        one.media_asset_id for one in before.edl.segments
    } - {gone}


def test_a_closing_fade_and_a_loudness_leave_the_segments_alone(play, project_id, edited):
    before = edited()

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        fill_in(user, "Fades to black", "2000")
        await until(lambda: edited().edl.settings.picture_fade_ms == 2000)
        fill_in(user, "Loudness", "-14")
        await until(lambda: edited().edl.audio.loudness_lufs == -14)

    play(story)
    after = edited()
    assert after.edl.segments == before.edl.segments
    assert (after.changed, after.undoes) == ([], {"kind": "finish"})


def test_an_edit_whose_song_is_gone_says_what_it_waits_for(play, studio_data, planned):
    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/edit")
        assert user.find(kind=BeatTimeline).elements
        with studio_data.writing() as session:
            detach_song(session, session.get_one(Project, planned))
        await user.should_see("The edit waits for a song")
        (way,) = user.find("Add a song").elements
        assert way.props["href"] == f"/p/{planned}/music"
        await user.should_not_see(kind=BeatTimeline)
        await user.should_not_see("Re-plan")

    play(story)


def test_what_is_no_change_at_all_is_said_and_changes_nothing(play, project_id, edited):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        before = edited().edl
        timeline = user.find(kind=BeatTimeline)
        timeline.trigger("operation", {"number": 1, "operation": {"kind": "melt", "index": 1}})
        await user.should_see("That change was not understood")
        assert edited().edl == before

    play(story)


def test_undo_takes_a_setting_back_and_the_page_shows_it(play, project_id, edited):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        before = beats(edited())
        fill_in(user, "Cut every", "2")
        await until(lambda: beats(edited()) == [2] * 16)
        user.find(HistoryBar).trigger("travel", "undo")
        await until(lambda: beats(edited()) == before)
        await until(lambda: chosen(user, "Cut every") == "4")
        for _ in range(3):
            user.find(HistoryBar).trigger("travel", "undo")
        user.find(HistoryBar).trigger("travel", "redo")
        await until(lambda: beats(edited()) == [2] * 16)
        await user.should_not_see("There is nothing to undo.")
        await user.should_not_see("changed since this edit was planned")

    play(story)


def test_a_setting_changed_in_another_tab_is_shown_and_kept(play, studio_data, project_id, edited):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        with studio_data.writing() as session:
            project = session.get_one(Project, project_id)
            update_settings(project, settings_of(project).model_copy(update={"output_fps": 50}))
        fill_in(user, "Transition", "crossfade")
        await until(lambda: edited().edl.segments[1].transition_in.type == "crossfade")
        assert edited().edl.settings.output_fps == 50
        await until(lambda: chosen(user, "Frames") == "50")

    play(story)


def test_a_field_that_says_the_same_stays_when_another_one_changes(play, studio_data, project_id, edited):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        used = field(user, "Pictures")
        with studio_data.writing() as session:
            project = session.get_one(Project, project_id)
            update_settings(project, settings_of(project).model_copy(update={"output_fps": 50}))
        fill_in(user, "Transition", "crossfade")
        await until(lambda: edited().edl.settings.output_fps == 50 and chosen(user, "Frames") == "50")
        assert field(user, "Pictures") is used, "what is pressed at this moment would be lost"

    play(story)


def test_the_length_of_a_transition_is_offered_when_there_is_one(play, project_id, edited):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        assert field(user, "Transition length").props["disabled"]
        fill_in(user, "Transition", "crossfade")
        await until(lambda: edited().edl.segments[1].transition_in.type == "crossfade")
        assert not field(user, "Transition length").props["disabled"]

    play(story)


def test_a_style_is_one_press_and_undo_takes_it_back(play, project_id, edited):
    def card(user: User, style: str) -> UserInteraction:
        boxes = user.find(kind=Box).elements
        return UserInteraction(user, {one for one in boxes if f"bs-style--{style}" in one.classes}, None)

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        card(user, "party").click()
        await until(lambda: edited().edl.segments[0].effects.beat_pulse is not None)
        await user.should_see("Style: Party")
        assert all(one.props["aria-pressed"] == "true" for one in card(user, "party").elements)
        fill_in(user, "Style of titles", "serif")
        await user.should_see("Style: Party, with another Style of titles")
        user.find(HistoryBar).trigger("travel", "undo")
        await user.should_not_see("with another")
        user.find(HistoryBar).trigger("travel", "undo")
        await until(lambda: edited().edl.segments[0].effects.beat_pulse is None)

    play(story)


def test_pictures_that_the_edit_leaves_out_are_counted_with_the_way_to_show_them(
    play, studio_data, project_id
):
    with studio_data.reading() as session:
        project = session.get_one(Project, project_id)
    furnish(studio_data, project, ("image",) * 12)
    plan(studio_data, project)

    def shown() -> int:
        with studio_data.reading() as session:
            opened = OpenProject(session, studio_data.layout, session.get_one(Project, project_id))
            return len({segment.media_asset_id for segment in timelines.state_of(opened).edl.segments})

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        await user.should_see("8 of 12 pictures are shown; 4 do not fit at this pace.")
        assert closable(user) == {f"left-out {project_id}"}
        press(user, "Show them all: cut every 2 beats")
        await until(lambda: shown() == 12)
        await user.should_not_see("of 12 pictures are shown")

    play(story)


@pytest.mark.parametrize(
    ("documents", "offered", "not_offered"),
    [
        (1, ["Look at it", "Put it into the film"], "Look at them"),
        (2, ["Look at them"], "Put it into the film"),
    ],
)
def test_what_is_left_out_is_seen_beside_its_reason(
    play, studio_data, project_id, documents, offered, not_offered
):
    with studio_data.reading() as session:
        project = session.get_one(Project, project_id)
    first, *others = furnish(studio_data, project, ("image",) * 9)
    with studio_data.writing() as session:
        for one in [first, *others][:documents]:
            session.get_one(MediaAsset, one).analysis = seen(kind="document").model_dump_json()
    plan(studio_data, project)

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        await user.should_see("(looks like a receipt or another document)")
        beside = [one.props["src"] for one in user.find(Box).elements if one.tag == "img"]
        assert [address for address in beside if f"/{first}/thumbnail" in address] != []
        for way in offered:
            await user.should_see(way)
        await user.should_not_see(not_offered)

    play(story)


def test_the_history_names_each_step_and_goes_to_it(play, project_id, studio_data, edited):
    before = edited()

    def listed() -> list[tuple[str, bool]]:
        folders = studio_data.layout.project(project_id)
        steps = History(folders.revisions, folders.edl).steps(9)
        return [(step_name(step.operation), step.is_ahead) for step in steps]

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        for number, index in enumerate((1, 0), start=1):
            operation = {"kind": "delete", "index": index}
            user.find(BeatTimeline).trigger("operation", {"number": number, "operation": operation})
            await until(lambda number=number: edited().revision == before.revision + number)
        assert listed() == [("Remove segment 1", False), ("Remove segment 2", False), ("New plan", False)]
        user.find(HistoryBar).trigger("go", before.revision)
        await until(lambda: edited().revision == before.revision)

    play(story)
    assert edited().edl == before.edl
    assert [is_ahead for _, is_ahead in listed()] == [True, True, False]


@pytest.mark.parametrize(
    ("operation", "name"),
    [
        (Move(index=12, to=4), "Move segment 13 to place 5"),
        (Move(index=2, last=3, to=7), "Move segments 3 to 4 to place 8"),
        (Roll(index=7, beats=-1), "Lengths of segments 8 and 9"),
        (Swap(index=0, other=5), "Swap of segments 1 and 6"),
    ],
)
def test_the_history_names_segments_by_the_numbers_that_stand_on_them(operation, name):
    """A length that was changed may be that of the second: its beat came from the one before it."""
    assert step_name(describe(operation)) == name


def test_files_that_are_left_out_are_named_with_their_reasons():
    files = [
        ("receipt.jpg", reason("document")),
        ("b.jpg", reason("copy", "a.jpg")),
    ]
    receipt = "receipt.jpg (looks like a receipt or another document)"
    assert summary(files[:1]) == f"Left out: {receipt}."
    several = summary([*files, *files, *files])
    assert several.endswith(f"b.jpg (nearly the same as a.jpg), {receipt} and 3 more.")


def test_files_that_could_not_be_read_are_told_apart():
    assert unread_files(["broken.jpg"]) == "broken.jpg can't be read"
    assert unread_files(list("abcde")) == "a, b, c and 2 more can't be read"
