"""The panel of the render page that orders: the final video as chosen, or a preview of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from nicegui import background_tasks, ui

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.pages.render.playable_opening import PlayableOpening
from beatstitch_ui.pages.render.preview_panel import PreviewPanel
from beatstitch_ui.pages.render.quality_difference import QualityDifference
from beatstitch_ui.pages.render.render_line import output_words
from beatstitch_ui.pages.render.shape_choice import ShapeChoice
from beatstitch_ui.shell.choices_note import ChoicesNote
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select
from core.projects.edit.first_choices import first_choices
from core.projects.projects import settings_of
from core.projects.readiness import Readiness, readiness_of
from core.projects.renders.quality_samples import Comparison, comparison_of
from core.projects.renders.render_shapes import in_shapes
from core.projects.renders.render_state import (
    Expected,
    Making,
    Opening,
    expected,
    last_shapes,
    making_of,
    opening_of,
)
from core.render.video.encoding import encoding_for
from core.render.video.hardware import encoder_at_hand
from core.schemas import (
    Codec,
    JobType,
    ProjectSettings,
    QualityPreset,
    RenderJobCreate,
    RenderSettings,
    RenderSettingsRequest,
)

SIZE_OF_EDIT = "edit"
WORTH_TELLING_PERCENT = 10
PROCESSOR, HARDWARE = "processor", "hardware"
Order = Callable[[JobType], Awaitable[None]]
Change = Callable[[dict[str, Any]], Awaitable[None]]


class OrderPanels:
    """What is chosen for the next video; `wish` is the order that comes of it."""

    def __init__(
        self, access: ProjectAccess, order: Order, on_settings: Change, play: Callable[[str], object]
    ) -> None:
        self.access = access
        self.quality: QualityPreset = "medium"
        self.codec: Codec = "h264"
        self.size = SIZE_OF_EDIT
        self.encoder = PROCESSOR
        self.lacking = "edit"
        self.asked = 0
        self.remembered = False
        self.nothing = Box("div", "bs-note bs-note--row")
        self.nothing.set_visibility(False)
        self.choices = ChoicesNote(access.project_id, on_settings)
        with Box("section", "bs-panel bs-order"):
            with Box("div", "bs-order__opening") as self.opening:
                self.player = PlayableOpening(play)
                self.facts = Text("p", "", "bs-muted bs-number")
            with Box("div", "bs-stack"):
                Text("h2", texts.render.FINAL_TITLE)
                Text("p", texts.render.FINAL_LEAD, "bs-muted")
                self.shapes = ShapeChoice(self.tell)
                with Box("details", "bs-order__more"):
                    Text("summary", texts.render.MORE_CHOICES)
                    self._choices()
                    self.output = Text("p", "", "bs-muted bs-number")
                    self.difference = QualityDifference(self._comparison)
                with Box("div", "bs-toolbar"):
                    final = button(
                        texts.render.FINAL_START, partial(order, "final"), icon_name="film", look="primary"
                    )
                    self.told = Text("p", "", "bs-muted bs-number", role="status")
                self.preview = PreviewPanel(partial(order, "preview"))
        self.starts, self.final = (self.preview.start, final), final
        self._show_opening(None, None)
        ui.timer(0, self._offer_encoders, once=True)

    def _choices(self) -> None:
        with Box("div", "bs-choices"):
            sizes = {SIZE_OF_EDIT: texts.render.SIZE_OF_EDIT} | texts.render.RENDER_SIZES
            select(texts.render.OUTPUT_SIZE, sizes, self.size, partial(self._choose, "size"))
            select(
                texts.render.QUALITY, texts.render.QUALITIES, self.quality, partial(self._choose, "quality")
            )
            select(texts.render.CODEC, texts.render.CODECS, self.codec, partial(self._choose, "codec"))
            self.encoders = Box("div")
            self.encoders.set_visibility(False)

    async def _choose(self, name: str, value: str) -> None:
        setattr(self, name, value)
        if name == "codec":
            await self._offer_encoders()
        await self.tell()

    async def _offer_encoders(self) -> None:
        """Offer a hardware encoder where a trial, which takes a moment, finds that one works."""
        library = await asyncio.to_thread(encoder_at_hand, self.codec)
        self.encoders.clear()
        self.encoders.set_visibility(library is not None)
        if library is None:
            self.encoder = PROCESSOR
            return
        found = {PROCESSOR: texts.render.PROCESSOR, HARDWARE: texts.render.encoder_name(library)}
        with self.encoders:
            select(texts.render.ENCODER, found, self.encoder, partial(self._choose, "encoder"))

    async def tell(self) -> None:
        """Say what the chosen video will be and would probably take, or that there is no edit to show."""
        self.asked += 1
        asked = self.asked
        found, opening, made = await asyncio.to_thread(self._expected)
        if asked != self.asked:
            return  # something else was chosen meanwhile, whose answer is on its way
        self.shapes.show()
        self._show_opening(opening, found[0][0] if found else None)
        self.choices.show(self.chosen, self.edited_as)
        self.told.set_visibility(bool(found))
        self.difference.root.set_visibility(bool(found) and self.encoder == PROCESSOR)
        self.nothing.set_visibility(not found)
        self._name_starts(len(found), made)
        if found:
            self.told.text = texts.render.MAKINGS.get(made) or _told(found)
            self.output.text = _output(found)
            background_tasks.create(self.difference.tell())
        else:
            self._tell_missing()

    def _name_starts(self, count: int, made: Making) -> None:
        """Say on the buttons how many videos they make; what is there, or comes, is not urged on anybody."""
        preview, final = texts.render.STARTS
        self.final.classes(**{"add" if made == "not" else "remove": "bs-button--primary"})
        for start, labels in zip(
            self.starts, (preview, texts.render.AGAIN if made == "made" else final), strict=True
        ):
            is_coming = start is self.final and made == "making"
            start.props["disabled"] = None if count and not is_coming else True
            start.update()
            label = next(child for child in start.default_slot if isinstance(child, Text))
            label.text = labels[0] if count <= 1 else labels[1].format(count=count)

    def _show_opening(self, opening: Opening | None, wanted: RenderSettings | None) -> None:
        """Show how the edit begins in the first shape, how long it is and how many pictures it has."""
        self.opening.set_visibility(opening is not None and opening.thumbnail is not None)
        if opening is None or opening.thumbnail is None:
            return
        if wanted is not None:
            self.opening.style(f"--bs-shape: {wanted.output_width} / {wanted.output_height}")
        self.player.show(opening.thumbnail)
        self.facts.text = texts.render.opening(opening.duration_ms, opening.segments)

    def offer_play(self, render_id: str | None) -> None:
        """Let a press on the picture of the opening play a video, if there is one of this edit."""
        self.player.offer(render_id)

    def _tell_missing(self) -> None:
        """Say what a video takes that is not there, with the way to it."""
        words, way = texts.render.MISSING[self.lacking]
        self.nothing.clear()
        with self.nothing:
            Text("span", words)
            Text("a", way, "bs-button", href=f"/p/{self.access.project_id}/{self.lacking}")

    def _expected(self) -> tuple[list[tuple[RenderSettings, Expected]], Opening | None, Making]:
        """Return what the chosen videos are and would take, how the edit opens, and if they are there.

        There are none without an edit or a song.
        """
        with self.access.reading() as opened:
            there = readiness_of(opened)
            self.lacking = _lacking(there)
            now = self.edited_as = settings_of(opened.project)
            self.shapes.follow(now)
            if not self.remembered:
                self.remembered = True
                self.shapes.remember(last_shapes(opened))
            self.chosen = first_choices(opened) if there.has_beats else None
            if not there.has_beats:
                return [], None, "not"
            usual = RenderSettings(**self._settings(now).model_dump())
            shapes = in_shapes(usual, self.shapes.chosen)
            taken = [(wanted, expected(opened, wanted)) for wanted in shapes]
            opening = opening_of(opened)
            states = {making_of(opened, wanted) for wanted in shapes}
            made: Making = "not" if "not" in states else "making" if "making" in states else "made"
        return [(wanted, found) for wanted, found in taken if found is not None], opening, made

    def _comparison(self) -> Comparison | None:
        """Return the qualities of what is chosen, in the first of its shapes; reads the database."""
        with self.access.reading() as opened:
            usual = RenderSettings(**self._settings(settings_of(opened.project)).model_dump())
            return comparison_of(opened, in_shapes(usual, self.shapes.chosen)[0])

    def wish(self, kind: JobType) -> RenderJobCreate:
        """Return the order of a preview, or of the video as it was chosen; reads the database."""
        with self.access.reading() as opened:
            chosen = self._settings(settings_of(opened.project))
        return RenderJobCreate(
            job_type=kind,
            settings=chosen if kind == "final" else None,
            aspect_ratios=self.shapes.chosen,
        )

    def _settings(self, now: ProjectSettings) -> RenderSettingsRequest:
        """Return what was chosen; size and rate are those of the edit unless another size was."""
        width, height = now.output_width, now.output_height
        if self.size != SIZE_OF_EDIT:
            width, height = map(int, self.size.split("x"))
        return RenderSettingsRequest(
            output_width=width,
            output_height=height,
            output_fps=now.output_fps,
            ntsc=now.ntsc,
            quality_preset=self.quality,
            codec=self.codec,
            hardware=self.encoder == HARDWARE,
        )


def _lacking(there: Readiness) -> str:
    """Return the tab of the first thing that a video still takes."""
    if not there.has_edit and there.pictures_ready + there.pictures_coming == 0:
        return "media"
    return "music" if there.song in ("none", "failed") else "edit"


def _told(found: Sequence[tuple[RenderSettings, Expected]]) -> str:
    """Return what the videos would probably take, all of them together."""
    estimates = [one.estimate for _, one in found]
    least, most = sum(one.least_size for one in estimates), sum(one.file_size for one in estimates)
    size = texts.amounts.probable_size(least, most)
    seconds = sum(one.seconds for one in estimates), sum(one.most_seconds for one in estimates)
    time = texts.amounts.probable_time(*seconds)
    drawn = sum(one.drawn for _, one in found) / len(found)
    words = texts.render.ESTIMATE_OF_ALL if len(found) > 1 else texts.render.ESTIMATE
    return f"{words.format(size=size, time=time)} {_drawn_words(drawn)}".rstrip()


def _output(found: Sequence[tuple[RenderSettings, Expected]]) -> str:
    """Return what the videos will be: each one's size, and the format of all."""
    *others, (last, _) = found
    sizes = [texts.render.SIZE.format(size=encoding_for(wanted)) for wanted, _ in others]
    return ", ".join([*sizes, output_words(last)])


def _drawn_words(share: float) -> str:
    if share == 1:
        return texts.render.DRAWN["all"]
    percent = int(100 * share)
    return texts.render.DRAWN["some"].format(percent=percent) if percent >= WORTH_TELLING_PERCENT else ""
