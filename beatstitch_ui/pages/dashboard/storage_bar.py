"""The line that says how much a person stores, and how much more there is room for."""

import asyncio

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text
from core.accounts.opened import reading
from core.accounts.quota import Storage, storage_of


class StorageBar:
    """A bar with its meaning in words; without a quota it is about the disk."""

    def __init__(self, user_id: str) -> None:
        self._user_id = user_id
        with Box("section", "bs-storage", aria_label=texts.projects.STORAGE):
            self._bar = Box("progress", "bs-progress", max="100", value=0, aria_label=texts.projects.STORAGE)
            self._text = Text("p", "", "bs-muted bs-number")

    async def refresh(self) -> None:
        """Look how much is stored now."""
        now = await asyncio.to_thread(self._storage)
        self._bar.props["value"] = round(100 * now.used_bytes / max(1, now.room_bytes))
        facts = {
            "used": texts.amounts.file_size(now.used_bytes),
            "all": texts.amounts.file_size(now.room_bytes),
            "free": texts.amounts.file_size(now.room_bytes - now.used_bytes),
        }
        self._text.text = (
            texts.projects.STORAGE_OF_QUOTA if now.has_quota else texts.projects.STORAGE_OF_DISK
        ).format(**facts)

    def _storage(self) -> Storage:
        with reading(self._user_id) as opened:
            return storage_of(opened)
