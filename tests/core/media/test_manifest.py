"""Every file of the collection of real, odd, broken and hostile media is read right or refused clearly."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.errors import MediaRefusedError, ReadingCrashedError, ReadingTooSlowError
from core.media.info import MediaInfo
from core.media.probe import probe
from core.sandbox.worker_process import Child

MANIFEST = Path(__file__).resolve().parents[4] / "shared/data/media/manifest.csv"
LEAST_TOLERANCE_MS = 60

# Rows whose expectation is not what BeatStitch should do, each with its reason; none so far.
EXCEPTIONS: dict[str, str] = {}


@dataclass(frozen=True)
class Outcome:
    info: MediaInfo | None
    refusal: MediaRefusedError | None


def rows() -> list[dict[str, str]]:
    if not MANIFEST.exists():
        return []
    with MANIFEST.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["path"] not in EXCEPTIONS]


def read(path: Path, reader: Child) -> Outcome:
    try:
        return Outcome(probe(path, child=reader), None)
    except MediaRefusedError as refusal:
        return Outcome(None, refusal)


@pytest.mark.skipif(not MANIFEST.exists(), reason="needs the media collection beside the checkout")
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["path"])
def test_each_file_is_read_right_or_refused_clearly(row: dict[str, str], reader: Child) -> None:
    outcome = read(MANIFEST.parent / row["path"], reader)
    if outcome.refusal is not None:
        assert row["verdict"] in ("reject", "either"), outcome.refusal
        assert not isinstance(outcome.refusal, ReadingCrashedError | ReadingTooSlowError)
        assert Path(row["path"]).name in outcome.refusal.user_message
        return
    info = outcome.info
    assert info is not None
    assert row["verdict"] in ("accept", "either")
    assert info.kind == row["kind"]
    if info.kind != "audio":
        assert_geometry(info, row)
    if info.kind != "image":
        assert_duration(info, row)


def assert_geometry(info: MediaInfo, row: dict[str, str]) -> None:
    assert info.display_width == pytest.approx(int(row["display_w"]), abs=1)
    assert info.display_height == pytest.approx(int(row["display_h"]), abs=1)
    assert info.rotation_deg == int(row["rotation_deg"])
    assert info.mirrored == (row["mirrored"] == "1")
    assert info.has_alpha == (row["has_alpha"] == "1")


def assert_duration(info: MediaInfo, row: dict[str, str]) -> None:
    packets_ms = float(row["video_ms"] or row["duration_ms"])
    # Packets after the end of an edit list are in the file and never shown.
    expected_ms = float(row["decoded_ms"] or min(packets_ms, float(row["duration_ms"] or packets_ms)))
    frame_ms = 1000 / info.fps if info.fps else 0
    assert info.duration_ms == pytest.approx(expected_ms, abs=max(LEAST_TOLERANCE_MS, frame_ms))
