"""Looks for anything that crashes may have left wrong; empty lists mean that nothing was."""

import hashlib
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from core.files import STRAY_AGE_S
from core.installation.housekeeping import sweep
from core.schemas import EDLSegment, RenderSettings
from core.store.db import Database
from core.store.models import AudioTrack, Job, MediaAsset, RenderJob
from core.timebase import frame_at, frame_rate
from tests import barcode
from tests.core.render.test_source_frames import expected
from tests.torture.customer import Ledger, Ordered

SANDBOX = "core.sandbox"
LEDGER = (
    "CREATE TABLE torture_completions (job_id TEXT, attempt INTEGER)",
    """CREATE TRIGGER torture_ledger AFTER UPDATE OF status ON jobs
       WHEN NEW.status = 'complete' AND OLD.status != 'complete'
       BEGIN INSERT INTO torture_completions VALUES (NEW.id, NEW.attempt); END""",
    "INSERT INTO torture_completions SELECT id, attempt FROM jobs WHERE status = 'complete'",
)


def keep_completions(path: Path) -> None:
    """Let the database note every completion of a job in the transaction that makes it."""
    with sqlite3.connect(path, timeout=30) as connection:
        for statement in LEDGER:
            connection.execute(statement)


def lost_uploads(database: Database, ledger: Ledger) -> list[str]:
    """Return the acknowledged uploads that are not there byte for byte."""
    lost = []
    with database.reading() as session:
        for upload_id, digest in ledger.uploads.items():
            row = session.get(MediaAsset, upload_id) or session.get(AudioTrack, upload_id)
            path = database.layout.absolute(row.file_path) if row else None
            if path is None or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                lost.append(upload_id)
    return lost


def lost_renders(database: Database, ledger: Ledger) -> list[str]:
    """Return the ordered renders that did not end complete, unless they were given up."""
    with database.reading() as session:
        states = {render_id: session.get(RenderJob, render_id) for render_id in ledger.renders}
    return [
        f"{render_id}: {render and render.status} {render and render.error_message}"
        for render_id, render in states.items()
        if render is None or (render.status != "complete" and render_id not in ledger.given_up)
    ]


def done_twice(database: Database) -> list[str]:
    """Return the jobs that were completed more than once, or complete without ever having been.

    Jobs that housekeeping has cleared away, as it does when years pass, are not looked at.
    """
    with sqlite3.connect(database.layout.database) as connection:
        noted = Counter(job for (job,) in connection.execute("SELECT job_id FROM torture_completions"))
    with database.reading() as session:
        jobs = {job.id: job.status for job in session.query(Job)}
    return [job for job, status in jobs.items() if noted[job] != (status == "complete")]


def misplaced_outputs(database: Database) -> list[str]:
    """Return complete renders without their file, and finished files without their render."""
    with database.reading() as session:
        renders = session.query(RenderJob).filter_by(status="complete").all()
    claimed = {database.layout.absolute(render.output_path or "") for render in renders}
    made = {path for path in (database.layout.root / "outputs").rglob("*.mp4") if path.is_file()}
    return [str(path) for path in claimed ^ made]


def wrong_frames(database: Database, render_id: str, ordered: Ordered) -> list[str]:
    """Return what a finished video shows differently from the edit as it was ordered."""
    with database.reading() as session:
        render = session.get_one(RenderJob, render_id)
        sizes = {
            asset_id: (asset.display_width or 0, asset.display_height or 0)
            for asset_id in ordered.numbers
            if (asset := session.get(MediaAsset, asset_id))
        }
    settings = RenderSettings.model_validate_json(render.render_settings_json)
    rate_hz = frame_rate(settings.output_fps, ntsc=settings.ntsc)
    wanted, found, count = expected(ordered.edl, rate_hz), [], 0
    for number, luma in enumerate(barcode.luma_frames(database.layout.absolute(render.output_path or ""))):
        count += 1
        if number in wanted:
            segment, local = wanted[number]
            area = _area(sizes[segment.media_asset_id], luma.shape)
            seen = barcode.read(luma, area)
            plan = (ordered.numbers[segment.media_asset_id], _source_frame(segment, local, rate_hz))
            if seen is None or seen[0] != plan[0] or (ordered.kind == "final" and seen != plan):
                found.append(f"{render_id} frame {number}: {seen}, not {plan}")
    length = frame_at(ordered.edl.total_duration_ms, rate_hz)
    return found[:3] + ([f"{render_id}: {count} frames, not {length}"] if count != length else [])


CLIP_HZ, CLIP_FRAMES = Fraction(25), 150


def _source_frame(segment: EDLSegment, local: int, rate_hz: Fraction) -> int:
    if segment.media_type == "image":
        return 0
    moment_s = Fraction(segment.source_in_ms, 1000) + local / rate_hz
    if segment.source_out_ms is not None:
        moment_s = min(moment_s, Fraction(segment.source_out_ms, 1000))
    return min(CLIP_FRAMES - 1, int(moment_s * CLIP_HZ))


def _area(size: tuple[int, int], shape: tuple[int, ...]) -> tuple[float, float, float, float]:
    """Return where a picture of `size` lies when it is fitted whole into a frame."""
    height, width = shape[:2]
    scale = min(width / size[0], height / size[1])
    left, top = (width - size[0] * scale) / 2, (height - size[1] * scale) / 2
    return left, top, width - left, height - top


def broken_databases(database: Database) -> list[str]:
    """Return what SQLite's own check finds."""
    found = []
    for path in (database.layout.database, database.layout.queue):
        with sqlite3.connect(path) as connection:
            found += [row for (row,) in connection.execute("PRAGMA integrity_check") if row != "ok"]
            found += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    return found


def parts(root: Path) -> list[Path]:
    return [path for path in root.rglob("*.part") if path.is_file()]


def parts_after_a_day(database: Database) -> list[Path]:
    """Return the half-written files that housekeeping does not sweep when they are a day old."""
    for part in parts(database.layout.root):
        old_s = part.stat().st_mtime - STRAY_AGE_S - 60
        os.utime(part, (old_s, old_s))
    sweep(database)
    return parts(database.layout.root)


def orphans(processes: Mapping[int, str]) -> list[str]:
    """Return the sandboxed processes without a worker; a living worker's wait for its next render."""
    workers = {pid for pid, command in processes.items() if "-m workers" in command}
    return [
        command
        for pid, command in processes.items()
        if SANDBOX in command and not workers & set(_ancestors(pid))
    ]


def _ancestors(pid: int) -> Iterator[int]:
    """Yield the parent of a process, its parent and so on."""
    while pid > 1:
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            return
        yield pid
