"""The edit as FCPXML 1.10, which Final Cut Pro and DaVinci Resolve read.

After Apple's "FCPXML Reference": times are fractions of a second, in the spine whole frames; what lies
inside a clip counts in the time of that clip.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from xml.etree import ElementTree as ET

from core.interchange.cut_list import Caption, CutList, Event, Marker, Media, SongEvent
from core.speed_curve import SpeedCurve

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
        if event.speed is not None:
            _time_map(clip, event, event.speed, cuts)
        if number == 0:
            for heard in cuts.song_events:
                _song(clip, event, heard, cuts)
        for order, caption in enumerate(cuts.captions):
            if event.first <= caption.first < event.end:
                _title(clip, caption, order, event, cuts)
        markers = [marker for marker in cuts.markers if event.first <= marker.frame < event.end]
        for element in _markers(markers, event, cuts):
            clip.append(element)


def _time_map(clip: ET.Element, event: Event, speed: SpeedCurve, cuts: CutList) -> None:
    """Say which moment of a clip shows at which of its segment: a ramp in short straight pieces.

    It begins with what blends in: beyond its ends a clip has no pictures.
    """
    peak, eighths = event.begin + speed.peak_at, range(RAMP_POINTS + 1)
    ramp = {peak - Fraction(speed.before * n, RAMP_POINTS) for n in eighths}
    ramp |= {peak + Fraction(speed.after * n, RAMP_POINTS) for n in eighths}
    ends = Fraction(event.begin), Fraction(event.end)
    time_map = ET.SubElement(clip, "timeMap")
    for at in sorted({*ends, *(at for at in ramp if ends[0] < at < ends[1])}):
        times = {"time": _local(event, at), "value": event.source_in + event.played(at)}
        said = {name: _seconds(frames / cuts.rate_hz) for name, frames in times.items()}
        ET.SubElement(time_map, "timept", said | {"interp": "linear"})


def _local(event: Event, frame: int | Fraction) -> Fraction:
    """Return a moment of the video in the time of the event's clip, which is never before its start."""
    if event.media.media_type == "image":
        return Fraction(frame - event.first)
    return event.source_in + Fraction(frame - event.begin)


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
