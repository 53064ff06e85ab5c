"""Which inputs of a plan have changed since it was made."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from pydantic import BaseModel

from core.edit.hashes import compute_edl_hash
from core.hashing import digest
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart
from core.schemas import ProjectSettings

Part = Literal["settings", "media", "song", "range", "grid", "sections", "seen"]
RANGE = ("song_start_ms", "song_duration_ms")
SECTIONS, MARKS, SEEN, CLOCKS = "sections", "media_marks", "media_seen", "media_clocks"
UNSEEN = "media_unseen"
SET_APART = (*RANGE, SECTIONS, CLOCKS)  # what settings decide whether a plan reads it


class PlanInputs(BaseModel):
    """Everything a plan depends on, small enough to keep beside it.

    `settings` holds the project's settings, the part of the song when it is not the whole, and digests:
    of the song's sections when the pacing follows them, of focus points, stars and bounds of clips, of
    what was seen in the pictures, and of when they were taken where a director reads it. It names the
    pictures that were still to be looked at.
    """

    settings: dict[str, Any]
    media: list[str]
    song: str
    grid: str

    @property
    def edl_hash(self) -> str:
        """The hash of these inputs that goes into edl.json as `edl_hash`."""
        return compute_edl_hash(self.settings, self.media, self.song, self.grid)

    @property
    def project_settings(self) -> ProjectSettings:
        """The project's settings among them."""
        known = {name: self.settings[name] for name in ProjectSettings.model_fields if name in self.settings}
        return ProjectSettings.model_validate(known)


def plan_inputs(
    settings: ProjectSettings,
    media_asset_ids: Sequence[str],
    song: AnalyzedSong,
    part: SongPart,
    *,
    sources: Sequence[Source] = (),
    unseen: Collection[str] = (),
) -> PlanInputs:
    """Return the record of a plan's inputs; `media_asset_ids` are in the order of the project.

    `part` is what the film plays of `song`; `unseen` are the media that are still to be looked at.
    """
    return PlanInputs(
        settings=settings.model_dump(mode="json")
        | _song_range(part)
        | _sections(settings, song.sections)
        | _marks(sources)
        | _seen(sources)
        | _clocks(settings, sources)
        | ({UNSEEN: sorted(unseen)} if unseen else {}),
        media=list(media_asset_ids),
        song=song.checksum,
        grid=song.grid.checksum,
    )


def _song_range(part: SongPart) -> dict[str, int]:
    if part.is_whole_song:
        return {}
    return dict(zip(RANGE, (part.start_ms, part.duration_ms), strict=True))


def follows_sections(settings: ProjectSettings) -> bool:
    """Tell whether a plan reads the parts of the song: for its pace, its flashes, or to shorten the song."""
    return settings.pacing != "steady" or settings.flash != "none" or settings.film_length_ms is not None


def _sections(settings: ProjectSettings, sections: Sequence[Section]) -> dict[str, str]:
    """Return what the pacing reads of the sections, so that a new name for one changes nothing."""
    if not (follows_sections(settings) and sections):
        return {}
    read = ["beats_per_cut" if settings.pacing == "sections" else "intensity"]
    if settings.film_length_ms is not None:
        read += ["label", "intensity"]
    known = [[section.start_ms, *(getattr(section, name) for name in read)] for section in sections]
    return {SECTIONS: digest(known)}


def _marks(sources: Sequence[Source]) -> dict[str, str]:
    """Return what a person has marked: focus points, regions, stars, bursts, where a clip's use ends."""
    points = [[one.asset_id, one.focus_x, one.focus_y, one.in_ms, one.out_ms] for one in sources]
    marked: list[list[Any]] = [mark for mark in points if mark[1:] != [None] * 4]
    starred = [[one.asset_id, "starred"] for one in sources if one.starred]
    alone = [[one.asset_id, "unstacked"] for one in sources if one.unstacked]
    regions = [
        [one.asset_id, [region.model_dump() for region in one.regions]]
        for one in sources
        if one.regions is not None
    ]
    marks = [*marked, *starred, *alone, *regions]
    return {MARKS: digest(marks)} if marks else {}


def _seen(sources: Sequence[Source]) -> dict[str, str]:
    """Return what a plan reads of the analyses: all but who made them."""
    seen = [
        [one.asset_id, one.analysis.model_dump_json(exclude={"version", "models"})]
        for one in sources
        if one.analysis is not None
    ]
    return {SEEN: digest(seen)} if seen else {}


def _clocks(settings: ProjectSettings, sources: Sequence[Source]) -> dict[str, str]:
    """Return when pictures were taken, which only the director reads."""
    if settings.pacing != "directed":
        return {}
    return {CLOCKS: digest([[one.asset_id, one.clock and one.clock.isoformat()] for one in sources])}


