"""The tables of projects, under the names of the user's specification."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.store.db import Base, UtcDateTime
from core.store.models.accounts import User
from core.store.models.columns import STATUS_CHARS, created_column, id_column

if TYPE_CHECKING:
    from core.store.models.jobs import RenderJob

# What a person decides about a photo or clip: it is undone and redone, goes into archives and copies, and
# pages follow it.
DECIDED_COLUMNS = (
    *("sort_order", "hidden", "starred", "unstacked", "regions", "focus_x", "focus_y"),
    *("in_ms", "out_ms", "live_shows", "clock_shift_s"),
)


class Project(Base):
    """A video in the making; `deleted_at` hides it until its files are swept.

    `updated_at` is when a person last worked on it; what workers do leaves it alone. `media_order` is the
    order that its photos and clips keep: "taken", "name", or "hand" as a person has put them. `is_named`
    is False while the name is only what the page called dropped files: no film opens with such a name.
    """

    __tablename__ = "projects"

    id: Mapped[str] = id_column()
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    is_named: Mapped[bool] = mapped_column(default=True)
    description: Mapped[str | None] = mapped_column(Text)

    beats_per_cut: Mapped[int] = mapped_column(default=4)
    transition_type: Mapped[str] = mapped_column(String(20), default="cut")
    transition_duration_ms: Mapped[int] = mapped_column(default=500)
    ken_burns_enabled: Mapped[bool] = mapped_column(default=True)
    output_width: Mapped[int] = mapped_column(default=1920)
    output_height: Mapped[int] = mapped_column(default=1080)
    output_fps: Mapped[int] = mapped_column(default=30)
    ntsc: Mapped[bool] = mapped_column(default=False)
    fit: Mapped[str | None] = mapped_column(String(10))
    pacing: Mapped[str] = mapped_column(String(10), default="steady")
    beats_per_cut_auto: Mapped[bool] = mapped_column(default=False)
    ends_on: Mapped[str] = mapped_column(String(10), default="song")
    fade_in_ms: Mapped[int] = mapped_column(default=0)
    fade_out_ms: Mapped[int] = mapped_column(default=0)
    picture_fade_ms: Mapped[int] = mapped_column(default=0)
    loudness_lufs: Mapped[float | None]  # None: the song's own
    style: Mapped[str | None] = mapped_column(String(20))
    pulse: Mapped[str] = mapped_column(String(20), default="none")
    pulse_zoom: Mapped[float] = mapped_column(default=0.04)
    flash: Mapped[str] = mapped_column(String(20), default="none")
    titles: Mapped[str] = mapped_column(String(20), default="none")
    title_style: Mapped[str] = mapped_column(String(20), default="clean")
    slow_motion: Mapped[bool] = mapped_column(default=False)
    panels: Mapped[bool] = mapped_column(default=False)
    film_length_ms: Mapped[int | None]  # None: as long as the song
    media_order: Mapped[str] = mapped_column(String(10), default="taken")
    song_start_ms: Mapped[int] = mapped_column(default=0)
    song_duration_ms: Mapped[int | None]  # None: to the end of the song

    status: Mapped[str] = mapped_column(String(20), default="draft")
    status_message: Mapped[str | None] = mapped_column(String(STATUS_CHARS))

    created_at: Mapped[datetime] = created_column()
    updated_at: Mapped[datetime] = created_column()
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    owner: Mapped[User] = relationship(back_populates="projects")
    media_assets: Mapped[list["MediaAsset"]] = relationship(
        back_populates="project", passive_deletes="all", order_by="MediaAsset.sort_order"
    )
    audio_track: Mapped["AudioTrack | None"] = relationship(back_populates="project", passive_deletes="all")
    timeline: Mapped["Timeline | None"] = relationship(back_populates="project", passive_deletes="all")
    render_jobs: Mapped[list["RenderJob"]] = relationship(
        back_populates="project", passive_deletes="all", order_by="RenderJob.created_at"
    )


class MediaAsset(Base):
    """A photo or clip; `width`, `height` and the turn describe the original file.

    `draw_path` is what the renderer draws, shown at `display_width` x `display_height`: the upload
    itself, to be turned, or what is upright: a photo's normalised still, a clip's mezzanine (`draw_form`).
    `taken_at` reads as `taken_certainty` says (see `capture_time`), and `live_shows`, on the
    photo of a Live Photo, is what stands for it: "photo", "clip" or "both". `clock_shift_s` sets the
    clock of its camera right. `latitude` and `longitude` are rounded to a hundredth of a degree.
    `description` and the JSON list `people` are what the place said that it was imported from.
    `analysis` is the JSON of what was seen in it.
    `regions` is the JSON of what a person has marked in it, None while that is left to vision, and one
    that is `unstacked` is nobody's near-copy.
    `hidden` keeps it out of new plans, `starred` is shown by every one; `in_ms` and `out_ms` bound what
    a plan uses of a clip.
    `deleted_at` takes it from its owner's sight until its files are swept.
    """

    __tablename__ = "media_assets"

    id: Mapped[str] = id_column()
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)

    filename: Mapped[str] = mapped_column(String(255))
    original_filename: Mapped[str] = mapped_column(String(255))
    file_path: Mapped[str] = mapped_column(String(500))
    file_size: Mapped[int] = mapped_column(BigInteger)
    mime_type: Mapped[str] = mapped_column(String(50))
    checksum: Mapped[str | None] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(10))

    width: Mapped[int | None]
    height: Mapped[int | None]
    duration_ms: Mapped[int | None]
    fps: Mapped[float | None]
    rotation_deg: Mapped[int] = mapped_column(default=0)
    mirrored: Mapped[bool] = mapped_column(default=False)
    display_aspect_ratio: Mapped[str | None] = mapped_column(String(10))
    has_sound: Mapped[bool] = mapped_column(default=False)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_certainty: Mapped[str | None] = mapped_column(String(10))
    taken_offset_min: Mapped[int | None]
    content_id: Mapped[str | None] = mapped_column(String(64))
    description: Mapped[str | None] = mapped_column(Text)
    people: Mapped[str | None] = mapped_column(Text)
    live_shows: Mapped[str] = mapped_column(String(5), default="photo")
    camera: Mapped[str | None] = mapped_column(String(100))
    camera_serial: Mapped[str | None] = mapped_column(String(64))
    clock_shift_s: Mapped[int] = mapped_column(default=0)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    analysis: Mapped[str | None] = mapped_column(Text)
    focus_x: Mapped[float | None]
    focus_y: Mapped[float | None]
    hidden: Mapped[bool] = mapped_column(default=False)
    starred: Mapped[bool] = mapped_column(default=False)
    regions: Mapped[str | None] = mapped_column(Text)
    unstacked: Mapped[bool] = mapped_column(default=False)
    in_ms: Mapped[int | None]
    out_ms: Mapped[int | None]

    draw_path: Mapped[str | None] = mapped_column(String(500))
    draw_form: Mapped[str] = mapped_column(String(10), default="original")
    display_width: Mapped[int | None]
    display_height: Mapped[int | None]
    thumbnail_path: Mapped[str | None] = mapped_column(String(500))
    proxy_path: Mapped[str | None] = mapped_column(String(500))

    processing_status: Mapped[str] = mapped_column(String(20), default="pending")
    processing_error: Mapped[str | None] = mapped_column(String(500))

    sort_order: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = created_column()
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    project: Mapped[Project] = relationship(back_populates="media_assets")


class MediaStep(Base):
    """Something that was done to a project's photos and clips, the first one numbered 1.

    `changes` is the JSON of the project's order and of what differs of each photo or clip, as before
    and after; `undone` steps can be done again.
    """

    __tablename__ = "media_steps"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[str] = id_column()
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    count: Mapped[int]
    changes: Mapped[str] = mapped_column(Text)
    undone: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = created_column()


class AudioTrack(Base):
    """The song of a project; `playable_path` is what is heard of it when that is not the upload itself.

    `reader`, `stream`, `channels` and `damaged_ms` are those of its reading; without a reader it was
    analysed before songs were read once for all.
    """

    __tablename__ = "audio_tracks"

    id: Mapped[str] = id_column()
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), unique=True)

    filename: Mapped[str] = mapped_column(String(255))
    original_filename: Mapped[str] = mapped_column(String(255))
    file_path: Mapped[str] = mapped_column(String(500))
    file_size: Mapped[int] = mapped_column(BigInteger)
    checksum: Mapped[str | None] = mapped_column(String(64))
    playable_path: Mapped[str | None] = mapped_column(String(500))

    reader: Mapped[str | None] = mapped_column(String(20))
    stream: Mapped[int | None]
    channels: Mapped[int | None]
    damaged_ms: Mapped[int] = mapped_column(default=0)

    duration_ms: Mapped[int | None]
    sample_rate: Mapped[int | None]

    bpm: Mapped[float | None]
    beat_count: Mapped[int | None]
    beat_grid_path: Mapped[str | None] = mapped_column(String(500))

    analysis_status: Mapped[str] = mapped_column(String(20), default="pending")
    analysis_error: Mapped[str | None] = mapped_column(String(500))
    analyzed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = created_column()

    project: Mapped[Project] = relationship(back_populates="audio_track")


class Timeline(Base):
    """The current edit: `edl_hash` says what it was made from, `content_hash` what it is.

    `revision` is the edit that edl.json holds, `last_revision` the newest one that redo can reach.
    `opening_ids` is the JSON list of the first photos and clips that it shows, None where an earlier version
    wrote the row.
    """

    __tablename__ = "timelines"

    id: Mapped[str] = id_column()
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), unique=True)
    edl_path: Mapped[str] = mapped_column(String(500))
    total_duration_ms: Mapped[int]
    segment_count: Mapped[int]
    generated_at: Mapped[datetime] = created_column()
    modified_at: Mapped[datetime] = created_column()
    edl_hash: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=0)
    last_revision: Mapped[int] = mapped_column(default=0)
    opening_ids: Mapped[str | None] = mapped_column(Text)

    project: Mapped[Project] = relationship(back_populates="timeline")
