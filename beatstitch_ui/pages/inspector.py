"""The inspector beside the preview: everything about the chosen segment that can be changed."""

from collections.abc import Callable, Mapping
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.elements import Box, Text
from beatstitch_ui.fields import checkbox, select
from core.edit.edl import EditDecisionList
from core.schemas import EDLSegment, KenBurnsEffect

DEFAULT_LENGTH_MS = 500
VOLUMES = {"0": 0.0, "0.25": 0.25, "0.5": 0.5, "1": 1.0}


class Inspector:
    """Shows one segment; each change is one operation for `operate`."""

    def __init__(self, operate: Callable[[dict[str, Any]], Any], names: Mapping[str, str]) -> None:
        self.operate = operate
        self.names = names
        self.index = -1
        self.panel = Box(
            "section", "bs-panel bs-inspector", aria_label=texts.INSPECTOR["label"], tabindex="-1"
        )
        self.shown: EDLSegment | None = None
        self._fill()

    def show(self, edl: EditDecisionList, index: int, *, focus: bool = False) -> None:
        """Show segment `index`, none for -1."""
        self.index = index
        self._take(edl)
        if focus:
            self.panel.run_method("focus")

    def refresh(self, edl: EditDecisionList, names: Mapping[str, str]) -> None:
        """Show the same place of a newer edit."""
        self.names = names
        self._take(edl)

    def _take(self, edl: EditDecisionList) -> None:
        segment = edl.segments[self.index] if 0 <= self.index < len(edl.segments) else None
        if segment != self.shown:
            self.shown = segment
            self._fill()

    def _fill(self) -> None:
        self.panel.clear()
        with self.panel:
            if self.shown is None:
                Text("h2", texts.INSPECTOR["label"])
                Text("p", texts.INSPECTOR["nothing"], "bs-muted")
            else:
                self._fields(self.shown)

    def _fields(self, segment: EDLSegment) -> None:
        words = texts.INSPECTOR
        Text("h2", words["title"].format(n=segment.index + 1))
        facts = {"beats": segment.beat_count or 0, "seconds": segment.render_duration_ms / 1000}
        Text("p", words["facts"].format(**facts), "bs-muted bs-number")
        select(words["shows"], self.names, segment.media_asset_id, self._sender("replace", "asset_id"))
        if segment.index > 0:
            self._transition(segment)
        select(words["fit"], texts.FITS, segment.fit or "cover", self._sender("set_fit", "fit"))
        if segment.media_type == "image":
            move = segment.effects.ken_burns
            checkbox(words["ken_burns"], self._set_ken_burns, value=bool(move and move.enabled))
        else:
            volumes = {value: f"{float(value):.0%}" for value in VOLUMES}
            select(words["volume"], volumes, f"{segment.volume or 0:g}", self._set_volume)
        checkbox(words["locked"], self._sender("set_lock", "locked"), value=segment.locked)

    def _transition(self, segment: EDLSegment) -> None:
        now = segment.transition_in
        select(
            texts.INSPECTOR["transition"],
            texts.TRANSITIONS,
            now.type if now else "cut",
            lambda kind: self._send("set_transition", type=kind, duration_ms=DEFAULT_LENGTH_MS),
        )

    def _set_ken_burns(self, enabled: bool) -> Any:  # noqa: FBT001 - a value from a checkbox
        old = self.shown.effects.ken_burns if self.shown else None
        move = (old or KenBurnsEffect()).model_copy(update={"enabled": enabled})
        return self._send("set_ken_burns", ken_burns=move.model_dump())

    def _set_volume(self, value: str) -> Any:
        return self._send("set_volume", volume=VOLUMES[value])

    def _sender(self, kind: str, name: str) -> Callable[[Any], Any]:
        return lambda value: self._send(kind, **{name: value})

    def _send(self, kind: str, **values: Any) -> Any:
        return self.operate({"kind": kind, "index": self.index, **values})
