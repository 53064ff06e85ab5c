"""Which frames no other needs is read from the packets; without them the others decode to the same pixels."""

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from core.vision.clips.packet_reading import read_packets

FRAMES, SIZE = 24, (96, 64)


def coded(path: Path, codec: str, options: dict[str, str]) -> Path:
    rng = np.random.default_rng(1)
    scene = rng.integers(0, 255, (SIZE[1], SIZE[0] + FRAMES, 3), dtype=np.uint8)
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream(codec, rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.codec_context.thread_count = 1
        for number in range(FRAMES):
            picture = np.ascontiguousarray(scene[:, number : number + SIZE[0]])
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        out.mux(stream.encode(None))
    return path


def shown(path: Path, without: frozenset[int] = frozenset()) -> dict[int, bytes]:
    """Return the decoded frames by their times, without the packets at some places."""
    frames: dict[int, bytes] = {}
    with av.open(str(path)) as container:
        for place, packet in enumerate(container.demux(video=0)):
            if place not in without:
                decoded: Any = packet.decode()
                frames.update((frame.pts, frame.to_ndarray().tobytes()) for frame in decoded)
    return frames


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("a.mp4", "libx264", {"bf": "3", "g": "12"}),
        ("a.ts", "libx264", {"bf": "3", "g": "12"}),
        ("b.mp4", "libx265", {"preset": "ultrafast", "x265-params": "log-level=error:bframes=3:keyint=12"}),
    ],
)
def test_frames_that_no_other_needs_are_told_and_the_others_decode_without(
    tmp_path: Path, name: str, codec: str, options: dict[str, str]
) -> None:
    path = coded(tmp_path / name, codec, options)
    with av.open(str(path)) as container:
        packets = read_packets(container, container.streams.video[0])
    unneeded = frozenset(place for place, packet in enumerate(packets) if not packet.is_needed)
    assert len(packets) == FRAMES
    assert FRAMES / 4 <= len(unneeded) <= FRAMES * 3 / 4
    whole, left = shown(path), shown(path, unneeded)
    assert left == {at: whole[at] for at in left}
    assert {packets[place].shown_at for place in range(FRAMES) if place not in unneeded} == left.keys()


def test_of_other_codecs_every_frame_may_be_needed(tmp_path: Path) -> None:
    path = coded(tmp_path / "a.mkv", "mpeg4", {"bf": "2"})
    with av.open(str(path)) as container:
        assert all(packet.is_needed for packet in read_packets(container, container.streams.video[0]))
