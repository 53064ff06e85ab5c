"""Pages of photos and clips: each begins behind a picture, as their order depends on the whole set."""

from collections.abc import Callable, Sequence

from beatstitch_ui.api.protocol.paging import Paging
from core.errors import PageUnknownError
from core.schemas import MediaAssetResponse


def page_of_media(
    page: Paging, found: Sequence[MediaAssetResponse], with_removed: Callable[[], Sequence[str]]
) -> list[MediaAssetResponse]:
    """Return the entries of the page that is asked for, and link to the one that follows.

    `with_removed` returns the ids of all, in their order, those removed lately among them: the last picture
    of a page may have been removed when the next page is asked for. Raises PageUnknownError.
    """
    begin = 0 if page.cursor is None else place_behind(page.cursor, [one.id for one in found], with_removed)
    shown = list(found[begin : begin + page.limit])
    if begin + len(shown) < len(found):
        url = page.request.url.include_query_params(limit=page.limit, cursor=shown[-1].id)
        page.response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    return shown


def place_behind(last: str, ids: Sequence[str], with_removed: Callable[[], Sequence[str]]) -> int:
    """Return the place in `ids` behind `last`, or behind what came before it when it was removed."""
    places = {one: place for place, one in enumerate(ids)}
    if last in places:
        return places[last] + 1
    earlier = list(with_removed())
    if last not in earlier:
        raise PageUnknownError
    before = (places[one] for one in reversed(earlier[: earlier.index(last)]) if one in places)
    return next(before, -1) + 1
