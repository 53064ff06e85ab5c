"""The edit decision list: edl.json as values; what is None is left out of the file."""

from pydantic import AwareDatetime, BaseModel, Field

from core.edit.transitions import CUT
from core.music.grid.beat_grid import BeatGrid
from core.music.song_part import SongPart, SongPiece, of_pieces, song_part
from core.schemas import EditMarker, EDLSegment, SegmentTransition, TransitionType

MOST_PIECES = 100
MOST_MARKERS = 500
OPENING_ASSETS = 4


class EdlSettings(BaseModel):
    """How the whole timeline looks; the picture goes black over its last `picture_fade_ms`."""

    output_width: int
    output_height: int
    output_fps: int
    default_transition_type: TransitionType = "cut"
    default_transition_duration_ms: int = Field(default=500, ge=0, le=2000)
    ntsc: bool = False
    picture_fade_ms: int = Field(default=0, ge=0)


class EdlAudio(BaseModel):
    """The song: `start_offset_ms` is the song time at timeline 0, `duration_ms` the length used.

    A song that is shortened has several `pieces`, of which the first begins at `start_offset_ms`; they
    cross over before the beats that they begin on. All that is heard fades over the first `fade_in_ms`
    and last `fade_out_ms`; `loudness_lufs` is the integrated loudness it is brought to, None leaves it
    as it is.
    """

    file_path: str
    duration_ms: int
    bpm: float | None = None
    sample_rate: int | None = None
    start_offset_ms: int = Field(default=0, ge=0)
    fade_in_ms: int = Field(default=0, ge=0)
    fade_out_ms: int = Field(default=0, ge=0)
    loudness_lufs: float | None = None
    pieces: list[SongPiece] = Field(default=[], max_length=MOST_PIECES, exclude_if=lambda pieces: not pieces)

    def song_in(self, grid: BeatGrid) -> SongPart:
        """Return what is used of the song and its beats; of another, shorter song that may be nothing."""
        if not self.pieces and self.start_offset_ms < grid.duration_ms and self.duration_ms > 0:
            return song_part(grid, self.start_offset_ms, self.duration_ms)
        whole = SongPiece(start_ms=self.start_offset_ms, duration_ms=max(1, self.duration_ms))
        return of_pieces(grid, self.pieces or [whole], may_lack=True)


class EditDecisionList(BaseModel):
    version: str = Field("1.0", pattern=r"^1\.0$")
    project_id: str
    generated_at: AwareDatetime | None = None
    edl_hash: str | None = None
    settings: EdlSettings
    audio: EdlAudio
    segments: list[EDLSegment]
    markers: list[EditMarker] = Field(
        default=[], max_length=MOST_MARKERS, exclude_if=lambda markers: not markers
    )

    @property
    def total_duration_ms(self) -> int:
        """The length of the timeline: where the last segment ends."""
        return max((segment.timeline_out_ms for segment in self.segments), default=0)

    @property
    def asset_ids(self) -> list[str]:
        """The photos and clips that it shows, in its order, each as often as it is shown."""
        return [asset_id for segment in self.segments for asset_id in segment.asset_ids]

    @property
    def opening_ids(self) -> list[str]:
        """The first few photos and clips that it shows, each once."""
        return [*dict.fromkeys(self.asset_ids)][:OPENING_ASSETS]


def default_transition(settings: EdlSettings) -> SegmentTransition:
    """Return the transition that goes between two segments when nothing else was asked for."""
    if settings.default_transition_type == "cut":
        return CUT
    return SegmentTransition(
        type=settings.default_transition_type, duration_ms=settings.default_transition_duration_ms
    )
