"""Shows the difference that the choice of quality makes, on a moment of the own film."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable

from beatstitch_ui import texts
from beatstitch_ui.languages.problems import told
from beatstitch_ui.shell.elements import Box, Text
from core.errors import BeatStitchError
from core.projects.renders.quality_samples import Comparison, pictures
from core.render.video.encoding import encoding_for

TAKE_OPEN = "(event) => emit(event.target.open)"
Load = Callable[[], Awaitable[Comparison | None]]


class QualityDifference:
    """A disclosure that draws its pictures once it is open, and again when another choice is made."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.is_open = False
        self.shown: Comparison | None = None
        self.asked = 0
        with Box("details", "bs-difference bs-stack") as self.root:
            Text("summary", texts.render.DIFFERENCE)
            self.lead = Text("p", texts.render.DIFFERENCE_LEAD, "bs-muted")
            self.state = Text("p", "", "bs-muted", role="status")
            self.figures = Box("div", "bs-difference__figures")
        self.root.on("toggle", self._toggled, js_handler=TAKE_OPEN)

    async def _toggled(self, event: object) -> None:
        self.is_open = bool(getattr(event, "args", False))
        await self.tell()

    async def tell(self) -> None:
        """Show the qualities of what is chosen now, if somebody looks."""
        if not self.is_open:
            return
        self.asked += 1
        asked = self.asked
        self.state.text = texts.render.DIFFERENCE_DRAWING
        try:
            compared = await self.load()
            drawn = await asyncio.to_thread(pictures, compared) if compared else []
            problem = ""
        except BeatStitchError as error:
            compared, drawn, problem = None, [], told(error)
        if asked != self.asked or self.root.is_deleted:
            return  # something else was chosen meanwhile, whose pictures are on their way
        self.state.text = problem
        self._show(compared, drawn)

    def _show(self, compared: Comparison | None, drawn: list[bytes]) -> None:
        if compared is not None and compared == self.shown:
            return
        self.shown = compared
        self.figures.clear()
        if compared is None:
            return
        with self.figures:
            for settings, estimate, picture in zip(
                compared.qualities, compared.estimates, drawn, strict=True
            ):
                name = texts.render.DIFFERENCE_NAMES[settings.quality_preset]
                with Box("figure"):
                    Box("img", alt=name, src=f"data:image/png;base64,{b64encode(picture).decode()}")
                    with Box("figcaption"):
                        Text("strong", name)
                        facts = {
                            "output": texts.render.SIZE.format(size=encoding_for(settings)),
                            "size": texts.amounts.probable_size(estimate.least_size, estimate.file_size),
                            "time": texts.amounts.probable_time(estimate.seconds, estimate.most_seconds),
                        }
                        Text("span", texts.render.DIFFERENCE_TAKES.format(**facts), "bs-muted bs-number")
