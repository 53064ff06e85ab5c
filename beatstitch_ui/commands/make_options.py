"""The options of `beatstitch make`; what they come to is made of them by make_settings."""

import math
from pathlib import Path
from typing import Annotated, Literal

import typer

from beatstitch_ui.commands import texts
from core.effects import StyleName


def _finite(value: float | None) -> float | None:
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter(texts.TIME_WRONG)
    return value


Song = Annotated[Path, typer.Option(help=texts.HELP["audio"])]
Pictures = Annotated[list[Path], typer.Option(metavar="PATH...", help=texts.HELP["media"])]
Out = Annotated[Path, typer.Option(help=texts.HELP["out"])]
Beats = Annotated[Path | None, typer.Option(help=texts.HELP["beats_in"])]
BeatsPerCut = Annotated[str | None, typer.Option(help=texts.HELP["beats_per_cut"])]
Pacing = Annotated[Literal["directed", "steady", "energy"] | None, typer.Option(help=texts.HELP["pacing"])]
Style = Annotated[StyleName | None, typer.Option(help=texts.HELP["style"])]
FilmTitle = Annotated[str | None, typer.Option(help=texts.HELP["title"])]
End = Annotated[Literal["song", "bar"], typer.Option(help=texts.HELP["end"])]
Transition = Annotated[
    Literal["cut", "crossfade", "fade_black", "fade_white"], typer.Option(help=texts.HELP["transition"])
]
TransitionMs = Annotated[int, typer.Option(help=texts.HELP["transition_ms"])]
NoKenBurns = Annotated[bool, typer.Option("--no-ken-burns", help=texts.HELP["no_ken_burns"])]
Size = Annotated[str, typer.Option(help=texts.HELP["size"])]
Fps = Annotated[int, typer.Option(help=texts.HELP["fps"])]
Ntsc = Annotated[bool, typer.Option("--ntsc", help=texts.HELP["ntsc"])]
Fit = Annotated[Literal["cover", "contain", "blur"] | None, typer.Option(help=texts.HELP["fit"])]
Panels = Annotated[bool | None, typer.Option("--panels/--no-panels", help=texts.HELP["panels"])]
Start = Annotated[float, typer.Option(min=0, callback=_finite, help=texts.HELP["start"])]
Duration = Annotated[float | None, typer.Option(min=0.1, callback=_finite, help=texts.HELP["duration"])]
FadeIn = Annotated[float, typer.Option(min=0, max=30, callback=_finite, help=texts.HELP["fade_in"])]
Length = Annotated[float | None, typer.Option(min=5, max=3600, callback=_finite, help=texts.HELP["length"])]
FadeOut = Annotated[float | None, typer.Option(min=0, max=30, callback=_finite, help=texts.HELP["fade_out"])]
PictureFade = Annotated[
    float | None, typer.Option(min=0, max=10, callback=_finite, help=texts.HELP["picture_fade"])
]
Loudness = Annotated[
    float | None, typer.Option(min=-30, max=-8, callback=_finite, help=texts.HELP["loudness"])
]
ClipVolume = Annotated[int, typer.Option(min=0, max=100, help=texts.HELP["clip_volume"])]
Live = Annotated[Literal["photo", "clip", "both"], typer.Option(help=texts.HELP["live"])]
EditOut = Annotated[Path | None, typer.Option(help=texts.HELP["edl_out"])]
MapOut = Annotated[Path | None, typer.Option(help=texts.HELP["map_out"])]
