"""The clip of the sample project: its picture, sound and filmstrip, and where they are served."""

import io
from functools import lru_cache
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from fastapi import FastAPI, Request
from fastapi.responses import Response
from PIL import Image

from tests.browser.ranged import ranged
from tests.browser.sample_project import CLIP_FPS, CLIP_S, COPY_LEAD_S


def fake_clip(app: FastAPI) -> None:
    """Add the routes of the clip."""

    @app.get("/fake/clip.mp4")
    def _clip(request: Request) -> Response:
        return ranged(clip(), request.headers.get("range"), "video/mp4")

    @app.get("/fake/filmstrip/{number}")
    def _filmstrip(number: int) -> Response:
        return Response(filmstrip_frame(number), media_type="image/jpeg")

    @app.get("/fake/clip.m4a")
    def _clip_sound(request: Request) -> Response:
        return ranged(clip_sound(), request.headers.get("range"), "audio/mp4")


@lru_cache(maxsize=1)
def clip() -> bytes:
    """Return a clip that grows brighter from its first second to its last."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=CLIP_FPS, options={"preset": "ultrafast", "g": "5"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(CLIP_S * CLIP_FPS):
            shade = np.full((180, 320, 3), 20 + 3 * number, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        container.mux(stream.encode())
    return out.getvalue()


def filmstrip_frame(number: int) -> bytes:
    """Return a frame of the clip's filmstrip, the greyer the later it is."""
    out = io.BytesIO()
    Image.new("L", (214, 120), filmstrip_grey(number)).save(out, "JPEG", quality=95)
    return out.getvalue()


def filmstrip_grey(number: int) -> int:
    return 40 + 12 * number


@lru_cache(maxsize=1)
def clip_sound() -> bytes:
    """Return the copy of the clip's sound: a hum from the clip's first picture on."""
    at_s = np.arange(int((CLIP_S + COPY_LEAD_S) * 48_000)) / 48_000 - COPY_LEAD_S
    hum = np.where(at_s >= 0, 0.3 * np.sin(2 * np.pi * 440 * at_s), 0).astype(np.float32)
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = cast("AudioStream", container.add_stream("aac", rate=48_000, layout="stereo"))
        frame = av.AudioFrame.from_ndarray(np.stack([hum, hum]), format="fltp", layout="stereo")
        frame.sample_rate = 48_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()
