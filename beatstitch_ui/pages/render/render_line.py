"""One line of a project's renders: how far it is, when it will be done, and what can be done with it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.components.local_time import LocalTime
from beatstitch_ui.languages.current import fill, number
from beatstitch_ui.languages.problems import retold
from beatstitch_ui.pages.render.download_link import download_link
from beatstitch_ui.shell.elements import Box, Text, button, icon
from core.edit.framing.shapes import ratio_of
from core.jobs.kinds import UNFINISHED
from core.jobs.messages import ProgressMessage
from core.projects.addresses import poster_url, video_url
from core.projects.changes import RenderMark
from core.projects.renders.render_state import ShownRender
from core.render.video.encoding import KINDS, encoding_for
from core.schemas import RenderJobCreate, RenderSettings, RenderSettingsRequest

PLAYABLE = ("h264", "h265", "av1")


@dataclass(frozen=True)
class RenderActions:
    """What a line asks the page for; each gets the id of the render."""

    cancel: Callable[[str], Awaitable[None]]
    retry: Callable[[str], Awaitable[None]]
    again: Callable[[str], Awaitable[None]]
    delete: Callable[[str], Awaitable[None]]
    play: Callable[[str], None]
    share: Callable[[str], Awaitable[None]]
    send: Callable[[str], Awaitable[None]]


def output_words(settings: RenderSettings) -> str:
    """Return what comes out: the size as it is encoded, rate, format, and the quality of a final."""
    encoding = encoding_for(settings)
    words = texts.render.RENDER_SIZE.format(
        width=encoding.width,
        height=encoding.height,
        fps=number(float(encoding.rate_hz), ".4g"),
        codec=texts.render.CODEC_NAMES[settings.codec],
    )
    return words + texts.render.QUALITY_NAMES[settings.quality_preset]


class RenderLine:
    """One line of the history."""

    def __init__(self, shown: ShownRender, actions: RenderActions) -> None:
        render = shown.render
        self.id, self.project_id = render.id, render.project_id
        self.actions = actions
        self.status = ""
        self.has_immich = self.is_old = self.is_urged = False
        self.job_type = render.job_type
        self.settings = RenderSettings.model_validate_json(render.render_settings_json)
        self.title = _title(render.job_type, self.settings)
        with Box("li", "bs-render") as self.row:
            with Box("div", "bs-render__poster") as poster:
                icon("film")
                self.poster = Box("img", alt="")
            shape = f"{self.settings.output_width} / {self.settings.output_height}"
            poster.style(f"aspect-ratio: {shape}")
            poster.on("click", partial(self._play, render.id), [])
            with Box("div", "bs-render__what"):
                Text("h3", self.title)
                self.made = Box("p", "bs-muted")
            with Box("div", "bs-render__state"):
                self.message = Text("p", "", "bs-number", role="status")
                self.progress = Box(
                    "progress", "bs-progress", max="100", value=0, aria_label=texts.render.PROGRESS
                )
                self.old = Text(
                    "span", texts.render.OLDER, "bs-pill bs-pill--warn", title=texts.render.OLDER_LEAD
                )
            self.tools = Box("div", "bs-toolbar")
            self.details = Box("details", "bs-render__details")

    def show(self, shown: ShownRender, *, has_immich: bool) -> None:
        """Show the state of a render; the button to Immich is for people who have one."""
        render = shown.render
        self.message.classes(add="bs-problem" if render.status == "failed" else "")
        self.progress.set_visibility(render.status in UNFINISHED)
        self.old.set_visibility(shown.is_old)
        is_urged = shown.is_old and not shown.is_followed
        now = render.status, has_immich, shown.is_old, is_urged
        if now != (self.status, self.has_immich, self.is_old, self.is_urged):
            self.status, self.has_immich, self.is_old, self.is_urged = now
            self.row.classes(add="bs-render--playable" if self.is_playable else "")
            self.tools.clear()
            with self.tools:
                self._tools(shown)
            self._date(shown)
            self._explain(shown)
        self.show_progress(RenderMark.of(render), shown.picture_ns)
        if render.status not in UNFINISHED:
            self.message.text = _outcome(shown)

    def show_progress(self, mark: RenderMark, picture_ns: int | None) -> None:
        """Show how far a render is that waits or is made; all else on its line is as it was."""
        news = ProgressMessage.read(mark.progress_message)
        if mark.is_under_way:
            self.message.text = _progress_words(mark, news)
        self.progress.props["value"] = mark.progress_percent
        self.pace.set_visibility(news.frames_per_s is not None)
        self.rate.text = (
            texts.render.RATE.format(rate=news.frames_per_s) if news.frames_per_s is not None else ""
        )
        self._show_picture(picture_ns)

    def _show_picture(self, picture_ns: int | None) -> None:
        self.poster.set_visibility(picture_ns is not None)
        if picture_ns is not None:
            self.poster.props["src"] = f"{poster_url(self.project_id, self.id)}?at={picture_ns}"

    def _play(self, render_id: str) -> None:
        """Play what is clicked on its picture; the button beside it does the same by keyboard."""
        if self.is_playable:
            self.actions.play(render_id)

    @property
    def is_playable(self) -> bool:
        """Whether the video is there, in a format that browsers play."""
        return self.status == "complete" and self.settings.codec in PLAYABLE

    @property
    def request(self) -> RenderJobCreate:
        """The order of the same kind of video of the edit as it is now."""
        if self.job_type == "preview":
            ratio = ratio_of((self.settings.output_width, self.settings.output_height))
            return RenderJobCreate(job_type="preview", aspect_ratios=[ratio] if ratio else [])
        wanted = RenderSettingsRequest.model_validate(
            self.settings.model_dump(include=set(RenderSettingsRequest.model_fields))
        )
        return RenderJobCreate(job_type="final", settings=wanted)

    def focus(self) -> None:
        """Put the focus on the last of the buttons."""
        self.tools.default_slot.children[-1].run_method("focus")

    def _date(self, shown: ShownRender) -> None:
        render = shown.render
        self.made.clear()
        self.made.set_visibility(render.status == "complete")
        if render.status == "complete":
            with self.made:
                LocalTime("{at}", at=render.completed_at or render.created_at)

    def _tools(self, shown: ShownRender) -> None:
        render = shown.render
        if render.status in UNFINISHED:
            button(texts.render.CANCEL, partial(self.actions.cancel, render.id), icon_name="close")
            return
        if render.status == "complete":
            if self.is_urged:
                again = partial(self.actions.again, render.id)
                button(texts.render.MAKE_AGAIN, again, icon_name="retry", title=texts.render.MAKE_AGAIN_HINT)
            if self.is_playable:
                button(texts.render.PLAY_VIDEO, partial(self.actions.play, render.id), icon_name="play")
            is_wanted = render.job_type == "final" and not self.is_old
            download_link(video_url(render) or "", is_primary=is_wanted)
            button(texts.sharing.SHARE, partial(self.actions.share, render.id), icon_name="link")
            if self.has_immich:
                button(texts.sharing.TO_IMMICH, partial(self.actions.send, render.id), icon_name="upload")
        else:
            button(texts.render.RETRY, partial(self.actions.retry, render.id), icon_name="retry")
        delete = partial(self.actions.delete, render.id)
        button(texts.render.DELETE_RENDER, delete, icon_name="trash", icon_only=True, look="quiet")

    def _explain(self, shown: ShownRender) -> None:
        """Tell what few want to know: the format, how a failure came about, who encoded in the end."""
        render = shown.render
        self.details.clear()
        told: list[tuple[str, str]] = [(texts.render.OUTPUT, output_words(self.settings))]
        times: list[tuple[str, datetime | None]] = []
        if render.status == "failed":
            facts = _facts(shown)
            told += [(name, value.format(**facts)) for name, value in texts.render.RENDER_DETAILS]
            times = [(name, getattr(render, column)) for column, name in texts.render.RENDER_TIMES.items()]
        elif render.status == "complete" and self.settings.hardware:
            done = RenderSettings.model_validate_json(render.render_settings_json)
            told.append((texts.render.ENCODER, _encoder(done)))
        with self.details:
            Text("summary", texts.render.DETAILS)
            with Box("dl", "bs-render__facts"):
                for name, at in times:
                    Text("dt", name)
                    with Box("dd"):
                        LocalTime("{at}", at=at) if at else Text("span", texts.render.NEVER)
                for name, value in told:
                    Text("dt", name)
                    Text("dd", value, "bs-number")
                with Box("div", "bs-render__fact") as self.pace:
                    Text("dt", texts.render.SPEED)
                    self.rate = Text("dd", "", "bs-number")


def _title(job_type: str, settings: RenderSettings) -> str:
    """Return what kind of video it is, with the name of its shape if it has one."""
    ratio = ratio_of((settings.output_width, settings.output_height))
    return " · ".join([texts.render.RENDER_KINDS[job_type], *([ratio] if ratio else [])])


def _progress_words(mark: RenderMark, news: ProgressMessage) -> str:
    """Return what a render is at, and once it is known, when it will be done."""
    parts = [texts.render.PHASES.get(news.phase, news.phase) or texts.render.NO_NEWS.get(mark.status, "")]
    if news.done_at is not None:
        left_s = (news.done_at - datetime.now(UTC)).total_seconds()
        parts.append(texts.amounts.time_left(max(0.0, left_s)))
    facts = {"percent": mark.progress_percent, "message": " · ".join(parts)}
    return fill(texts.render.RENDER_MESSAGES[mark.status], facts).strip(" ·")


def _outcome(shown: ShownRender) -> str:
    """Return what has come of a render that is over."""
    render = shown.render
    facts: dict[str, Any] = {
        "length": texts.amounts.length(render.duration_ms) if render.duration_ms else "",
        "size_mb": (render.file_size or 0) / 1e6,
        "error": retold(render.error_message or ""),
    }
    return fill(texts.render.RENDER_MESSAGES[render.status], facts).strip(" ·")


def _facts(shown: ShownRender) -> dict[str, Any]:
    """Return what helps to find the cause of a failure."""
    render, job = shown.render, shown.job
    return {
        "percent": render.progress_percent,
        "attempts": job.attempt if job else 0,
        "failures": job.failures if job else 0,
        "deaths": job.deaths if job else 0,
        "settings": render.render_settings_json,
        "order": render.id,
    }


def _encoder(done: RenderSettings) -> str:
    """Return who encoded a finished video, and whether that was a way out."""
    if done.encoder in (None, KINDS[done.codec].library):
        return texts.render.NO_HARDWARE
    return texts.render.encoder_name(done.encoder)
