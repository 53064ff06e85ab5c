"""The page on which a `.beatstitch` file becomes a project."""

from beatstitch_ui import texts
from beatstitch_ui.components.media.upload_queue import UploadQueue
from beatstitch_ui.shell.elements import Box, Text
from beatstitch_ui.shell.frame import framed, page, visitor
from beatstitch_ui.shell.shell import PageLocation
from core.projects.archive.contents import SUFFIX


@page("/import")
async def import_project() -> None:
    async with framed(PageLocation(texts.projects.IMPORT_PROJECT), visitor()):
        Text("h1", texts.projects.IMPORT_PROJECT)
        Text("p", texts.projects.IMPORT_LEAD, "bs-muted")
        said = Text("p", "", role="status")

        def arrived() -> None:
            said.text = texts.projects.IMPORTED

        UploadQueue(
            upload_url="/api/archives",
            accept=SUFFIX,
            words=texts.projects.IMPORT_UPLOADS,
            multiple=False,
            parallel=1,
            on_uploaded=arrived,
        )
        with Box("p"):
            Text("a", texts.shell.PROJECTS, href="/")
