"""Receives the bytes of an upload into a `.part`, within its limits, from wherever it broke off."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import BinaryIO

from starlette.requests import ClientDisconnect

from beatstitch_ui.api.protocol.held_off_loop import held_off_loop
from beatstitch_ui.api.protocol.upload_lock import UploadLock
from core.accounts.reservations import require_promised_space
from core.errors import FileTooLargeError, UploadOffsetError
from core.files import disk_full_named
from core.settings import settings

BLOCK_BYTES = 1 << 20
SPACE_CHECK_BYTES = 64 << 20


async def receive(
    stream: AsyncIterator[bytes],
    part: Path,
    lock: UploadLock,
    *,
    offset: int,
    size: int,
    name: str,
    reserve: Callable[[], AbstractContextManager[None]],
) -> int:
    """Append the stream to `part` at `offset`, while the lock is ours; return how many bytes it holds then.

    `size` is what the whole file is said to have; `reserve` keeps that much room until all of it has
    arrived, or raises. Memory stays within a few blocks however long the stream is; what has arrived
    stays in `part` when the connection breaks.

    Raises FileTooLargeError, DiskFullError, what `reserve` raises, and UploadOffsetError when
    `offset` is not where the part ends, or when a newer request has taken over.
    """
    limit = settings().max_upload_bytes
    if size > limit:
        raise FileTooLargeError(file=name, size_mb=size / 1e6, limit_mb=limit / 1e6)
    file = await lock.run(_open, part, offset)
    try:
        async with held_off_loop(reserve()):
            return await _copy(stream, file, lock, offset=offset, size=size)
    finally:
        await asyncio.to_thread(file.close)


async def _copy(
    stream: AsyncIterator[bytes],
    file: BinaryIO,
    lock: UploadLock,
    *,
    offset: int,
    size: int,
) -> int:
    received, checked = offset, offset
    folder = Path(file.name).parent
    waiting: list[bytes] = []
    written = offset
    with suppress(ClientDisconnect):  # what has arrived is kept
        async for chunk in stream:
            waiting.append(chunk[: max(0, size - received)])
            received = min(size, received + len(chunk))
            if received - written >= BLOCK_BYTES:
                await lock.run(_write, file, waiting)
                waiting, written = [], received
            if received - checked >= SPACE_CHECK_BYTES:
                await asyncio.to_thread(require_promised_space, folder)
                checked = received
    await lock.run(_write, file, waiting)
    return received


def _open(part: Path, offset: int) -> BinaryIO:
    part.parent.mkdir(parents=True, exist_ok=True)
    held = part.stat().st_size if part.exists() else 0
    if offset > held:
        raise UploadOffsetError(held=held)
    file = part.open("r+b" if held else "wb")
    file.truncate(offset)
    file.seek(offset)
    return file


def _write(file: BinaryIO, pieces: list[bytes]) -> None:
    with disk_full_named():
        file.writelines(pieces)
        file.flush()
