"""Every file of the collection of real, odd, broken and hostile media is read right or refused clearly."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import MediaRefusedError, ReadingCrashedError, ReadingTooSlowError
from core.media.info import MediaInfo
from core.media.probe import probe
from core.sandbox.worker_process import Child

MANIFEST = Path(__file__).resolve().parents[4] / "shared/data/media/manifest.csv"
LEAST_TOLERANCE_MS = 60
Check = Callable[[Any, dict[str, str]], None]

# Rows whose expectation is not what BeatStitch should do, each with its reason; none so far.
EXCEPTIONS: dict[str, str] = {}


def rows() -> list[dict[str, str]]:
    if not MANIFEST.exists():
        return []
    with MANIFEST.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["path"] not in EXCEPTIONS]


def read(path: Path, reader: Child) -> MediaInfo | MediaRefusedError:
    try:
        return probe(path, child=reader)
    except MediaRefusedError as refusal:
        return refusal


@pytest.mark.skipif(not MANIFEST.exists(), reason="needs the media collection beside the checkout")
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["path"])
def test_each_file_is_read_right_or_refused_clearly(row: dict[str, str], reader: Child) -> None:
    outcome = read(MANIFEST.parent / row["path"], reader)
    is_read = isinstance(outcome, MediaInfo)
    assert row["verdict"] in ("accept" if is_read else "reject", "either"), outcome
    checks: list[Check] = RIGHT[outcome.kind] if is_read else [assert_clear]
    for check in checks:
        check(outcome, row)


def assert_clear(refusal: MediaRefusedError, row: dict[str, str]) -> None:
    assert not isinstance(refusal, ReadingCrashedError | ReadingTooSlowError)
    assert Path(row["path"]).name in refusal.user_message


def assert_kind(info: MediaInfo, row: dict[str, str]) -> None:
    assert info.kind == row["kind"]


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


RIGHT: dict[str, list[Check]] = {
    "image": [assert_kind, assert_geometry],
    "video": [assert_kind, assert_geometry, assert_duration],
    "audio": [assert_kind, assert_duration],
}
