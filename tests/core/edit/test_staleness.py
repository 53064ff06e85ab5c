"""When the inputs of a plan change, the parts that changed are named."""

from edit_samples import even_grid, photo, planned

from core.edit.song import song_part
from core.edit.staleness import PlanInputs, changed_parts, plan_inputs
from core.schemas import ProjectSettings

GRID = even_grid()


def inputs(**changes: object) -> PlanInputs:
    given: dict[str, object] = {
        "settings": ProjectSettings(),
        "media_asset_ids": ["id-a"],
        "audio_checksum": "5" * 64,
        "grid_checksum": GRID.checksum,
        "song": song_part(GRID),
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
    assert changed_parts(inputs(), inputs(audio_checksum="6" * 64)) == ["song"]
    assert changed_parts(inputs(), inputs(grid_checksum="7" * 64)) == ["grid"]


def test_another_part_of_the_song_is_another_setting():
    assert changed_parts(inputs(), inputs(song=song_part(GRID, 500))) == ["settings"]


def test_several_changes_are_named_together():
    changed = inputs(media_asset_ids=[], grid_checksum="7" * 64)
    assert changed_parts(inputs(), changed) == ["media", "grid"]
