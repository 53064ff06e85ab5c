"""The strip of project settings above the timeline; each change plans the edit anew."""

from collections.abc import Callable
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.elements import Box
from beatstitch_ui.fields import checkbox, select
from core.schemas import BEATS_PER_CUT, ProjectSettings

AUTO = FIT_BY_KIND = "auto"
TRANSITION_LENGTHS_MS = (200, 300, 500, 800, 1200, 2000)
RATES = (24, 25, 30, 50, 60)


class SettingsStrip:
    """Selects for what a project's plan is made with."""

    def __init__(self, settings: ProjectSettings, on_change: Callable[[ProjectSettings], Any]) -> None:
        self.settings = settings
        self.on_change = on_change
        with Box("section", "bs-strip", aria_label=texts.SETTINGS["label"]):
            self._choices()

    def _choices(self) -> None:
        now = self.settings
        words = texts.SETTINGS
        beats = {
            str(n): texts.CUT_EVERY.format(n=n) if n > 1 else texts.CUT_EVERY_BEAT for n in BEATS_PER_CUT
        }
        select(
            words["beats_per_cut"],
            beats | {AUTO: texts.CUT_AUTO},
            AUTO if now.beats_per_cut_auto else str(now.beats_per_cut),
            self._set_beats,
        )
        select(words["pacing"], texts.PACINGS, now.pacing, lambda value: self._set(pacing=value))
        select(
            words["transition"],
            texts.TRANSITIONS,
            now.transition_type,
            lambda value: self._set(transition_type=value),
        )
        lengths = sorted({*TRANSITION_LENGTHS_MS, now.transition_duration_ms})
        select(
            words["length"],
            {str(ms): texts.SECONDS.format(seconds=ms / 1000) for ms in lengths},
            str(now.transition_duration_ms),
            lambda value: self._set(transition_duration_ms=int(value)),
        )
        select(
            words["fit"],
            {FIT_BY_KIND: texts.FIT_AUTO} | texts.FITS,
            now.fit or FIT_BY_KIND,
            lambda value: self._set(fit=None if value == FIT_BY_KIND else value),
        )
        size = f"{now.output_width}x{now.output_height}"
        select(words["size"], {size: size} | texts.SIZES, size, self._set_size)
        rates = {str(rate): texts.FRAMES.format(fps=rate) for rate in sorted({*RATES, now.output_fps})}
        select(words["fps"], rates, str(now.output_fps), lambda value: self._set(output_fps=int(value)))
        select(words["ends_on"], texts.ENDS_ON, now.ends_on, lambda value: self._set(ends_on=value))
        checkbox(
            words["ken_burns"],
            lambda value: self._set(ken_burns_enabled=value),
            value=now.ken_burns_enabled,
        )

    def _set_beats(self, value: str) -> Any:
        if value == AUTO:
            return self._set(beats_per_cut_auto=True)
        return self._set(beats_per_cut=int(value), beats_per_cut_auto=False)

    def _set_size(self, value: str) -> Any:
        width, height = map(int, value.split("x"))
        return self._set(output_width=width, output_height=height)

    def _set(self, **changes: Any) -> Any:
        self.settings = ProjectSettings.model_validate(self.settings.model_dump() | changes)
        return self.on_change(self.settings)