def renamed(inputs: PlanInputs, ids: Mapping[str, str], sources: Sequence[Source]) -> PlanInputs:
    """Return the inputs for a copy of a project in which each of `sources` has another id.

    What had changed since the plan has changed in the copy, too, and nothing else has.
    """
    settings = dict(inputs.settings)
    copies = [replace(one, asset_id=ids.get(one.asset_id, one.asset_id)) for one in sources]
    for key, of in ((MARKS, _marks), (SEEN, _seen), (CLOCKS, partial(_clocks, inputs.project_settings))):
        if key in settings and of(sources).get(key) == settings[key]:
            settings |= of(copies)
    if UNSEEN in settings:
        settings[UNSEEN] = sorted(ids.get(asset_id, asset_id) for asset_id in settings[UNSEEN])
    media = [ids.get(asset_id, asset_id) for asset_id in inputs.media]
    return inputs.model_copy(update={"settings": settings, "media": media})


def without_media(then: PlanInputs, gone: Collection[str], now: PlanInputs) -> PlanInputs:
    """Return the inputs of a plan from whose timeline these assets were taken out, which `now` has no more.

    Where nothing else has changed of the media, it counts as made from today's.
    """
    left = [asset_id for asset_id in then.media if asset_id not in gone or asset_id in now.media]
    if left == then.media or left != now.media:
        return then.model_copy(update={"media": left})
    settings = {name: value for name, value in then.settings.items() if name not in (MARKS, CLOCKS)}
    marks = {name: now.settings[name] for name in (MARKS, CLOCKS) if name in now.settings}
    return then.model_copy(update={"media": left, "settings": settings | marks})


def restyled_inputs(then: PlanInputs, same: PlanInputs, now: PlanInputs) -> PlanInputs:
    """Return the inputs of a plan whose edit follows the settings of `now` without one.

    `same` are those of today under the settings of `then`: what differs from them has changed besides, and
    counts as changed still; all else that is read for other settings counts as it is now.
    """
    names = {*changed_settings(then, now), *SET_APART}
    followed = {
        name for name in names if name not in SET_APART or then.settings.get(name) == same.settings.get(name)
    }
    settings = {name: value for name, value in then.settings.items() if name not in followed}
    known = {name: now.settings[name] for name in followed if name in now.settings}
    return then.model_copy(update={"settings": settings | known})


def ranged_inputs(then: PlanInputs, same: PlanInputs, now: PlanInputs) -> PlanInputs:
    """Return the inputs of a plan whose edit follows `now`, its part of the song too."""
    inputs = restyled_inputs(then, same, now)
    settings = {name: value for name, value in inputs.settings.items() if name not in RANGE}
    used = {name: now.settings[name] for name in RANGE if name in now.settings}
    return inputs.model_copy(update={"settings": settings | used})


def changed_parts(then: PlanInputs, now: PlanInputs) -> list[Part]:
    """Return what differs between the inputs of a plan and those of today, in a fixed order.

    That pictures were looked at again by a newer version is no change: nobody did anything, and the
    timeline shows what it showed. That they were looked at since, for the first time, is one.
    """
    before, after = _by_part(then), _by_part(now)
    changed: list[Part] = [part for part in before if digest(before[part]) != digest(after[part])]
    seen_since = {*then.settings.get(UNSEEN, ())} - {*now.settings.get(UNSEEN, ())}
    return [*changed, "seen"] if seen_since else changed


def changed_settings(then: PlanInputs, now: PlanInputs) -> list[str]:
    """Return the names of the project's settings that differ between two plans, in the schema's order."""
    return changed_between(then.project_settings, now.project_settings)


def changed_between(before: ProjectSettings, after: ProjectSettings) -> list[str]:
    """Return the names of the settings that differ, in the schema's order."""
    return [name for name in ProjectSettings.model_fields if getattr(before, name) != getattr(after, name)]


def _by_part(inputs: PlanInputs) -> dict[Part, Any]:
    """Return the inputs by part; a setting that an older plan knew nothing of has its default."""
    settings = ProjectSettings().model_dump(mode="json") | inputs.settings
    sections, marks = settings.pop(SECTIONS, None), settings.pop(MARKS, None)
    clocks = settings.pop(CLOCKS, None) if settings["pacing"] == "directed" else None
    settings.pop(SEEN, None)
    settings.pop(UNSEEN, None)
    settings.pop(CLOCKS, None)
    used = [settings.pop(name, None) for name in RANGE]
    return {
        "settings": settings,
        "media": [inputs.media, marks, clocks],
        "song": inputs.song,
        "range": used,
        "grid": inputs.grid,
        "sections": sections if settings["pacing"] != "steady" or settings.get("film_length_ms") else None,
    }
