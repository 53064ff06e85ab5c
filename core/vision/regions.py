"""What a person says a picture is about: the found faces that count, and regions drawn by hand."""

from collections.abc import Sequence

from pydantic import Field

from core.vision.analysis import MIDDLE, Box, Face, Subject, VisualAnalysis

# A face is planned with this much around it, in shares of its size; what is drawn has it inside already.
ABOVE, ASIDE, BELOW = 0.3, 0.4, 0.05


class Region(Box):
    """A rectangle that must stay in view; `drawn` by hand, or else a face that was found."""

    drawn: bool = Field(default=False, description="drawn by hand; otherwise a face that was found")


def found_regions(analysis: VisualAnalysis | None) -> tuple[Region, ...]:
    """Return the faces that were found as regions."""
    faces = analysis.faces if analysis else ()
    return tuple(Region(**face.box.model_dump()) for face in faces)


def with_regions(analysis: VisualAnalysis | None, regions: Sequence[Region] | None) -> VisualAnalysis | None:
    """Return the analysis of a picture of which a person has set the regions; None leaves it as it is.

    Nothing but the regions then counts as a face, at any time of a clip. Without any, what stands out of
    the picture is still its subject, unless that was made of its faces.
    """
    if regions is None:
        return analysis
    seen = analysis or VisualAnalysis.of_nothing()
    faces = tuple(Face(box=_as_face(region), score=1.0) for region in regions)
    subject = seen.subject
    if faces:
        subject = Subject(box=_hull(regions), certainty=1.0)
    elif seen.faces:
        subject = Subject(box=MIDDLE, certainty=0.0)
    sightings = tuple(
        one.model_copy(
            update={"faces": faces, "subject": subject.box if faces else None if one.faces else one.subject}
        )
        for one in seen.sightings
    )
    return seen.model_copy(update={"faces": faces, "subject": subject, "sightings": sightings})


def _as_face(region: Region) -> Box:
    """Return the face around which planning keeps just what was drawn."""
    if not region.drawn:
        return Box(left=region.left, top=region.top, right=region.right, bottom=region.bottom)
    height, width = region.height / (1 + ABOVE + BELOW), region.width / (1 + 2 * ASIDE)
    left, top = region.left + ASIDE * width, region.top + ABOVE * height
    return Box(left=left, top=top, right=left + width, bottom=top + height)


def _hull(regions: Sequence[Region]) -> Box:
    return Box(
        left=min(region.left for region in regions),
        top=min(region.top for region in regions),
        right=max(region.right for region in regions),
        bottom=max(region.bottom for region in regions),
    )
