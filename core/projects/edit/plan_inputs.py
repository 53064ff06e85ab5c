"""What a project has to make a timeline from: its ready photos and clips, its song and the beats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.edit.apply import EditContext
from core.edit.planning.pacing import pace_of
from core.edit.planning.shortening import used_song
from core.edit.planning.staleness import PlanInputs, plan_inputs
from core.edit.revisions.revision import Revision
from core.edit.selection.choice import Chooser
from core.errors import SongNotReadyError
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Section, load_sections
from core.music.song_part import SongPart
from core.projects.media.awaited_looks import awaited_looks
from core.projects.media.media import all_media, list_media, song_of
from core.projects.media.sources import source_of
from core.projects.opened import OpenProject
from core.projects.projects import settings_of
from core.schemas import ProjectSettings
from core.store.models import MediaAsset

LENGTHS = {"film_length_ms", "ends_on"}  # settings that say how much of a song a film plays
LEAST_APART_MS = 100  # less is no other part of a song


@dataclass(frozen=True)
class Material:
    """The inputs of a plan as they are now; `sources` are in the order of the project.

    `hidden`, with the halves of Live Photos that are not shown, is kept out of new plans, but stays in
    an edit that shows it. `unseen` are the ids of sources that are still to be looked at.
    """

    settings: ProjectSettings
    sources: list[Source]
    analyzed_song: AnalyzedSong
    hidden: Sequence[Source] = ()
    unseen: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[str, Source]:
        return {source.asset_id: source for source in self.sources}

    @cached_property
    def song(self) -> SongPart:
        """What a film plays of the song; raises SongPartEmptyError when the song doesn't have it."""
        return used_song(self.settings, self.analyzed_song)

    @cached_property
    def candidates(self) -> int:
        """How many photos and clips a plan would show if the song had room for any number."""
        return len(Chooser(self.sources).choose().shown)

    @property
    def inputs(self) -> PlanInputs:
        return plan_inputs(
            self.settings,
            list(self.by_id),
            self.analyzed_song,
            self.song,
            sources=self.sources,
            unseen=self.unseen,
        )

    @property
    def context(self) -> EditContext:
        hidden = {source.asset_id: source for source in self.hidden}
        return EditContext(self.analyzed_song.grid, {**self.by_id, **hidden}, self.settled_settings)

    @property
    def settled_settings(self) -> ProjectSettings:
        """The settings with the number of beats per cut that a plan would take."""
        if not self.settings.beats_per_cut_auto:
            return self.settings
        pace = pace_of(self.settings, self.song, self.candidates, self.analyzed_song.sections)
        return self.settings.model_copy(update={"beats_per_cut": pace.beats_per_cut})


def material_of(opened: OpenProject, *, blind: bool = True) -> Material:
    """Return what `project` has; raises SongNotReadyError when there are no beats to cut on.

    Unless `blind`, a photo that is still to be looked at is none of the sources.
    """
    track = song_of(opened.session, opened.project.id)
    if track is None or track.beat_grid_path is None or track.checksum is None:
        raise SongNotReadyError
    try:
        grid = BeatGrid.model_validate_json(opened.layout.absolute(track.beat_grid_path).read_bytes())
    except FileNotFoundError as missing:
        raise SongNotReadyError from missing
    unseen = awaited_looks(opened.session, opened.project.id)
    offered = [one for one in ready_sources(opened) if blind or one.asset_id not in unseen]
    known = {source.asset_id for source in offered}
    others = [asset for asset in all_media(opened.session, opened.project.id) if asset.id not in known]
    return Material(
        settings=settings_of(opened.project),
        sources=offered,
        analyzed_song=AnalyzedSong(
            path=track.file_path,
            checksum=track.checksum,
            grid=grid,
            sections=_sections(opened.layout.project(opened.project.id).sections),
            start_ms=opened.project.song_start_ms,
            duration_ms=opened.project.song_duration_ms,
        ),
        hidden=[source_of(asset, opened.layout) for asset in others if asset.processing_status == "ready"],
        unseen=unseen & known,
    )


def plays_another(revision: Revision, material: Material) -> bool:
    """Tell whether a timeline plays another part of its song than is chosen, or another length of it."""
    audio, song = revision.edl.audio, material.song
    is_same_song = revision.inputs is None or revision.inputs.song == material.analyzed_song.checksum
    apart_ms = max(abs(audio.start_offset_ms - song.start_ms), abs(audio.duration_ms - song.duration_ms))
    return is_same_song and apart_ms >= LEAST_APART_MS


def ready_sources(opened: OpenProject) -> list[Source]:
    """Return the project's photos and clips that a plan may show, in their order."""
    assets = list_media(opened.session, opened.project.id)
    ready = [asset for asset in assets if asset.processing_status == "ready" and not asset.hidden]
    return [source_of(asset, opened.layout) for asset in ready]


def _sections(path: Path) -> list[Section]:
    """Return the song's sections; a song that was analysed without any has none."""
    return load_sections(path).sections if path.is_file() else []


def media_checksums(session: Session, project_id: str) -> dict[str, str]:
    """Return the checksum of every asset the project has or had, deleted ones too, by asset id."""
    rows = session.execute(
        select(MediaAsset.id, MediaAsset.checksum).where(MediaAsset.project_id == project_id)
    )
    return {asset_id: checksum or asset_id for asset_id, checksum in rows}
