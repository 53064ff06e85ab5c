"""An import as its worker sees it: what is still to come, and how each item is taken in exactly once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import MediaRefusedError, NotFoundError, NothingToImportError, RefusedError, SongPresentError
from core.files import require_space
from core.gathering.items import FoundItem, MediaSource
from core.jobs.lifecycle import Save
from core.projects.imports.places import opened_place
from core.projects.imports.sources import STORED
from core.projects.media.media import FILENAME_CHARS
from core.projects.media.sources import stored_regions
from core.projects.media.uploads import Arrived, Placed, goes_with_others, placed, song_name
from core.projects.opened import OpenProject
from core.store.db import Database
from core.store.layout import ProjectFolders
from core.store.models import ImportItem, MediaAsset, MediaImport, Project, User, new_id

REASON_CHARS = 500


@dataclass(frozen=True)
class ImportTask:
    """One import: all that happens to it goes through here, in short transactions."""

    database: Database
    import_id: str
    project_id: str

    @contextmanager
    def place(self) -> Iterator[MediaSource]:
        """Yield where the pictures come from."""
        with self.database.reading() as session:
            row = session.get_one(MediaImport, self.import_id)
            owner = session.get_one(User, session.get_one(Project, self.project_id).owner_id)
        self._folders.incoming.mkdir(parents=True, exist_ok=True)
        source = STORED.validate_json(row.source)
        with opened_place(source, row.secret, self._folders.incoming, is_admin=owner.is_admin) as place:
            yield place

    @property
    def is_listed(self) -> bool:
        with self.database.reading() as session:
            return session.get_one(MediaImport, self.import_id).is_listed

    def keep_list(self, items: list[FoundItem]) -> None:
        """Write down what there is, all at once, unless another attempt has; NothingToImportError."""
        with self.database.writing() as session:
            row = session.get_one(MediaImport, self.import_id)
            if row.is_listed:
                return
            if not items:
                source = STORED.validate_json(row.source)
                raise NothingToImportError(place=getattr(source, "path", None) or getattr(source, "url", ""))
            session.add_all(
                ImportItem(
                    import_id=row.id,
                    position=number,
                    facts=item.model_dump_json(),
                    state="refused" if item.refusal else "waiting",
                    reason=item.refusal and item.refusal[:REASON_CHARS],
                )
                for number, item in enumerate(items)
            )
            row.is_listed = True

    def waiting(self) -> Iterator[tuple[int, FoundItem]]:
        """Yield what is still to come, in its order, with its position."""
        position = -1
        while True:
            waiting = select(ImportItem).where(
                ImportItem.import_id == self.import_id,
                ImportItem.state == "waiting",
                ImportItem.position > position,
            )
            with self.database.reading() as session:
                row = session.scalars(waiting.order_by(ImportItem.position).limit(1)).first()
            if row is None:
                return
            position = row.position
            yield position, FoundItem.model_validate_json(row.facts)

    def share_done(self) -> float:
        """Return the share of the items, 0 to 1, that are not to be waited for any more."""
        mine = select(func.count()).where(ImportItem.import_id == self.import_id)
        with self.database.reading() as session:
            total = session.scalar(mine) or 1
            return 1 - (session.scalar(mine.where(ImportItem.state == "waiting")) or 0) / total

    def part(self, position: int, item: FoundItem) -> Path:
        """Return where the bytes of an item arrive; the next attempt goes on with what is there."""
        require_space(self.database.layout.root, item.size or 0)
        return self._folders.incoming_item(self.import_id, position)

    def take(self, position: int, item: FoundItem, part: Path) -> None:
        """Make an item that has arrived a picture of the project, and note that, in one transaction.

        Raises QuotaFullError and a StorageError; an item that can't be used is noted as refused.
        """
        with self.database.reading() as session:
            if goes_with_others(self._opened(session), item.name):
                part.unlink(missing_ok=True)
                self.leave(position, "known", None)
                return
        kind, name = "song" if item.is_song else "media", item.name[-FILENAME_CHARS:]
        arrived = Arrived(part, new_id(), name, kind, may_be_song=False, modified_at=item.changed_at)
        try:
            with placed(arrived, self.database.layout, self.project_id) as file:
                self._accept(position, item, file)
        except MediaRefusedError as refusal:
            self.leave(position, "refused", refusal.user_message)

    def refuse(self, position: int, refusal: RefusedError | MediaRefusedError) -> None:
        """Note why an item does not come."""
        self.leave(position, "refused", refusal.user_message)

    def leave(self, position: int, state: str, reason: str | None) -> None:
        """Note that an item is not to be waited for any more."""
        with self.database.writing() as session:
            row = session.get_one(ImportItem, (self.import_id, position))
            if row.state == "waiting":
                row.state, row.reason = state, reason and reason[:REASON_CHARS]

    def end(self) -> Save:
        """Return what forgets the key, in the transaction that completes the job."""

        def save(session: Session) -> None:
            row = session.get(MediaImport, self.import_id)
            if row is not None:
                row.secret = None

        return save

    def _accept(self, position: int, item: FoundItem, file: Placed) -> None:
        """Let the project take a file, unless another attempt has brought it, and note what became of it."""
        with self.database.writing() as session:
            row = session.get_one(ImportItem, (self.import_id, position))
            if row.state != "waiting":
                return
            opened = self._opened(session)
            if item.is_song and (present := song_name(opened)) is not None:
                row.state = "refused"
                row.reason = SongPresentError(file=item.name, song=present).user_message[:REASON_CHARS]
                return
            accepted = file.accept(opened)
            row.state = "known" if accepted.same_as else "taken"
            if accepted.same_as is None and not item.is_song:
                asset = session.get_one(MediaAsset, accepted.id)
                _tell(asset, item)
                asset.sort_order = session.get_one(MediaImport, self.import_id).first_position + position

    def _opened(self, session: Session) -> OpenProject:
        project = session.get(Project, self.project_id)
        if project is None or project.deleted_at is not None:
            raise NotFoundError(what="This project")
        return OpenProject(session, self.database.layout, project)

    @property
    def _folders(self) -> ProjectFolders:
        return self.database.layout.project(self.project_id)


def task_of(database: Database, import_id: str) -> ImportTask:
    """Return an import to work on; raises NotFoundError."""
    with database.reading() as session:
        row = session.get(MediaImport, import_id)
        if row is None:
            raise NotFoundError(what="This import")
        return ImportTask(database, row.id, row.project_id)


def _tell(asset: MediaAsset, item: FoundItem) -> None:
    """Write down what its place says of a picture; what the file itself says of its time wins later."""
    asset.starred = item.starred
    asset.description = item.description or None
    asset.people = json.dumps(item.people) if item.people else None
    if item.taken_at is not None:
        asset.taken_at, asset.taken_offset_min = item.taken_at, item.offset_min
        asset.taken_certainty = "instant" if item.offset_min is None else "zoned"
    if item.regions and asset.media_type == "image":
        asset.regions = stored_regions(item.regions)
