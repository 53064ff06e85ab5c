"""The main job in one call: files and a song in, a video out, without database or browser."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from core.documents import read_document
from core.edit.edl import EditDecisionList
from core.edit.fades import with_clips_heard
from core.edit.hashes import content_hash
from core.edit.planning.coverage import coverage
from core.edit.planning.pacing import pace_of
from core.edit.planning.planner import plan
from core.edit.planning.shortening import used_song
from core.edit.planning.staleness import follows_sections
from core.edit.selection.choice import LeftOut
from core.edit.styles.styled import styled
from core.errors import MediaRefusedError, OutputIsInputError, OutputTwiceError
from core.hashing import file_checksum
from core.media.capture.belonging import Live
from core.media.info import OriginalFile, Source
from core.media.local_files import check_file_name, check_local_file
from core.media.songs.song_facts import SongReading
from core.music.analyzed_song import AnalyzedSong
from core.music.analyzers import BEATSTITCH, Analyzer
from core.music.grid.beat_grid import BeatGrid
from core.music.listen import FILES_VERSION, LISTENING_LIMITS, listen, listening, read_song
from core.music.sections.song_sections import Section, load_sections
from core.music.song_folder import SECTIONS_FILE
from core.music.song_part import SongPart
from core.render.cache import SpanCache
from core.render.progress import Progress
from core.render.renderer import Render, Rendered
from core.render.sound.song import Song
from core.sandbox.forks.warm import warm_forks
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child
from core.schemas import ProjectSettings, RenderSettings
from core.settings import settings as host_settings
from core.standalone.collect import Brought, Gatherer, PassedOver, check_there, opened_by
from core.standalone.titles import titles_of

PROJECT_ID = "make"

Stage = Literal["reading", "listening", "drawing", "sound", "joining"]


@dataclass(frozen=True)
class StageProgress:
    """One piece of news from the job: `done` of `total` in this stage."""

    stage: Stage
    done: float
    total: float


@dataclass(frozen=True)
class MakeRequest:
    """What a person asks for; `clip_volume`, 0 to 1, is how loud the clips are heard with the song.

    `live` says what stands for a Live Photo: its photo, its clip, or both of them. `title` is what the
    film is called where it has titles. `analyzer` finds the beats where no `beats` are given.
    """

    song: Path
    media: Sequence[Path]
    settings: ProjectSettings
    start_ms: int = 0
    duration_ms: int | None = None
    beats: Path | None = None
    clip_volume: float = 0.0
    live: Live = "photo"
    title: str | None = None
    analyzer: Analyzer = BEATSTITCH


@dataclass(frozen=True)
class Edit:
    """An edit and everything needed to render it; `audio` is the song's file as it was brought.

    `left_out` is what its plan doesn't show, and why; with `all_fit_at` beats per cut there would be
    room for all that is worth showing.
    """

    edl: EditDecisionList
    brought: Sequence[Brought]
    song: Song
    audio: Path
    left_out: Sequence[LeftOut] = ()
    all_fit_at: int | None = None

    @property
    def names(self) -> Mapping[str, str]:
        """The names of the files, by asset id."""
        return {one.source.asset_id: one.file.name for one in self.brought}

    @property
    def sources(self) -> Mapping[str, Source]:
        """What to draw, by asset id."""
        return {one.source.asset_id: one.source for one in self.brought}

    @property
    def content_hash(self) -> str:
        """The identity of the film: equal for equal inputs, on any machine."""
        checksums = {asset: source.checksum for asset, source in self.sources.items()}
        return content_hash(self.edl, checksums, self.song.checksum)


@dataclass(frozen=True)
class Workdir:
    """Where a job works and whom it tells; `folder` keeps what can be used again.

    `on_damage` is told a song's name and how many ms of it can't be decoded and are silent, `on_problem`
    in a sentence that another analyser had to step in.
    """

    folder: Path
    on_step: Callable[[StageProgress], None] = lambda _: None
    on_refused: Callable[[MediaRefusedError], None] = lambda _: None
    on_passed_over: Callable[[PassedOver], None] = lambda _: None
    on_damage: Callable[[str, int], None] = lambda _file, _damaged_ms: None
    on_problem: Callable[[str], None] = lambda _: None

    def of_song(self, checksum: str, analyzer: Analyzer = BEATSTITCH) -> Path:
        """Return the folder for all that is found in a song, its beats by `analyzer`."""
        by = "" if analyzer == BEATSTITCH else f"-{analyzer}"
        return self.folder / "beats" / f"{checksum}-{FILES_VERSION}{by}"

    def tell_damage(self, song: Path, reading: SongReading) -> None:
        """Pass on how much of the song can't be decoded, if any."""
        if reading.damaged_ms:
            self.on_damage(song.name, reading.damaged_ms)

    def on_share(self, share: float) -> None:
        """Pass on which share of the listening is done."""
        self.on_step(StageProgress("listening", share, 1))

    @property
    def media(self) -> Path:
        """The folder of what is made of photos and clips."""
        return self.folder / "media"

    def reader(self, media: Iterable[Path]) -> Child:
        """Return a process that reads these files and makes of them what is drawn."""
        self.media.mkdir(parents=True, exist_ok=True)
        return Child(permissions=Permissions(opened_by(media), [self.media]), forks=warm_forks)

    def gatherer(self, reader: Child, live: Live = "photo") -> Gatherer:
        return Gatherer(
            self.media,
            reader,
            on_file=lambda done, total: self.on_step(StageProgress("reading", done, total)),
            on_refused=self.on_refused,
            on_passed_over=self.on_passed_over,
            live=live,
        )


