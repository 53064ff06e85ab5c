"""The edit as FCPXML 1.10, which Final Cut Pro and DaVinci Resolve read.

After Apple's "FCPXML Reference": times are fractions of a second, in the spine whole frames; what lies
inside a clip counts in the time of that clip.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from xml.etree import ElementTree as ET

from core.interchange.clip_runs import ClipRun
from core.interchange.cut_list import Caption, CutList, Marker, SongEvent
from core.interchange.events import Event, Media

VERSION = "1.10"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'
TRANSITIONS = {"crossfade": "Cross Dissolve", "fade_black": "Fade To Color", "fade_white": "Fade To Color"}
SEQUENCE_FORMAT, SONG, TITLE = "r1", "r2", "r3"
FIRST_ASSET = 4
RAMP_POINTS = 8  # on either side of a ramp's peak
TITLE_EFFECT = ".../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti"
TITLE_LOOK = {"font": "Helvetica", "fontSize": "72", "fontColor": "1 1 1 1", "alignment": "center"}


def fcpxml_text(cuts: CutList) -> str:
    """Return the edit as the text of an .fcpxml file."""
    root = ET.Element("fcpxml", version=VERSION)
    media = list(dict.fromkeys(event.media for event in cuts.events))
    references = {one: f"r{number}" for number, one in enumerate(media, start=FIRST_ASSET)}
    _resources(ET.SubElement(root, "resources"), cuts, references)
    event = ET.SubElement(ET.SubElement(root, "library"), "event", name=cuts.name)
    project = ET.SubElement(event, "project", name=cuts.name)
    sequence = ET.SubElement(
        project,
        "sequence",
        format=SEQUENCE_FORMAT,
        duration=_time(cuts.frames, cuts),
        tcStart="0s",
        tcFormat="NDF",
    )
    _spine(ET.SubElement(sequence, "spine"), cuts, references)
    ET.indent(root)
    return HEAD + ET.tostring(root, encoding="unicode") + "\n"


def _resources(parent: ET.Element, cuts: CutList, references: dict[Media, str]) -> None:
    ET.SubElement(
        parent,
        "format",
        id=SEQUENCE_FORMAT,
        frameDuration=_seconds(1 / cuts.rate_hz),
        width=str(cuts.width),
        height=str(cuts.height),
    )
    song = {"hasAudio": "1", "audioSources": "1", "duration": _time(cuts.song.frames or cuts.frames, cuts)}
    _asset(parent, SONG, cuts.song, song)
    if cuts.captions:
        ET.SubElement(parent, "effect", id=TITLE, name="Basic Title", uid=TITLE_EFFECT)
    for media, reference in references.items():
        length = _time(media.frames, cuts) if media.frames is not None else "0s"
        _asset(parent, reference, media, {"hasVideo": "1", "format": SEQUENCE_FORMAT, "duration": length})


def _asset(parent: ET.Element, reference: str, media: Media, facts: dict[str, str]) -> None:
    asset = ET.SubElement(parent, "asset", {"id": reference, "name": media.name, "start": "0s"} | facts)
    ET.SubElement(asset, "media-rep", kind="original-media", src=f"./{media.url}")


def _spine(spine: ET.Element, cuts: CutList, references: dict[Media, str]) -> None:
    for number, event in enumerate(cuts.events):
        if event.blend_frames:
            ET.SubElement(
                spine,
                "transition",
                name=TRANSITIONS[event.blend],
                offset=_time(event.first - event.blend_frames, cuts),
                duration=_time(event.blend_frames, cuts),
            )
        clip = ET.SubElement(
            spine,
            "video" if event.media.media_type == "image" else "asset-clip",
            ref=references[event.media],
            name=event.media.name,
            offset=_time(event.first, cuts),
            start=_time(_local(event, event.first), cuts),
            duration=_time(event.frames, cuts),
        )
        if event.run is not None and _is_retimed(event, event.run):
            _time_map(clip, event, event.run, cuts)
        if number == 0:
            for heard in cuts.song_events:
                _song(clip, event, heard, cuts)
        for order, caption in enumerate(cuts.captions):
            if event.first <= caption.first < event.end:
                _title(clip, caption, order, event, cuts)
        markers = [marker for marker in cuts.markers if event.first <= marker.frame < event.end]
        for element in _markers(markers, event, cuts):
            clip.append(element)


def _is_retimed(event: Event, run: ClipRun) -> bool:
    """Return whether a clip plays at a speed of its own, or has no pictures for all of its event."""
    before = run.moment(event.begin) < run.source_in
    return run.speed is not None or event.over_from is not None or before


def _time_map(clip: ET.Element, event: Event, run: ClipRun, cuts: CutList) -> None:
    """Say which moment of a clip shows at which of its event: a ramp in short straight pieces.

    It begins with what blends in: beyond its ends a clip has no pictures.
    """
    # A clip that is over stands on its last frame: where its file ends there is none.
    last = run.source_end - 1 if run.moment(event.end) > run.source_end else run.source_end
    time_map = ET.SubElement(clip, "timeMap")
    for at in _moments(event, run, last):
        times = {"time": _local(event, at), "value": min(run.reached(at), Fraction(last))}
        said = {name: _seconds(frames / cuts.rate_hz) for name, frames in times.items()}
        ET.SubElement(time_map, "timept", said | {"interp": "linear"})


def _moments(event: Event, run: ClipRun, last: int) -> list[Fraction]:
    """Return the moments of the video between which a clip plays evenly, from what blends in to the end."""
    found = {Fraction(event.begin), Fraction(event.end)}
    if run.speed is not None:
        peak, speed, eighths = run.begin + run.speed.peak_at, run.speed, range(RAMP_POINTS + 1)
        found |= {peak - Fraction(speed.before * n, RAMP_POINTS) for n in eighths}
        found |= {peak + Fraction(speed.after * n, RAMP_POINTS) for n in eighths}
    for edge in (run.source_in, last):  # before the one it has not begun, after the other it is over
        if run.moment(event.begin) < edge < run.moment(event.end):
            there = run.first_at(edge, range(event.begin, event.end))
            found |= {Fraction(there - 1), Fraction(there)}
    return sorted(at for at in found if event.begin <= at <= event.end)


def _local(event: Event, frame: int | Fraction) -> Fraction:
    """Return a moment of the video in the time of the event's clip, which is never before its start."""
    if event.run is None or not _is_retimed(event, event.run):
        return event.source_first + Fraction(frame - event.first)
    return event.run.source_in + Fraction(frame - event.run.begin)


