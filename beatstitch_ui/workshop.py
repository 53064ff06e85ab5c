"""Keeps the background workers alive as a child process while the pages are served."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

SHORTEST_LIFE_S = 5.0
LONGEST_PAUSE_S = 30.0
STOP_LIMIT_S = 10.0

log = structlog.get_logger()


@asynccontextmanager
async def workers_running() -> AsyncIterator[None]:
    """Run `python -m workers` for as long as the block lasts, again whenever it dies."""
    keeper = asyncio.create_task(_keep_alive())
    try:
        yield
    finally:
        keeper.cancel()
        with suppress(asyncio.CancelledError):
            await keeper


async def _keep_alive() -> None:
    pause_s = 0.0
    clock = asyncio.get_running_loop().time
    while True:
        begun_s = clock()
        code = await _one_life()
        quick = clock() - begun_s < SHORTEST_LIFE_S
        pause_s = min(LONGEST_PAUSE_S, max(1.0, 2 * pause_s)) if quick else 0.0
        log.warning("the workers ended and are started again", exit_code=code, pause_s=pause_s)
        await asyncio.sleep(pause_s)


async def _one_life() -> int:
    """Start the workers and wait for their end; being cancelled ends them."""
    command = (sys.executable, "-m", "workers", "--parent-pid", str(os.getpid()))
    process = await asyncio.create_subprocess_exec(*command)
    try:
        return await process.wait()
    finally:
        await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_LIMIT_S)
    except TimeoutError:
        process.kill()
        await process.wait()
