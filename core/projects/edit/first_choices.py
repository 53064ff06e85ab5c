"""What a first plan chooses by itself: a film as long as its pictures carry it, in the shape of most."""

from dataclasses import dataclass
from typing import Any

from core.edit.framing.shapes import are_upright
from core.edit.planning.carrying import carried_length_ms
from core.edit.revisions.history import History
from core.edit.revisions.kinds import facts_of
from core.projects.edit.by_hand import is_planned
from core.projects.edit.plan_inputs import Material, material_of
from core.projects.edit.timelines import history_of
from core.projects.media.media import song_of
from core.projects.opened import OpenProject
from core.projects.projects import SHORT_FADES_MS, changed_settings, settings_of, update_settings
from core.schemas import ProjectSettings

LENGTH, SHAPE = "film_length_ms", ("output_width", "output_height")
USUAL = {name: getattr(ProjectSettings(), name) for name in (LENGTH, *SHAPE)}
WIDE = {name: USUAL[name] for name in SHAPE}
UPRIGHT = dict(zip(SHAPE, reversed(WIDE.values()), strict=True))


@dataclass(frozen=True)
class FirstChoices:
    """What was chosen for the film of so many `pictures`, which nobody has edited since.

    `film_ms` is how long it is where that is less than the `song_ms` of its song, else None.
    """

    pictures: int
    song_ms: int
    film_ms: int | None
    is_upright: bool


def choose(opened: OpenProject, *, blind: bool) -> dict[str, Any]:
    """Set the project's length and shape for a plan by its pictures; return what it chose.

    What a person has set stays, as does all of an edit that was planned without this. Only the director
    chooses. Raises SongNotReadyError, SongPartEmptyError.
    """
    settings = settings_of(opened.project)
    is_ours = _ours(history_of(opened.layout, opened.project), settings)
    if settings.pacing != "directed" or not is_ours:
        return {}
    material = material_of(opened, blind=blind)
    after = settings
    if is_ours.issuperset(SHAPE):
        sizes = [(source.display_width, source.display_height) for source in material.sources]
        after = changed_settings(after, UPRIGHT if are_upright(sizes) else WIDE)
    if LENGTH in is_ours:
        after = changed_settings(after, whole_song(after))
        after = changed_settings(after, {LENGTH: _length_ms(after, material)})
    if after != settings:
        update_settings(opened.project, after)
    return {name: getattr(after, name) for name in USUAL if name in is_ours}


def whole_song(settings: ProjectSettings) -> dict[str, Any]:
    """Return the changes that make a film as long as its song again, without the fades of a shorter one."""
    if settings.film_length_ms is None:
        return {LENGTH: None}
    return {LENGTH: None} | {name: 0 for name, ms in SHORT_FADES_MS.items() if getattr(settings, name) == ms}


def first_choices(opened: OpenProject) -> FirstChoices | None:
    """Return what the current edit has by such a choice; None without one, or once it was edited by hand."""
    history = history_of(opened.layout, opened.project)
    current, track = history.current(), song_of(opened.session, opened.project.id)
    if current is None or track is None or not is_planned(history):
        return None
    settings = settings_of(opened.project)
    is_ours = _ours(history, settings)
    is_short = LENGTH in is_ours and settings.film_length_ms is not None
    is_upright = is_ours.issuperset(SHAPE) and settings.output_height > settings.output_width
    if not (is_short or is_upright):
        return None
    edl = current.edl
    return FirstChoices(
        pictures=len(set(edl.asset_ids)),
        song_ms=track.duration_ms or edl.audio.duration_ms,
        film_ms=edl.audio.duration_ms if is_short else None,
        is_upright=is_upright,
    )


def is_overruled(opened: OpenProject) -> bool:
    """Tell whether a part of the song was chosen since, which a film of a length chosen here leaves short."""
    settings = settings_of(opened.project)
    return (
        _has_part(opened.project.song_start_ms, opened.project.song_duration_ms)
        and settings.film_length_ms is not None
        and LENGTH in _ours(history_of(opened.layout, opened.project), settings)
    )


def _ours(history: History, settings: ProjectSettings) -> set[str]:
    """Return the settings that are as they were chosen here, and before a first plan as they always are."""
    changed: set[str] = set()
    known = USUAL
    for revision in history.heads():
        facts = facts_of(revision.operation)
        known = facts.chosen
        if known:
            break
        changed |= set(facts.settings)
    return {name for name, value in known.items() if getattr(settings, name) == value} - changed


def _length_ms(settings: ProjectSettings, material: Material) -> int | None:
    """Return how long the pictures carry the film; a part of the song that was chosen is played whole."""
    song = material.analyzed_song
    if _has_part(song.start_ms, song.duration_ms):
        return None
    return carried_length_ms(settings, material.sources, song)


def _has_part(start_ms: int, duration_ms: int | None) -> bool:
    return start_ms > 0 or duration_ms is not None
