"""The styles as sets of settings: one choice sets them all, and each can be changed after that."""

from typing import Any

from core.effects import StyleName
from core.schemas import ProjectSettings

STYLES: dict[StyleName, dict[str, Any]] = {
    "simple": {
        "pacing": "directed",
        "beats_per_cut": 4,
        "transition_type": "cut",
        "transition_duration_ms": 500,
        "pulse": "none",
        "flash": "none",
        "titles": "none",
        "title_style": "clean",
        "fade_in_ms": 0,
        "fade_out_ms": 0,
        "picture_fade_ms": 0,
    },
    "calm": {
        "pacing": "directed",
        "beats_per_cut": 8,
        "transition_type": "crossfade",
        "transition_duration_ms": 1200,
        "pulse": "none",
        "flash": "none",
        "titles": "ends",
        "title_style": "serif",
        "fade_in_ms": 1000,
        "fade_out_ms": 4000,
        "picture_fade_ms": 2500,
    },
    "classic": {
        "pacing": "directed",
        "beats_per_cut": 4,
        "transition_type": "crossfade",
        "transition_duration_ms": 400,
        "pulse": "none",
        "flash": "none",
        "titles": "captions",
        "title_style": "clean",
        "fade_in_ms": 0,
        "fade_out_ms": 3000,
        "picture_fade_ms": 1500,
    },
    "lively": {
        "pacing": "directed",
        "beats_per_cut": 4,
        "transition_type": "cut",
        "transition_duration_ms": 300,
        "pulse": "downbeats",
        "pulse_zoom": 0.03,
        "slow_motion": True,
        "panels": True,
        "flash": "none",
        "titles": "captions",
        "title_style": "bold",
        "fade_in_ms": 0,
        "fade_out_ms": 2000,
        "picture_fade_ms": 500,
    },
    "cinematic": {
        "pacing": "directed",
        "beats_per_cut": 8,
        "transition_type": "fade_black",
        "transition_duration_ms": 800,
        "pulse": "none",
        "flash": "none",
        "titles": "ends",
        "title_style": "cinematic",
        "slow_motion": True,
        "fade_in_ms": 2000,
        "fade_out_ms": 4000,
        "picture_fade_ms": 3000,
    },
    "party": {
        "pacing": "energy",
        "beats_per_cut": 2,
        "transition_type": "cut",
        "transition_duration_ms": 200,
        "pulse": "beats",
        "pulse_zoom": 0.05,
        "flash": "white",
        "titles": "ends",
        "title_style": "bold",
        "fade_in_ms": 0,
        "fade_out_ms": 1000,
        "picture_fade_ms": 0,
    },
}
# What no style says is the same in all of them.
COMMON: dict[str, Any] = {
    "ken_burns_enabled": True,
    "beats_per_cut_auto": False,
    "pulse_zoom": 0.04,
    "slow_motion": False,
    "panels": False,
}


def settings_of_style(style: StyleName | None) -> dict[str, Any]:
    """Return what a style sets, itself included; without one nothing but that there is none."""
    return {"style": None} if style is None else COMMON | STYLES[style] | {"style": style}


def style_of(settings: ProjectSettings) -> StyleName | None:
    """Return the chosen style, else `simple` while all is as projects of the pages begin."""
    if settings.style is not None:
        return settings.style
    simple = settings.model_copy(update={"style": "simple"})
    return None if changed_since(simple) else "simple"


def changed_since(settings: ProjectSettings) -> list[str]:
    """Return the names of the settings that are no longer as their style set them."""
    return [
        name
        for name, value in settings_of_style(settings.style).items()
        if getattr(settings, name) != value and not _is_unused(name, settings)
    ]


def _is_unused(name: str, settings: ProjectSettings) -> bool:
    """Tell whether a setting does nothing beside the others, so that nobody sees its change."""
    return (
        (name == "beats_per_cut" and settings.pacing == "directed")
        or (name == "slow_motion" and settings.pacing != "directed")
        or (name == "title_style" and settings.titles == "none")
        or (name == "transition_duration_ms" and settings.transition_type == "cut")
    )
