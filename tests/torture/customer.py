"""A person who uploads, edits and renders without end, and goes on after every broken connection."""

import hashlib
import http.client
import json
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode
from uuid import uuid4

from sqlalchemy.orm import Session

from core.edit.edl import EditDecisionList
from core.errors import BeatStitchError, DiskFullError, StorageError
from core.projects.edit import timelines
from core.projects.media.media import analyse_again, restore_media
from core.projects.opened import OpenProject
from core.projects.projects import create_project, owned_project, settings_of, update_settings
from core.projects.renders.renders import cancel_render, order_render, retry_render
from core.schemas import JobType, ProjectCreate, RenderJobCreate
from core.store.models import AudioTrack, MediaAsset, Project, RenderJob
from tests.torture.studio import Studio

BLOCKS = 12
BREAKS_OFF = 0.06  # of the blocks
PATIENCE_S = 900.0  # the server is away for minutes when mishaps befall it
HEADERS = {"Content-Type": "application/json"}
ENDS_OF_JOBS = ("the worker died on it", DiskFullError.sentence, "There is not enough space on the disk")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Piece:
    """A file that is uploaded: `number` is what its barcode says, None for the song."""

    path: Path
    number: int | None

    @property
    def kind(self) -> str:
        return "song" if self.number is None else "media"


@dataclass(frozen=True)
class Ordered:
    """A render as it was ordered: what it has to show, whatever is edited afterwards."""

    edl: EditDecisionList
    kind: JobType
    numbers: Mapping[str, int]


@dataclass
class Ledger:
    """What was acknowledged: uploads by id with their SHA-256, renders by id."""

    uploads: dict[str, str] = field(default_factory=dict)
    renders: dict[str, Ordered] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)
    reconnects: int = 0
    conflicts: int = 0
    poisoned: int = 0
    refusals: int = 0


