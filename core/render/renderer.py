"""Renders an edit to a file: compile, draw what is not cached, join."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from core.documents import output_errors_named
from core.edit.edl import EditDecisionList
from core.errors import DrawingFailedError, NothingToRenderError, RenderCancelledError, SongUnreadableError
from core.files import part_path, unnamed_file
from core.media.info import Source
from core.render.cache import PROTECTED_S, SpanCache
from core.render.compiler import compile_spans
from core.render.cover_frames import cover_spans
from core.render.pool import DrawingPool, WarmProcesses
from core.render.progress import Phase, Progress, ProgressTracker
from core.render.sound.audio import soundtrack
from core.render.sound.mix import mix_of
from core.render.sound.song import Song
from core.render.spans import Span
from core.render.video.hardware import encoding_here
from core.render.video.mux import SpanLostError, SpansDifferError, damaged, join
from core.sandbox.ffmpeg import FfmpegCancelledError, FfmpegError
from core.schemas import AUDIO_CODECS, RenderSettings

# Losing entries again and again means that somebody deletes them as fast as they are drawn.
MOST_JOINS = 5
# The picture that stands for the video is one of those it begins with.
EARLY_SPANS = 8
USED_AGAIN_S = PROTECTED_S / 6


@dataclass(frozen=True)
class Rendered:
    """A finished video."""

    path: Path
    frames: int
    rate_hz: Fraction
    spans: int
    spans_drawn: int
    file_size: int
    encoder: str
    poster: bytes
    """A small JPEG of the best of the covers asked for, else of a good early moment; nothing when the cache
    lost it."""

    @property
    def duration_ms(self) -> int:
        """The length of the video."""
        return round(1000 * self.frames / self.rate_hz)


class Render:
    """One render; `run` does it, `cancel` may be called from any thread meanwhile."""

    def __init__(
        self,
        edl: EditDecisionList,
        sources: Mapping[str, Source],
        song: Song,
        settings: RenderSettings,
        *,
        cache: Path,
        processes: int,
        on_progress: Callable[[Progress], None] = lambda _: None,
        on_picture: Callable[[bytes], None] = lambda _: None,
        before_span: Callable[[], None] = lambda: None,
        warm: WarmProcesses | None = None,
        covers: Sequence[str] = (),
    ) -> None:
        """Prepare a render of a valid edit.

        Args:
            edl: what to show when.
            sources: what to draw, by asset id.
            song: the upload that is heard.
            settings: size, rate, codec and quality.
            cache: the folder of encoded spans and soundtracks.
            processes: how many spans are drawn side by side.
            on_progress: called from one thread at a time.
            on_picture: given a small JPEG of each span when it is drawn, from one thread at a time.
            before_span: called before each span; what it raises ends the render once the spans
                that are being drawn are done, and they stay in the cache.
            warm: which drawing processes to use, and to keep for the next render; None for fresh ones.
            covers: the ids of the assets that may stand for the video, the best first.
        """
        self.encoding = encoding_here(settings)
        self.spans = compile_spans(edl, sources, self.encoding.rate_hz)
        if not self.spans:
            raise NothingToRenderError
        self._edl, self._song, self._settings, self._covers = edl, song, settings, covers
        self._on_progress, self._user_before_span = on_progress, before_span
        self._cache = SpanCache(cache)
        self._pool = DrawingPool(
            self._cache,
            self.encoding,
            processes,
            read={one.path for span in self.spans for layer in span.layers for one in layer.sources},
            warm=warm,
            before_span=self._before_span,
            on_frames=self._add,
            on_picture=on_picture,
        )
        self._over = threading.Event()
        self._sound: Future[Path] | None = None
        self._used_s = time.monotonic()
        self._frames_total = sum(span.frames for span in self.spans)
        self._spans_drawn = 0
        self._mix = mix_of(edl, sources, self._frames_total, self.encoding.rate_hz, song.output_rate_hz)
        self._tracker = ProgressTracker(self._frames_total, self._mix, processes)

    def cancel(self) -> None:
        """Stop now: running processes are killed, `run` raises RenderCancelledError."""
        self._over.set()
        self._pool.cancel()

    def run(self, out: Path) -> Rendered:
        """Render to `out`, which appears complete or not at all.

        Raises:
            RenderError: with the sentence for the person who asked.
            DiskFullError, OutputUnwritableError: nothing is left but what was already cached.
        """
        _check_writable(out)
        with self._pool, ThreadPoolExecutor(1, "sound") as listener:
            try:
                self._sound = listener.submit(self._soundtrack)
                self._draw(self._missing())
                self._report("sound")
                self._sound.result()
                sound = self._soundtrack()  # the one just made, unless it was lost since
                with unnamed_file(out) as unnamed:
                    self._join(sound, unnamed)
            finally:
                self._over.set()
        size = out.stat().st_size
        return Rendered(
            path=out,
            frames=self._frames_total,
            rate_hz=self.encoding.rate_hz,
            spans=len(self.spans),
            spans_drawn=self._spans_drawn,
            file_size=size,
            encoder=self.encoding.kind.library,
            poster=self._poster(),
        )

    def _poster(self) -> bytes:
        """Return the best cover, else the early picture with the largest file: it shows the most."""
        covering = cover_spans(self.spans, self._covers)
        found = (self._picture(span) for span in covering)
        return next(filter(None, found), b"") or max(map(self._picture, self.spans[:EARLY_SPANS]), key=len)

    def _picture(self, span: Span) -> bytes:
        return self._cache.picture(span.key(self.encoding))

    def _draw(self, missing: Sequence[Span]) -> None:
        alike: dict[str, list[Span]] = {}
        for span in {span.start_frame: span for span in missing}.values():
            alike.setdefault(span.key(self.encoding), []).append(span)
        self._tracker.draw(alike.values())
        self._report("drawing")
        self._spans_drawn += self._pool.draw([spans[0] for spans in alike.values()])

    def _soundtrack(self) -> Path:
        """Return the soundtrack; it is made while spans are drawn."""
        try:
            made = soundtrack(
                self._song,
                self._mix,
                codec=AUDIO_CODECS[self._settings.codec],
                bitrate=self._settings.audio_bitrate,
                folder=self._cache.folder / "sound",
                quick=self._settings.quality_preset == "preview",
                cancelled=self._over,
            )
        except FfmpegCancelledError as error:
            raise RenderCancelledError from error
        except FfmpegError as error:
            raise SongUnreadableError(file=self._song.display_name) from error
        self._tracker.sound_is_made()
        return made

    def _join(self, sound: Path, part: Path) -> None:
        """Join, drawing again what the cache lost meanwhile, as long as that brings it further."""
        for _ in range(MOST_JOINS):
            self._report("joining")
            try:
                join(self.spans, self.encoding, self._cache, sound, part)
            except SpanLostError as lost:
                self._draw([lost.span, *damaged(self.spans, self.encoding, self._cache)])
            except SpansDifferError:
                # Which of them this machine would encode alike is not known: it encodes all.
                for span in self.spans:
                    self._cache.drop(span.key(self.encoding))
                self._draw(self.spans)
            else:
                return
        raise DrawingFailedError(first=0, last=self._frames_total - 1, reason="the cache keeps losing them")

    def _before_span(self) -> None:
        """Mark all entries as used now and then: a long render must not outlast their protection."""
        if time.monotonic() - self._used_s > USED_AGAIN_S:
            self._missing()
            self._used_s = time.monotonic()
        if self._sound is not None and self._sound.done():
            self._sound.result()  # a song that can't be heard ends the render now, not at its end
        self._user_before_span()

    def _missing(self) -> list[Span]:
        return [span for span in self.spans if not self._cache.holds(span.key(self.encoding))]

    def _add(self, span: Span, frames: int, seconds: float | None) -> None:
        self._tracker.note(span, frames, seconds)
        self._report("drawing")

    def _report(self, phase: Phase) -> None:
        self._on_progress(self._tracker.progress(phase))


def _check_writable(out: Path) -> None:
    """Raise OutputUnwritableError right away: a long render must not end in a wrong path."""
    with output_errors_named(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        part = part_path(out)
        part.touch()
        part.unlink()
