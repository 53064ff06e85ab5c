"""An edit with handwork follows settings: what it would lose is said, with ways out that lose nothing."""

from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.components.edit.beat_timeline import BeatTimeline
from beatstitch_ui.components.edit.history_bar import HistoryBar
from beatstitch_ui.components.toasts import Toasts
from beatstitch_ui.shell.elements import Box
from core.projects.edit.timelines import TimelineState
from core.projects.projects import set_song_range
from core.store.models import Project
from tests.beatstitch_ui.stories import chosen, fill_in, press, seen_pictures, until


def do(user: User, number: int, **operation: object) -> None:
    user.find(BeatTimeline).trigger("operation", {"number": number, "operation": operation})


def card(user: User, style: str) -> UserInteraction:
    boxes = user.find(kind=Box).elements
    return UserInteraction(user, {one for one in boxes if f"bs-style--{style}" in one.classes}, None)


def shows(state: TimelineState) -> list[tuple[str, int]]:
    return [(segment.media_asset_id, segment.timeline_out_ms) for segment in state.edl.segments]


def test_a_plan_that_undoes_handwork_is_asked_for_and_leaving_it_changes_no_setting(play, project_id, edited):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        do(user, 1, kind="move", index=1, to=0)
        await until(lambda: (edited().undoes or {}).get("kind") == "move")
        by_hand = edited()
        fill_in(user, "Pace", "energy")
        await user.should_see("Your edits that would be lost: move image1.jpg.")
        assert seen_pictures(user) == ["image1.jpg"]
        await user.should_not_see("Keep my changes")
        press(user, "Leave it as it is")
        user.find(kind=Dialog).trigger("close")
        await until(lambda: chosen(user, "Pace") == "steady")
        assert edited() == by_hand
        press(user, "Re-plan")
        await user.should_see("Your edits that would be lost: move image1.jpg.")
        press(user, "Re-plan anyway")
        await until(lambda: (edited().undoes or {}).get("kind") == "plan")
        (toasts,) = user.find(Toasts).elements
        await until(lambda: toasts._undos)
        fill_in(user, "Size", "1080x1080")
        await until(lambda: not toasts._undos)
        await until(lambda: edited().edl.settings.output_width == 1080)

    play(story)
    assert edited().undoes == {"kind": "restyle", "settings": ["output_width"]}


def test_a_style_may_keep_the_handwork_or_plan_again_or_not_be_chosen(play, project_id, edited):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        do(user, 1, kind="swap", index=0, other=2)
        await until(lambda: (edited().undoes or {}).get("kind") == "swap")
        by_hand = edited()
        card(user, "party").click()
        await user.should_see("Your edits that would be lost: swap of image0.jpg and video2.mp4.")
        assert seen_pictures(user) == ["image0.jpg", "video2.mp4"]
        press(user, "Cancel")
        user.find(kind=Dialog).trigger("close")
        await user.should_not_see("Keep my changes")
        assert edited() == by_hand
        card(user, "party").click()
        await user.should_see("Keep my changes")
        press(user, "Keep my changes")
        await until(lambda: edited().edl.segments[0].effects.beat_pulse is not None)
        assert shows(edited()) == shows(by_hand)
        await user.should_see("Style: Party")
        assert all(one.props["aria-pressed"] == "true" for one in card(user, "party").elements)
        await user.should_not_see("changed since this edit was planned")
        card(user, "calm").click()
        await user.should_see("Re-plan anyway")
        press(user, "Re-plan anyway")
        await until(lambda: (edited().undoes or {}).get("kind") == "plan")

    play(story)
    assert edited().edl.settings.default_transition_type == "crossfade"


def test_the_cards_of_styles_show_what_the_edit_shows(play, project_id, edited):
    def pictures(user: User) -> list[str]:
        (shown,) = card(user, "party").elements
        return [one.props["src"] for one in shown.descendants() if one.tag == "img"]

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        gone = edited().edl.segments[0].media_asset_id
        assert any(gone in url for url in pictures(user))
        do(user, 1, kind="take_out", asset_ids=[gone])
        await until(lambda: pictures(user) and not any(gone in url for url in pictures(user)))
        user.find(HistoryBar).trigger("travel", "undo")
        await until(lambda: any(gone in url for url in pictures(user)))

    play(story)


def test_an_edit_is_not_kept_while_that_would_throw_away_what_was_undone(
    play, studio_data, project_id, edited
):
    async def story(user: User) -> None:
        with studio_data.writing() as session:
            set_song_range(session.get_one(Project, project_id), 2000, None)
        await user.open(f"/p/{project_id}/edit")
        await user.should_see("Keep the edit")
        press(user, "Re-plan")
        await until(lambda: not edited().changed)
        newer = edited()
        user.find(HistoryBar).trigger("travel", "undo")
        await user.should_see("The song's range changed since this edit was planned.")
        await user.should_see("You undid something; Redo brings it back.")
        await user.should_not_see("Keep the edit")
        press(user, "Redo")
        await until(lambda: edited() == newer)
        await user.should_not_see("changed since this edit was planned")
        user.find(HistoryBar).trigger("travel", "undo")
        await user.should_see("You undid something; Redo brings it back.")
        do(user, 1, kind="delete", index=0)
        await user.should_see("Keep the edit")
        await user.should_not_see("You undid something")

    play(story)
