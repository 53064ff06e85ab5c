"""A made-up project for component tests: pictures, a song that beats, an edit on its beats."""

import io
import math
from functools import lru_cache
from itertools import cycle, pairwise
from typing import Any

import numpy as np
import soundfile
from PIL import Image, ImageDraw, ImageFilter

from core.effects import Title
from core.music.peaks import FINE_SAMPLES, level_bytes
from core.projects.edit.edit_state import CLIP_SOUND
from core.render.draw.motion import PULSE_MS
from tests.browser.sample_panels import side_by_side

KEN_BURNS = {
    "enabled": True,
    "start_zoom": 1.0,
    "end_zoom": 1.3,
    "start_x": 0.2,
    "start_y": 0.5,
    "end_x": 0.8,
    "end_y": 0.4,
}
SAMPLE_RATE_HZ = 8000
COPY_LEAD_S = CLIP_SOUND["copy_lead_ms"] / 1000
CLIP = 10
FILMSTRIP_STEP_MS = 500
CLIP_S = 12
CLIP_FPS = 5
SHAPES = ((320, 240), (240, 320), (320, 180), (240, 240))


@lru_cache(maxsize=64)
def picture(seed: int, width: int, height: int) -> bytes:
    """Paint an abstract landscape that differs from seed to seed."""
    sky, ground = (seed * 47 % 256, 120, 180), (40, 60 + seed * 31 % 120, 70)
    image = Image.linear_gradient("L").resize((width, height))
    image = Image.merge(
        "RGB", [image.point([c * (255 - v) // 255 + 60 * v // 255 for v in range(256)]) for c in sky]
    )
    draw = ImageDraw.Draw(image)
    for layer in range(4):
        base = height * (5 + layer) // 10
        tops = [
            (x, base - (seed * 13 + layer * 29 + x * 7) % (height // 5)) for x in range(0, width + 40, 40)
        ]
        shade = tuple(c * (4 - layer) // 5 + 20 for c in ground)
        draw.polygon([(0, height), *tops, (width, height)], fill=shade)
    draw.ellipse(
        (width * 7 // 10, height // 8, width * 7 // 10 + height // 6, height // 8 + height // 6),
        fill="#fff3d0",
    )
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.7)).save(out, "JPEG", quality=85)
    return out.getvalue()


FACE = {"left": 0.4, "top": 0.3, "right": 0.5, "bottom": 0.5, "drawn": False}


def grid_item(number: int, *, stacked: bool = False) -> dict[str, object]:
    """Return one made-up media item; every ninth is a clip, number 5 has failed.

    Where pictures are stacked, 11 and 12 are near-copies of number 10.
    """
    width, height = SHAPES[number % len(SHAPES)]
    failed = number == 5
    return {
        "id": f"m{number}",
        "name": f"IMG_{4000 + number}.jpg",
        "kind": "video" if number % 9 == 4 else "image",
        "thumb": None if failed or number == 7 else f"/fake/picture/{number % 24}/{width}/{height}.jpg",
        "width": None if failed else width,
        "height": None if failed else height,
        "duration_ms": 12_400 if number % 9 == 4 else None,
        "status": "failed" if failed else "processing" if number == 7 else "ready",
        "error": f"IMG_{4000 + number}.jpg is damaged or cut off." if failed else None,
        "hidden": number == 6,
        "starred": number == 2,
        "passed_over": {1: "copy", 3: "very_dark"}.get(number),
        "instead": "IMG_4002.jpg" if number == 1 else None,
        "stack": 4 if number == 2 else 3 if stacked and number == 10 else 0,
        "under": "m10" if stacked and number in (11, 12) else None,
        "unstacked": False,
        "flaws": {3: ["very_dark"], 8: ["blurred"]}.get(number, []),
        "shows": "document" if number == 14 else "photo",
        "marked": number == 2,
        "regions": [FACE] if number == 1 else [FACE | {"drawn": True}] if number == 2 else [],
        "subject": FACE if number == 3 else None,
        "taken": "2025-07-14T10:00:00+00:00",
        "focus": None,
        "in_ms": None,
        "out_ms": None,
        "live": "photo" if number == 8 else None,
        "url": f"/fake/picture/{number % 24}/{width * 3}/{height * 3}.jpg",
    }


def beat_times_ms(count: int) -> list[int]:
    """Return the beats of a song at about 128 BPM that breathes a little."""
    return [round(400 + n * 60_000 / 128 + 12 * math.sin(n / 7)) for n in range(count)]


def edit(beats_per_cut: int, count: int, clip_volume: float | None = None) -> dict[str, object]:
    """Return the data of an edit that cuts on every so many beats; its clips may be heard."""
    beats_ms = beat_times_ms(count)
    edges = [0, *beats_ms[beats_per_cut::beats_per_cut], beats_ms[-1] + 500]
    kinds = ("cut", "crossfade", "cut", "fade_black", "cut", "fade_white")
    segments: list[dict[str, object]] = []
    for index, (begin, end) in enumerate(pairwise(edges)):
        kind = kinds[index % len(kinds)] if index else "cut"
        overlap = 0 if kind == "cut" else min(400, (end - begin) // 2)
        is_clip = index % 24 == CLIP
        segments.append(
            {
                "index": index,
                "media_asset_id": f"a{index % 24}",
                "media_type": "video" if is_clip else "image",
                "timeline_in_ms": begin - overlap,
                "timeline_out_ms": end,
                "render_duration_ms": end - begin + overlap,
                "source_in_ms": 0,
                "source_out_ms": end - begin + overlap,
                "transition_in": {"type": kind, "duration_ms": overlap},
                "effects": {"ken_burns": None if is_clip else KEN_BURNS},
                "locked": index == 3,
                "fit": ("cover", "blur", "contain")[index % 3],
                "volume": clip_volume if is_clip else None,
            }
        )
    assets = {f"a{n}": asset(n) for n in range(24)}
    return {
        "revision": 1,
        "duration_ms": edges[-1],
        "start_offset_ms": 0,
        "fade_out_ms": 2000,
        "picture_fade_ms": 1000,
        "beats_ms": beats_ms,
        "grid_index": list(range(count)),
        "fps": 30.0,
        "easing": [0.5, 1.5, -1.0],
        "clip_sound": CLIP_SOUND,
        "pulse_ms": PULSE_MS,
        "title_url": "/fake/title.png",
        "title_style": "serif",
        "title_texts": {"opening": "Summer in Norway\nJuly 2024", "closing": "The End"},
        "downbeats": list(range(0, count, 4)),
        "sections": [
            {"start_ms": begin, "end_ms": end, "intensity": intensity}
            for (begin, end), intensity in zip(
                pairwise([0, *beats_ms[32::32], edges[-1]]), cycle(("calm", "high", "drop", "medium"))
            )
        ],
        "segments": segments,
        "assets": assets,
        "width": 1920,
        "height": 1080,
    }


SPLIT = 4  # a segment of three pictures, one more on each beat
STILL = 5  # a segment that does nothing but pulse and flash
RAMPED = {"percent": 50, "ramp": {"percent": 200, "beat": 2, "beats": 1}}


def with_effects(made: dict[str, Any]) -> dict[str, object]:
    """Return the edit with pulses, a flash in every third segment, a ramp in clips, and three titles.

    They are not laid on the beats yet: the browser does it as the server would.
    """
    titles = {
        0: {"text": "Summer in Norway\nJuly 2024", "style": "cinematic", "card": True, "beats": 8},
        4: {"text": "Bergen\n5 July 2024", "place": "lower_third"},
        6: {"text": "The End", "style": "serif", "place": "bottom"},
    }
    for index, segment in enumerate(made["segments"]):
        effects: dict[str, Any] = {"beat_pulse": {"zoom": 0.06, "on": "beats" if index % 2 else "downbeats"}}
        if index % 3 == 2:
            effects["flash"] = {"colour": "white" if index % 2 else "black"}
        if index in titles:
            effects["title"] = Title.model_validate(titles[index]).model_dump()
        if index == SPLIT:
            effects["panels"] = side_by_side(segment, beat_times_ms(130))
        if index == STILL:
            effects["ken_burns"] = None
        if segment["media_type"] == "video":
            effects["speed"] = RAMPED
        segment["effects"] = segment["effects"] | effects
    return made


def song(count: int) -> dict[str, object]:
    """Return the beats of a song, unsure of every stretch of beats 40 to 55 in a hundred."""
    beats_ms = beat_times_ms(count)
    duration_ms = beats_ms[-1] + 500
    kinds = (
        ("Intro", "calm", 8),
        ("Verse", "medium", None),
        ("Drop", "drop", 1),
        ("Verse", "high", None),
        ("Outro", "calm", None),
    )
    starts = [0, *(beats_ms[count * part // 5 // 4 * 4] for part in range(1, 5)), duration_ms]
    return {
        "duration_ms": duration_ms,
        "part_start_ms": 0,
        "part_end_ms": duration_ms,
        "fade_in_ms": 0,
        "fade_out_ms": 4000,
        "beats_ms": beats_ms,
        "downbeats": list(range(0, count, 4)),
        "confidences": [0.3 if 40 <= beat % 100 < 56 else 0.9 for beat in range(count)],
        "sections": [
            {"start_ms": begin, "end_ms": end, "label": label, "intensity": intensity, "beats_per_cut": pace}
            for (begin, end), (label, intensity, pace) in zip(pairwise(starts), kinds, strict=True)
        ],
    }


def asset(number: int) -> dict[str, object]:
    """Return what the browser knows of one photo, or of the clip among them."""
    width, height = SHAPES[number % len(SHAPES)]
    if number == CLIP:
        facts: dict[str, object] = {"width": 320, "height": 180, "duration_ms": CLIP_S * 1000}
        return facts | {
            "name": "MOV_4010.mp4",
            "kind": "video",
            "url": "/fake/clip.mp4",
            "sound": "/fake/clip.m4a",
            "filmstrip": {"url": "/fake/filmstrip", "step_ms": FILMSTRIP_STEP_MS},
            "thumb": f"/fake/picture/{number}/320/180.jpg",
        }
    return {
        "name": f"IMG_{4000 + number}.jpg",
        "kind": "image",
        "thumb": f"/fake/picture/{number}/{width}/{height}.jpg",
        "url": f"/fake/picture/{number}/{width * 3}/{height * 3}.jpg",
        "width": width * 3,
        "height": height * 3,
        "left_out": {"reason": "blurred", "instead": None},
    }


def peaks(count: int) -> bytes:
    """Return a waveform that beats, 100 pairs of lowest and highest for each second."""
    beats_s = np.array(beat_times_ms(count)) / 1000
    times_s = np.arange(0, beats_s[-1] + 0.5, 0.01)
    since_s = times_s - beats_s[np.maximum(0, np.searchsorted(beats_s, times_s, side="right") - 1)]
    swell = 0.55 + 0.45 * np.sin(times_s / 21) ** 2
    high = 110 * swell * (0.25 + 0.75 * np.exp(-np.abs(since_s) * 7))
    return level_bytes(np.stack([-high * 0.9, high], axis=1).astype(np.int8), FINE_SAMPLES)


@lru_cache(maxsize=4)
def clicks(count: int) -> bytes:
    """Return a song of clicks on the beats as a wav file."""
    beats_s = np.array(beat_times_ms(count)) / 1000
    samples = np.zeros(int((beats_s[-1] + 0.5) * SAMPLE_RATE_HZ), np.float32)
    click = np.sin(np.arange(400) * 0.9) * np.exp(-np.arange(400) / 60)
    for beat_s in beats_s[:-1]:
        at = int(beat_s * SAMPLE_RATE_HZ)
        samples[at : at + len(click)] += 0.5 * click
    out = io.BytesIO()
    soundfile.write(out, samples, SAMPLE_RATE_HZ, format="WAV", subtype="PCM_16")
    return out.getvalue()
