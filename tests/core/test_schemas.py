"""The schemas say what the seed says: its fields, its defaults, its bounds, and its own example."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from core import schemas
from core.edit.edl import EditDecisionList
from tests.seed_example import SEED_EXAMPLE

REQUIRED = "required"
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def fields(names: str, default: Any) -> dict[str, Any]:
    return dict.fromkeys(names.split(), default)


# Field and default of each schema in the seed's section 5; Optional[...] there means "= None".
SEED_SCHEMAS: dict[type[BaseModel], dict[str, Any]] = {
    schemas.ProjectCreate: {"name": REQUIRED, "description": None},
    schemas.ProjectSettings: {
        "beats_per_cut": 4,
        "transition_type": "cut",
        "transition_duration_ms": 500,
        "ken_burns_enabled": True,
        "output_width": 1920,
        "output_height": 1080,
        "output_fps": 30,
    },
    schemas.ProjectResponse: fields(
        "id name status settings media_count has_audio has_timeline created_at updated_at", REQUIRED
    )
    | {"description": None, "status_message": None},
    schemas.MediaAssetResponse: fields(
        "id filename original_filename media_type file_size sort_order", REQUIRED
    )
    | {"width": None, "height": None, "thumbnail_url": None}
    | {"rotation_deg": 0, "display_aspect_ratio": None, "duration_ms": None},
    schemas.AudioTrackResponse: fields("id filename analysis_status", REQUIRED)
    | fields("duration_ms sample_rate bpm beat_count analysis_error", None),
    schemas.SegmentTransition: {"type": REQUIRED, "duration_ms": REQUIRED},
    schemas.KenBurnsEffect: {"enabled": False, "start_zoom": 1.0, "end_zoom": 1.2}
    | fields("start_x start_y end_x end_y", 0.5),
    schemas.SegmentEffects: {"ken_burns": None},
    schemas.EDLSegment: fields(
        "index media_asset_id media_type timeline_in_ms timeline_out_ms render_duration_ms", REQUIRED
    )
    | {"source_in_ms": 0, "source_out_ms": None, "transition_in": None, "transition_out": None}
    | {"effects": schemas.SegmentEffects()},
    schemas.EDLResponse: fields(
        "version project_id generated_at edl_hash total_duration_ms segment_count segments", REQUIRED
    ),
    schemas.EDLUpdateRequest: {"segments": REQUIRED},
    schemas.RenderSettingsRequest: {
        "output_width": 1920,
        "output_height": 1080,
        "output_fps": 30,
        "quality_preset": "medium",
    },
    schemas.RenderSettings: fields("output_width output_height output_fps", REQUIRED)
    | {"codec": "h264", "quality_preset": "medium", "audio_codec": "aac", "audio_bitrate": "192k"},
    schemas.RenderJobCreate: {"job_type": REQUIRED, "settings": None},
    schemas.RenderJobResponse: fields(
        "id project_id job_type status progress_percent edl_hash created_at", REQUIRED
    )
    | fields("progress_message output_url file_size error_message started_at completed_at", None),
}


def test_the_seeds_own_example_is_a_valid_edit() -> None:
    edl = EditDecisionList.model_validate(SEED_EXAMPLE)
    assert edl.total_duration_ms == 5500
    assert edl.segments[0].transition_in is None
    assert edl.segments[1].effects.ken_burns is None


@pytest.mark.parametrize(
    ("codec", "sound"), [("h264", "aac"), ("h265", "aac"), ("av1", "aac"), ("prores", "pcm_s16le")]
)
def test_the_sound_of_a_video_is_that_of_its_codec(codec: str, sound: str) -> None:
    wanted = {"output_width": 640, "output_height": 360, "output_fps": 30, "codec": codec}
    stored_by_an_earlier_version = wanted | {"audio_codec": "aac"}
    assert schemas.RenderSettings.model_validate(wanted).audio_codec == sound
    assert schemas.RenderSettings.model_validate(stored_by_an_earlier_version).audio_codec == sound


def test_the_seeds_own_example_keeps_every_value() -> None:
    dumped = EditDecisionList.model_validate(SEED_EXAMPLE).model_dump(mode="json")
    for before, after in zip(SEED_EXAMPLE["segments"], dumped["segments"], strict=True):
        assert {key: after[key] for key in before if key != "effects"} == {
            key: value for key, value in before.items() if key != "effects"
        }
    assert dumped["segments"][0]["effects"] == SEED_EXAMPLE["segments"][0]["effects"]
    assert {key: dumped["audio"][key] for key in SEED_EXAMPLE["audio"]} == SEED_EXAMPLE["audio"]


@pytest.mark.parametrize(("schema", "seed"), SEED_SCHEMAS.items())
def test_each_schema_has_the_seeds_fields_and_defaults(schema: type[BaseModel], seed: dict[str, Any]) -> None:
    ours = {
        name: REQUIRED if field.is_required() else field.default
        for name, field in schema.model_fields.items()
    }
    assert {name: ours.get(name, "missing") for name in seed} == seed


@pytest.mark.parametrize(("schema", "seed"), SEED_SCHEMAS.items())
def test_what_the_seed_does_not_name_is_never_required(schema: type[BaseModel], seed: dict[str, Any]) -> None:
    added = {name for name, field in schema.model_fields.items() if name not in seed and field.is_required()}
    assert added <= ({"content_hash"} if schema is schemas.RenderJobResponse else set())


@pytest.mark.parametrize("name", ["cut", "crossfade", "fade_black", "fade_white"])
def test_each_transition_is_valid_everywhere(name: str) -> None:
    assert schemas.SegmentTransition.model_validate({"type": name, "duration_ms": 0}).type == name
    assert schemas.ProjectSettings.model_validate({"transition_type": name}).transition_type == name


def test_the_older_name_fade_is_read_as_fade_black() -> None:
    assert schemas.SegmentTransition.model_validate({"type": "fade", "duration_ms": 1}).type == "fade_black"
    settings = SEED_EXAMPLE["settings"] | {"default_transition_type": "fade"}
    edl = EditDecisionList.model_validate(SEED_EXAMPLE | {"settings": settings})
    assert edl.settings.default_transition_type == "fade_black"


@pytest.mark.parametrize(
    ("schema", "wrong"),
    [
        (schemas.ProjectSettings, {"beats_per_cut": 3}),
        (schemas.ProjectSettings, {"beats_per_cut": 32}),
        (schemas.ProjectSettings, {"transition_duration_ms": 99}),
        (schemas.ProjectSettings, {"transition_duration_ms": 2001}),
        (schemas.ProjectSettings, {"transition_type": "wipe"}),
        (schemas.ProjectSettings, {"output_width": 319}),
        (schemas.ProjectSettings, {"output_width": 3841}),
        (schemas.ProjectSettings, {"output_height": 239}),
        (schemas.ProjectSettings, {"output_height": 2161}),
        (schemas.ProjectSettings, {"output_fps": 14}),
        (schemas.ProjectSettings, {"output_fps": 61}),
        (schemas.ProjectCreate, {"name": ""}),
        (schemas.ProjectCreate, {"name": "x" * 101}),
        (schemas.ProjectCreate, {"name": "x", "description": "x" * 501}),
        (schemas.SegmentTransition, {"type": "cut", "duration_ms": -1}),
        (schemas.SegmentTransition, {"type": "cut", "duration_ms": 2001}),
        (schemas.KenBurnsEffect, {"start_zoom": 0.9}),
        (schemas.KenBurnsEffect, {"end_zoom": 2.1}),
        (schemas.KenBurnsEffect, {"start_x": -0.1}),
        (schemas.KenBurnsEffect, {"end_y": 1.1}),
        (schemas.RenderSettingsRequest, {"quality_preset": "best"}),
        (schemas.RenderJobCreate, {"job_type": "draft"}),
    ],
)
def test_values_outside_the_seeds_bounds_are_refused(schema: type[BaseModel], wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        schema.model_validate(wrong)


def test_an_edit_of_another_version_is_refused() -> None:
    with pytest.raises(ValidationError):
        EditDecisionList.model_validate(SEED_EXAMPLE | {"version": "2.0"})


def test_a_moment_without_its_zone_is_refused() -> None:
    fields = {
        "id": "p",
        "name": "Summer",
        "status": "draft",
        "settings": {},
        "media_count": 0,
        "has_audio": False,
        "has_timeline": False,
    }
    aware = schemas.ProjectResponse.model_validate({**fields, "created_at": NOW, "updated_at": NOW})
    assert aware.created_at == NOW
    with pytest.raises(ValidationError):
        schemas.ProjectResponse.model_validate(
            {**fields, "created_at": NOW, "updated_at": "2026-05-01T00:00:00"}
        )
