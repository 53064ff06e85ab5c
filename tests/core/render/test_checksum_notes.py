"""A sealed file is used only as it was sealed."""

from pathlib import Path

import pytest

from core.render.checksum_notes import is_whole, note_of, seal


@pytest.mark.parametrize("damage", ["truncated", "altered", "note gone", "note broken", "exchanged", "gone"])
def test_a_damaged_file_is_not_whole_and_is_deleted(tmp_path: Path, damage: str) -> None:
    sound = tmp_path / "song.m4a"
    sound.write_bytes(b"a whole song")
    assert not is_whole(tmp_path / "other.m4a")
    seal(sound)
    assert is_whole(sound)
    match damage:
        case "truncated":
            sound.write_bytes(b"a whole")
        case "altered":
            sound.write_bytes(b"a whale song")
        case "note gone":
            note_of(sound).unlink()
        case "note broken":
            note_of(sound).write_bytes(b"[")
        case "exchanged":
            other = tmp_path / "other.m4a"
            other.write_bytes(b"another song")
            seal(other)
            other.replace(sound)
            note_of(other).replace(note_of(sound))
        case _:
            sound.unlink()
    assert not is_whole(sound)
    assert not sound.exists()
