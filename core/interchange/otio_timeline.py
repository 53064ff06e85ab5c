"""The edit as OpenTimelineIO has it (https://opentimelineio.readthedocs.io), the format that keeps most."""

from pathlib import Path

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange

from core.interchange.cut_list import CutList, Marker, SongEvent
from core.interchange.events import Event, Media

OURS = "beatstitch"
COLOURS = {"beat": "CYAN", "downbeat": "BLUE", "part": "PURPLE", "mark": "RED"}
MILLISECONDS = 1000


def timeline_of(cuts: CutList, folder: Path | None = None) -> otio.schema.Timeline:
    """Return the timeline; media are named relative to the file, or in `folder` where they lie."""
    timeline = otio.schema.Timeline(cuts.name)
    pictures = otio.schema.Track("Pictures", kind=otio.schema.TrackKind.Video)
    sound = otio.schema.Track("Song", kind=otio.schema.TrackKind.Audio)
    timeline.tracks.extend([pictures, sound])
    rate = float(cuts.rate_hz)
    for event in cuts.events:
        if event.blend_frames:
            pictures.append(_transition(event, rate))
        pictures.append(_clip(event, rate, folder))
    sound.extend(_song(event, cuts, rate, folder) for event in cuts.song_events)
    timeline.tracks.markers.extend(_marker(marker, rate) for marker in cuts.markers)
    timeline.metadata[OURS] = {"width": cuts.width, "height": cuts.height, "rate": str(cuts.rate_hz)}
    return timeline


def _clip(event: Event, rate: float, folder: Path | None) -> otio.schema.Clip:
    used = TimeRange(RationalTime(event.source_first, rate), RationalTime(event.frames, rate))
    available = None
    if event.media.frames is not None:
        available = TimeRange(RationalTime(0, rate), RationalTime(event.media.frames, rate))
    return otio.schema.Clip(
        event.media.name,
        otio.schema.ExternalReference(_url(event.media, folder), available),
        used,
        effects=_speed(event),
        metadata={OURS: dict(event.facts or {}) | _over(event)},
    )


def _speed(event: Event) -> list[otio.schema.LinearTimeWarp]:
    """Return how fast a clip plays; of one that changes its speed the mean, the rest stays in the notes."""
    if event.stands(event.first):
        return [otio.schema.FreezeFrame("freeze")]
    mean = event.mean_speed(event.first, event.end)
    return [] if event.speed is None and mean == 1 else [otio.schema.LinearTimeWarp("speed", float(mean))]


def _over(event: Event) -> dict[str, int]:
    """Return on which frame since the event's first one its clip is over, negative if it blends in later."""
    return {} if event.over_from is None else {"over_from": event.over_from - event.first}


def _transition(event: Event, rate: float) -> otio.schema.Transition:
    """Return what blends into an event; it ends on the cut."""
    is_dissolve = event.blend == "crossfade"
    kinds = otio.schema.TransitionTypes
    return otio.schema.Transition(
        event.blend,
        kinds.SMPTE_Dissolve if is_dissolve else kinds.Custom,
        RationalTime(event.blend_frames, rate),
        RationalTime(0, rate),
    )


def _song(event: SongEvent, cuts: CutList, rate: float, folder: Path | None) -> otio.schema.Clip:
    used = TimeRange(RationalTime(event.start_ms, MILLISECONDS), RationalTime(event.frames, rate))
    available = TimeRange(RationalTime(0, rate), RationalTime(cuts.song.frames or cuts.frames, rate))
    return otio.schema.Clip(
        cuts.song.name, otio.schema.ExternalReference(_url(cuts.song, folder), available), used
    )


def _marker(marker: Marker, rate: float) -> otio.schema.Marker:
    at = TimeRange(RationalTime(marker.frame, rate), RationalTime(0, rate))
    return otio.schema.Marker(marker.name, at, COLOURS[marker.kind])


def _url(media: Media, folder: Path | None) -> str:
    return media.url if folder is None else (folder / media.name).as_uri()


def otio_text(cuts: CutList) -> str:
    """Return the edit as the text of an .otio file."""
    return otio.adapters.write_to_string(timeline_of(cuts), "otio_json")


def write_otioz(cuts: CutList, folder: Path, path: Path) -> None:
    """Write the edit with its media, which lie in `folder` under their names, as one .otioz file."""
    otio.adapters.write_to_file(timeline_of(cuts, folder), str(path), "otioz")
