"""Has a prepared photo or clip looked at, and says where what was seen is kept."""

from pathlib import Path
from threading import Event

from core.media.info import PREPARATION_VERSION, Source
from core.sandbox.worker_process import Child
from core.vision.analysis import VisualAnalysis
from core.vision.analyze import analyze_clip_file, analyze_still
from core.vision.files import ClipFile, FileFacts


def look_at(
    source: Source, reader: str, folder: Path, child: Child, *, cancelled: Event | None = None
) -> VisualAnalysis:
    """Return what is seen in a photo or clip, kept in `folder` beside its facts.

    `reader` is what the original is read as. Raises ReadingCrashedError when it was cancelled.
    """
    kept = kept_analysis(source, folder)
    if source.media_type == "image":
        facts = FileFacts(
            source.display_width,
            source.display_height,
            source.camera,
            rotation_deg=source.rotation_deg,
            mirrored=source.mirrored,
        )
        return analyze_still(source.path, facts, kept, child, name=source.display_name, cancelled=cancelled)
    return analyze_clip_file(clip_file(source, reader), kept, child, cancelled=cancelled)


def clip_file(source: Source, reader: str) -> ClipFile:
    """Return a clip as it is looked at; `reader` is what the original is read as."""
    return ClipFile(
        path=source.path,
        reader="mov" if source.form == "mezzanine" else reader,
        name=source.display_name,
        width=source.display_width,
        height=source.display_height,
        duration_ms=source.duration_ms or 0,
        rotation_deg=source.rotation_deg,
        mirrored=source.mirrored,
        sound=source.sound_path,
        sound_reader=reader,
    )


def kept_analysis(source: Source, folder: Path) -> Path:
    """Return the file in which what is seen in a photo or clip is kept."""
    return folder / f"{source.checksum}-{PREPARATION_VERSION}-vision.json"
