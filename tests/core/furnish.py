"""Furnishes a project as the workers would, with rows and small files instead of decoded media."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from core.files import write_atomic
from core.jobs.project_status import refresh_status
from core.media.info import MediaInfo, Source
from core.music.decode import ANALYSIS_RATE_HZ
from core.music.grid.beat_grid import Beat, BeatGrid, measures_of, save_grid
from core.music.peaks import waveform
from core.projects.edit import timelines
from core.projects.media.media import StoredUpload, add_media, attach_song
from core.projects.media.sources import keep_facts
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.projects.renders.render_snapshot import Snapshot
from core.render.cache import SpanCache
from core.render.compiler import compile_spans
from core.render.spans import Encoded, Span
from core.render.video.encoding import encoding_for
from core.schemas import MediaType, RenderSettings
from core.store.db import Database
from core.store.layout import Layout
from core.store.models import AudioTrack, Job, MediaAsset, Project, new_id

SONG_MS = 16_000


def furnish(
    database: Database, project: Project, kinds: tuple[MediaType, ...] = ("image", "video")
) -> list[str]:
    """Give the project a song with beats and ready assets of these kinds; return the asset ids."""
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        opened = OpenProject(session, database.layout, mine)
        assets = [add_asset(opened, kind, f"{kind}{n}") for n, kind in enumerate(kinds)]
        add_song(opened)
        mine.pacing = "steady"  # a plan that is told in a sentence
        for job in session.query(Job).filter_by(project_id=mine.id):
            job.status = "complete"
        refresh_status(session, mine.id)
    return assets


def add_asset(opened: OpenProject, kind: MediaType, content: str) -> str:
    """Add a ready photo or clip of 320x240, made of `content`, with all of its files."""
    asset_id, folders = new_id(), opened.layout.project(opened.project.id)
    upload = folders.media(asset_id, ".jpg" if kind == "image" else ".mp4")
    checksum = content.encode().hex().ljust(64, "0")[:64]
    drawn = folders.stills / f"{checksum}-still.jpg" if kind == "image" else upload
    files = [upload, drawn, folders.thumbnail(asset_id), folders.proxy(asset_id)]
    for file in files:
        write_atomic(file, content.encode())
    received = StoredUpload(
        opened.layout.relative(upload), f"{content}{upload.suffix}", len(content), "image/jpeg"
    )
    asset = add_media(opened.session, opened.project, received, kind, asset_id)
    length_ms = 4000 if kind == "video" else None
    source = Source(asset_id, checksum, kind, drawn, 320, 240, length_ms)
    info = MediaInfo(kind, "image/jpeg", 320, 240, display_aspect_ratio="4:3", duration_ms=length_ms)
    keep_facts(asset, info, source, opened.layout)
    asset.thumbnail_path = opened.layout.relative(files[2])
    asset.proxy_path = opened.layout.relative(files[3]) if kind == "video" else None
    asset.processing_status = "ready"
    return asset_id


def add_song(opened: OpenProject) -> None:
    """Add an analysed song of 16 s with a beat every half second."""
    folders = opened.layout.project(opened.project.id)
    upload = folders.audio(new_id(), ".mp3")
    write_atomic(upload, b"song")
    write_atomic(folders.peaks, waveform(np.zeros(ANALYSIS_RATE_HZ, np.float32)))
    track = attach_song(
        opened.session,
        opened.project,
        StoredUpload(opened.layout.relative(upload), "song.mp3", 4, "audio/mpeg"),
    )
    found_beats(opened, track)


def found_beats(opened: OpenProject, track: AudioTrack) -> None:
    """Give a song its beats, as its analysis would."""
    folders = opened.layout.project(opened.project.id)
    save_grid(even_grid(), folders.beats)
    track.checksum, track.beat_grid_path = "5" * 64, opened.layout.relative(folders.beats)
    track.duration_ms, track.sample_rate, track.bpm, track.beat_count = SONG_MS, 44_100, 120.0, 32
    track.analysis_status = "complete"


def even_grid() -> BeatGrid:
    beats = [
        Beat(time_ms=time, beat_number=number % 4 + 1, is_downbeat=number % 4 == 0, confidence=1)
        for number, time in enumerate(range(0, SONG_MS, 500))
    ]
    return BeatGrid(
        analyzed_at=datetime(2026, 5, 1, tzinfo=UTC),
        audio_file_checksum="5" * 64,
        sample_rate=44_100,
        duration_ms=SONG_MS,
        bpm=120,
        bpm_confidence=1,
        beats=beats,
        measures=measures_of(beats, SONG_MS),
    )


def plan(database: Database, project: Project) -> timelines.TimelineState:
    """Make the project's edit and return it."""
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        timelines.generate(OpenProject(session, database.layout, mine))
        return timelines.state_of(OpenProject(session, database.layout, mine))


def stored_files(database: Database, asset_id: str) -> list[Path]:
    """Return where the files of an asset lie."""
    with database.reading() as session:
        asset = session.get_one(MediaAsset, asset_id)
    paths = (asset.file_path, asset.draw_path, asset.thumbnail_path, asset.proxy_path)
    return [database.layout.absolute(path) for path in paths if path is not None]


def fill_cache(snapshot: Snapshot, settings: RenderSettings, layout: Layout) -> Iterator[Span]:
    """Put the spans of a video into the cache, one for each step."""
    cache, encoding = SpanCache(layout.spans), encoding_for(settings)
    for span in compile_spans(snapshot.edl, snapshot.sources(layout, preview=False), encoding.rate_hz):
        part = cache.part(span.key(encoding))
        part.write_bytes(b"a span")
        cache.put(span.key(encoding), part, Encoded(span.frames, 0))
        yield span
