"""content_hash is equal for equal films, and different as soon as one pixel or sound could be."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.edit.edl import EditDecisionList
from core.edit.hashes import compute_edl_hash, content_hash
from core.edit.planning.planner import plan
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import SONG, even_grid, photo, planned

SETTINGS = ProjectSettings(transition_type="crossfade")
CHECKSUMS = {"id-a": "sum-a", "id-b": "sum-b"}


def an_edl() -> EditDecisionList:
    return planned([photo("a", focus_x=0.5, focus_y=0.5), photo("b")], even_grid(beats=12), SETTINGS)


def test_the_hash_of_the_inputs_is_computed_as_the_data_model_writes_it():
    payload = {
        "settings": {"b": 1, "a": "é"},
        "media_order": ["2", "1"],
        "audio_checksum": "x",
        "beats_checksum": "y",
    }
    canonical = json.dumps(payload, sort_keys=True, separators=(",", ":"))
    expected = hashlib.sha256(canonical.encode()).hexdigest()
    assert compute_edl_hash({"b": 1, "a": "é"}, ["2", "1"], "x", "y") == expected


def test_the_order_of_the_media_is_an_input():
    assert compute_edl_hash({}, ["1", "2"], "x", "y") != compute_edl_hash({}, ["2", "1"], "x", "y")


def test_equal_content_in_other_projects_has_the_same_identity():
    twins = [
        Source("other-1", "sum-a", "image", Path("1"), 1920, 1080, focus_x=0.5, focus_y=0.5),
        Source("other-2", "sum-b", "image", Path("2"), 1920, 1080),
    ]
    song = AnalyzedSong("uploads/another/audio/x.mp3", SONG, even_grid(beats=12))
    later = datetime(2030, 1, 1, tzinfo=UTC)
    elsewhere = plan(SETTINGS, twins, song, project_id="another", generated_at=later).edl
    assert elsewhere.edl_hash != an_edl().edl_hash
    checksums = {"other-1": "sum-a", "other-2": "sum-b"}
    assert content_hash(elsewhere, checksums, SONG) == content_hash(an_edl(), CHECKSUMS, SONG)


def test_reading_the_json_back_keeps_the_identity():
    again = EditDecisionList.model_validate_json(an_edl().model_dump_json())
    assert content_hash(again, CHECKSUMS, SONG) == content_hash(an_edl(), CHECKSUMS, SONG)


def test_another_song_or_another_picture_is_another_film():
    original = content_hash(an_edl(), CHECKSUMS, SONG)
    assert content_hash(an_edl(), CHECKSUMS, "6" * 64) != original
    assert content_hash(an_edl(), CHECKSUMS | {"id-b": "sum-c"}, SONG) != original


Change = Callable[[dict[str, Any]], object]

CHANGES: dict[str, Change] = {
    "width": lambda edl: edl["settings"].update(output_width=1280),
    "height": lambda edl: edl["settings"].update(output_height=720),
    "fps": lambda edl: edl["settings"].update(output_fps=25),
    "ntsc": lambda edl: edl["settings"].update(ntsc=True),
    "song start": lambda edl: edl["audio"].update(start_offset_ms=10),
    "song length": lambda edl: edl["audio"].update(duration_ms=5999),
    "order": lambda edl: edl["segments"][1].update(media_asset_id="id-a"),
    "in": lambda edl: edl["segments"][1].update(timeline_in_ms=1400),
    "out": lambda edl: edl["segments"][1].update(timeline_out_ms=4100),
    "source in": lambda edl: edl["segments"][1].update(source_in_ms=7),
    "source out": lambda edl: edl["segments"][1].update(source_out_ms=7),
    "transition type": lambda edl: edl["segments"][1]["transition_in"].update(type="fade_white"),
    "transition length": lambda edl: edl["segments"][1]["transition_in"].update(duration_ms=400),
    "zoom": lambda edl: edl["segments"][1]["effects"]["ken_burns"].update(end_zoom=1.9),
    "position": lambda edl: edl["segments"][1]["effects"]["ken_burns"].update(start_x=0.01),
    "move switched off": lambda edl: edl["segments"][1]["effects"]["ken_burns"].update(enabled=False),
    "no move": lambda edl: edl["segments"][1]["effects"].update(ken_burns=None),
    "fit": lambda edl: edl["segments"][1].update(fit="contain"),
    "focus": lambda edl: edl["segments"][0].update(focus={"x": 0.1, "y": 0.5}),
    "volume": lambda edl: edl["segments"][1].update(volume=0.5),
    "one segment less": lambda edl: edl["segments"].pop(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_shapes_a_pixel_or_a_sound_changes_the_identity(name: str):
    data = an_edl().model_dump(mode="json")
    CHANGES[name](data)
    changed = EditDecisionList.model_validate(data)
    assert content_hash(changed, CHECKSUMS, SONG) != content_hash(an_edl(), CHECKSUMS, SONG)
