"""Looking happens in a limited process, once for each file, version and set of models."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from core.errors import ReadingCrashedError
from core.media.info import OriginalFile
from core.media.ingest import prepare
from core.sandbox.limits import GIB, Limits
from core.sandbox.worker_process import Child
from core.settings import settings
from core.vision.analysis import MOST_LOOKS, VISION_VERSION, VisualAnalysis
from core.vision.analyze import analyze_still, is_current, models_at_hand
from core.vision.files import FileFacts
from tests.core.vision.scenes import with_face
from tests.make_media import clip_mp4
from tests.permitted import permitted


@pytest.fixture
def still(tmp_path: Path) -> Path:
    path = tmp_path / "still.jpg"
    Image.fromarray(with_face(200)[:, :, ::-1]).save(path, quality=95)
    return path


def test_what_was_seen_is_kept_with_the_facts(tmp_path: Path, still: Path) -> None:
    with Child(permissions=permitted(tmp_path)) as child:
        first = prepare(OriginalFile(still, "a.jpg", "a"), folder=tmp_path / "made", child=child)
        (kept,) = (tmp_path / "made").glob("*-vision.json")
        written = kept.stat().st_mtime_ns
        again = prepare(OriginalFile(still, "a.jpg", "a"), folder=tmp_path / "made", child=child)
    assert first.source.analysis is not None
    assert len(first.source.analysis.faces) == 1
    assert (again.source.analysis, kept.stat().st_mtime_ns) == (first.source.analysis, written)
    assert first.source.analysis.models == ("ppocr-v4-det", "yunet-2023mar")


def test_it_works_under_the_limits_of_the_limited_process(tmp_path: Path, still: Path) -> None:
    with Child(Limits(address_space_bytes=2 * GIB), permitted(tmp_path)) as child:
        seen = analyze_still(still, FileFacts(960, 640), still.with_suffix(".json"), child, name="a")
    assert len(seen.faces) == 1


def test_a_clip_is_looked_at_upright(tmp_path: Path) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", (320, 180), 25, 25, rotation_deg=90)
    with Child(permissions=permitted(tmp_path)) as child:
        source = prepare(OriginalFile(clip, "a.mp4", "a"), folder=tmp_path / "made", child=child).source
    assert source.analysis is not None
    assert source.analysis.sightings
    assert len(source.analysis.moments) == 1


def test_an_older_version_and_missing_models_make_it_out_of_date() -> None:
    models = models_at_hand()
    seen = VisualAnalysis.of_nothing(tuple(sorted(models)))
    assert is_current(seen, models)
    assert is_current(seen, {})
    assert not is_current(seen.model_copy(update={"version": VISION_VERSION - 1}), models)
    assert not is_current(seen.model_copy(update={"models": ()}), models)


@pytest.mark.usefixtures("no_models")
def test_without_models_it_looks_as_well_as_it_can(tmp_path: Path, still: Path) -> None:
    with Child(permissions=permitted(tmp_path)) as child:
        seen = analyze_still(still, FileFacts(960, 640), still.with_suffix(".json"), child, name="a")
    assert (seen.models, seen.faces) == ((), ())
    assert seen.quality.score > 0.5


@pytest.fixture
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BEATSTITCH_MODELS", str(tmp_path))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def test_what_crashes_the_eye_is_accepted_all_the_same(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    with Child(permissions=permitted(tmp_path)) as child:
        seen = analyze_still(tmp_path / "gone.jpg", FileFacts(1, 1), kept, child, name="a")
    assert seen.subject.certainty == 0
    assert kept.exists()


def test_a_look_without_an_answer_is_repeated_until_it_is_believed(tmp_path: Path, still: Path) -> None:
    """A photo may only have come at a bad moment: the next look sees it, and three without answer are it."""
    kept, late = tmp_path / "kept.json", tmp_path / "late.jpg"
    models = models_at_hand()
    with Child(permissions=permitted(tmp_path)) as child:
        looks = [analyze_still(late, FileFacts(960, 640), kept, child, name="a") for _ in range(MOST_LOOKS)]
        assert [seen.failed_looks for seen in looks] == [1, 2, 3]
        assert [is_current(seen, models) for seen in looks] == [False, False, True]
        kept.write_text(looks[0].model_dump_json())
        still.rename(late)
        assert len(analyze_still(late, FileFacts(960, 640), kept, child, name="a").faces) == 1


def test_cancelling_leaves_no_answer_behind(tmp_path: Path) -> None:
    cancelled = threading.Event()
    cancelled.set()
    kept = tmp_path / "kept.json"
    with Child(permissions=permitted(tmp_path)) as child, pytest.raises(ReadingCrashedError):
        analyze_still(tmp_path / "gone.jpg", FileFacts(1, 1), kept, child, name="a", cancelled=cancelled)
    assert not kept.exists()
