"""Choosing the project that gets what a phone has shared with the app."""

from collections.abc import Callable, Sequence
from typing import Any

from nicegui.element import Element

from beatstitch_ui import texts


class SharedFiles(Element, component="shared_files.js"):
    """Lists `projects` as (id, name); the chosen one's Media page sends what the browser keeps for `shared`.

    `on_create` is called when a new project is wanted; `send_to` then names it.
    """

    def __init__(
        self, *, shared: str, projects: Sequence[tuple[str, str]], on_create: Callable[[], Any]
    ) -> None:
        super().__init__()
        self.props["shared"] = shared
        self.props["projects"] = [{"id": key, "name": name} for key, name in projects]
        self.props["words"] = texts.uploads.SHARED
        self.on("create", on_create, [])

    def send_to(self, project_id: str) -> None:
        """Let a project have what was shared, and go to it."""
        self.run_method("sendTo", project_id)
