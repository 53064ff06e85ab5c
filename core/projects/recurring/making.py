"""One run of a film that makes itself, step by step: each step is taken once, whatever is killed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy.orm import Session

from core.edit.revisions.kinds import planned
from core.edit.revisions.revision import ROOT
from core.errors import (
    BeatStitchError,
    FileNameUnreadableError,
    NoPicturesOfPeriodError,
    RecurringStoppedError,
)
from core.gathering.folders import named_roots
from core.gathering.songs import place_of, songs_at
from core.gathering.taken import TakenSpan
from core.jobs.kinds import UNFINISHED
from core.projects.edit.timelines import generate, history_of
from core.projects.edit.unattended import plan_unattended
from core.projects.imports.imports import list_imports, order_import, retry_import
from core.projects.imports.sources import FolderSpan, ImmichImport
from core.projects.media.media import FILENAME_CHARS, delete_media, list_media, song_of
from core.projects.media.media_set import captured_of
from core.projects.media.uploads import Arrived, placed
from core.projects.opened import OpenProject
from core.projects.projects import (
    changed_settings,
    create_project,
    settings_of,
    update_settings,
)
from core.projects.readiness import readiness_of
from core.projects.recurring.films import KEPT, FolderPictures, WatchedFolder, look_of, rhythm_of
from core.projects.recurring.runs import give_up, project_of
from core.projects.recurring.watching import watched_name
from core.projects.renders.renders import list_renders, order_render
from core.schemas import ProjectCreate, RenderJobCreate
from core.settings import settings
from core.store.db import Database
from core.store.models import RecurringFilm, RecurringRun, RenderJob, new_id

REASON_CHARS = 500


@dataclass(frozen=True)
class Making:
    """A film of one period in the making; `run_id` names the row that says how far it is."""

    database: Database
    run_id: str

    def go_on(self, check: Callable[[], None]) -> None:
        """Take the next step; raises what keeps it from being taken now."""
        with self.database.reading() as session:
            run = session.get(RecurringRun, self.run_id)
        if run is not None:
            steps = {
                "begun": self._begin,
                "gathering": self._plan,
                "waiting": self._gather_again,
                "rendering": self._look,
            }
            steps.get(run.state, lambda _check: None)(check)

    def note(self, problem: BeatStitchError) -> None:
        """Write down why a step could not be taken; what was stopped is not tried again."""
        with self.database.writing() as session:
            run = session.get(RecurringRun, self.run_id)
            if run is not None:
                run.problem = problem.user_message[:REASON_CHARS]
                if isinstance(problem, RecurringStoppedError | FileNameUnreadableError):
                    run.state = "failed"

    def _begin(self, check: Callable[[], None]) -> None:
        """Make the project, have its pictures imported, and give it its song."""
        with self.database.reading() as session:
            run, film = self._rows(session)
        roots = named_roots(settings().import_folders)
        songs = songs_at(roots, film.song_path, check)
        song = songs[run.number % len(songs)]
        project_id = self._project()
        part = self.database.layout.project(project_id).incoming_song(self.run_id)
        part.parent.mkdir(parents=True, exist_ok=True)
        whole = place_of(roots, film.song_path).fetch(song, part, check)
        self._take_song(Arrived(part, new_id(), whole.name[-FILENAME_CHARS:], "song"), project_id)

    def _project(self) -> str:
        """Return the id of the project; it comes about with its import, or not at all."""
        with self.database.writing() as session:
            run, film = self._rows(session)
            if run.project_id is None or project_of(session, film, run) is None:
                name = f"{film.name}: {run.label}"[:100]
                project = create_project(session, film.user_id, ProjectCreate(name=name))
                look = look_of(film)
                changes = {"style": look.style, "film_length_ms": look.length_s and look.length_s * 1000}
                update_settings(project, changed_settings(settings_of(project), changes))
                order_import(OpenProject(session, self.database.layout, project), _import_of(film, run))
                run.project_id = project.id
            return run.project_id

    def _take_song(self, arrived: Arrived, project_id: str) -> None:
        with placed(arrived, self.database.layout, project_id) as file, self.database.writing() as session:
            opened, run = self._opened(session)
            if run.state == "begun":
                if song_of(session, project_id) is None:
                    file.accept(opened)
                _go_to(run, "gathering")

    def _plan(self, _check: Callable[[], None]) -> None:
        """Plan the film from all that came in, and order its video."""
        with self.database.writing() as session:
            opened, run = self._opened(session)
            if not _is_gathered(opened, run):
                return
            leave_out_others(opened, run)
            reason = _missing(opened, run)
            if reason is not None:
                give_up(session, run, reason)
                return
            _make_edit(opened)
        user_id, project_id = opened.project.owner_id, opened.project.id
        render = self._ordered_already(project_id)
        if render is None:
            render = order_render(self.database, user_id, project_id, RenderJobCreate(job_type="final"))
        with self.database.writing() as session:
            _, run = self._opened(session)
            run.render_id = render.id
            _go_to(run, "rendering")

    def _gather_again(self, _check: Callable[[], None]) -> None:
        """Go on with an import that failed; its reason stays shown, and the tries are counted on."""
        with self.database.writing() as session:
            opened, run = self._opened(session)
            newest = next(iter(list_imports(opened)), None)
            if newest is not None and newest.status not in (*UNFINISHED, "complete"):
                retry_import(opened, newest.id)
            run.state, run.not_before = "gathering", None

    def _ordered_already(self, project_id: str) -> RenderJob | None:
        """Return the video that was ordered before a kill."""
        with self.database.reading() as session:
            finals = [one for one in list_renders(session, project_id) if one.job_type == "final"]
        return next((one for one in finals if one.status not in ("failed", "cancelled")), None)

    def _look(self, _check: Callable[[], None]) -> None:
        """See what became of the video."""
        with self.database.writing() as session:
            _, run = self._opened(session)
            render = session.get(RenderJob, run.render_id) if run.render_id else None
            if render is None or render.status == "cancelled":
                raise RecurringStoppedError
            _go_to(run, "made" if render.status == "complete" else "failed")
            run.problem = render.error_message and render.error_message[:REASON_CHARS]

    def _rows(self, session: Session) -> tuple[RecurringRun, RecurringFilm]:
        run = session.get(RecurringRun, self.run_id)
        if run is None:
            raise RecurringStoppedError
        return run, session.get_one(RecurringFilm, run.film_id)

    def _opened(self, session: Session) -> tuple[OpenProject, RecurringRun]:
        """Return the project of the film; RecurringStoppedError when it was deleted."""
        run, film = self._rows(session)
        project = project_of(session, film, run)
        if project is None:
            raise RecurringStoppedError
        return OpenProject(session, self.database.layout, project), run


def _go_to(run: RecurringRun, state: str) -> None:
    run.state, run.tries, run.not_before, run.problem = state, 0, None, None


def _import_of(film: RecurringFilm, run: RecurringRun) -> FolderSpan | ImmichImport:
    """Return the import of what a film is of."""
    source = KEPT.validate_json(film.source)
    if isinstance(source, WatchedFolder):
        return FolderSpan(kind="folder", path=f"{source.path}/{watched_name(source, run.period, run.label)}")
    if isinstance(source, FolderPictures):
        return FolderSpan(kind="folder", path=source.path, taken_after=run.begin, taken_before=run.end)
    return ImmichImport(
        kind="immich",
        url=source.url,
        api_key=SecretStr(film.secret or ""),
        album_id=source.album_id,
        person_id=source.person_id,
        taken_after=run.begin,
        taken_before=run.end - timedelta(milliseconds=1),
        title=run.label,
    )


def _is_gathered(opened: OpenProject, run: RecurringRun) -> bool:
    """Tell whether the pictures are in; an import that failed is gone on with an hour later."""
    newest = next(iter(list_imports(opened)), None)
    if run.state != "gathering" or newest is None or newest.status == "complete":
        return run.state == "gathering"
    if newest.status == "cancelled":
        give_up(opened.session, run, RecurringStoppedError().user_message)
    elif newest.status == "failed":
        run.state, run.problem = "waiting", newest.error_message
    else:
        run.not_before = None
    return False


def leave_out_others(opened: OpenProject, run: RecurringRun) -> None:
    """Take away what was taken at another time: of a folder that is sure once its files have been read."""
    film = opened.session.get_one(RecurringFilm, run.film_id)
    if not isinstance(KEPT.validate_json(film.source), FolderPictures):
        return
    zone = ZoneInfo(rhythm_of(film).zone)
    span = TakenSpan(run.begin.astimezone(zone), run.end.astimezone(zone))
    timed = [(asset.id, captured_of(asset)) for asset in list_media(opened.session, opened.project.id)]
    others = [asset_id for asset_id, captured in timed if captured is None or not span.holds(captured)]
    if others:
        delete_media(opened.session, opened.project, others)


def _missing(opened: OpenProject, run: RecurringRun) -> str | None:
    """Return why there can't be a film."""
    now, track = readiness_of(opened), song_of(opened.session, opened.project.id)
    if not now.pictures_ready:
        return NoPicturesOfPeriodError(period=run.label).user_message
    return track.analysis_error if now.song == "failed" and track is not None else None


def _make_edit(opened: OpenProject) -> None:
    """Plan the film, unless a person has edited it by now; raises what keeps it from being planned."""
    if history_of(opened.layout, opened.project).current_number == ROOT:
        generate(opened, operation=planned(unattended=True))
    else:
        plan_unattended(opened)
