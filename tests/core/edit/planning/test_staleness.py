"""When the inputs of a plan change, the parts that changed are named."""

from dataclasses import replace

from core.edit.planning.staleness import PlanInputs, changed_parts, plan_inputs, renamed
from core.music.analyzed_song import AnalyzedSong
from core.music.sections.song_sections import Intensity
from core.music.song_part import song_part
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import clip, even_grid, photo, planned, section
from tests.core.edit.seen_samples import seen, seen_photo

GRID, OTHER_GRID = even_grid(), even_grid(beat_ms=600)
SONG = AnalyzedSong("song.mp3", "5" * 64, GRID)


def inputs(**changes: object) -> PlanInputs:
    given: dict[str, object] = {
        "settings": ProjectSettings(),
        "media_asset_ids": ["id-a"],
        "song": SONG,
        "part": song_part(GRID),
    }
    return plan_inputs(**(given | changes))  # pyright: ignore[reportArgumentType]


def test_the_record_has_the_hash_of_the_plan():
    assert inputs().edl_hash == planned([photo("a")], GRID).edl_hash


def test_equal_inputs_have_not_changed():
    again = PlanInputs.model_validate_json(inputs().model_dump_json())
    assert changed_parts(inputs(), again) == []


def test_each_changed_part_is_named():
    assert changed_parts(inputs(), inputs(settings=ProjectSettings(beats_per_cut=8))) == ["settings"]
    assert changed_parts(inputs(), inputs(media_asset_ids=["id-a", "id-b"])) == ["media"]
    assert changed_parts(inputs(), inputs(song=replace(SONG, checksum="6" * 64))) == ["song"]
    assert changed_parts(inputs(), inputs(song=replace(SONG, grid=OTHER_GRID))) == ["grid"]


def test_another_part_of_the_song_is_another_setting():
    assert changed_parts(inputs(), inputs(part=song_part(GRID, 500))) == ["range"]


def test_a_plan_from_before_a_setting_existed_counts_as_made_with_its_default():
    older = inputs()
    del older.settings["pacing"], older.settings["fade_in_ms"]
    assert changed_parts(older, inputs()) == []


def test_a_new_name_for_a_section_changes_nothing_a_new_intensity_does():
    def following(intensity: Intensity, label: str) -> PlanInputs:
        sections = [section(0, 32_000, intensity).model_copy(update={"label": label})]
        return inputs(settings=ProjectSettings(pacing="energy"), song=replace(SONG, sections=sections))

    assert changed_parts(following("calm", "A"), following("calm", "B")) == []
    assert changed_parts(following("calm", "A"), following("high", "A")) == ["sections"]


def test_a_new_focus_point_or_bound_of_a_clip_is_a_change_of_the_media():
    plain, pointed = inputs(sources=[photo("a")]), inputs(sources=[photo("a", focus_x=0.2, focus_y=0.8)])
    bounded = inputs(sources=[replace(clip("a", 9000), in_ms=1000)])
    assert changed_parts(inputs(), plain) == []
    assert changed_parts(plain, pointed) == changed_parts(plain, bounded) == ["media"]


def test_a_star_is_a_change_of_the_media():
    plain, starred = inputs(sources=[photo("a")]), inputs(sources=[replace(photo("a"), starred=True)])
    assert changed_parts(plain, starred) == ["media"]


def test_what_was_seen_shapes_the_hash_but_makes_no_edit_stale():
    unseen, once = inputs(sources=[photo("a")]), inputs(sources=[seen_photo("a")])
    again = inputs(sources=[seen_photo("a", seen((0.1, 0.1, 0.3, 0.3)))])
    assert len({unseen.edl_hash, once.edl_hash, again.edl_hash}) == 3
    assert unseen.edl_hash == inputs().edl_hash
    assert changed_parts(unseen, once) == changed_parts(once, again) == []


def test_a_plan_of_pictures_that_were_still_to_be_looked_at_is_stale_once_they_were():
    blind = inputs(media_asset_ids=["id-a", "id-b"], unseen={"id-a", "id-b"})
    knowing = inputs(media_asset_ids=["id-a", "id-b"])
    assert changed_parts(blind, blind) == []
    assert changed_parts(blind, inputs(media_asset_ids=["id-a", "id-b"], unseen={"id-b"})) == ["seen"]
    assert changed_parts(blind, knowing) == ["seen"]
    assert changed_parts(knowing, blind) == changed_parts(knowing, knowing) == []
    copied = renamed(blind, {"id-a": "id-c"}, [])
    assert changed_parts(copied, inputs(media_asset_ids=["id-c", "id-b"])) == ["seen"]


def test_a_newer_version_that_sees_the_same_leaves_the_hash():
    newer = seen_photo("a", seen(look="a").model_copy(update={"version": 99, "models": ("more",)}))
    assert inputs(sources=[seen_photo("a")]).edl_hash == inputs(sources=[newer]).edl_hash


def test_several_changes_are_named_together():
    changed = inputs(media_asset_ids=[], song=replace(SONG, grid=OTHER_GRID))
    assert changed_parts(inputs(), changed) == ["media", "grid"]
