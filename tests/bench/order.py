"""What a part of the render benchmark works on; it imports no more than a worker would."""

from dataclasses import dataclass
from pathlib import Path

from core.edit.edl import EditDecisionList
from core.media.info import Source
from core.render.compiler import compile_spans
from core.render.pool import WarmProcesses
from core.render.renderer import Render, Rendered
from core.render.sound.song import Song
from core.render.spans import Span
from core.render.video.encoding import Encoding, encoding_for
from core.schemas import RenderSettings

PROCESSES = 2


@dataclass(frozen=True)
class ReferenceJob:
    """Everything a render of the reference job needs; `proxies` are what a preview draws."""

    edl: EditDecisionList
    sources: dict[str, Source]
    proxies: dict[str, Source]
    song: Song

    def touched(self, which: int) -> EditDecisionList:
        """Return the edit with one of the photos in its middle, number `which`, moved over in another way."""
        segments = list(self.edl.segments)
        photos = [n for n in range(len(segments) // 3, len(segments)) if segments[n].media_type == "image"]
        index = photos[which]
        move = segments[index].effects.ken_burns
        assert move is not None
        other = move.model_copy(update={"end_zoom": 1.05 if move.end_zoom > 1.06 else 1.2})
        effects = segments[index].effects.model_copy(update={"ken_burns": other})
        segments[index] = segments[index].model_copy(update={"effects": effects})
        return self.edl.model_copy(update={"segments": segments})


@dataclass(frozen=True)
class Order:
    """What a role works on."""

    job: ReferenceJob
    settings: RenderSettings

    @property
    def encoding(self) -> Encoding:
        return encoding_for(self.settings)

    @property
    def sources(self) -> dict[str, Source]:
        return self.job.proxies if self.settings.quality_preset == "preview" else self.job.sources

    @property
    def spans(self) -> list[Span]:
        return compile_spans(self.job.edl, self.sources, self.encoding.rate_hz)

    def run(self, out: Path, cache: Path, edl: EditDecisionList | None = None) -> Rendered:
        return Render(
            edl or self.job.edl,
            self.sources,
            self.job.song,
            self.settings,
            cache=cache,
            processes=PROCESSES,
            warm=WarmProcesses("bench"),
        ).run(out)
