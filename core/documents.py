"""The files that people name for reading and writing: one sentence when they are not what they should be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from core.errors import DocumentInvalidError, FileMissingError, FileUnreadableError, OutputUnwritableError
from core.files import write_atomic

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


def write_document(document: BaseModel, path: Path) -> None:
    """Write `document` to `path` as indented JSON without what is None, all or nothing.

    Raises:
        OutputUnwritableError, DiskFullError: it can't be written.
    """
    with output_errors_named(path):
        write_atomic(path, document.model_dump_json(indent=2, exclude_none=True).encode())


@contextmanager
def output_errors_named(path: Path) -> Iterator[None]:
    """Turn the system's reasons why `path` can't be written into OutputUnwritableError."""
    if path.is_dir():
        raise OutputUnwritableError(file=path.name or str(path), reason="it is a folder")
    try:
        yield
    except OSError as error:
        raise OutputUnwritableError(file=str(path), reason=error.strerror or "unknown") from error
