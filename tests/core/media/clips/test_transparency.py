"""VP8 and VP9 clips keep the transparency that FFmpeg's own decoders leave out: it lies over black."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.media.derive import Clip, clip_proxy, clip_thumbnail
from core.media.info import OriginalFile
from core.media.ingest import prepare
from core.sandbox.worker_process import Child
from tests import card
from tests.make_media import frames_of


def half_hidden(path: Path, codec: str) -> Path:
    """Write a white clip whose right half is transparent."""
    picture = np.full((*card.SIZE[::-1], 4), 255, np.uint8)
    picture[:, card.SIZE[0] // 2 :, 3] = 0
    coding = ("-c:v", codec, "-auto-alt-ref", "0", "-deadline", "realtime", "-b:v", "1M")
    return card.card_clip(path, *coding, filters="format=yuva420p", pixels="rgba", raw=picture.tobytes() * 5)


@pytest.mark.parametrize(
    ("codec", "name"), [("libvpx-vp9", "a.webm"), ("libvpx", "a.webm"), ("libvpx-vp9", "a.mkv")]
)
def test_what_is_transparent_is_black_wherever_the_clip_is_shown(
    tmp_path: Path, reader: Child, codec: str, name: str
) -> None:
    path = half_hidden(tmp_path / name, codec)
    prepared = prepare(OriginalFile(path, name, "a"), folder=tmp_path / "made", child=reader)
    assert prepared.info.has_alpha
    clip = Clip(path, "matroska", name, prepared.info)
    clip_thumbnail(clip, tmp_path / "t.jpg")
    clip_proxy(clip, tmp_path / "p.mp4")
    thumbnail = np.asarray(Image.open(tmp_path / "t.jpg"))
    for seen in (card.drawn(prepared.source), thumbnail, frames_of(tmp_path / "p.mp4")[0][1]):
        height, width = seen.shape[:2]
        assert seen[height // 2, width // 4].min() > 240
        assert seen[height // 2, width * 3 // 4].max() < 10