def refuse_to_overwrite(
    edit: Edit, outputs: Iterable[Path | None], documents: Iterable[Path | None] = ()
) -> None:
    """Refuse outputs that would replace a file that is read, or one another.

    `documents` are the files read besides the edit's media and song.

    Raises:
        OutputIsInputError, OutputTwiceError.
    """
    read = (edit.audio, *(one.file for one in edit.brought), *documents)
    inputs = {path.resolve() for path in read if path is not None}
    written: set[Path] = set()
    for out in outputs:
        if out is None:
            continue
        if out.resolve() in inputs:
            raise OutputIsInputError(file=out.name)
        if out.resolve() in written:
            raise OutputTwiceError(file=out.name)
        written.add(out.resolve())


def make_edit(request: MakeRequest, workdir: Workdir) -> Edit:
    """Read the files, find the beats and plan the edit.

    A file of a folder that can't be used is told to `workdir.on_refused` and left out.

    Raises:
        MediaRefusedError: a named file, the song included, can't be used.
        BeatStitchError: there is nothing to show, or nothing of the song is left.
    """
    check_file_name(request.song)
    check_local_file(request.song)
    check_there(request.media)
    heard, song = _heard(request, file_checksum(request.song), workdir)
    with workdir.reader(request.media) as reader:
        brought = workdir.gatherer(reader, request.live).gather(request.media)
    made = plan(
        request.settings,
        [one.source for one in brought],
        song,
        project_id=PROJECT_ID,
        generated_at=datetime.now(UTC),
    )
    part = used_song(request.settings, song)
    names = titles_of(request.title, request.media, request.song, brought)
    edl = styled(
        made.edl, request.settings, part, song.sections, names, sources=[one.source for one in brought]
    )
    edl = with_clips_heard(edl, request.clip_volume) if request.clip_volume else edl
    wanted = len(brought) - sum(one.is_unwanted for one in made.left_out)
    all_fit_at = _all_fit_at(request.settings, song, part, wanted)
    return Edit(edl, brought, heard, request.song, made.left_out, all_fit_at)


def _all_fit_at(settings: ProjectSettings, song: AnalyzedSong, part: SongPart, pictures: int) -> int | None:
    """Return the largest number of beats per cut that shows all pictures, None where there is none."""
    return coverage(part, pictures, pace_of(settings, part, pictures, song.sections)).all_fit_at


def _heard(request: MakeRequest, checksum: str, workdir: Workdir) -> tuple[Song, AnalyzedSong]:
    """Return the song as it is heard, and with its beats and, where they matter, parts."""

    def analyzed(grid: BeatGrid, sections: Sequence[Section] = ()) -> AnalyzedSong:
        return AnalyzedSong(
            request.song.name, checksum, grid, sections, request.start_ms, request.duration_ms
        )

    given = read_document(BeatGrid, request.beats) if request.beats is not None else None
    follows_parts = follows_sections(request.settings)
    if given is not None and not follows_parts:
        return song_at(request.song, checksum, workdir), analyzed(given)
    home = workdir.of_song(checksum, request.analyzer)
    home.mkdir(parents=True, exist_ok=True)
    with Child(LISTENING_LIMITS, listening([request.song], home, analyzer=request.analyzer)) as listener:
        found = listen(
            OriginalFile(request.song, request.song.name, checksum=checksum),
            home,
            child=listener,
            analyzer=request.analyzer,
            on_phase=lambda _phase, share: workdir.on_share(share),
            on_problem=workdir.on_problem,
        )
    workdir.tell_damage(request.song, found.reading)
    sections = load_sections(home / SECTIONS_FILE).sections if follows_parts else ()
    song = Song.of(found.reading, found.played, checksum, request.song.name)
    return song, analyzed(given or found.grid, sections)


def song_at(song: Path, checksum: str, workdir: Workdir) -> Song:
    home = workdir.of_song(checksum)
    home.mkdir(parents=True, exist_ok=True)
    with Child(LISTENING_LIMITS, listening([song], home), forks=warm_forks) as reader:
        reading, played = read_song(OriginalFile(song, song.name), home, child=reader)
    workdir.tell_damage(song, reading)
    return Song.of(reading, played, checksum, song.name)


def render_edit(
    edit: Edit, settings: RenderSettings, out: Path, workdir: Workdir, *, processes: int
) -> Rendered:
    """Render an edit to `out`, drawing only what `workdir.folder` does not hold already.

    Raises:
        RenderError, StorageError: with a sentence for the person.
    """

    def on_progress(progress: Progress) -> None:
        workdir.on_step(StageProgress(progress.phase, progress.frames_done, progress.frames_total))

    spans = workdir.folder / "spans"
    render = Render(
        edit.edl,
        edit.sources,
        edit.song,
        settings,
        cache=spans,
        processes=processes,
        on_progress=on_progress,
    )
    rendered = render.run(out)
    if rendered.spans_drawn:
        SpanCache(spans).evict(host_settings().span_cache_bytes, time.time())
    return rendered
