"""A stored asset is shown and drawn exactly as its file was found to be."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.media.geometry import Orientation, display_aspect_ratio, display_size
from core.media.info import MediaInfo, Source
from core.projects.media.sources import get_display_dimensions, keep_facts, source_of
from core.store.layout import Layout
from core.store.models import MediaAsset

sides = st.integers(16, 8192)
turns = st.sampled_from([0, 90, 180, 270])
pixel_aspects = st.sampled_from(
    [Fraction(1), Fraction(16, 15), Fraction(64, 45), Fraction(4, 3), Fraction(8, 9)]
)


def asset_of(width: int, height: int, rotation_deg: int, ratio: str | None) -> MediaAsset:
    return MediaAsset(width=width, height=height, rotation_deg=rotation_deg, display_aspect_ratio=ratio)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ((1920, 1080, 0, "16:9"), (1920, 1080)),
        ((1920, 1080, 90, "9:16"), (1080, 1920)),
        ((320, 240, 90, "9:16"), (240, 427)),
        ((720, 576, 0, "16:9"), (1024, 576)),
        ((720, 576, 180, "16:9"), (1024, 576)),
        ((640, 480, 270, None), (480, 640)),
        ((640, 480, 0, None), (640, 480)),
    ],
)
def test_pixel_aspect_comes_before_rotation(
    stored: tuple[int, int, int, str | None], shown: tuple[int, int]
) -> None:
    assert get_display_dimensions(asset_of(*stored)) == shown


@given(sides, sides, turns, pixel_aspects)
def test_what_was_stored_gives_back_the_size_that_probing_found(
    width: int, height: int, rotation_deg: int, aspect: Fraction
) -> None:
    turn = Orientation(rotation_deg)
    ratio = display_aspect_ratio(width, height, aspect, turn)
    assert len(ratio) <= 10
    shown = get_display_dimensions(asset_of(width, height, rotation_deg, ratio))
    found = display_size(width, height, aspect, turn)
    assert max(abs(a - b) for a, b in zip(shown, found, strict=True)) <= 1


@pytest.mark.parametrize(
    "source",
    [
        Source("a", "c" * 64, "image", Path("/data/derived/p/stills/c-still.jpg"), 200, 320),
        Source(
            "a", "c" * 64, "video", Path("/data/uploads/p/media/a.mp4"), 240, 427, 2000, 90, mirrored=True
        ),
        Source(
            "a", "c" * 64, "video", Path("/data/derived/p/stills/c-m.mp4"), 640, 360, 2000, form="mezzanine"
        ),
        Source(
            "a", "c" * 64, "image", Path("/data/derived/p/stills/c.jpg"), 9, 9, focus_x=0.25, focus_y=0.75
        ),
    ],
)
def test_a_source_comes_back_from_the_database_as_preparing_made_it(source: Source) -> None:
    layout = Layout(Path("/data"))
    info = MediaInfo(
        source.media_type, "image/jpeg", 320, 200, rotation_deg=90, mirrored=True, duration_ms=2000
    )
    asset = MediaAsset(id="a", original_filename="IMG_1.heic")
    keep_facts(asset, info, source, layout)
    assert source_of(asset, layout) == replace(source, name="IMG_1.heic")


def test_a_photo_that_is_drawn_from_its_upload_comes_back_with_its_turn() -> None:
    layout = Layout(Path("/data"))
    upload = Path("/data/uploads/p/media/a.jpg")
    source = Source("a", "c" * 64, "image", upload, 200, 320, rotation_deg=90, mirrored=True)
    info = MediaInfo("image", "image/jpeg", 320, 200, rotation_deg=90, mirrored=True)
    asset = MediaAsset(id="a", original_filename="IMG_1.jpg", file_path=layout.relative(upload))
    keep_facts(asset, info, source, layout)
    assert source_of(asset, layout) == replace(source, name="IMG_1.jpg")


def test_a_focus_point_given_by_a_person_stays() -> None:
    layout = Layout(Path("/data"))
    asset = MediaAsset(id="a", focus_x=0.1, focus_y=0.9)
    source = Source("a", "c" * 64, "image", Path("/data/x.jpg"), 9, 9, focus_x=0.5, focus_y=0.5)
    keep_facts(asset, MediaInfo("image", "image/jpeg", 9, 9), source, layout)
    assert (asset.focus_x, asset.focus_y) == (0.1, 0.9)
