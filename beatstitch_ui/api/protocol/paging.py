"""Gives out long lists in pages: at most `limit` entries, and a `Link` to those that follow (RFC 8288)."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request, Response

from core.errors import PageUnknownError

MOST, USUAL = 1000, 200
Item = TypeVar("Item")
Place = list[int | str]


@dataclass(frozen=True)
class Paging:
    """Which page of a list is asked for; `cursor` comes from the link to it."""

    request: Request
    response: Response
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL
    cursor: Annotated[str | None, Query(max_length=200)] = None

    def page(self, items: Sequence[Item], place: Callable[[Item], Place]) -> list[Item]:
        """Return the entries of the page; `items` are in the order of their `place`.

        An entry that was added or deleted since the last page shifts nothing: the page begins behind a
        place, not after a number of entries.
        """
        after = None if self.cursor is None else _decoded(self.cursor)
        try:
            left = [item for item in items if after is None or place(item) > after]
        except TypeError as error:
            raise PageUnknownError from error
        shown = left[: self.limit]
        if len(left) > len(shown):
            url = self.request.url.include_query_params(limit=self.limit, cursor=_encoded(place(shown[-1])))
            self.response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
        return shown


Page = Annotated[Paging, Depends()]


def _encoded(place: Place) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _decoded(cursor: str) -> Any:
    try:
        return json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise PageUnknownError from error
