"""The edit as the browser needs it: segments, beats, and what each asset looks like."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from core.edit.directing.next_best import next_best
from core.edit.edl import EditDecisionList
from core.edit.markers import marked_beats
from core.edit.planning.section_pace import sections_in
from core.edit.revisions.revision import Revision
from core.edit.selection.choice import left_out_of
from core.edit.title_texts import caption_text
from core.media.clips.filmstrip import step_of
from core.music.song_part import SongPart
from core.projects.addresses import filmstrip_url, shown_url, sound_url, thumbnail_url, title_url
from core.projects.edit.by_hand import Planned, last_plan
from core.projects.edit.film_song import film_song_url
from core.projects.edit.film_titles import title_texts
from core.projects.edit.plan_inputs import Material, material_of
from core.projects.edit.timelines import content_hash_of, current, history_of
from core.projects.media.capture_days import day_of, place_of
from core.projects.media.media import assets_by_id, list_media
from core.projects.media.sources import get_display_dimensions
from core.projects.opened import OpenProject
from core.render.draw.motion import EASING, PULSE_MS
from core.render.sound.mix import DUCKING_DB, EDGE_S, LEAD_S, RETURN_S
from core.render.sound.sound_copy import COPY_LEAD_S
from core.store.layout import Layout
from core.store.models import MediaAsset
from core.timebase import frame_rate

# How the preview plays clips, in the renderer's own figures: milliseconds, and the song's loss in dB.
CLIP_SOUND = {
    "copy_lead_ms": float(1000 * COPY_LEAD_S),
    "edge_ms": float(1000 * EDGE_S),
    "ducking_db": DUCKING_DB,
    "lead_ms": 1000 * LEAD_S,
    "return_ms": 1000 * RETURN_S,
}


def edit_state(opened: OpenProject) -> dict[str, Any]:
    """Return the current revision; beats are those of the used part, in its time.

    `start_offset_ms` is the time of the sound that the preview plays: a shortened song is one of its own.
    """
    revision = current(opened.layout, opened.project)
    material = material_of(opened)
    settings = revision.edl.settings
    assets = _assets(opened.session, opened.layout, opened.project.id, revision.edl)
    texts = title_texts(opened)
    planned = last_plan(history_of(opened.layout, opened.project))
    return {
        "revision": revision.number,
        "content_hash": content_hash_of(opened.session, opened.project, revision.edl),
        "width": settings.output_width,
        "height": settings.output_height,
        "fps": float(frame_rate(settings.output_fps, ntsc=settings.ntsc)),
        "easing": EASING,
        "clip_sound": CLIP_SOUND,
        "start_offset_ms": 0 if revision.edl.audio.pieces else revision.edl.audio.start_offset_ms,
        "film_song": film_song_url(opened.project.id, revision.edl),
        "pulse_ms": PULSE_MS,
        "title_url": title_url(opened.project),
        "title_texts": {"opening": texts.opening, "closing": texts.closing},
        "title_style": material.settings.title_style,
        "duration_ms": revision.edl.audio.duration_ms,
        "fade_in_ms": revision.edl.audio.fade_in_ms,
        "fade_out_ms": revision.edl.audio.fade_out_ms,
        "picture_fade_ms": settings.picture_fade_ms,
        "default_transition": {
            "type": settings.default_transition_type,
            "duration_ms": settings.default_transition_duration_ms,
        },
        "segments": [segment.model_dump(mode="json") for segment in revision.edl.segments],
        "assets": _with_choice(assets, material, revision, planned),
    } | _beats(material, revision.edl)


def _beats(material: Material, edl: EditDecisionList) -> dict[str, Any]:
    song = edl.audio.song_in(material.analyzed_song.grid)
    beats = material.analyzed_song.grid.beats
    return {
        "beats_ms": song.beats_ms,
        "grid_index": song.grid_index,
        "sections": _parts(material, song),
        "song_pieces": [[piece.start_ms, piece.duration_ms] for piece in edl.audio.pieces],
        "markers": [
            {"beat": mark.beat, "used": mark.used, "name": mark.name}
            for mark in marked_beats(edl.markers, song, material.analyzed_song.grid)
        ],
        "downbeats": [used for used, index in enumerate(song.grid_index) if beats[index].is_downbeat],
    }


def _with_choice(
    assets: dict[str, Any], material: Material, revision: Revision, planned: Planned
) -> dict[str, Any]:
    """Return the assets with why each is left out, and what could be shown in place of each that is not.

    The reasons are those of the plan `planned`.
    """
    used = revision.edl.asset_ids
    known = revision.inputs.media if revision.inputs else list(assets)
    omitted = {
        one.asset_id: one
        for one in left_out_of(material.sources, planned.assets, used, known, planned.kept_out)
    }
    others = next_best(material.sources, set(used), [key for key, one in omitted.items() if one.is_unwanted])
    left_out = {
        key: {"left_out": {"reason": one.reason, "instead": _name(assets, one.instead)}}
        for key, one in omitted.items()
    }
    another = {key: {"another": other} for key, other in others.items()}
    return {key: asset | left_out.get(key, {}) | another.get(key, {}) for key, asset in assets.items()}


def _name(assets: Mapping[str, Any], asset_id: str | None) -> str | None:
    return assets[asset_id]["name"] if asset_id and asset_id in assets else None


def _parts(material: Material, song: SongPart) -> list[dict[str, Any]]:
    heard = sections_in(material.analyzed_song.sections, song)
    afters = [*heard[1:], (song.duration_ms, None)]
    return [
        {"start_ms": begin_ms, "end_ms": end_ms, "intensity": part.intensity}
        for (begin_ms, part), (end_ms, _) in zip(heard, afters, strict=False)
    ]


def _assets(session: Session, layout: Layout, project_id: str, edl: EditDecisionList) -> dict[str, Any]:
    """Return what can be shown, and what is shown though it was removed since."""
    ready = [asset for asset in list_media(session, project_id) if asset.processing_status == "ready"]
    removed = set(edl.asset_ids) - {asset.id for asset in ready}
    found = [*ready, *assets_by_id(session, removed).values()]
    return {
        asset.id: _asset(asset, layout) | {"offered": asset.id not in removed and not asset.hidden}
        for asset in found
    }


def _asset(asset: MediaAsset, layout: Layout) -> dict[str, Any]:
    width, height = get_display_dimensions(asset)
    return {
        "name": asset.original_filename,
        "kind": asset.media_type,
        "thumb": thumbnail_url(asset),
        "url": shown_url(asset),
        "sound": sound_url(asset, layout),
        "filmstrip": _filmstrip(asset, layout),
        "width": max(1, width),
        "height": max(1, height),
        "duration_ms": asset.duration_ms,
        "fps": asset.fps,
        "caption": caption_text(day_of(asset), place_of(asset)),
    }


def _filmstrip(asset: MediaAsset, layout: Layout) -> dict[str, Any] | None:
    url = filmstrip_url(asset, layout)
    return {"url": url, "step_ms": step_of(asset.duration_ms or 0)} if url else None
