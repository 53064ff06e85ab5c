"""Reading JSON documents that people hand in: one sentence when they are not what they should be."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from core.errors import DocumentInvalidError, FileMissingError, FileUnreadableError

Model = TypeVar("Model", bound=BaseModel)


def read_document(model: type[Model], path: Path) -> Model:
    """Return the `model` stored as JSON at `path`.

    Raises:
        FileMissingError, FileUnreadableError: the file can't be opened.
        DocumentInvalidError: it is no JSON, or not of this model; the sentence says where.
    """
    try:
        return model.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise FileMissingError(file=path.name) from error
    except OSError as error:
        raise FileUnreadableError(file=path.name, reason=error.strerror or "unknown") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise DocumentInvalidError(file=path.name, place=place, reason=first["msg"]) from error
