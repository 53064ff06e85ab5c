"""The span cache gives back exactly what was put in, or nothing."""

import os
from pathlib import Path

import pytest

from core.render.cache import SpanCache
from core.render.checksum_notes import note_of, seal
from core.render.spans import Encoded

KEY, OTHER = "ab" + "0" * 62, "cd" + "1" * 62


def stored(cache: SpanCache, key: str, data: bytes) -> Path:
    part = cache.part(key)
    part.write_bytes(data)
    cache.put(key, part, Encoded(30, 2))
    assert not part.exists()
    return cache.folder / key[:2] / f"{key}.span"


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    cache = SpanCache(tmp_path)
    assert not cache.holds(KEY)
    assert cache.read(KEY) is None
    stored(cache, KEY, b"video")
    assert cache.holds(KEY)
    entry = cache.read(KEY)
    assert entry is not None
    assert (entry.data, entry.encoded) == (b"video", Encoded(30, 2))


@pytest.mark.parametrize("damage", ["truncated", "altered", "swapped", "exchanged", "emptied", "note"])
def test_a_damaged_entry_is_not_there_and_is_forgotten(tmp_path: Path, damage: str) -> None:
    cache = SpanCache(tmp_path)
    video = stored(cache, KEY, b"video of this span")
    other = stored(cache, OTHER, b"video of that span")
    match damage:
        case "truncated":
            video.write_bytes(b"video")
        case "altered":
            video.write_bytes(b"video of thiz span")
        case "swapped":
            video.write_bytes(other.read_bytes())
        case "exchanged":
            video.write_bytes(other.read_bytes())
            note_of(video).write_bytes(note_of(other).read_bytes())
        case "emptied":
            video.write_bytes(b"")
        case _:
            video.with_suffix(".json").write_bytes(b'{"frames": ')
    assert cache.read(KEY) is None
    assert not cache.holds(KEY)
    assert cache.read(OTHER) is not None


def test_entries_used_longest_ago_go_first_and_recent_ones_stay(tmp_path: Path) -> None:
    cache = SpanCache(tmp_path)
    now_s = 1_000_000.0
    for number in range(10):
        key = f"{number:02x}" + "f" * 62
        video = stored(cache, key, b"x" * 100)
        age_s = 60 if number > 7 else 86_400 - number
        os.utime(video.with_suffix(".json"), (now_s - age_s, now_s - age_s))
    assert cache.evict(most_bytes=750, now_s=now_s) == 300
    left = [number for number in range(10) if cache.read(f"{number:02x}" + "f" * 62)]
    assert left == [3, 4, 5, 6, 7, 8, 9]
    assert cache.evict(most_bytes=0, now_s=now_s) == 500


def test_the_small_picture_of_a_span_is_kept_with_it(tmp_path: Path) -> None:
    cache = SpanCache(tmp_path)
    part = cache.part(KEY)
    part.write_bytes(b"video")
    cache.put(KEY, part, Encoded(30, 2), b"jpeg")
    assert cache.picture(KEY) == b"jpeg"
    assert cache.picture(OTHER) == b""


def test_soundtracks_leave_by_the_same_rule_as_spans(tmp_path: Path) -> None:
    cache, now_s = SpanCache(tmp_path), 1_000_000.0
    stored(cache, KEY, b"x" * 100)
    sounds = [tmp_path / "sound" / name for name in ("old.m4a", "new.m4a")]
    sounds[0].parent.mkdir()
    for sound, age_s in zip(sounds, (90_000, 60), strict=True):
        sound.write_bytes(b"y" * 100)
        seal(sound)
        os.utime(note_of(sound), (now_s - age_s, now_s - age_s))
    os.utime(note_of(cache.folder / KEY[:2] / f"{KEY}.span"), (now_s - 80_000, now_s - 80_000))
    assert cache.evict(most_bytes=250, now_s=now_s) == 100
    assert [sound.exists() for sound in sounds] == [False, True]
    assert cache.holds(KEY)