def _song(clip: ET.Element, first: Event, heard: SongEvent, cuts: CutList) -> None:
    """Connect a piece of the song to the first picture, below it."""
    ET.SubElement(
        clip,
        "asset-clip",
        ref=SONG,
        name=cuts.song.name,
        lane="-1",
        offset=_time(_local(first, heard.first), cuts),
        start=_seconds(Fraction(heard.start_ms, 1000)),
        duration=_time(heard.frames, cuts),
        audioRole="music",
    )


def _title(clip: ET.Element, caption: Caption, order: int, event: Event, cuts: CutList) -> None:
    """Connect a title to the picture on which it begins, above it."""
    look = f"ts{order + 1}"
    title = ET.SubElement(
        clip,
        "title",
        ref=TITLE,
        lane="1",
        name=caption.text.partition("\n")[0],
        offset=_time(_local(event, caption.first), cuts),
        start="0s",
        duration=_time(caption.end - caption.first, cuts),
    )
    ET.SubElement(ET.SubElement(title, "text"), "text-style", ref=look).text = caption.text
    ET.SubElement(ET.SubElement(title, "text-style-def", id=look), "text-style", TITLE_LOOK)


def _markers(markers: Sequence[Marker], event: Event, cuts: CutList) -> Iterator[ET.Element]:
    for marker in markers:
        at = _time(_local(event, marker.frame), cuts)
        kind = "chapter-marker" if marker.kind == "part" else "marker"
        facts = {"start": at, "duration": _time(1, cuts), "value": marker.name}
        yield ET.Element(kind, facts | ({"posterOffset": "0s"} if marker.kind == "part" else {}))


def _time(frames: int | Fraction, cuts: CutList) -> str:
    return _seconds(frames / cuts.rate_hz)


def _seconds(time_s: Fraction) -> str:
    """Return a time as FCPXML writes it: whole seconds, or a fraction of them."""
    over = "" if time_s.denominator == 1 else f"/{time_s.denominator}"
    return f"{time_s.numerator}{over}s"
