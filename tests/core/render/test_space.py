"""The estimate of disk space is above what videos take, and grows with what makes them larger."""

from core.render.space import bytes_needed
from core.schemas import RenderSettings

MEASURED_1080P_BYTES = 4_380_000  # 22 s of photos at h264 medium
SETTINGS = RenderSettings(output_width=1920, output_height=1080, output_fps=30)


def test_a_measured_video_fits_with_its_spans() -> None:
    estimate = bytes_needed(22_000, SETTINGS)
    assert 2 * MEASURED_1080P_BYTES < estimate < 100 * MEASURED_1080P_BYTES


def test_it_grows_with_length_size_and_codec() -> None:
    assert bytes_needed(44_000, SETTINGS) == 2 * bytes_needed(22_000, SETTINGS)
    larger = SETTINGS.model_copy(update={"output_width": 3840, "output_height": 2160})
    prores = SETTINGS.model_copy(update={"codec": "prores"})
    assert bytes_needed(1000, larger) > 3 * bytes_needed(1000, SETTINGS)
    assert bytes_needed(1000, prores) > 10 * bytes_needed(1000, SETTINGS)
