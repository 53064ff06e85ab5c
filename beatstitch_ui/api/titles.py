"""Titles as pictures: the browser's preview lays them over its own, so both show the same letters."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, Field

from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject
from core.effects import TITLE_CHARS, Title, TitlePlace, TitleStyle, tidy
from core.render.titles.picture import title_png

router = APIRouter(prefix="/api/projects/{project_id}/timeline", route_class=ApiRoute, tags=["Timeline"])
SMALLEST_PX, LARGEST_PX = 64, 2560
A_DAY = {"Cache-Control": "private, max-age=86400"}
Pixels = Annotated[int, Field(ge=SMALLEST_PX, le=LARGEST_PX)]


class TitlePicture(BaseModel):
    """A title, and the size of the frame that it lies over."""

    text: Annotated[str, Field(min_length=1, max_length=TITLE_CHARS), AfterValidator(tidy)]
    style: TitleStyle = "clean"
    place: TitlePlace = "centre"
    card: bool = False
    width: Pixels
    height: Pixels


@router.get("/title.png", response_class=Response, responses={200: {"content": {"image/png": {}}}})
def title(access: OwnProject, asked: Annotated[TitlePicture, Query()]) -> Response:
    """Get how a title looks over a frame of this size: a transparent PNG."""
    with access.reading():
        pass  # it is the visitor's own project
    wanted = Title(text=asked.text, style=asked.style, place=asked.place, card=asked.card)
    return Response(title_png(wanted, (asked.width, asked.height)), media_type="image/png", headers=A_DAY)