class Customer(threading.Thread):
    """One signed-in person with a repeatable mind of their own."""

    def __init__(self, studio: Studio, cookie: str, user_id: str, pieces: list[Piece], seed: int) -> None:
        super().__init__(name=f"customer-{seed}", daemon=True)
        self.studio, self.cookie, self.user_id, self.pieces = studio, cookie, user_id, pieces
        self.chance = random.Random(seed)  # noqa: S311 - a repeatable mind, no secret
        self.ledger = Ledger()
        self.leave = threading.Event()
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.leave.is_set():
                self._make_a_video()
        except BaseException as error:
            self.failure = error
            raise

    def _make_a_video(self) -> None:
        project_id = self._insist(self._create)
        numbers = {}
        for piece in self.pieces:
            file_id = self._upload(project_id, piece)
            if piece.number is not None:
                numbers[file_id] = piece.number
        self._until(lambda: self._is_ready(project_id), "the uploads to be ready")
        for beats_per_cut in self.chance.sample((1, 2, 4), 2):
            edl = self._insist(partial(self._edit, project_id, beats_per_cut))
            for kind in ("preview", "final"):
                self._order(project_id, kind, Ordered(edl, kind, numbers))
        self._insist(
            partial(self._edit, project_id, 8)
        )  # the renders above must not see this, even queued ones
        self._until(lambda: self._all_over(project_id), "the renders to end")

    def _create(self) -> str:
        with self.studio.database.writing() as session:
            return create_project(session, self.user_id, ProjectCreate(name="Torture")).id

    def _insist(self, work: Callable[[], Result]) -> Result:
        """Do it again while the disk has no room for it, or can't be used."""
        deadline_s = time.monotonic() + PATIENCE_S
        while True:
            try:
                return work()
            except StorageError as error:
                self.ledger.refusals += 1
                if time.monotonic() > deadline_s:
                    raise TimeoutError("room on the disk") from error
            threading.Event().wait(0.3)

    # Uploading ---------------------------------------------------------------------------------------

    def _upload(self, project_id: str, piece: Piece) -> str:
        """Send a file until it is acknowledged, going on where the last connection broke; return its id."""
        upload_id, content = str(uuid4()), piece.path.read_bytes()
        path = f"/api/projects/{project_id}/uploads/{piece.kind}/{upload_id}"
        query = urlencode({"name": piece.path.name, "size": len(content), "position": piece.number or 0})
        deadline_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline_s:
            try:
                status, answer = self._send(path, query, content, self._held(path))
            except (OSError, http.client.HTTPException):
                self.ledger.reconnects += 1
                self.leave.wait(0.1)
                continue
            if status == http.HTTPStatus.CREATED:
                file_id = json.loads(answer)["id"]
                self.ledger.uploads[file_id] = hashlib.sha256(content).hexdigest()
                return file_id
            if status == http.HTTPStatus.CONFLICT:
                self.ledger.conflicts += 1
                continue
            assert _is_about_the_disk(answer), f"upload answered with {status}: {answer[:200]!r}"
            self.ledger.refusals += 1
            self.leave.wait(0.3)
        raise TimeoutError("an upload")

    def _held(self, path: str) -> int:
        connection = self._connection()
        connection.request("HEAD", path, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        connection.close()
        return int(answer.headers.get("Upload-Offset", 0))

    def _send(self, path: str, query: str, content: bytes, offset: int) -> tuple[int, bytes]:
        connection = self._connection()
        connection.putrequest("PUT", f"{path}?{query}")
        for name, value in {"Cookie": self.cookie, "Upload-Offset": offset}.items():
            connection.putheader(name, str(value))
        connection.putheader("Content-Length", str(len(content) - offset))
        connection.endheaders()
        step = len(content) // BLOCKS + 1
        for start in range(offset, len(content), step):
            connection.send(content[start : start + step])
            if self.chance.random() < BREAKS_OFF:
                connection.close()
                raise ConnectionAbortedError
            self.leave.wait(self.chance.random() * 0.05)
        response = connection.getresponse()
        answer = response.status, response.read()
        connection.close()
        return answer

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.studio.port, timeout=10)

    # Editing and rendering -----------------------------------------------------------------------------

    def _is_ready(self, project_id: str) -> bool:
        with self.studio.database.reading() as session:
            assets = session.query(MediaAsset).filter_by(project_id=project_id).all()
            track = session.query(AudioTrack).filter_by(project_id=project_id).one()
        for asset in assets:
            if asset.processing_status == "failed":
                again = partial(restore_media, asset_ids=[asset.id])
                self._try_again(project_id, asset.processing_error, again)
        if track.analysis_status == "failed":
            self._try_again(project_id, track.analysis_error, analyse_again)
        return track.analysis_status == "complete" and all(a.processing_status == "ready" for a in assets)

    def _try_again(
        self, project_id: str, error: str | None, again: Callable[[Session, Project], None]
    ) -> None:
        """Have work done that was given up because too many kills met it."""
        assert _may_end_a_job(error), error
        self.ledger.poisoned += 1

        def ask() -> None:
            with self.studio.database.writing() as session:
                again(session, owned_project(session, self.user_id, project_id))

        self._insist(ask)

    def _edit(self, project_id: str, beats_per_cut: int) -> EditDecisionList:
        wanted = {
            "beats_per_cut": beats_per_cut,
            "transition_type": self.chance.choice(("cut", "crossfade")),
            "transition_duration_ms": 200,
            "ken_burns_enabled": False,
            "fit": "contain",
            "output_width": 960,
            "output_height": 540,
            "output_fps": self.chance.choice((25, 30)),
        }
        with self.studio.database.writing() as session:
            project = owned_project(session, self.user_id, project_id)
            update_settings(project, settings_of(project).model_copy(update=wanted))
            return timelines.generate(OpenProject(session, self.studio.database.layout, project)).edl

    def _order(self, project_id: str, kind: JobType, ordered: Ordered) -> None:
        wish = RenderJobCreate(job_type=kind)
        render = self._insist(lambda: order_render(self.studio.database, self.user_id, project_id, wish))
        self.ledger.renders[render.id] = ordered
        if self.chance.random() < 0.15:
            self.leave.wait(self.chance.random())
            self._insist(partial(self._cancel, project_id, render.id))
            self.ledger.given_up.add(render.id)

    def _cancel(self, project_id: str, render_id: str) -> None:
        with self.studio.database.writing() as session:
            project = owned_project(session, self.user_id, project_id)
            cancel_render(OpenProject(session, self.studio.database.layout, project), render_id)

    def _all_over(self, project_id: str) -> bool:
        """Tell whether no render is under way, starting again those that kills have ended."""
        with self.studio.database.reading() as session:
            renders = session.query(RenderJob).filter_by(project_id=project_id).all()
            assert session.get_one(Project, project_id).deleted_at is None
        for render in renders:
            if render.status == "failed" and render.id not in self.ledger.given_up:
                assert _may_end_a_job(render.error_message), render.error_message
                again = self._insist(partial(retry_render, self.studio.database, self.user_id, render.id))
                self.ledger.renders[again.id] = self.ledger.renders[render.id]
                self.ledger.given_up.add(render.id)
                self.ledger.poisoned += 1
        return all(render.status not in ("queued", "running") for render in renders)

    def _until(self, met: Callable[[], bool], what: str) -> None:
        deadline_s = time.monotonic() + PATIENCE_S
        while not self._insist(met):
            if time.monotonic() > deadline_s:
                raise TimeoutError(what)
            threading.Event().wait(0.1)


def _is_about_the_disk(answer: bytes) -> bool:
    """Tell whether an upload was refused in words, because of the disk."""
    try:
        return json.loads(answer)["error"] in ("disk_full", "not_enough_space", "folder_unusable")
    except (ValueError, KeyError, TypeError):
        return False


def _may_end_a_job(error: str | None) -> bool:
    """Tell whether what ended a job is what was done to it: too many kills, or a full disk."""
    return any(sentence in (error or "") for sentence in ENDS_OF_JOBS)


def signed_in(studio: Studio, path: str, wish: dict[str, object]) -> str:
    """Post to an entrance and return the session cookie."""
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=30)
    connection.request("POST", path, json.dumps(wish), HEADERS)
    answer = connection.getresponse()
    if answer.status != http.HTTPStatus.NO_CONTENT:
        raise BeatStitchError
    cookie = (answer.headers["set-cookie"] or "").partition(";")[0]
    connection.close()
    return cookie
