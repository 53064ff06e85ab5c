"""The words of the Music page and of corrections."""

from collections.abc import Mapping
from typing import Any

from beatstitch_ui.languages.current import gettext as _
from beatstitch_ui.texts.timeline import INTENSITIES
from beatstitch_ui.texts.uploads import UPLOADS

SONG = {
    "label": "Song",
    "toolbar": "Listening",
    "play": "Play",
    "pause": "Pause",
    "click": "Metronome",
    "tap": "Tap along",
    "tap_hint": "Tap this, or T, on each beat while the song plays",
    "tapped": {"first": "1 tap", "pace": "{n} taps, {bpm} BPM"},
    "use_taps": "Use the taps",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "fit": "Show the whole song",
    "beats": "Beats of the song: left and right choose a beat, up and down a part, Space plays",
    "start": "Start of the part to use",
    "end": "End of the part to use",
    "edge": "Start of part {n}, {name}",
    "whole": "Uses the whole song, {from} to {to}. Drag the green edges to use a part of it.",
    "part": "Uses {from} to {to} of the song. Drag the green edges to change that.",
    "fade_in": "Fade in, s",
    "fade_out": "Fade out, s",
    "unsure": "Tinted: not sure of the beats here",
    "choice": "What is chosen",
    "nothing": "Choose a beat, or a part above the waveform; Shift chooses a stretch of beats.",
    "beat": "Beat {n} of {of}, {at}",
    "chosen": {
        "stretch": "Stretch of {n} beats, {from} to {to}",
        "part": "Part {n} of {of}, {from} to {to}",
    },
    "let_go": "Clear selection",
    "acts": {
        "none": {"add_beat": "Add a beat at the playhead", "split_part": "Begin a part at the playhead"},
        "beat": {
            "one": "This is the one",
            "earlier": "This beat earlier",
            "later": "This beat later",
            "snap": "Snap to the sound",
            "remove": "Remove this beat",
            "stretch": "Choose a stretch from here",
        },
        "stretch": {
            "shorter": "One beat shorter",
            "longer": "One beat longer",
            "even": "Space evenly",
            "earlier": "Its end earlier",
            "later": "Its end later",
            "fewer": "One beat fewer in it",
            "more": "One beat more in it",
        },
        "part": {
            "earlier": "Begin a bar earlier",
            "later": "Begin a bar later",
            "split_part": "Split at the playhead",
            "merge": "Merge with the next",
        },
    },
    "part_name": "Name",
    "intensity": "Intensity",
    "intensities": INTENSITIES,
    "pace": "Cut every",
    "paces": [
        ["", "as set"],
        ["1", "beat"],
        ["2", "2 beats"],
        ["4", "4 beats"],
        ["8", "8 beats"],
        ["16", "16 beats"],
    ],
    "problem": "The beats could not be loaded: {reason}",
    "no_song": "The song cannot be played in this browser.",
}


SONG_UPLOADS = UPLOADS | {
    "label": "Song",
    "invite": "Drop a song anywhere on this page",
    "invite_touch": "Add a song",
    "formats": "MP3, FLAC, WAV, M4A, OGG, Opus, or the sound of a clip.",
    "formats_touch": "MP3, FLAC, WAV, M4A, OGG, Opus, or the sound of a clip.",
    "files": "Choose a song",
}
OTHER_SONG_UPLOADS = SONG_UPLOADS | {
    "label": "Another song",
    "invite": "Use another song",
    "invite_touch": "Use another song",
    "formats": "Drop it anywhere on this page; it takes the place of this one.",
    "formats_touch": "It takes the place of this one.",
}
FILM_IS_SHORTER = "The film is set to {length} (Edit, Settings), and plays so much of it."
NO_SONG = "No song at hand?"
OWN_SONG = "Take BeatStitch's own"
OWN_SONG_HINT = "38 seconds, played by this app; free to use"
LISTENING = "Analysing the song"


def listening(phase: str) -> str:
    """Return what is said while a song is heard, with its phase as soon as there is one."""
    return f"{_(LISTENING)}: {phase}" if phase else _(LISTENING)


SONG_IS = "Song: {name}"
LISTEN_AGAIN = "Re-analyse"
ANALYZER = "Analyser"
ANALYZERS = {"beatstitch": "BeatStitch", "librosa": "librosa", "madmom": "madmom"}


def found_by(analyzer: str) -> str:
    """Return who has found the beats, by name."""
    return _("Beats by {analyzer}").format(analyzer=ANALYZERS.get(analyzer, analyzer))


REMOVE_SONG = "Remove the song"
EARLIER_SONGS = "Earlier songs"
EARLIER = "{name}"
AS_BEFORE = "{name}, with its beats from before it was re-analysed"
BRING_BACK = "Bring back"
SONG_REMOVED = "{name} was removed"
SONG_REPLACED = "{name} was replaced"
SONG_HEARD_AGAIN = "Re-analysing {name}, without its corrections"
DAMAGED = "The file is damaged: {seconds:.2f} s of it can't be decoded and are silent."
SONG_FAILED = "The beats of this song could not be found."
BEATS = "{n} beats"
NO_BEATS = "No beats were found in this song, so the cuts follow an even 120 beats a minute."
NOTHING_TO_DO = "Most songs need nothing on this page: the cuts sit on these beats already."
UNSURE = "The beats of this song are not certain. Listen with the metronome and see whether they fit."


READINGS = {
    "label": "Do the cuts come too fast or too slowly?",
    "hint": "This song can be counted in two ways. Choose one and play it with the metronome.",
    "reading": "{bpm:.0f} BPM",
    "shifted": "{bpm:.0f} BPM, between these beats",
}
SAME_BPM = 0.04


def reading_names(bpm: float, other_bpm: float) -> tuple[str, str]:
    """Return how the two ways to count a song are called; one at the same tempo lies between its beats."""
    kind = "shifted" if abs(other_bpm - bpm) <= SAME_BPM * bpm else "reading"
    return _(READINGS["reading"]).format(bpm=bpm), _(READINGS[kind]).format(bpm=other_bpm)


CORRECTIONS = {
    "label": "Do the beats not fit?",
    "hint": "Listen with the metronome first. Everything on this page can be undone.",
    "double": "Twice as many",
    "halve": "Half as many",
    "earlier": "10 ms earlier",
    "later": "10 ms later",
    "snap": "Snap all to the sound",
    "metre": "Metre",
    "undo": "Undo",
    "redo": "Redo",
    "reset": "Reset beats",
    "reset_parts": "Reset parts",
}
CORRECTION_NAMES = {
    "shift": "moving all beats",
    "halve": "half as many beats",
    "double": "twice as many beats",
    "rephase": "another one",
    "set_metre": "another metre",
    "tap": "tapping along",
    "add_beat": "adding a beat",
    "move_beat": "moving a beat",
    "remove_beat": "removing a beat",
    "retime": "spacing a stretch",
    "snap": "snapping to the sound",
    "reset": "beats as found",
    "use_alternative": "the other way to count",
    "move_boundary": "moving the start of a part",
    "split_part": "beginning a part",
    "merge_parts": "merging parts",
    "name_part": "naming a part",
    "set_intensity": "the intensity of a part",
    "set_pace": "the pace of a part",
    "reset_parts": "parts as found",
    "use": "what is used of the song",
}


def correction(step: str, facts: Mapping[str, Any] | None) -> str:
    """Return what the button says that takes a correction back or makes it again."""
    if facts is None:
        return step
    kind = str(facts["kind"])
    return f"{step}: {_(CORRECTION_NAMES.get(kind, kind))}"
