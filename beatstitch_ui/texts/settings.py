"""The words of the settings of an edit."""

from beatstitch_ui.languages.current import fill
from beatstitch_ui.languages.current import gettext as _

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


def loudness(lufs: float) -> str:
    """Return a loudness with the service that asks for it."""
    asked_by = LOUDNESS_OF.get(lufs)
    told = fill(_(LOUDNESS), {"lufs": lufs})
    return f"{told} · {_(asked_by)}" if asked_by else told
