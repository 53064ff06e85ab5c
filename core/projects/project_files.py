"""Which file serves a project's picture, sound or video; NotFoundError for what is not there."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from core.edit.framing.shapes import ratio_of
from core.errors import NotFoundError
from core.media.clips.filmstrip import frame_in
from core.media.info import still_proxy_of
from core.projects.addresses import filmstrip, sound_copy
from core.projects.media.media import kept_media_of, song_of
from core.projects.opened import OpenProject
from core.projects.renders.renders import job_of, list_renders, render_of, seen_in_picture
from core.schemas import RenderSettings
from core.store.models import AudioTrack, MediaAsset, Project, RenderJob

DAY = "-%Y-%m-%d"


def thumbnail_file(opened: OpenProject, asset_id: str) -> Path:
    return _stored(opened, _asset(opened, asset_id).thumbnail_path)


def shown_file(opened: OpenProject, asset_id: str) -> Path:
    """Return what stands for an asset in the preview: its proxy, or the still that is too small for one."""
    asset = _asset(opened, asset_id)
    if asset.media_type != "image" or asset.proxy_path:
        return _stored(opened, asset.proxy_path or asset.draw_path)
    still = _stored(opened, asset.draw_path)
    proxy = still_proxy_of(still)  # one that an earlier version made
    return proxy if proxy.is_file() else still


def clip_sound_file(opened: OpenProject, asset_id: str) -> Path:
    """Return the preview's copy of a clip's sound."""
    return _existing(sound_copy(_asset(opened, asset_id), opened.layout))


def filmstrip_frame(opened: OpenProject, asset_id: str, number: int) -> bytes:
    """Return a frame of a clip's filmstrip as a JPEG, the last one for numbers beyond it."""
    frame = frame_in(_existing(filmstrip(_asset(opened, asset_id), opened.layout)).read_bytes(), number)
    if frame is None:
        raise NotFoundError(what="This picture")
    return frame


def song_file(opened: OpenProject) -> Path:
    """Return the song as browsers can play it."""
    track = _song(opened)
    return _stored(opened, track.playable_path or track.file_path)


def peaks_file(opened: OpenProject) -> Path:
    """Return the waveform of the song."""
    _song(opened)
    return _existing(opened.layout.project(opened.project.id).peaks)


def edl_file(opened: OpenProject) -> tuple[Path, str]:
    """Return the edit as edl.json, and what a download is called."""
    name = f"{plain_name(opened.project.name)}-edl.json"
    return _existing(opened.layout.project(opened.project.id).edl, "The edit"), name


def beats_file(opened: OpenProject) -> tuple[Path, str]:
    """Return the beats as beats.json, corrections included, and what a download is called."""
    name = f"{plain_name(opened.project.name)}-beats.json"
    return _existing(opened.layout.project(opened.project.id).beats, "The grid of beats"), name


def video_file(opened: OpenProject, render_id: str) -> tuple[Path, str]:
    """Return the video of a render, and what a download of it is called."""
    render = render_of(opened, render_id)
    path = opened.layout.absolute(render.output_path) if render.output_path else None
    if path is None or not path.is_file():
        raise NotFoundError(what="This video")
    beside = list_renders(opened.session, render.project_id)
    return path, video_name(opened.project, render, path.suffix, beside)


def poster_content(opened: OpenProject, render_id: str) -> bytes:
    """Return the picture of a finished render, or of one that is being drawn the last finished one."""
    render = render_of(opened, render_id)
    content = seen_in_picture(opened.layout, render, job_of(opened.session, render), Path.read_bytes)
    if content is None:
        raise NotFoundError(what="This picture")
    return content


def plain_name(name: str) -> str:
    """Return the name of a project as part of a file's name."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "video"


def video_name(project: Project, render: RenderJob, suffix: str, beside: Iterable[RenderJob] = ()) -> str:
    """Return a name that says what the file is: project, kind, shape, date.

    A name that no person gave a project is its date already. Where one of the renders `beside` that was made
    earlier is called so, the time follows: a name is no other video's, unless that was deleted.
    """
    earlier = [one for one in beside if one.output_path and _made(one) < _made(render)]
    alike = [one for one in sorted(earlier, key=_made) if _dated(project, one) == _dated(project, render)]
    alike = [one for one in alike if Path(one.output_path or "").suffix == suffix]
    if not alike:
        return _dated(project, render) + suffix
    same_minute = sum(_timed(project, one) == _timed(project, render) for one in alike[1:])
    number = f" ({same_minute + 1})" if same_minute else ""
    return _timed(project, render) + number + suffix


def _made(render: RenderJob) -> tuple[datetime, str]:
    """Return by what renders are told apart as earlier and later."""
    return render.completed_at or render.created_at, render.id


def _dated(project: Project, render: RenderJob) -> str:
    return _kind(project, render) + (_made(render)[0].astimezone().strftime(DAY) if project.is_named else "")


def _timed(project: Project, render: RenderJob) -> str:
    return _kind(project, render) + _made(render)[0].astimezone().strftime(DAY + "-%H-%M")


def _kind(project: Project, render: RenderJob) -> str:
    kind = "-preview" if render.job_type == "preview" else ""
    return f"{plain_name(project.name)}{kind}{_shape(render)}"


def _shape(render: RenderJob) -> str:
    """Return the shape of a video where it is not that of its edit, as part of a file's name."""
    if render.edit_hash is None:
        return ""
    settings = RenderSettings.model_validate_json(render.render_settings_json)
    size = settings.output_width, settings.output_height
    return "-" + (ratio_of(size) or f"{size[0]}:{size[1]}").replace(":", "x")


def _asset(opened: OpenProject, asset_id: str) -> MediaAsset:
    return kept_media_of(opened.session, opened.project, asset_id)


def _song(opened: OpenProject) -> AudioTrack:
    track = song_of(opened.session, opened.project.id)
    if track is None:
        raise NotFoundError(what="The song")
    return track


def _stored(opened: OpenProject, stored: str | None) -> Path:
    return _existing(opened.layout.absolute(stored) if stored else None)


def _existing(path: Path | None, what: str = "This file") -> Path:
    if path is None or not path.is_file():
        raise NotFoundError(what=what)
    return path
