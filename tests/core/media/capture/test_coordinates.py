"""Where a picture was taken is told in every hemisphere, and never by what is no place."""

from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from core.media.capture.coordinates import Coordinates, clip_coordinates, iso_6709, still_coordinates
from core.media.facts import from_facts, to_facts
from core.media.probe import probe
from core.media.stills.stills import inspect_still
from core.sandbox.ffmpeg import run
from core.sandbox.worker_process import Child
from tests.make_media import clip_mp4

GPS = ExifTags.GPS
PARIS = Coordinates(48.86, 2.29)
NORTH, EAST = (48.0, 51.0, 29.6), (2.0, 17.0, 40.2)


def gps(north: Any, north_ref: Any, east: Any, east_ref: Any) -> dict[int, Any]:
    return {
        GPS.GPSLatitudeRef: north_ref,
        GPS.GPSLatitude: north,
        GPS.GPSLongitudeRef: east_ref,
        GPS.GPSLongitude: east,
    }


@pytest.mark.parametrize(
    ("north_ref", "east_ref", "expected"),
    [
        ("N", "E", (48.86, 2.29)),
        ("N", "W", (48.86, -2.29)),
        ("S", "E", (-48.86, 2.29)),
        ("S", "W", (-48.86, -2.29)),
    ],
)
def test_a_photo_in_each_hemisphere(
    tmp_path: Path, north_ref: str, east_ref: str, expected: tuple[float, float]
) -> None:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps(NORTH, north_ref, EAST, east_ref))
    photo = tmp_path / "a.jpg"
    Image.new("RGB", (32, 24)).save(photo, exif=exif.tobytes())
    info = inspect_still(photo, "JPEG", "image/jpeg", photo.name)
    assert (info.latitude, info.longitude) == expected
    assert from_facts(to_facts(info)) == info


NAN = float("nan")
ZERO = IFDRational(0, 0)


@pytest.mark.parametrize(
    "tags",
    [
        {},
        gps(NORTH, "", EAST, "E"),
        gps(NORTH, "N", EAST, "X"),
        gps(NORTH, None, EAST, "E"),
        gps((NAN, 0, 0), "N", EAST, "E"),
        gps((48, 51, ZERO), "N", EAST, "E"),
        gps(NORTH, "N", (float("inf"), 0, 0), "E"),
        gps((91.0, 0.0, 0.0), "N", EAST, "E"),
        gps(NORTH, "N", (180.0, 0.0, 36.0), "E"),
        gps((-48.0, 0.0, 0.0), "N", EAST, "E"),
        gps((0.0, 0.0, 0.0), "N", (0.0, 0.0, 0.0), "E"),
        gps("48, 51, 29", "N", EAST, "E"),
        gps((), "N", EAST, "E"),
        gps((1, 2, 3, 4), "N", EAST, "E"),
        gps(NORTH, b"\xff", EAST, "E"),
        {GPS.GPSLatitude: NORTH, GPS.GPSLongitude: EAST},
    ],
)
def test_odd_tags_tell_no_place(tags: dict[int, Any]) -> None:
    assert still_coordinates(tags) is None


def test_other_ways_of_writing_degrees() -> None:
    assert still_coordinates(gps((48.8582,), "N", (2.2945,), "E")) == PARIS
    assert still_coordinates(gps(IFDRational(488582, 10000), b"n\0", (2, 17.67), "E\0")) == PARIS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+48.8582+002.2945+035.0/", PARIS),
        ("+48.8582+002.2945/", PARIS),
        ("+48.8582+002.2945CRSWGS_84/", PARIS),
        ("+48.8582+2.2945", PARIS),
        ("+4851.49+00217.67/", PARIS),
        ("+485129.6+0021740.2/", PARIS),
        ("-33.8600+151.2100/", Coordinates(-33.86, 151.21)),
        ("-22.9700-043.1800/", Coordinates(-22.97, -43.18)),
        ("+00.0000+000.0000/", None),
        ("+91.0000+002.2945/", None),
        ("+48.8582+181.0000/", None),
        ("+nan+002.2945/", None),
        ("48.8582, 2.2945", None),
        ("Paris", None),
        ("", None),
    ],
)
def test_the_text_of_iso_6709(text: str, expected: Coordinates | None) -> None:
    assert iso_6709(text) == expected


def test_the_first_tag_of_a_clip_that_tells_a_place() -> None:
    assert (
        clip_coordinates({"com.apple.quicktime.location.ISO6709": "?", "location": "+48.86+2.29/"}) == PARIS
    )
    assert clip_coordinates({"title": "+48.86+2.29/"}) is None


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.mp4", ["-metadata", "location=+48.8582+002.2945/"]),
        (
            "a.mov",
            [
                *("-movflags", "use_metadata_tags"),
                *("-metadata", "com.apple.quicktime.location.ISO6709=+48.8582+002.2945+035.0/"),
            ],
        ),
    ],
)
def test_a_clip_tells_where_it_was_recorded(
    tmp_path: Path, reader: Child, name: str, options: list[str]
) -> None:
    plain, placed = clip_mp4(tmp_path / "plain.mp4", frames=3), tmp_path / name
    run(["-i", str(plain), "-c", "copy", *options, str(placed)], time_limit_s=60)
    found = probe(placed, child=reader)
    assert (found.latitude, found.longitude) == PARIS
    assert probe(plain, child=reader).latitude is None
