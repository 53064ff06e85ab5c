"""The photos and clips of a project as the planner and the renderer see them."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, cast

from pydantic import TypeAdapter, ValidationError

from core.media.capture.capture_time import TO_THE_SECOND
from core.media.info import MediaInfo, Source
from core.projects.media.media_set import captured_of, right_taken_at
from core.schemas import MediaType
from core.store.layout import Layout
from core.store.models import MediaAsset
from core.vision.analysis import VisualAnalysis
from core.vision.regions import Region, with_regions

QUARTER_TURNS = (90, 270)
_REGIONS = TypeAdapter(tuple[Region, ...])


def get_display_dimensions(asset: MediaAsset) -> tuple[int, int]:
    """Return the (width, height) in pixels at which a ready asset is shown.

    The pixel aspect comes first, then the rotation; `display_aspect_ratio` is that of the outcome.
    """
    width, height = asset.width or 0, asset.height or 0
    turned = asset.rotation_deg in QUARTER_TURNS
    if asset.display_aspect_ratio:
        across, down = map(int, asset.display_aspect_ratio.split(":"))
        stored_aspect = Fraction(down, across) if turned else Fraction(across, down)
        width = int(height * stored_aspect + Fraction(1, 2))
    return (height, width) if turned else (width, height)


def keep_facts(asset: MediaAsset, info: MediaInfo, source: Source, layout: Layout) -> None:
    """Store on `asset` what reading its file has shown; a focus point given by a person stays."""
    asset.media_type = source.media_type
    asset.mime_type = info.mime_type
    asset.checksum = source.checksum
    asset.width, asset.height = info.width, info.height
    asset.rotation_deg, asset.mirrored = info.rotation_deg, info.mirrored
    asset.display_aspect_ratio = info.display_aspect_ratio
    asset.display_width, asset.display_height = source.display_width, source.display_height
    asset.duration_ms = source.duration_ms
    asset.fps = info.fps
    asset.has_sound = info.has_sound
    if _is_news(asset, info):
        asset.taken_at, asset.taken_certainty = info.taken_at, info.taken_certainty
        asset.taken_offset_min = info.taken_offset_min
    asset.content_id = info.content_id and info.content_id[:64]
    asset.camera, asset.camera_serial = info.camera, info.camera_serial
    asset.latitude, asset.longitude = info.latitude, info.longitude
    if source.analysis is not None:
        asset.analysis = source.analysis.model_dump_json()
    asset.draw_path = layout.relative(source.path)
    asset.draw_form = source.form
    if asset.focus_x is None:
        asset.focus_x, asset.focus_y = source.focus_x, source.focus_y


def _is_news(asset: MediaAsset, info: MediaInfo) -> bool:
    """Tell whether a file knows its time better than it is known: from the file system, or from an import."""
    if asset.taken_at is None or info.captured is None:
        return info.captured is not None
    return asset.taken_certainty not in TO_THE_SECOND or info.captured.certainty in TO_THE_SECOND


def analysis_of(asset: MediaAsset) -> VisualAnalysis | None:
    """Return what was seen in an asset; what an older version stored in another form counts as unseen."""
    try:
        return VisualAnalysis.model_validate_json(asset.analysis) if asset.analysis else None
    except ValidationError:
        return None


def regions_of(asset: MediaAsset) -> tuple[Region, ...] | None:
    """Return what a person has marked in an asset, None where that is left to face detection."""
    return _REGIONS.validate_json(asset.regions) if asset.regions else None


def stored_regions(regions: Sequence[Region] | None) -> str | None:
    """Return what a person has marked as `MediaAsset.regions` keeps it."""
    return None if regions is None else _REGIONS.dump_json(tuple(regions)).decode()


def source_of(asset: MediaAsset, layout: Layout) -> Source:
    """Return a ready photo or clip as it is drawn; what was made for drawing is upright already."""
    is_clip = asset.media_type == "video"
    regions = regions_of(asset)
    has_still = not is_clip and asset.draw_path != asset.file_path
    as_stored = asset.draw_form == "original" and not has_still
    captured = captured_of(asset)
    return Source(
        asset_id=asset.id,
        checksum=asset.checksum or "",
        media_type=cast("MediaType", asset.media_type),
        path=layout.absolute(asset.draw_path or asset.file_path),
        display_width=asset.display_width or 0,
        display_height=asset.display_height or 0,
        duration_ms=asset.duration_ms,
        fps=asset.fps,
        rotation_deg=asset.rotation_deg if as_stored else 0,
        mirrored=asset.mirrored and as_stored,
        focus_x=asset.focus_x,
        focus_y=asset.focus_y,
        form=cast('Literal["original", "mezzanine"]', asset.draw_form),
        name=asset.original_filename,
        in_ms=asset.in_ms,
        out_ms=asset.out_ms,
        starred=bool(asset.starred),
        unstacked=bool(asset.unstacked),
        regions=regions,
        taken_at=right_taken_at(asset) if asset.taken_certainty in TO_THE_SECOND else None,
        camera=asset.camera,
        clock=captured.told_clock if captured else None,
        analysis=with_regions(analysis_of(asset), regions),
        sound_path=layout.absolute(asset.file_path) if is_clip and asset.has_sound else None,
    )
