"""A file that was brought becomes what the renderer needs, once."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

from core.errors import FileDamagedError, NotAPictureError
from core.hashing import file_checksum
from core.media.geometry import Orientation
from core.media.info import STILL, OriginalFile
from core.media.ingest import PreparedMedia, derive_all, prepare
from core.render.draw.mipmaps import still_level
from core.sandbox.worker_process import Child
from tests import card
from tests.make_media import clip_mp4, hdr_mp4, photo_jpeg, quarters, song_wav


def prepared(path: Path, folder: Path, reader: Child) -> PreparedMedia:
    return prepare(OriginalFile(path, path.name, "one"), folder=folder, child=reader)


def png(path: Path) -> Path:
    quarters((300, 200)).save(path, "PNG")
    return path


def test_an_ordinary_jpeg_is_drawn_from_its_file_with_its_turn(tmp_path: Path, reader: Child) -> None:
    photo = photo_jpeg(tmp_path / "a.jpg", image=quarters((300, 200)), orientation=6)
    source = prepared(photo, tmp_path / "cache", reader).source
    assert (source.asset_id, source.media_type, source.checksum) == ("one", "image", file_checksum(photo))
    assert (source.path, source.rotation_deg, source.mirrored) == (photo, 90, False)
    assert (source.display_width, source.display_height) == (200, 300)
    assert not list((tmp_path / "cache").glob("*.jpg"))


def test_another_photo_is_drawn_from_its_upright_still(tmp_path: Path, reader: Child) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    quarters((300, 200)).save(tmp_path / "a.webp", "WEBP", exif=exif)
    found = prepared(tmp_path / "a.webp", tmp_path / "cache", reader)
    source = found.source
    assert (source.rotation_deg, found.info.rotation_deg) == (0, 90)
    with Image.open(source.path) as still:
        assert still.size == (source.display_width, source.display_height) == (200, 300)


def test_a_clip_is_drawn_from_its_file_with_its_turn(tmp_path: Path, reader: Child) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", rotation_deg=90, mirrored=True)
    source = prepared(clip, tmp_path / "cache", reader).source
    assert (source.path, source.form) == (clip, "original")
    assert (source.rotation_deg, source.mirrored, source.duration_ms) == (90, True, 1000)
    assert (source.display_width, source.display_height) == (180, 320)


def test_an_hdr_clip_is_drawn_from_its_mezzanine(tmp_path: Path, reader: Child) -> None:
    made = hdr_mp4(tmp_path / "hlg.mp4", "arib-std-b67")
    found = prepared(made, tmp_path / "cache", reader)
    assert (found.source.form, found.info.transfer) == ("mezzanine", "hlg")
    assert found.source.path.parent == tmp_path / "cache"
    derive_all(found, thumbnail=tmp_path / "t.jpg", proxy=tmp_path / "p.mp4", child=reader)
    assert (tmp_path / "t.jpg").stat().st_size > 0
    assert (tmp_path / "p.mp4").stat().st_size > 0


def test_a_clip_of_wide_primaries_has_the_colours_of_its_mezzanine_everywhere(
    tmp_path: Path, reader: Child
) -> None:
    made = card.wide_clip(tmp_path / "a.mov", "smpte432", "bt709", "tv", "yuv420p")
    found = prepared(made, tmp_path / "cache", reader)
    assert (found.source.form, found.info.primaries) == ("mezzanine", "p3")
    derive_all(found, thumbnail=tmp_path / "t.jpg", proxy=tmp_path / "p.mp4", child=reader)
    with Image.open(tmp_path / "t.jpg") as thumbnail:
        assert card.faults(np.asarray(thumbnail)) == []
    assert card.faults(card.drawn(replace(found.source, path=tmp_path / "p.mp4"))) == []


def test_what_is_there_already_is_used_again(tmp_path: Path, reader: Child) -> None:
    photo, cache = png(tmp_path / "a.png"), tmp_path / "cache"
    first = prepared(photo, cache, reader)
    made = {file: file.stat().st_mtime_ns for file in cache.iterdir()}
    renamed = photo.rename(tmp_path / "b.png")
    again = prepared(renamed, cache, reader)
    assert (again.info, again.source) == (first.info, replace(first.source, name="b.png"))
    assert {file: file.stat().st_mtime_ns for file in cache.iterdir()} == made


def test_a_still_that_was_lost_is_made_again(tmp_path: Path, reader: Child) -> None:
    photo, cache = png(tmp_path / "a.png"), tmp_path / "cache"
    still = prepared(photo, cache, reader).source.path
    still.unlink()
    assert prepared(photo, cache, reader).source.path.exists()


def test_a_photo_that_an_earlier_version_normalised_keeps_its_still(tmp_path: Path, reader: Child) -> None:
    photo, cache = photo_jpeg(tmp_path / "a.jpg", (300, 200), orientation=6), tmp_path / "cache"
    prepared(photo, cache, reader)
    (facts,) = cache.glob("*facts.json")
    earlier = json.loads(facts.read_bytes())
    del earlier["drawn_as_brought"]
    facts.write_text(json.dumps(earlier))
    still = photo_jpeg(facts.with_name(facts.name.replace("-facts.json", STILL)), (200, 300))
    source = prepared(photo, cache, reader).source
    assert (source.path, source.rotation_deg, source.mirrored) == (still, 0, False)


def test_facts_of_an_earlier_version_learn_the_place_and_keep_the_rest(tmp_path: Path, reader: Child) -> None:
    photo, cache = png(tmp_path / "a.png"), tmp_path / "cache"
    exif = Image.Exif()
    place = {1: "S", 2: (33.0, 51.0, 36.0), 3: "E", 4: (151.0, 12.0, 36.0)}
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(place)
    with Image.open(photo) as plain:
        plain.save(photo, exif=exif.tobytes())
    first = prepared(photo, cache, reader)
    (facts,) = cache.glob("*facts.json")
    earlier = json.loads(facts.read_bytes()) | {"camera": "kept"}
    del earlier["latitude"], earlier["longitude"]
    facts.write_text(json.dumps(earlier))
    info = prepared(photo, cache, reader).info
    assert info == replace(first.info, camera="kept")
    assert (info.latitude, info.longitude) == (-33.86, 151.21)
    assert prepared(photo, cache, reader).info == info


def test_facts_that_were_damaged_are_found_again(tmp_path: Path, reader: Child) -> None:
    clip, cache = clip_mp4(tmp_path / "a.mp4"), tmp_path / "cache"
    first = prepared(clip, cache, reader)
    for file in cache.glob("*facts.json"):
        file.write_text("[1, 2")
    assert prepared(clip, cache, reader).info == first.info


def test_a_song_is_not_a_picture(tmp_path: Path, reader: Child) -> None:
    with pytest.raises(NotAPictureError, match=r"a\.wav is a song"):
        prepared(song_wav(tmp_path / "a.wav"), tmp_path / "cache", reader)


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path, reader: Child) -> None:
    photo = photo_jpeg(tmp_path / "a.jpg", (800, 600))
    photo.write_bytes(photo.read_bytes()[:3000])
    with pytest.raises(FileDamagedError):
        prepared(photo, tmp_path / "cache", reader)
    assert list((tmp_path / "cache").iterdir()) == []


def test_thumbnail_and_proxy_are_made_once(tmp_path: Path, reader: Child) -> None:
    found = prepared(clip_mp4(tmp_path / "a.mp4"), tmp_path / "cache", reader)
    thumbnail, proxy = tmp_path / "derived/t.jpg", tmp_path / "derived/p.mp4"
    derive_all(found, thumbnail=thumbnail, proxy=proxy, child=reader)
    made_ns = proxy.stat().st_mtime_ns
    derive_all(found, thumbnail=thumbnail, proxy=proxy, child=reader)
    assert proxy.stat().st_mtime_ns == made_ns
    assert sorted(file.name for file in (tmp_path / "derived").iterdir()) == ["p.mp4", "t.jpg"]


@pytest.mark.parametrize(
    ("name", "size", "proxy"),
    [
        ("a.png", (1280, 720), None),
        ("a.png", (2600, 1300), (1280, 640)),
        ("a.jpg", (2600, 1300), (1280, 640)),
        ("a.jpg", (320, 200), (320, 200)),  # browsers are given nothing that was brought as it is
    ],
)
def test_a_photo_that_is_large_or_drawn_from_its_file_has_a_proxy(
    tmp_path: Path, reader: Child, name: str, size: tuple[int, int], proxy: tuple[int, int] | None
) -> None:
    Image.new("RGB", size, "red").save(tmp_path / name)
    found = prepared(tmp_path / name, tmp_path / "stills", reader)
    derive_all(found, thumbnail=tmp_path / "t.jpg", proxy=tmp_path / "p.mp4", child=reader)
    assert not (tmp_path / "p.mp4").exists()
    with Image.open(found.still_proxy or found.source.path) as picture:
        assert picture.size == (proxy or size)
    assert (found.still_proxy is None) == (proxy is None)


def test_a_still_proxy_shows_what_the_photo_shows_upright(tmp_path: Path, reader: Child) -> None:
    photo = photo_jpeg(tmp_path / "photo.jpg", (2600, 1300), orientation=5)
    found = prepared(photo, tmp_path / "stills", reader)
    derive_all(found, thumbnail=tmp_path / "t.jpg", proxy=tmp_path / "p.mp4", child=reader)
    assert found.still_proxy is not None
    turn = Orientation(found.source.rotation_deg, found.source.mirrored)
    whole = still_level(found.source.path, (1300, 2600), (320, 640), "photo", turn=turn)
    small = still_level(found.still_proxy, (1300, 2600), (320, 640), "photo", is_proxy=True)
    assert small.planes.size == whole.planes.size
    assert abs(small.planes.luma.astype(int) - whole.planes.luma).mean() < 2
