"""The line that says how much a person stores, and how much more there is room for."""

import asyncio

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text
from core.accounts.quota import held_bytes
from core.files import free_bytes
from core.store.db import database
from core.store.models import User


class StorageBar:
    """A bar with its meaning in words; without a quota it is about the disk."""

    def __init__(self, user_id: str) -> None:
        self._user_id = user_id
        with Box("section", "bs-storage", aria_label=texts.projects.STORAGE):
            self._bar = Box("progress", "bs-progress", max="100", value=0, aria_label=texts.projects.STORAGE)
            self._text = Text("p", "", "bs-muted bs-number")

    async def refresh(self) -> None:
        """Look how much is stored now."""
        used, room, quota = await asyncio.to_thread(self._sizes)
        self._bar.props["value"] = round(100 * used / max(1, room))
        facts = {
            "used": texts.amounts.file_size(used),
            "all": texts.amounts.file_size(room),
            "free": texts.amounts.file_size(room - used),
        }
        self._text.text = (
            texts.projects.STORAGE_OF_QUOTA if quota else texts.projects.STORAGE_OF_DISK
        ).format(**facts)

    def _sizes(self) -> tuple[int, int, bool]:
        """Return the bytes in use, those that could be, and whether a quota says so."""
        with database().reading() as session:
            used = held_bytes(session, self._user_id)
            quota = session.get_one(User, self._user_id).quota_bytes
        if quota is not None:
            return used, quota, True
        return used, used + free_bytes(database().layout.root), False
