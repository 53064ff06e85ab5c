"""The words of the settings of an edit."""

from collections.abc import Sequence

from beatstitch_ui.languages.current import fill
from beatstitch_ui.languages.current import gettext as _
from beatstitch_ui.texts.amounts import joined, length

SETTINGS = {
    "label": "How the edit is planned",
    "beats_per_cut": "Cut every",
    "pacing": "Pace",
    "transition": "Transition",
    "length": "Transition length",
    "fit": "Pictures",
    "size": "Size",
    "fps": "Frames",
    "ends_on": "Ends with",
    "picture_fade": "Fades to black",
    "loudness": "Loudness",
    "film_length": "Film",
    "more": "More settings",
    "ken_burns": "Move over photos",
    "style": "Style",
    "pulse": "Pulse on the beat",
    "flash": "Flash where a part begins",
    "titles": "Titles",
    "title_style": "Style of titles",
    "slow_motion": "Slow motion on the best moments",
    "panels": "Split screens of upright pictures",
}
CUT_AUTO = "Auto: use every photo"
PACINGS = {
    "directed": "Directed: suits each picture",
    "steady": "Steady",
    "energy": "Follows the energy",
    "sections": "Per part of the song",
}
DIRECTOR_CUTS = "Directed: each picture stands as long as it and the song ask for; choose another pace first"
DIRECTOR_SLOWS = 'Only the director uses slow motion; choose the pace "Directed" first'
DIRECTOR_SPLITS = 'Only the director makes split screens; choose the pace "Directed" first'
FILM_LENGTHS = {
    "0": "As long as the song",
    "15000": "15 s",
    "30000": "30 s",
    "60000": "1 min",
    "120000": "2 min",
}
USE_RANGE = "Use the chosen part"
NO_FADE = "No"
LOUDNESS_AS_IT_IS = "Leave unchanged"
LOUDNESS = "{lufs:g} LUFS"
LOUDNESS_OF = {-23.0: "broadcast", -16.0: "podcasts", -14.0: "streaming"}
ENDS_ON = {"song": "The song", "bar": "Its last whole bar"}
CUT_EVERY = "{n} beats"
CUT_EVERY_BEAT = "beat"
TRANSITIONS = {
    "cut": "Cut",
    "crossfade": "Crossfade",
    "fade_black": "Through black",
    "fade_white": "Through white",
}
TITLE_STYLES = {"clean": "Clean", "serif": "Serif", "bold": "Bold", "cinematic": "Cinematic"}
TITLE_PLACES = {"centre": "Middle", "lower_third": "Lower third", "bottom": "Bottom"}
PULSES = {"": "None", "beats": "On every beat", "downbeats": "On the first of each bar"}
FLASHES = {"": "None", "white": "White", "black": "Black"}
STYLES = {
    "simple": ("Simple", "Hard cuts, nothing added"),
    "calm": ("Calm", "Long holds, slow crossfades"),
    "classic": ("Classic", "Directed, with captions"),
    "lively": ("Lively", "Hard cuts, a pulse on each bar"),
    "cinematic": ("Cinematic", "Through black, wide titles"),
    "party": ("Party", "Fast, pulsing on every beat"),
}
STYLE_IS = "Style: {style}"
STYLE_CHANGED = "Style: {style}, with another {names}"
FILM_TITLES = {"none": "None", "ends": "Opening and ending", "captions": "With captions by day and place"}
TITLE_LINKS = {
    "says": {"opening": "The opening says “{text}”.", "closing": "The ending says “{text}”."},
    "change": "Change it",
    "change_heard": {
        "opening": "Change the title of the opening",
        "closing": "Change the title of the ending",
    },
}
SECONDS = "{seconds:g} s"
CUT_HAS_NO_LENGTH = "A cut has no length; choose another transition first"
FIT_AUTO = "Automatic"
FITS = {"cover": "Fill the frame", "contain": "Whole picture, black", "blur": "Whole picture, blurred"}
SIZES = {
    "1920x1080": "1080p · 16:9",
    "3840x2160": "4K · 16:9",
    "1280x720": "720p · 16:9",
    "1080x1920": "Upright · 9:16",
    "1080x1080": "Square · 1:1",
}
FRAMES = "{fps} a second"
SETTING_NAMES = {
    "beats_per_cut": SETTINGS["beats_per_cut"],
    "beats_per_cut_auto": SETTINGS["beats_per_cut"],
    "pacing": SETTINGS["pacing"],
    "transition_type": SETTINGS["transition"],
    "transition_duration_ms": SETTINGS["length"],
    "fit": SETTINGS["fit"],
    "output_width": SETTINGS["size"],
    "output_height": SETTINGS["size"],
    "output_fps": SETTINGS["fps"],
    "ends_on": SETTINGS["ends_on"],
    "ken_burns_enabled": SETTINGS["ken_burns"],
    "style": SETTINGS["style"],
    "pulse": SETTINGS["pulse"],
    "pulse_zoom": SETTINGS["pulse"],
    "flash": SETTINGS["flash"],
    "titles": SETTINGS["titles"],
    "title_style": SETTINGS["title_style"],
    "slow_motion": SETTINGS["slow_motion"],
    "panels": SETTINGS["panels"],
    "fade_in_ms": "Fade-in",
    "fade_out_ms": "Fade-out",
    "picture_fade_ms": SETTINGS["picture_fade"],
    "film_length_ms": SETTINGS["film_length"],
}


def film_kept(milliseconds: int) -> str:
    """Return the length of a film that has not followed its song, as a choice."""
    return _("{length}, as it is").format(length=length(milliseconds))


def still_plays(film_ms: int, wanted_ms: int) -> str:
    """Return what a film plays that was kept though another part or length of its song is chosen."""
    if length(film_ms) == length(wanted_ms):
        return _("The film still plays another part of the song than the one that is chosen.")
    told = _("The film still plays {film} of the song, as it did before; {wanted} are chosen.")
    return told.format(film=length(film_ms), wanted=length(wanted_ms))


def range_keeps(film_ms: int) -> str:
    """Return what the way out does that keeps a person's changes in a film of another length."""
    told = _(
        "“Keep my changes” makes the film {length} long and leaves order, lengths, titles, frames, "
        "transitions and locks as they are, as far as the song goes."
    )
    return told.format(length=length(film_ms))


def make_it(film_ms: int, wanted_ms: int) -> str:
    """Return the offer to let a film that was kept follow after all."""
    told = length(wanted_ms)
    return _(USE_RANGE) if told == length(film_ms) else _("Make it {length} long").format(length=told)


def loudness(lufs: float) -> str:
    """Return a loudness with the service that asks for it."""
    asked_by = LOUDNESS_OF.get(lufs)
    told = fill(_(LOUDNESS), {"lufs": lufs})
    return f"{told} · {_(asked_by)}" if asked_by else told


def settings_named(names: Sequence[str]) -> str:
    """Return what the settings of these names are called on the page, each once."""
    return joined(list(dict.fromkeys(_(SETTING_NAMES.get(name, name)) for name in names)))


def style_told(style: str | None, changed: Sequence[str]) -> str:
    """Return which style the film has, and what is no longer as that has it."""
    if style is None:
        return _("Style: your own")
    name = _(STYLES[style][0])
    if not changed:
        return _(STYLE_IS).format(style=name)
    return _(STYLE_CHANGED).format(style=name, names=settings_named(changed))
