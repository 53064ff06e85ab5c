"""The fields of the import dialog for a WebDAV server: who one is there, then the folder and a song."""

from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.pages.project.import_sources import SourceFields
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select, text_field
from core.accounts.users import is_admin
from core.errors import PlaceAddressError
from core.projects.imports.places import webdav_folder
from core.projects.imports.sources import ImportCreate, WebDavFolder, WebDavImport, WebDavLook, valid_request

URL_CHARS, NAME_CHARS, PASSWORD_CHARS = 500, 200, 500


class WebDavFields(SourceFields):
    """Address, name and password; once connected, buttons that lead into folders, and the songs there."""

    def build(self) -> None:
        self.url = self.username = self.password = self.path = self.song = ""
        words = texts.imports
        text_field(words.WEBDAV_URL, "", self._take("url"), maxlength=URL_CHARS, placeholder="https://")
        text_field(words.WEBDAV_NAME, "", self._take("username"), maxlength=NAME_CHARS, autocomplete="off")
        take = self._take("password")
        text_field(
            words.WEBDAV_PASSWORD, "", take, type_="password", maxlength=PASSWORD_CHARS, autocomplete="off"
        )
        Text("p", words.WEBDAV_HINT, "bs-muted")
        button(words.CONNECT, partial(self._enter, ""))
        self.found = Text("p", "", "bs-muted", role="status")
        self.below = Box("div", "bs-toolbar")
        self.songs = Box("div", "bs-choices")

    def request(self) -> ImportCreate:
        chosen = {"kind": "webdav", "path": self.path, "song_path": self.song or None}
        return valid_request(WebDavImport, self._access() | chosen)

    def _take(self, name: str) -> partial[None]:
        return partial(setattr, self, name)

    def _access(self) -> dict[str, str]:
        if not (self.url and self.username and self.password):
            reason = "address, name and password are all needed"
            raise PlaceAddressError(address=self.url or '""', reason=reason)
        return {"url": self.url, "username": self.username, "password": self.password}

    async def _enter(self, path: str) -> None:
        """Show what is in a folder, which is now the chosen one."""
        request = self.frame.taken(lambda: valid_request(WebDavLook, self._access() | {"path": path}))

        def look(request: WebDavLook) -> WebDavFolder:
            with self.access.reading() as opened:
                admin = is_admin(opened.session, opened.project.owner_id)
            return webdav_folder(request, is_admin=admin)

        folder = await self.frame.attempt(partial(look, request)) if request else None
        self.found.text = self.frame.problem
        if folder is not None:
            self._show(folder)

    def _show(self, folder: WebDavFolder) -> None:
        words, within = texts.imports, f"{folder.path}/" if folder.path else ""
        self.path, self.song = folder.path, ""
        self.found.text = words.pictures_here(folder.pictures, folder.path or "/")
        self.below.clear()
        with self.below:
            if folder.path:
                above = folder.path.rpartition("/")[0]
                button(words.ABOVE, partial(self._enter, above), icon_name="folder")
            for name in folder.folders:
                enter = partial(self._enter, within + name)
                button(words.INTO.format(name=name), enter, icon_name="folder")
        self.songs.clear()
        if folder.songs:
            with self.songs:
                named = words.NO_SONG | {within + name: name for name in folder.songs}
                select(words.WEBDAV_SONG, named, "", self._take("song"))
