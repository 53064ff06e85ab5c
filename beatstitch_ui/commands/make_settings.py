"""The settings of a project that the options of `beatstitch make` come to."""

from typing import Any

import typer

from beatstitch_ui.commands.options import given, in_style, project_settings, ratios_of, size_in_shape, titled
from core.schemas import ProjectSettings

AUTO = "auto"
USUAL_BEATS_PER_CUT = 4
# How a film of a given length ends, which is cut out of its song.
FADE_OUT_S, PICTURE_FADE_S = 2.0, 1.0


def settings_of(context: typer.Context) -> ProjectSettings:
    """Return the settings of a call of `make`; BadParameter names an option whose value can't be used."""
    values = context.params
    width, height = size_in_shape(values["size"], ratios_of(values["aspect"]))
    beats_per_cut, length = values["beats_per_cut"], values["length"]
    wanted: dict[str, Any] = {
        "beats_per_cut": USUAL_BEATS_PER_CUT if beats_per_cut in (AUTO, None) else beats_per_cut,
        "beats_per_cut_auto": beats_per_cut == AUTO,
        "pacing": values["pacing"] or ("directed" if beats_per_cut is None else "steady"),
        "ends_on": values["end"],
        "transition_type": values["transition"],
        "transition_duration_ms": values["transition_ms"],
        "ken_burns_enabled": not values["no_ken_burns"],
        "output_width": width,
        "output_height": height,
        "output_fps": values["fps"],
        "ntsc": values["ntsc"],
        "fit": values["fit"],
        "panels": bool(values["panels"]),
        "fade_in_ms": _ms(values["fade_in"]),
        "fade_out_ms": _ms(values["fade_out"], FADE_OUT_S if length else 0.0),
        "picture_fade_ms": _ms(values["picture_fade"], PICTURE_FADE_S if length else 0.0),
        "loudness_lufs": values["loudness"],
        "film_length_ms": None if length is None else _ms(length),
    }
    style, title = values["style"], values["title"]
    return project_settings(**in_style(style, wanted, given(context)), **titled(title, style))


def _ms(seconds: float | None, usual_s: float = 0.0) -> int:
    return round(1000 * (usual_s if seconds is None else seconds))
