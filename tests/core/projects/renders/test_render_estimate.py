"""Before a render is ordered its size and time are told, and earlier renders make that better."""

from datetime import UTC, datetime, timedelta

import pytest

from core.projects.renders.render_estimate import bytes_needed, estimate
from core.schemas import RenderSettings
from core.store.models import RenderJob

HD = RenderSettings(output_width=1920, output_height=1080, output_fps=30)
MEASURED_1080P_BYTES = 4_380_000  # 22 s of photos at h264 medium
BEGUN = datetime(2026, 5, 1, tzinfo=UTC)


def made(settings: RenderSettings, seconds: int, file_size: int, took_s: float) -> RenderJob:
    return RenderJob(
        render_settings_json=settings.model_dump_json(),
        duration_ms=seconds * 1000,
        file_size=file_size,
        started_at=BEGUN,
        completed_at=BEGUN + timedelta(seconds=took_s),
    )


def test_twice_the_pixels_take_twice_the_room_and_time() -> None:
    small = estimate(60_000, HD.model_copy(update={"output_fps": 15}), 2)
    large = estimate(60_000, HD, 2)
    assert large.file_size == pytest.approx(2 * small.file_size, rel=0.1)
    assert large.seconds - 3 == pytest.approx(2 * (small.seconds - 3))


def test_a_minute_of_hd_is_about_what_was_measured() -> None:
    told = estimate(60_000, HD, 1)
    assert 10e6 < told.file_size < 40e6
    assert 45 < told.seconds < 75


def test_earlier_renders_of_the_same_kind_say_more() -> None:
    told = estimate(60_000, HD, 2, [made(HD, 30, 40_000_000, 90), made(HD, 30, 40_000_000, 1)])
    assert told.file_size == pytest.approx(80_000_000, rel=0.05)
    assert told.seconds == pytest.approx(183, rel=0.05)


def test_the_size_is_a_range_until_a_video_of_these_pictures_is_known_and_the_time_is_this_machines() -> None:
    usual, slow = estimate(60_000, HD, 2), made(HD, 30, 40_000_000, 90)
    told = estimate(60_000, HD, 2, elsewhere=[slow])
    assert told.seconds == pytest.approx(183, rel=0.05)
    assert (told.file_size, told.least_size) == (usual.file_size, usual.least_size)
    assert told.least_size < told.file_size
    assert (usual.most_seconds, told.most_seconds) == (4 * usual.seconds, 2 * told.seconds)
    known = estimate(60_000, HD, 2, [slow])
    assert known.least_size == known.file_size


def test_renders_of_another_kind_or_without_times_say_nothing() -> None:
    other = made(HD.model_copy(update={"codec": "prores"}), 30, 10**9, 900)
    unfinished = RenderJob(render_settings_json=HD.model_dump_json())
    assert estimate(60_000, HD, 2, [other, unfinished]) == estimate(60_000, HD, 2)


def test_what_is_drawn_already_takes_no_time_but_as_many_bytes() -> None:
    whole, half, none = (estimate(60_000, HD, 2, drawn=share) for share in (0, 0.5, 1))
    assert whole.file_size == half.file_size == none.file_size
    assert whole.seconds - half.seconds == pytest.approx(half.seconds - none.seconds)
    assert none.seconds < 5


def test_a_measured_video_fits_with_its_spans() -> None:
    needed = bytes_needed(22_000, HD)
    assert 2 * MEASURED_1080P_BYTES < needed < 100 * MEASURED_1080P_BYTES


def test_it_grows_with_length_size_and_codec() -> None:
    assert bytes_needed(44_000, HD) == 2 * bytes_needed(22_000, HD)
    larger = HD.model_copy(update={"output_width": 3840, "output_height": 2160})
    prores = HD.model_copy(update={"codec": "prores"})
    assert bytes_needed(1000, larger) > 3 * bytes_needed(1000, HD)
    assert bytes_needed(1000, prores) > 10 * bytes_needed(1000, HD)
