"""Tells what is seen in files, without database or browser, and draws it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from core.errors import MediaRefusedError, ReadingCrashedError
from core.files import write_atomic
from core.media.info import OriginalFile
from core.media.ingest import PreparedMedia, clip_file, prepare
from core.media.local_files import check_local_file
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildError
from core.standalone.placed_windows import placed_windows
from core.vision.analysis import VisualAnalysis

DRAWING_LIMIT_S = 60.0


def look(
    files: Sequence[Path], drawing: Path | None = None
) -> Iterator[tuple[Path, VisualAnalysis | MediaRefusedError]]:
    """Yield what is seen in each photo or clip, or why it can't be used; `drawing` gets the last."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        with Child(permissions=Permissions(read=list(files), write=[folder])) as child:
            for file in files:
                try:
                    check_local_file(file)
                    prepared = prepare(OriginalFile(file, file.name), folder=folder, child=child)
                    if drawing is not None:
                        _draw(prepared, folder / "drawing.jpg", child)
                        write_atomic(drawing, (folder / "drawing.jpg").read_bytes())
                except MediaRefusedError as refusal:
                    yield file, refusal
                    continue
                yield file, prepared.source.analysis or VisualAnalysis.of_nothing()


def _draw(prepared: PreparedMedia, drawing: Path, child: Child) -> None:
    source = prepared.source
    seen = (source.analysis or VisualAnalysis.of_nothing()).model_dump(mode="json")
    turn: list[tuple[int, bool]] = []
    if source.media_type == "image":
        arguments = ("core.vision.drawing:draw_photo", str(source.path))
        turn = [(source.rotation_deg, source.mirrored)]
    else:
        clip = clip_file(source, prepared.info.reader)
        arguments = ("core.vision.drawing:draw_clip", clip.as_plain)
    windows = [list(window) for window in placed_windows(source)]
    try:
        child.call(*arguments, seen, str(drawing), windows, *turn, timeout_s=DRAWING_LIMIT_S)
    except ChildError as error:
        raise ReadingCrashedError(file=prepared.name) from error
