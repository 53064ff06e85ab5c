"""Cases of what the page's JavaScript computes as Python does, with Python's answers; both sides test them.

`python -m tests.golden.browser_cases` writes the files again; read the diff before committing it.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any, get_args

from core.accounts.passwords import common_rules, is_common
from core.edit.apply import apply
from core.edit.edl import EditDecisionList
from core.edit.framing.panel_boxes import panel_boxes
from core.edit.operations import operation_from
from core.edit.transitions import overlap_ms
from core.errors import BeatStitchError
from core.projects.edit.edit_state import CLIP_SOUND
from core.render.compiler import fit_of
from core.render.draw.motion import EASING, Pose, fit_scale, pose_at, still_pose, window
from core.render.sound.clip_track import ducking, fade_gain
from core.render.sound.mix import HeardClip, mix_of
from core.schemas import MOST_PANELS, Fit, KenBurnsEffect, PanelLayout
from tests.golden.small_edits import SOURCES, context_of, edits, song_of, sources_of, titled_edits

FOLDER = Path(__file__).parent
FRAMES = [(1920, 1080), (1080, 1920)]
PICTURES = [(4000, 3000), (3000, 4000), (1920, 1080), (8000, 1500)]
MOVE = KenBurnsEffect(
    enabled=True, start_zoom=1.0, end_zoom=1.5, start_x=0.2, start_y=0.9, end_x=0.8, end_y=0.1
)
CUTTING = {"delete", "merge", "move", "swap", "roll", "split"}
RATE_HZ, FRAME_HZ = 48_000, Fraction(25)
Json = dict[str, Any]


def fits() -> Json:
    """Where a picture stands in the frame without a move: {left, top} of its corner in frame pixels."""
    cases = []
    chosen: list[Fit | None] = [*get_args(Fit), None]
    for fit, size, frame, focus in product(chosen, PICTURES, FRAMES, [None, (0.1, 0.2), (0.7, 0.95)]):
        used = fit_of(fit, None)
        pose = still_pose(used, focus, size, frame)
        point = None if focus is None else {"x": focus[0], "y": focus[1]}
        segment = {"fit": fit, "focus": point, "effects": {}}
        cases.append(
            {"segment": segment, "fit": used, **_sizes(size, frame), **_corner(used, pose, size, frame)}
        )
    return {"easing": EASING, "cases": cases}


def motion() -> Json:
    """Where a picture stands while a Ken Burns move goes on, and which window of it fills the frame."""
    cases = []
    chosen: list[Fit | None] = [None, "contain"]
    for fit, size, frame, progress in product(chosen, PICTURES, FRAMES, [0.0, 0.1, 0.5, 0.93, 1.0]):
        used = fit_of(fit, MOVE)
        pose = pose_at(MOVE, progress)
        view = window(used, pose, size, frame)
        segment = {"fit": fit, "focus": None, "effects": {"ken_burns": MOVE.model_dump()}}
        cases.append(
            {
                "segment": segment,
                "fit": used,
                "progress": progress,
                **_sizes(size, frame),
                **_corner(used, pose, size, frame),
                "pose": vars(pose),
                "window_px": vars(view),
            }
        )
    return {"easing": EASING, "cases": cases}


def panels() -> Json:
    """Where the panels of a split screen stand in frames of all shapes, in pixels."""
    frames = [*FRAMES, (1080, 1080), (640, 360), (854, 480), (1080, 1350), (322, 182)]
    cases = []
    for layout, count, frame in product(get_args(PanelLayout), range(1, MOST_PANELS + 1), frames):
        size = {"width": frame[0], "height": frame[1]}
        boxes = [asdict(box) for box in panel_boxes(layout, count, frame)]
        cases.append({"layout": layout, "count": count, "frame": size, "boxes": boxes})
    return {"cases": cases}


def _sizes(size: tuple[int, int], frame: tuple[int, int]) -> Json:
    return {
        "picture": {"width": size[0], "height": size[1]},
        "frame": {"width": frame[0], "height": frame[1]},
    }


def _corner(fit: Fit, pose: Pose, size: tuple[int, int], frame: tuple[int, int]) -> Json:
    view, scale = window(fit, pose, size, frame), fit_scale(fit, *size, *frame) * pose.zoom
    return {"left": -view.left_px * scale, "top": -view.top_px * scale, "zoom": pose.zoom}


def timebase() -> Json:
    """Beats, cuts and overlaps in milliseconds, and the beat nearest to a moment, ties included."""
    cases = []
    for name, edit in edits().items():
        song = song_of(edit)
        moments = [-50, 0, 239, 240, 241, 720, 1199, song.duration_ms - 1, song.duration_ms + 900]
        nearest = [{"at_ms": at_ms, "beat": song.nearest_beat(at_ms)} for at_ms in moments]
        cases.append({"edit": name, "slots": _slots(edit), "nearest": nearest})
    return {"columns": COLUMNS, "edits": _states(), "cases": cases}


def operations() -> Json:
    """What operations do to edits; `after` is null where the edit refuses them."""
    cases = []
    for name in ("cuts", "crossfades", "short fades", "capped", "lead-in", "locked", "swapped"):
        edit = edits()[name]
        for operation in _requests(edit):
            try:
                after = apply(edit, operation_from(operation), context_of(edit))
            except BeatStitchError:
                cases.append({"edit": name, "operation": operation, "after": None})
                continue
            cases.append({"edit": name, "operation": operation, "after": _slots(after)})
    return {"columns": COLUMNS, "edits": _states(), "cases": cases}


def _requests(edit: EditDecisionList) -> Iterator[Json]:
    """Yield operations at the start, in the middle and at the end of an edit."""
    last = len(edit.segments) - 1
    for index in (0, 2, last):
        yield {"kind": "delete", "index": index}
        yield {"kind": "merge", "index": index}
        yield {"kind": "move", "index": index, "to": 1}
        yield {"kind": "swap", "index": index, "other": 1}
        yield from ({"kind": "roll", "index": index, "beats": beats} for beats in (-3, -1, 2, 3, 9))
        yield {"kind": "set_transition", "index": index, "type": "fade_black", "duration_ms": 2000}
        yield {"kind": "set_transition", "index": index, "type": "cut"}
        yield {"kind": "set_lock", "index": index, "locked": True}
        yield {"kind": "set_fit", "index": index, "fit": "contain"}
        yield {"kind": "set_focus", "index": index, "focus": {"x": 0.25, "y": 0.75}}
        yield {"kind": "set_ken_burns", "index": index, "ken_burns": MOVE.model_dump()}
        yield {"kind": "set_volume", "index": index, "volume": 0.5}
        yield {"kind": "set_loop", "index": index, "loop": True}
    yield {"kind": "slip", "index": 1, "source_in_ms": 1000}
    yield {"kind": "move", "index": 0, "last": 1, "to": 2}
    yield {"kind": "delete", "index": 1}
    yield {"kind": "delete", "index": 1, "last": 2}
    yield {"kind": "merge", "index": 1, "last": 3}
    yield {"kind": "set_fit", "index": 0, "last": last, "fit": "cover"}
    yield {"kind": "set_volume", "index": 0, "last": last, "volume": 0.0}
    yield from ({"kind": "split", "beat": beat} for beat in (0, 1, 5, 8))


def titles() -> Json:
    """Which titles edits have after their cuts or their order have changed, and when each is seen."""
    cases = []
    for name, edit in titled_edits().items():
        for operation in filter(lambda request: request["kind"] in CUTTING, _requests(edit)):
            try:
                after = apply(edit, operation_from(operation), context_of(edit))
            except BeatStitchError:
                continue
            cases.append({"edit": name, "operation": operation, "titles": _titles(after)})
    return {"edits": {name: _state(edit) for name, edit in titled_edits().items()}, "cases": cases}


def _titles(edit: EditDecisionList) -> list[Json]:
    titles = ((segment.index, segment.effects.title) for segment in edit.segments)
    return [{"index": index, **title.model_dump(mode="json")} for index, title in titles if title]


def sounds() -> Json:
    """How loud each clip and the song are at moments of the edits: shares of what they are, 0 to 1."""
    cases = []
    for name, edit in edits().items():
        frames = int(edit.total_duration_ms * FRAME_HZ / 1000)
        clips = mix_of(edit, sources_of(edit), frames, FRAME_HZ, RATE_HZ).clips
        moments = range(0, edit.total_duration_ms, 70)
        heard = [{"at_ms": at_ms, **_heard(clips, at_ms * RATE_HZ // 1000)} for at_ms in moments]
        cases.append({"edit": name, "heard": heard})
    return {"clip_sound": CLIP_SOUND, "edits": _states(), "cases": cases}


def _heard(clips: tuple[HeardClip, ...], at: int) -> Json:
    gains = [clip.volume * float(fade_gain(clip, at, 1)[0]) for clip in clips if clip.start <= at < clip.end]
    taken = [float(ducking(clip, RATE_HZ, at, 1)[0]) for clip in clips]
    return {"clips": sum(gains), "song": 1 - max(taken, default=0.0)}


def _states() -> Json:
    """Return the edits as the page is sent them."""
    return {name: _state(edit) for name, edit in edits().items()}


def _state(edit: EditDecisionList) -> Json:
    song = song_of(edit)
    return {
        "duration_ms": edit.audio.duration_ms,
        "beats_ms": song.beats_ms,
        "grid_index": song.grid_index,
        "downbeats": song.downbeats,
        "default_transition": {
            "type": edit.settings.default_transition_type,
            "duration_ms": edit.settings.default_transition_duration_ms,
        },
        "segments": [segment.model_dump(mode="json") for segment in edit.segments],
        "assets": {
            source.asset_id: {
                "kind": source.media_type,
                "sound": source.sound_path and str(source.sound_path),
                "duration_ms": source.duration_ms,
            }
            for source in SOURCES
        },
    }


COLUMNS = [
    "media_asset_id",
    "timeline_out_ms",
    "overlap_ms",
    "transition",
    "source_in_ms",
    "locked",
    "fit",
    "focus",
    "volume",
    "loop",
    "ken_burns",
]


def _slots(edit: EditDecisionList) -> list[list[Any]]:
    """Return what each segment shows, when, and how: one value for each of `COLUMNS`."""
    return [
        [
            segment.media_asset_id,
            segment.timeline_out_ms,
            overlap_ms(segment.transition_in),
            segment.transition_in.type if segment.transition_in else "cut",
            segment.source_in_ms,
            segment.locked,
            segment.fit,
            segment.focus and segment.focus.model_dump(),
            segment.volume,
            segment.loop,
            segment.effects.ken_burns and segment.effects.ken_burns.model_dump(),
        ]
        for segment in edit.segments
    ]


def passwords() -> Json:
    """Return passwords, and which of them attackers try first."""
    typed = ["password", "password1234", "P4$$w0rd2024!!", "qwertzuiop-1", "abcdefghijklm", "aaabbbaaabbb"]
    typed += [
        "1234567890123",
        "dragon 1987654321",
        "my dog eats dragon fruit",
        "zx81-umbrella-lake",
        "крыша и зонтик",
    ]
    return {"rules": common_rules(), "common": [[one, is_common(one)] for one in typed]}


FILES: dict[str, Callable[[], Json]] = {
    "fits.json": fits,
    "motion.json": motion,
    "panels.json": panels,
    "timebase.json": timebase,
    "operations.json": operations,
    "titles.json": titles,
    "sounds.json": sounds,
    "passwords.json": passwords,
}


def written(make: Callable[[], Json]) -> str:
    """Return a file's text, numbers to nine places so that processors agree."""
    plain = json.loads(json.dumps(make()), parse_float=lambda digits: round(float(digits), 9))
    return json.dumps(plain, separators=(",", ":")).replace('},{"', '},\n{"') + "\n"


if __name__ == "__main__":
    for name, make in FILES.items():
        (FOLDER / name).write_text(written(make), encoding="utf-8")
