"""The job that renders are measured with: 60 s at 120 BPM, 30 segments of photos and clips."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np

from core.edit.edl import EditDecisionList
from core.edit.planner import plan
from core.media.info import Source
from core.media.ingest import prepare
from core.music.listen import read_song
from core.render.audio import Song
from core.sandbox.child import Child
from core.schemas import ProjectSettings
from tests import make_media
from tests.conftest import SHARED
from tests.stock import grid_of

SECONDS = 60
BEAT_MS = 500
SEGMENT_BEATS = 4
PHOTOS = (
    "img-jpeg/nature_1.jpg",
    "img-jpeg/prairie_falcon.jpg",
    "img-heic/IMG_1034.heic",
    "img-heic/IMG_2682.heic",
    "img-phone/jolla.jpg",
    "img-exif/portrait_6.jpg",
    "img-avif/8bit-sRGB.avif",
    "img-heic/iphone_7.heic",
)
CLIPS = ("clip/cockatoo.mp4", "clip/lofoten.mp4", "clip/kohlipe2.mp4")


@dataclass(frozen=True)
class ReferenceJob:
    """Everything a render of the reference job needs."""

    edl: EditDecisionList
    sources: dict[str, Source]
    song: Song

    def touched(self) -> EditDecisionList:
        """Return the edit with one of its photos moved over in another way."""
        segments = list(self.edl.segments)
        index = next(n for n in range(len(segments) // 2, len(segments)) if segments[n].media_type == "image")
        move = segments[index].effects.ken_burns
        assert move is not None
        other = move.model_copy(update={"end_zoom": 1.05 if move.end_zoom > 1.06 else 1.2})
        effects = segments[index].effects.model_copy(update={"ken_burns": other})
        segments[index] = segments[index].model_copy(update={"effects": effects})
        return self.edl.model_copy(update={"segments": segments})


def reference_job(folder: Path, transition: str) -> ReferenceJob:
    """Prepare the job in `folder`, with real media when they are beside the checkout, else made ones."""
    files = _real_files() or _made_files(folder)
    sources = []
    with Child() as child:
        for number, file in enumerate(files):
            prepared = prepare(
                file, name=file.name, asset_id=str(number), folder=folder / "media", child=child
            )
            sources.append(replace(prepared.source, asset_id=str(number)))
        song_file = make_media.song_wav(folder / "song.wav", seconds=SECONDS)
        info = read_song(song_file, child=child)
    settings = ProjectSettings.model_validate({"beats_per_cut": SEGMENT_BEATS, "transition_type": transition})
    edl = plan(
        settings,
        sources,
        grid_of(range(0, SECONDS * 1000, BEAT_MS), SECONDS * 1000),
        project_id="bench",
        audio_path="song.wav",
        generated_at=datetime.now(UTC),
        audio_checksum="song",
    )
    song = Song(song_file, "song", info.sample_rate or 44_100)
    return ReferenceJob(edl, {source.asset_id: source for source in sources}, song)


def _real_files() -> Sequence[Path]:
    """Return photos and clips in turn: eight photos to three clips."""
    media = SHARED / "data" / "media"
    if not media.is_dir():
        return []
    names = [*PHOTOS]
    for number, clip in enumerate(CLIPS):
        names.insert(2 + 4 * number, clip)
    return [media / name for name in names]


def _made_files(folder: Path) -> list[Path]:
    """Return eight textured photos of 24 megapixels and three clips."""
    files = []
    for seed in range(8):
        path = folder / f"photo{seed}.jpg"
        noise = np.random.default_rng(seed).integers(0, 255, (125, 188, 3), dtype=np.uint8)
        cv2.imwrite(str(path), cv2.resize(noise, (6000, 4000), interpolation=cv2.INTER_CUBIC))
        files.append(path)
    clips = [folder / f"clip{number}.mp4" for number in range(3)]
    return files + [make_media.clip_mp4(clip, size=(1280, 720), frames=400) for clip in clips]
