"""Makes the job that renders are measured with: 60 s at 120 BPM, 30 segments of photos and clips."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np

from core.edit.planning.planner import plan
from core.media.info import OriginalFile, Source
from core.media.ingest import derive_all, prepare
from core.media.probe import MEDIA_LIMITS
from core.media.songs.song_facts import SongReading
from core.media.songs.song_reading import read_song_file
from core.music.analyzed_song import AnalyzedSong
from core.projects.renders.render_snapshot import Drawn
from core.render.sound.song import Song
from core.sandbox.worker_process import Child
from core.schemas import ProjectSettings
from tests import make_media
from tests.bench.order import ReferenceJob
from tests.conftest import SHARED
from tests.permitted import permitted
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
class Media:
    """Prepared photos and clips, and a folder for songs."""

    sources: list[Source]
    proxies: list[Source]
    folder: Path

    def job(self, transition: str, seconds: int = SECONDS) -> ReferenceJob:
        """Return an edit of `seconds` at 120 BPM with a cut every two seconds."""
        song_file = make_media.song_wav(self.folder / f"song-{seconds}.wav", seconds=seconds)
        wanted = {"beats_per_cut": SEGMENT_BEATS, "transition_type": transition}
        edl = plan(
            ProjectSettings.model_validate(wanted),
            self.sources,
            AnalyzedSong(
                "song.wav",
                f"song-{seconds}",
                grid_of(range(0, seconds * 1000, BEAT_MS), seconds * 1000),
            ),
            project_id="bench",
            generated_at=datetime.now(UTC),
        ).edl
        return ReferenceJob(
            edl,
            {source.asset_id: source for source in self.sources},
            {source.asset_id: source for source in self.proxies},
            Song.of(
                SongReading.model_validate(read_song_file(str(song_file), song_file.name)),
                song_file,
                f"song-{seconds}",
                song_file.name,
            ),
        )


def reference_media(folder: Path) -> Media:
    """Prepare real photos and clips when they are beside the checkout, else made ones."""
    return _prepared(_real_files() or _made_photos(folder) + _made_clips(folder), folder)


def large_photos(folder: Path) -> Media:
    """Prepare photos of 24 megapixels."""
    return _prepared(_made_photos(folder), folder)


def _prepared(files: Sequence[Path], folder: Path) -> Media:
    sources, proxies = [], []
    with Child(MEDIA_LIMITS, permitted(folder)) as child:
        for number, file in enumerate(files):
            asset_id = str(number)
            prepared = prepare(OriginalFile(file, file.name, asset_id), folder=folder / "media", child=child)
            thumbnail, proxy = folder / f"{number}-thumb.jpg", folder / f"{number}-proxy"
            derive_all(prepared, thumbnail=thumbnail, proxy=proxy, child=child)
            proxy = prepared.still_proxy or (proxy if proxy.exists() else None)
            sources.append(prepared.source)
            proxies.append(Drawn(source=prepared.source, proxy_path=proxy).for_preview())
    return Media(sources, proxies, folder)


def _real_files() -> list[Path]:
    """Return photos and clips in turn: eight photos to three clips."""
    media = SHARED / "data" / "media"
    if not media.is_dir():
        return []
    names = [*PHOTOS]
    for number, clip in enumerate(CLIPS):
        names.insert(2 + 4 * number, clip)
    return [media / name for name in names]


def _made_photos(folder: Path) -> list[Path]:
    """Return eight textured photos of 24 megapixels."""
    files = []
    for seed in range(8):
        path = folder / f"photo{seed}.jpg"
        rng = np.random.default_rng(seed)
        coarse = rng.integers(0, 255, (125, 188, 3), dtype=np.uint8)
        grain = rng.integers(0, 12, (4000, 6000, 1), dtype=np.uint8)
        cv2.imwrite(str(path), cv2.resize(coarse, (6000, 4000), interpolation=cv2.INTER_CUBIC) // 2 + grain)
        files.append(path)
    return files


def _made_clips(folder: Path) -> list[Path]:
    clips = [folder / f"clip{number}.mp4" for number in range(3)]
    return [make_media.clip_mp4(clip, size=(1280, 720), frames=400) for clip in clips]
