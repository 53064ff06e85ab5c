"""Renders of the stock into one folder with one cache, as tests of rendering make them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from core.edit.edl import EditDecisionList
from core.media.info import Source
from core.render.progress import Progress
from core.render.renderer import Render, Rendered
from core.schemas import ProjectSettings
from tests.stock import Stock, render_settings


def settings(**values: object) -> ProjectSettings:
    base = {"output_width": 480, "output_height": 270, "beats_per_cut": 2, "transition_type": "crossfade"}
    return ProjectSettings.model_validate({**base, **values})


class Bench:
    """Renders edits of the stock into one folder and cache."""

    def __init__(self, stock: Stock, folder: Path) -> None:
        self.stock, self.folder, self.cache = stock, folder, folder / "cache"
        self.news: list[Progress] = []

    def render(
        self,
        edl: EditDecisionList,
        sources: Mapping[str, Source] | None = None,
        before_span: Callable[[], None] = lambda: None,
        processes: int = 2,
    ) -> Render:
        return Render(
            edl,
            sources or self.stock.sources,
            self.stock.song,
            render_settings(edl),
            cache=self.cache,
            processes=processes,
            on_progress=self.news.append,
            before_span=before_span,
        )

    def run(self, edl: EditDecisionList, name: str = "out.mp4") -> Rendered:
        return self.render(edl).run(self.folder / name)


def leftovers(folder: Path) -> list[Path]:
    return list(folder.rglob("*.part"))
