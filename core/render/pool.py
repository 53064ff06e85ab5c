"""Several limited processes that draw spans side by side into the cache."""

import atexit
import secrets
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from core.errors import DrawingFailedError, RenderCancelledError
from core.render.cache import SpanCache
from core.render.spans import ORDER, Encoded, Span, SpanOrder
from core.render.video.encoding import Encoding
from core.render.video.hardware import HARDWARE_LIMITS, hardware_permissions
from core.render.work_queue import WorkQueue
from core.sandbox.forks.warm import warm_forks
from core.sandbox.limits import GIB, Limits
from core.sandbox.permissions import Permissions
from core.sandbox.warm_pool import IdleChildren
from core.sandbox.worker_process import Child, ChildDiedError, ChildError, ChildTooSlowError

DRAWING_LIMITS = Limits(address_space_bytes=6 * GIB, nice=10)
DRAW_SPAN = "core.render.draw.draw_span:draw_span"
REST = "core.render.draw.draw_span:rest"
MOST_IDLE = 4
LONGEST_REST_S = 5.0

_idle = IdleChildren(DRAWING_LIMITS, most=MOST_IDLE, forks=warm_forks)
atexit.register(_idle.close)

# A 4K frame takes about a second on one slow core; no span may hold a render for ever.
LONGEST_FRAME_S = 10.0
SHORTEST_LIMIT_S = 120.0


@dataclass(frozen=True)
class WarmProcesses:
    """Drawing processes that stay for a while for the next render of the same owner.

    They may read all of `folders`, where that render finds its files.
    """

    owner: str
    folders: Sequence[Path] = ()


class DrawingPool:
    """Drawing processes for one render; a context manager that releases them.

    They read the files of `read` and write a folder of their own in the cache. They are those that stayed
    `warm` and stay so for the next render, or are fresh and end when that is None.

    `before_span` is called before each span, in a drawing thread; whatever it raises ends the
    drawing as soon as the spans that are being drawn are done. `on_frames` is told of newly drawn
    frames of a span and of the seconds they took, None where a process had to start first, and
    `on_picture` is given a small picture (JPEG) of each span that is done, both from one thread at a
    time.
    """

    def __init__(
        self,
        cache: SpanCache,
        encoding: Encoding,
        processes: int,
        *,
        read: Iterable[Path],
        warm: WarmProcesses | None = None,
        before_span: Callable[[], None],
        on_frames: Callable[[Span, int, float | None], None],
        on_picture: Callable[[bytes], None],
    ) -> None:
        self._cache, self._encoding = cache, encoding
        self._before_span, self._on_frames, self._on_picture = before_span, on_frames, on_picture
        self._processes = processes
        warm = None if encoding.library else warm
        self._warm_owner = warm and warm.owner
        self._owner = self._warm_owner or secrets.token_hex(8)
        folders = [folder for folder in warm.folders if folder.is_dir()] if warm else []
        files = {path for path in read if not any(folder in path.parents for folder in folders)}
        self._read = [*folders, *sorted(files)]
        self._children: list[Child] = []
        self._cancelled, self._ending = threading.Event(), threading.Event()
        self._counting = threading.Lock()

    def __enter__(self) -> Self:
        permitted = Permissions(self._read, [self._cache.drawing_folder(self._owner)])
        self._children = [self._child(permitted) for _ in range(self._processes)]
        return self

    def _child(self, permitted: Permissions) -> Child:
        if self._encoding.library:
            return Child(HARDWARE_LIMITS, hardware_permissions(permitted))
        return _idle.take(self._warm_owner, permitted)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children:
            if self._cancelled.is_set() or not _rests(child):
                child.close()
            else:
                _idle.release(self._warm_owner, child)
        if self._warm_owner is None:
            with suppress(OSError):  # a part is left in it, and swept later
                self._cache.drawing_folder(self._owner).rmdir()

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
        different = list({span.key(self._encoding): span for span in spans}.items())
        children = self._children[: len(different)]
        if not children:
            return 0
        queue = WorkQueue(different, len(children))
        with ThreadPoolExecutor(len(children), "draw") as threads:
            drawing = [threads.submit(self._work, queue, number) for number in range(len(children))]
            self._see_through(drawing)
        return len(different)

    def _see_through(self, drawing: Sequence[Future[None]]) -> None:
        """Wait for the drawing threads; when one fails, the others are stopped."""
        try:
            for future in as_completed(drawing):
                future.result()
        except BaseException:
            if not self._ending.is_set():
                self.cancel()
            raise

    def _work(self, queue: WorkQueue[tuple[str, Span]], number: int) -> None:
        while not self._ending.is_set():
            self._stop_if_cancelled()
            self._ask_to_go_on()
            item = queue.next_for(number)
            if item is None:
                return
            self._draw(self._children[number], *item)

    def _ask_to_go_on(self) -> None:
        try:
            self._before_span()
        except BaseException:
            self._ending.set()
            raise

    def _stop_if_cancelled(self) -> None:
        if self._cancelled.is_set():
            raise RenderCancelledError

    def _draw(self, child: Child, key: str, span: Span) -> None:
        part = self._cache.part(key, self._cache.drawing_folder(self._owner))
        order = ORDER.dump_python(SpanOrder(span, self._encoding, part), mode="json")
        counted, since_s = 0, time.monotonic() if child.is_running else None

        def count(frames: int) -> None:
            nonlocal counted, since_s
            now_s = time.monotonic()
            with self._counting:
                self._on_frames(span, frames - counted, None if since_s is None else now_s - since_s)
            counted, since_s = frames, now_s

        def on_event(event: dict[str, int]) -> None:
            self._stop_if_cancelled()
            count(event["frames"])

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
        count(span.frames)
        with self._counting:
            self._on_picture(picture)


def _why(error: ChildError) -> str:
    if isinstance(error, ChildTooSlowError):
        return "it took too long"
    if isinstance(error, ChildDiedError):
        return "the drawing process died"
    return "the drawing process met an unexpected error"


def _rests(child: Child) -> bool:
    """Have a child close the files it has open; False when it can't."""
    if not child.is_running:
        return True
    try:
        child.call(REST, timeout_s=LONGEST_REST_S)
    except ChildError:
        return False
    return True
