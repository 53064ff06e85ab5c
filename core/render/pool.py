"""Several limited processes that draw spans side by side into the cache."""

import threading
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import Self

from core.errors import DrawingFailedError, RenderCancelledError
from core.render.cache import SpanCache
from core.render.encode import Encoded
from core.render.presets import Encoding
from core.render.spans import ORDER, Span, SpanOrder
from core.sandbox.child import Child, ChildDiedError, ChildError, ChildTooSlowError
from core.sandbox.limits import GIB, Limits

DRAWING_LIMITS = Limits(address_space_bytes=6 * GIB, nice=10)
DRAW_SPAN = "core.render.draw:draw_span"

# A 4K frame takes about a second on one slow core; no span may hold a render for ever.
LONGEST_FRAME_S = 10.0
SHORTEST_LIMIT_S = 120.0


class DrawingPool:
    """Drawing processes that stay warm between calls; a context manager ends them.

    `before_span` is called before each span, in a drawing thread; whatever it raises ends the
    drawing. `on_frames` is told of newly drawn frames and `on_picture` is given a small picture
    (JPEG) of each span that is done, both from one thread at a time.
    """

    def __init__(
        self,
        cache: SpanCache,
        encoding: Encoding,
        processes: int,
        *,
        before_span: Callable[[], None],
        on_frames: Callable[[int], None],
        on_picture: Callable[[bytes], None],
    ) -> None:
        self._cache, self._encoding = cache, encoding
        self._before_span, self._on_frames, self._on_picture = before_span, on_frames, on_picture
        self._children = [Child(DRAWING_LIMITS) for _ in range(processes)]
        self._cancelled = threading.Event()
        self._counting = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._children:
            child.close()

    def cancel(self) -> None:
        """Kill what is running, from any thread; `draw` raises RenderCancelledError."""
        self._cancelled.set()
        for child in self._children:
            child.kill()

    def draw(self, spans: Sequence[Span]) -> int:
        """Draw and encode spans into the cache, equal ones once; return how many were drawn.

        Raises:
            RenderError: the first failure; the other processes are stopped then.
            DiskFullError: there is no room for a span.
        """
        waiting = deque({span.key(self._encoding): span for span in spans}.items())
        count = len(waiting)
        with ThreadPoolExecutor(len(self._children), "draw") as threads:
            drawing = [threads.submit(self._work, child, waiting) for child in self._children[:count]]
            try:
                done, _ = wait(drawing, return_when=FIRST_EXCEPTION)
                for future in done:
                    future.result()
            except BaseException:
                self.cancel()
                raise
        return count

    def _work(self, child: Child, waiting: deque[tuple[str, Span]]) -> None:
        while True:
            self._stop_if_cancelled()
            self._before_span()
            try:
                key, span = waiting.popleft()
            except IndexError:
                return
            self._draw(child, key, span)

    def _stop_if_cancelled(self) -> None:
        if self._cancelled.is_set():
            raise RenderCancelledError

    def _draw(self, child: Child, key: str, span: Span) -> None:
        part = self._cache.part(key)
        order = ORDER.dump_python(SpanOrder(span, self._encoding, part), mode="json")
        counted = 0

        def on_event(event: dict[str, int]) -> None:
            nonlocal counted
            self._stop_if_cancelled()
            self._count(event["frames"] - counted)
            counted = event["frames"]

        limit_s = max(SHORTEST_LIMIT_S, LONGEST_FRAME_S * span.frames)
        try:
            answer = child.call(DRAW_SPAN, order, timeout_s=limit_s, on_event=on_event)
            picture = b64decode(answer["picture"])
            self._cache.put(key, part, Encoded(answer["frames"], answer["reorder_frames"]), picture)
        except ChildError as error:
            self._stop_if_cancelled()
            last = span.start_frame + span.frames - 1
            raise DrawingFailedError(first=span.start_frame, last=last, reason=_why(error)) from error
        finally:
            part.unlink(missing_ok=True)
        self._count(span.frames - counted)
        with self._counting:
            self._on_picture(picture)

    def _count(self, frames: int) -> None:
        with self._counting:
            self._on_frames(frames)


def _why(error: ChildError) -> str:
    if isinstance(error, ChildTooSlowError):
        return "it took too long"
    if isinstance(error, ChildDiedError):
        return "the drawing process died"
    return "the drawing process met an unexpected error"
