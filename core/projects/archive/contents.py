"""What a `.beatstitch` file says of the project that is in it."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from core.edit.edl import MOST_MARKERS
from core.interchange.packed_project import MOST_FILES
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Sections
from core.projects.media.camera_clocks import MOST_SHIFT_S
from core.projects.media.media import FILENAME_CHARS
from core.projects.media.media_choices import MOST_REGIONS
from core.projects.media.media_set import MediaOrder
from core.projects.projects import DESCRIPTION_CHARS, NAME_CHARS
from core.schemas import LONGEST_MS, MOST_SEGMENTS, EditMarker, EDLSegment, Milliseconds, ProjectSettings
from core.vision.regions import Region

SUFFIX = ".beatstitch"
Key = Annotated[str, Field(min_length=1, max_length=64)]
FileName = Annotated[str, Field(min_length=1, max_length=FILENAME_CHARS)]


class _Read(BaseModel):
    """A value that is read from an archive: what this version does not know is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Picture(_Read):
    """A photo or clip, and what its owner decided about it."""

    key: Key
    path: Annotated[str, Field(pattern=r"^media/[0-9]{5}$")]
    name: FileName
    sort_order: int = Field(default=0, ge=0, le=2**62)
    taken_at: AwareDatetime | None = None
    live_shows: Literal["photo", "clip", "both"] = "photo"
    hidden: bool = False
    starred: bool = False
    unstacked: bool = False
    regions: tuple[Region, ...] | None = Field(default=None, max_length=MOST_REGIONS)
    focus_x: float | None = Field(default=None, ge=0, le=1)
    focus_y: float | None = Field(default=None, ge=0, le=1)
    in_ms: Milliseconds | None = None
    out_ms: Milliseconds | None = None
    clock_shift_s: int = Field(default=0, ge=-MOST_SHIFT_S, le=MOST_SHIFT_S)


class Song(_Read):
    """The song; beats and parts are what they were corrected to, None before it was listened to."""

    path: Literal["song"] = "song"
    name: FileName
    start_ms: Milliseconds = 0
    duration_ms: Annotated[int, Field(ge=1, le=LONGEST_MS)] | None = None
    beats: BeatGrid | None = None
    parts: Sections | None = None


class ProjectFile(_Read):
    """The project; `segments` and `markers` are those of its edit, which names pictures by their keys."""

    name: str = Field(min_length=1, max_length=NAME_CHARS)
    is_named: bool = True
    description: str | None = Field(default=None, max_length=DESCRIPTION_CHARS)
    settings: ProjectSettings
    media_order: MediaOrder = "taken"
    pictures: list[Picture] = Field(default=[], max_length=MOST_FILES)
    song: Song | None = None
    segments: list[EDLSegment] = Field(default=[], max_length=MOST_SEGMENTS)
    markers: list[EditMarker] = Field(default=[], max_length=MOST_MARKERS)
