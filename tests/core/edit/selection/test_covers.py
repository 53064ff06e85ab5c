"""A film is stood for by a good picture of people, whatever it begins with."""

from core.edit.edl import EditDecisionList, EdlAudio, EdlSettings
from core.edit.selection.covers import covers_of
from core.schemas import EDLSegment, MediaType
from core.vision.analysis import (
    MIDDLE,
    Box,
    Face,
    Fingerprint,
    Flaw,
    PictureKind,
    Quality,
    Subject,
    VisualAnalysis,
)


def film(*shown: tuple[str, MediaType]) -> EditDecisionList:
    segments = [
        EDLSegment(
            index=at,
            media_asset_id=asset_id,
            media_type=kind,
            timeline_in_ms=1000 * at,
            timeline_out_ms=1000 * (at + 1),
            render_duration_ms=1000,
        )
        for at, (asset_id, kind) in enumerate(shown)
    ]
    settings = EdlSettings(output_width=640, output_height=360, output_fps=30)
    return EditDecisionList(
        version="1.0",
        project_id="1",
        settings=settings,
        audio=EdlAudio(file_path="song.mp3", duration_ms=1000 * len(shown)),
        segments=segments,
    )


def seen(
    score: float, *, face: float = 0, flaws: tuple[Flaw, ...] = (), kind: PictureKind = "photo"
) -> VisualAnalysis:
    faces = (Face(box=Box(left=0.4, top=0.2, right=0.5, bottom=0.2 + face), score=0.9),) if face else ()
    return VisualAnalysis(
        kind=kind,
        faces=faces,
        subject=Subject(box=MIDDLE, certainty=0.0),
        quality=Quality(score=score, sharpness=1.0, flaws=flaws),
        fingerprint=Fingerprint(difference_hash=f"{0:016x}", histogram=(0.0,) * 64),
    )


def test_people_come_before_places_and_good_pictures_before_others() -> None:
    edl = film(("machine", "image"), ("place", "image"), ("friends", "image"), ("family", "image"))
    rated = {"machine": seen(0.6), "place": seen(0.99), "friends": seen(0.7, face=0.2)}
    assert covers_of(edl, rated | {"family": seen(0.9, face=0.2)}) == (
        "family",
        "friends",
        "place",
        "machine",
    )


def test_a_document_or_a_spoilt_picture_stands_for_a_film_only_where_there_is_nothing_else() -> None:
    edl = film(("receipt", "image"), ("blur", "image"), ("field", "image"))
    rated = {"receipt": seen(1, kind="document"), "blur": seen(1, face=0.3, flaws=("blurred",))}
    assert covers_of(edl, rated | {"field": seen(0.3)})[0] == "field"


def test_faces_too_small_to_see_and_those_of_a_clips_best_moment_say_nothing() -> None:
    edl = film(("crowd", "image"), ("clip", "video"), ("sea", "image"))
    rated = {"crowd": seen(0.5, face=0.03), "clip": seen(0.6, face=0.4), "sea": seen(0.7)}
    assert covers_of(edl, rated) == ("sea", "clip", "crowd")


def test_of_equals_the_one_shown_first_is_taken_and_what_was_not_looked_at_is_none() -> None:
    edl = film(("b", "image"), ("unseen", "image"), ("a", "image"), ("b", "image"))
    assert covers_of(edl, {"a": seen(0.5), "b": seen(0.5)}) == ("b", "a")
