"""Reads the JSON of requests as strictly as the description says: "5" is no number, and true is none either.

FastAPI validates values of Python, which turn into each other; a description that says `integer` would not
tell what is really taken. A field of an unknown name is refused here, since it is a misspelt
one; documents that are stored or imported may hold fields of a newer BeatStitch.
"""

from email.message import Message
from typing import Annotated, Any, cast

from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import to_json

from beatstitch_ui.api.protocol.strict_json import strict_json
from core.errors import RequestKindError


class JsonBody:
    """What a route takes as its body."""

    def __init__(self, taken: FieldInfo) -> None:
        self._taken = taken
        self._adapter: TypeAdapter[Any] | None = None

    @classmethod
    def of(cls, dependant: Dependant) -> "JsonBody | None":
        """Return the body of a route, None when it takes none, or raw bytes."""
        fields = dependant.body_params
        return cls(fields[0].field_info) if len(fields) == 1 else None

    def check(self, content_type: str | None, sent: bytes) -> None:
        """Raise RequestKindError for another kind of body, RequestValidationError for values of another type.

        What is no JSON at all is left to FastAPI.
        """
        if not sent:
            return
        if not _is_json(content_type):
            raise RequestKindError
        try:
            found = strict_json(sent)
        except ValueError:
            return
        if self._adapter is None:
            self._adapter = TypeAdapter(cast("Any", Annotated[self._taken.annotation, self._taken]))
        try:
            self._adapter.validate_json(to_json(found), strict=True, extra="forbid")
        except ValidationError as error:
            faults = [fault | {"loc": ("body", *fault["loc"])} for fault in error.errors(include_url=False)]
            raise RequestValidationError(faults) from error


def _is_json(content_type: str | None) -> bool:
    told = Message()
    told["Content-Type"] = content_type or "application/octet-stream"
    subtype = told.get_content_subtype()
    return subtype == "json" or subtype.endswith("+json")
