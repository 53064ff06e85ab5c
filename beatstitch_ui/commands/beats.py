"""`beatstitch beats`: a song's beats as beats.json."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.report import Reporter, reporter
from core.documents import write_document
from core.errors import (
    DocumentInvalidError,
    FileUnreadableError,
    MediaRefusedError,
    OutputIsInputError,
)
from core.media.info import OriginalFile
from core.media.local_files import check_file_name, check_local_file
from core.music.grid.beat_grid import BeatGrid
from core.music.listen import LISTENING_LIMITS, listen, listening
from core.sandbox.worker_process import Child


def find_beats(audio: Path, out: Path | None, analyzer: str, *, machine: bool) -> None:
    """Analyse one song; write its grid to `out` if there is one."""
    with _finder([audio], analyzer, machine=machine) as finder:
        finder.find(audio, out)


def find_beats_of_list(list_file: Path, analyzer: str, *, machine: bool) -> bool:
    """Analyse every song of a list (lines of audio, tab, out) in one process.

    A song that can't be used is told and passed over; returns whether all could.
    """
    refused = 0
    pairs = _pairs(list_file)
    with _finder([audio for audio, _ in pairs], analyzer, machine=machine) as finder:
        for audio, out in pairs:
            try:
                finder.find(audio, out)
            except MediaRefusedError as refusal:
                finder.news.warn(refusal.user_message)
                refused += 1
    return not refused


@contextmanager
def _finder(songs: Sequence[Path], analyzer: str, *, machine: bool) -> Iterator["_Finder"]:
    with (
        reporter(machine=machine) as news,
        TemporaryDirectory(prefix="beatstitch-") as folder,
        Child(LISTENING_LIMITS, listening(songs, Path(folder), analyzer=analyzer)) as listener,
    ):
        yield _Finder(news, listener, Path(folder), analyzer)


@dataclass(frozen=True)
class _Finder:
    news: Reporter
    listener: Child
    folder: Path
    analyzer: str

    def find(self, audio: Path, out: Path | None) -> None:
        """Analyse one song, write its grid to `out` if there is one, and tell."""
        if out is not None and out.resolve() == audio.resolve():
            raise OutputIsInputError(file=out.name)
        check_file_name(audio)
        check_local_file(audio)
        with TemporaryDirectory(dir=self.folder) as folder:
            heard = listen(
                OriginalFile(audio, audio.name),
                Path(folder),
                child=self.listener,
                playable=False,
                on_phase=lambda _phase, share: self.news.step("listening", share, 1),
                on_problem=self.news.warn,
                analyzer=self.analyzer,
            )
        if heard.reading.damaged_ms:
            seconds = heard.reading.damaged_ms / 1000
            self.news.warn(texts.SONG_DAMAGED.format(file=audio.name, seconds=seconds))
        grid = heard.grid
        if out is not None:
            write_document(grid, out)
        self.news.result(_facts(audio, out, grid), _sentence(audio, grid))


def _facts(audio: Path, out: Path | None, grid: BeatGrid) -> dict[str, Any]:
    facts: dict[str, Any] = {"file": str(audio), "beat_count": len(grid.beats)}
    if out is None:
        return facts | {"grid": grid.model_dump(mode="json")}
    summary = grid.model_dump(mode="json", exclude={"beats", "measures"})
    return facts | {"out": str(out)} | summary


def _sentence(audio: Path, grid: BeatGrid) -> str:
    if grid.fallback:
        return texts.BEATS_EVEN.format(file=audio.name, bpm=grid.bpm)
    return texts.BEATS_FOUND.format(
        file=audio.name, beats=len(grid.beats), bpm=grid.bpm, signature=grid.time_signature
    )


def _pairs(list_file: Path) -> list[tuple[Path, Path]]:
    try:
        lines = list_file.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise FileUnreadableError(file=list_file.name, reason=reason) from error
    pairs = []
    for number, line in enumerate(lines, 1):
        audio, tab, out = line.partition("\t")
        if not line.strip():
            continue
        if not (audio and tab and out):
            place = f"line {number}"
            raise DocumentInvalidError(file=list_file.name, place=place, reason="it needs audio, a tab, out")
        pairs.append((Path(audio), Path(out)))
    return pairs
