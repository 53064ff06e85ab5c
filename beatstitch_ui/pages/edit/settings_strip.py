"""The strip of project settings above the timeline; each change re-plans the edit."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.components.edit.title_links import TitleLinks
from beatstitch_ui.languages.current import fill
from beatstitch_ui.shell.elements import Box, Text
from beatstitch_ui.shell.fields import checkbox, enable, select
from core.schemas import BEATS_PER_CUT, ProjectSettings

AUTO, AS_IT_IS = "auto", "none"
TRANSITION_LENGTHS_MS = (200, 300, 500, 800, 1200, 2000)
FADES_MS = (500, 1000, 2000, 3000, 5000)
LOUDNESSES_LUFS = (-23.0, -16.0, -14.0)
RATES = (24, 25, 30, 50, 60)


class SettingsStrip:
    """Selects for what a project's plan is made with; `on_change` gets what was changed, by name.

    `edit` names the edit that is shown and its player, as components do; `kept_ms` is how long a film is
    that has not followed the song's range or the length that is set.
    """

    def __init__(
        self,
        settings: ProjectSettings,
        on_change: Callable[[dict[str, Any]], Any],
        edit: Mapping[str, str],
        kept_ms: int | None = None,
    ) -> None:
        self.edit = edit
        self.settings, self.kept_ms = settings, kept_ms
        self.on_change = on_change
        with Box("section", "bs-strip", aria_label=texts.settings.SETTINGS["label"]):
            Text("h2", texts.settings.SETTINGS["label"])
            with Box("div", "bs-strip__group"):
                film = _Field(("film_length_ms",), self._film_length)
                usual = [
                    film,
                    _Field(("pacing", "beats_per_cut", "beats_per_cut_auto"), self._cuts),
                    _Field(("transition_type", "transition_duration_ms"), self._transitions),
                    _Field(("fit",), self._fit),
                    _Field(("output_width", "output_height"), self._size),
                    _Field(("ken_burns_enabled",), self._moves),
                ]
            with Box("div", "bs-strip__group"):
                rare = [
                    _Field(("output_fps",), self._rate),
                    _Field(("ends_on",), self._end),
                    _Field(("picture_fade_ms",), self._fade),
                    _Field(("titles",), self._titles),
                    _Field(("title_style",), self._title_style),
                    _Field(("pulse",), self._pulse),
                    _Field(("flash",), self._flash),
                    _Field(("slow_motion", "panels", "pacing"), self._of_the_director),
                    _Field(("loudness_lufs",), self._sound),
                ]
        self._film, self._fields = film, [*usual, *rare]

    def show(self, settings: ProjectSettings, kept_ms: int | None) -> None:
        """Show settings that were changed elsewhere, or by undo.

        A field that says the same stays, so that one that is used at this moment is not taken away.
        """
        before, kept_before_ms = self.settings, self.kept_ms
        self.settings, self.kept_ms = settings, kept_ms
        for field in self._fields:
            is_other = any(getattr(settings, name) != getattr(before, name) for name in field.shows)
            if is_other or (field is self._film and kept_ms != kept_before_ms):
                field.make_again()

    def _film_length(self) -> None:
        now = self.settings.film_length_ms or 0
        own = {} if str(now) in texts.settings.FILM_LENGTHS else _seconds((), now)
        kept = {} if self.kept_ms is None else {AS_IT_IS: texts.settings.film_kept(self.kept_ms)}
        select(
            texts.settings.SETTINGS["film_length"],
            kept | dict(sorted((texts.settings.FILM_LENGTHS | own).items(), key=lambda one: int(one[0]))),
            str(now) if self.kept_ms is None else AS_IT_IS,
            self._set_film_length,
        )

    def _set_film_length(self, value: str) -> Any:
        return None if value == AS_IT_IS else self._set(film_length_ms=int(value) or None)

    def _cuts(self) -> None:
        now, words = self.settings, texts.settings.SETTINGS
        beats = {
            str(n): texts.settings.CUT_EVERY.format(n=n) if n > 1 else texts.settings.CUT_EVERY_BEAT
            for n in BEATS_PER_CUT
        }
        select(words["pacing"], texts.settings.PACINGS, now.pacing, self._set_pacing)
        self._beats = select(
            words["beats_per_cut"],
            beats | {AUTO: texts.settings.CUT_AUTO},
            AUTO if now.beats_per_cut_auto else str(now.beats_per_cut),
            self._set_beats,
        )
        self._offer_beats(now.pacing)

    def _offer_beats(self, pacing: str) -> None:
        enable(self._beats, enabled=pacing != "directed", reason=texts.settings.DIRECTOR_CUTS)

    def _set_pacing(self, value: str) -> Any:
        self._offer_beats(value)
        self._offer_directors(value)
        return self._set(pacing=value)

    def _transitions(self) -> None:
        now, words = self.settings, texts.settings.SETTINGS
        select(
            words["transition"],
            texts.settings.TRANSITIONS,
            now.transition_type,
            self._set_transition,
        )
        self._length = select(
            words["length"],
            _seconds(TRANSITION_LENGTHS_MS, now.transition_duration_ms),
            str(now.transition_duration_ms),
            lambda value: self._set(transition_duration_ms=int(value)),
        )
        self._offer_length(now.transition_type)

    def _offer_length(self, transition: str) -> None:
        enable(self._length, enabled=transition != "cut", reason=texts.settings.CUT_HAS_NO_LENGTH)

    def _set_transition(self, value: str) -> Any:
        self._offer_length(value)
        return self._set(transition_type=value)

    def _fit(self) -> None:
        select(
            texts.settings.SETTINGS["fit"],
            {AUTO: texts.settings.FIT_AUTO} | texts.settings.FITS,
            self.settings.fit or AUTO,
            lambda value: self._set(fit=None if value == AUTO else value),
        )

    def _size(self) -> None:
        size = f"{self.settings.output_width}x{self.settings.output_height}"
        offered = {size: size} | texts.settings.SIZES
        select(texts.settings.SETTINGS["size"], offered, size, self._set_size)

    def _moves(self) -> None:
        checkbox(
            texts.settings.SETTINGS["ken_burns"],
            lambda value: self._set(ken_burns_enabled=value),
            value=self.settings.ken_burns_enabled,
        )

    def _rate(self) -> None:
        now = self.settings.output_fps
        rates = {str(rate): texts.settings.FRAMES.format(fps=rate) for rate in sorted({*RATES, now})}
        self._choice("output_fps", rates, words="fps", number=True)

    def _end(self) -> None:
        self._choice("ends_on", texts.settings.ENDS_ON)

    def _fade(self) -> None:
        lengths = {"0": texts.settings.NO_FADE} | _seconds(FADES_MS, self.settings.picture_fade_ms)
        self._choice("picture_fade_ms", lengths, words="picture_fade", number=True)

    def _titles(self) -> None:
        self._choice("titles", texts.settings.FILM_TITLES)
        TitleLinks(**self.edit)

    def _title_style(self) -> None:
        self._choice("title_style", texts.settings.TITLE_STYLES)

    def _pulse(self) -> None:
        self._choice("pulse", _with_none(texts.settings.PULSES))

    def _flash(self) -> None:
        self._choice("flash", _with_none(texts.settings.FLASHES))

    def _choice(
        self, name: str, offered: Mapping[str, str], *, words: str = "", number: bool = False
    ) -> None:
        """Make the choice of one setting."""
        take = int if number else str
        label, now = texts.settings.SETTINGS[words or name], str(getattr(self.settings, name))
        select(label, offered, now, lambda value: self._set(**{name: take(value)}))

    def _of_the_director(self) -> None:
        now, words = self.settings, texts.settings.SETTINGS
        self._slow_motion = checkbox(
            words["slow_motion"], lambda value: self._set(slow_motion=value), value=now.slow_motion
        )
        self._panels = checkbox(words["panels"], lambda value: self._set(panels=value), value=now.panels)
        self._offer_directors(now.pacing)

    def _offer_directors(self, pacing: str) -> None:
        is_directed = pacing == "directed"
        enable(self._slow_motion, enabled=is_directed, reason=texts.settings.DIRECTOR_SLOWS)
        enable(self._panels, enabled=is_directed, reason=texts.settings.DIRECTOR_SPLITS)

    def _sound(self) -> None:
        now = self.settings.loudness_lufs
        offered: list[float] = sorted({*LOUDNESSES_LUFS, *([now] if now is not None else [])})
        select(
            texts.settings.SETTINGS["loudness"],
            {AS_IT_IS: texts.settings.LOUDNESS_AS_IT_IS}
            | {f"{at:g}": texts.settings.loudness(at) for at in offered},
            AS_IT_IS if now is None else f"{now:g}",
            lambda value: self._set(loudness_lufs=None if value == AS_IT_IS else float(value)),
        )

    def _set_beats(self, value: str) -> Any:
        if value == AUTO:
            return self._set(beats_per_cut_auto=True)
        return self._set(beats_per_cut=int(value), beats_per_cut_auto=False)

    def _set_size(self, value: str) -> Any:
        width, height = map(int, value.split("x"))
        return self._set(output_width=width, output_height=height)

    def _set(self, **changes: Any) -> Any:
        self.settings = self.settings.model_copy(update=changes)
        return self.on_change(changes)


def _seconds(offered_ms: Sequence[int], now_ms: int) -> dict[str, str]:
    """Return lengths to choose from, the present one among them unless it is none."""
    lengths = sorted({*offered_ms, now_ms} - {0})
    return {str(ms): fill(texts.settings.SECONDS, {"seconds": ms / 1000}) for ms in lengths}


def _with_none(offered: Mapping[str, str]) -> dict[str, str]:
    """Return a setting's choices, with the word for none first."""
    return {"none": texts.settings.PULSES[""]} | {value: shown for value, shown in offered.items() if value}


class _Field:
    """One or a few fields that belong together, and the settings that they show."""

    def __init__(self, shows: Sequence[str], make: Callable[[], None]) -> None:
        self.shows, self._make = shows, make
        self._place = Box("div", "bs-strip__field")
        self.make_again()

    def make_again(self) -> None:
        """Make the fields as the settings are now, in place of those that are there."""
        self._place.clear()
        with self._place:
            self._make()
