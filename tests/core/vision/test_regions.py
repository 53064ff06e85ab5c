"""What a person marks in a picture counts in place of what was found, for every plan."""

import pytest

from core.edit.framing.regions import FaceGroup, region_of
from core.vision.analysis import Box, Face, Sighting, Subject, VisualAnalysis
from core.vision.regions import Region, found_regions, with_regions

FOUND = Box(left=0.1, top=0.1, right=0.2, bottom=0.3)
DRAWN = Region(left=0.5, top=0.4, right=0.9, bottom=0.8, drawn=True)


def seen() -> VisualAnalysis:
    face = Face(box=FOUND, score=0.9)
    return VisualAnalysis.of_nothing().model_copy(
        update={
            "faces": (face,),
            "subject": Subject(box=FOUND, certainty=0.9),
            "sightings": (Sighting(time_ms=0, faces=(face,), subject=FOUND), Sighting(time_ms=900, faces=())),
        }
    )


def test_without_a_say_of_a_person_what_was_found_counts() -> None:
    assert with_regions(seen(), None) == seen()
    assert [region.drawn for region in found_regions(seen())] == [False]


def test_a_face_that_is_taken_away_counts_nowhere() -> None:
    bare = with_regions(seen(), ())
    assert bare is not None
    assert (bare.faces, bare.subject.certainty) == ((), 0.0)
    assert [(one.faces, one.subject) for one in bare.sightings] == [((), None)] * 2


def test_a_region_that_is_drawn_is_the_subject_all_the_time() -> None:
    marked = with_regions(None, (DRAWN,))
    assert marked is not None
    assert marked.subject.box.model_dump() == DRAWN.model_dump(exclude={"drawn"})
    shown = with_regions(seen(), (*found_regions(seen()), DRAWN))
    assert shown is not None
    assert [len(one.faces) for one in shown.sightings] == [2, 2]
    assert shown.faces[0].box == FOUND


def test_what_is_kept_whole_around_a_drawn_region_is_the_region_itself() -> None:
    marked = with_regions(None, (DRAWN,))
    assert marked is not None
    kept = FaceGroup((region_of(marked.faces[0].box),)).least
    assert (kept.left, kept.top, kept.right, kept.bottom) == pytest.approx((0.5, 0.4, 0.9, 0.8))
