"""The panel of the render page that orders: the final video as chosen, or a preview of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from nicegui import background_tasks, ui

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.pages.render.order_preview import (
    HARDWARE,
    PROCESSOR,
    SIZE_OF_EDIT,
    ExpectedVideo,
    OrderChoice,
    order_preview,
)
from beatstitch_ui.pages.render.playable_opening import PlayableOpening
from beatstitch_ui.pages.render.preview_panel import PreviewPanel
from beatstitch_ui.pages.render.quality_difference import QualityDifference
from beatstitch_ui.pages.render.render_line import output_words
from beatstitch_ui.pages.render.shape_choice import ShapeChoice
from beatstitch_ui.shell.choices_note import ChoicesNote
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select
from core.projects.renders.quality_samples import Comparison
from core.projects.renders.render_state import Making, Opening
from core.render.video.encoding import encoding_for
from core.render.video.hardware import encoder_at_hand
from core.schemas import JobType, RenderSettings

WORTH_TELLING_PERCENT = 10
Order = Callable[[JobType], Awaitable[None]]
Change = Callable[[dict[str, Any]], Awaitable[None]]


class OrderPanels:
    """What is `chosen` for the next video, what that would take, and the buttons that order it."""

    def __init__(
        self, access: ProjectAccess, order: Order, on_settings: Change, play: Callable[[str], object]
    ) -> None:
        self.access = access
        self.choice = OrderChoice()
        self.asked = 0
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
            choice = self.choice
            sizes = {SIZE_OF_EDIT: texts.render.SIZE_OF_EDIT} | texts.render.RENDER_SIZES
            select(texts.render.OUTPUT_SIZE, sizes, choice.size, partial(self._choose, "size"))
            qualities, codecs = texts.render.QUALITIES, texts.render.CODECS
            select(texts.render.QUALITY, qualities, choice.quality, partial(self._choose, "quality"))
            select(texts.render.CODEC, codecs, choice.codec, partial(self._choose, "codec"))
            self.encoders = Box("div")
            self.encoders.set_visibility(False)

    async def _choose(self, name: str, value: str) -> None:
        self.choice = replace(self.choice, **{name: value})
        if name == "codec":
            await self._offer_encoders()
        await self.tell()

    async def _offer_encoders(self) -> None:
        """Offer a hardware encoder where a trial, which takes a moment, finds that one works."""
        library = await asyncio.to_thread(encoder_at_hand, self.choice.codec)
        self.encoders.clear()
        self.encoders.set_visibility(library is not None)
        if library is None:
            self.choice = replace(self.choice, encoder=PROCESSOR)
            return
        found = {PROCESSOR: texts.render.PROCESSOR, HARDWARE: texts.render.encoder_name(library)}
        with self.encoders:
            select(texts.render.ENCODER, found, self.choice.encoder, partial(self._choose, "encoder"))

    async def tell(self) -> None:
        """Say what the chosen video will be and would probably take, or that there is no edit to show."""
        self.asked += 1
        asked = self.asked
        preview = await asyncio.to_thread(order_preview, self.access, self.chosen)
        if asked != self.asked:
            return  # something else was chosen meanwhile, whose answer is on its way
        videos = preview.videos
        self.shapes.show(preview.shapes)
        self._show_opening(preview.opening, videos[0].settings if videos else None)
        self.choices.show(preview.choices, preview.edited_as)
        self.told.set_visibility(bool(videos))
        self.difference.root.set_visibility(bool(videos) and self.choice.encoder == PROCESSOR)
        self.nothing.set_visibility(not videos)
        self._name_starts(len(videos), preview.made)
        self.preview.root.set_visibility(preview.made != "made")
        if videos:
            self.told.text = texts.render.MAKINGS.get(preview.made) or _told(videos)
            self.output.text = _output(videos)
            background_tasks.create(self.difference.tell())
        else:
            self._tell_missing(preview.lacking)

    @property
    def chosen(self) -> OrderChoice:
        """What is chosen just now, with the shapes."""
        return replace(self.choice, shapes=self.shapes.selected)

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

    def _tell_missing(self, lacking: str) -> None:
        """Say what a video takes that is not there, with the way to it."""
        words, way = texts.render.MISSING[lacking]
        self.nothing.clear()
        with self.nothing:
            Text("span", words)
            Text("a", way, "bs-button", href=f"/p/{self.access.project_id}/{lacking}")

    async def _comparison(self) -> Comparison | None:
        """Return the qualities of what is chosen, in the first of its shapes."""
        return await asyncio.to_thread(self.chosen.comparison, self.access)


def _told(videos: Sequence[ExpectedVideo]) -> str:
    """Return what the videos would probably take, all of them together."""
    estimates = [one.expected.estimate for one in videos]
    least, most = sum(one.least_size for one in estimates), sum(one.file_size for one in estimates)
    size = texts.amounts.probable_size(least, most)
    seconds = sum(one.seconds for one in estimates), sum(one.most_seconds for one in estimates)
    time = texts.amounts.probable_time(*seconds)
    drawn = sum(one.expected.drawn for one in videos) / len(videos)
    words = texts.render.ESTIMATE_OF_ALL if len(videos) > 1 else texts.render.ESTIMATE
    return f"{words.format(size=size, time=time)} {_drawn_words(drawn)}".rstrip()


def _output(videos: Sequence[ExpectedVideo]) -> str:
    """Return what the videos will be: each one's size, and the format of all."""
    *others, last = videos
    sizes = [texts.render.SIZE.format(size=encoding_for(one.settings)) for one in others]
    return ", ".join([*sizes, output_words(last.settings)])


def _drawn_words(share: float) -> str:
    if share == 1:
        return texts.render.DRAWN["all"]
    percent = int(100 * share)
    return texts.render.DRAWN["some"].format(percent=percent) if percent >= WORTH_TELLING_PERCENT else ""
