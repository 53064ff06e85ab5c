"""One log for everything: our lines and those of libraries pass through the standard library's loggers."""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

OURS = ("beatstitch_ui", "core", "workers")
FILE_BYTES, OLDER_FILES = 2 << 20, 2
HIDDEN = "[hidden]"
_SECRET_NAMES = frozenset({"authorization", "cookie", "password", "secret", "token"})
_SECRETS = re.compile(r"(?i)(\b(?:token|password|secret|beatstitch_session)=|\bbearer )[^\s&;\"']+")


def _without_secrets(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Hide what nobody who reads a log may learn: values with a telling name, and secrets in addresses."""
    for name, value in line.items():
        if name.lower() in _SECRET_NAMES:
            line[name] = HIDDEN
        elif isinstance(value, str):
            line[name] = _SECRETS.sub(rf"\1{HIDDEN}", value)
    return line


_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
)


def through_the_standard_library() -> None:
    """Let structlog hand each line to `logging`, which is where handlers and tests look."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def log_to(stream: TextIO = sys.stderr, *, as_json: bool = False, ours_from: int = logging.INFO) -> None:
    """Write this process's log to `stream`: our own lines from INFO on, those of libraries from WARNING.

    With `as_json` each line is a JSON object.
    """
    through_the_standard_library()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_json_lines() if as_json else _for_people(stream))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(ours_from)


def keep_log(file: Path) -> None:
    """Write the log to `file` too, as JSON lines.

    It is replaced when it has grown to 2 MB, and two older ones are kept. A folder that can't be written
    costs only the file.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = _KeptLog(file, maxBytes=FILE_BYTES, backupCount=OLDER_FILES, encoding="utf-8")
    except OSError as error:
        logging.getLogger(__name__).warning("the log is not kept in a file: %s", error)
        return
    handler.setFormatter(_json_lines())
    logging.getLogger().addHandler(handler)


def _for_people(stream: TextIO) -> logging.Formatter:
    return _formatter(
        structlog.dev.ConsoleRenderer(
            colors=stream.isatty(),
            exception_formatter=structlog.dev.plain_traceback,  # others print the values of variables
        )
    )


def _json_lines() -> logging.Formatter:
    return _formatter(structlog.processors.format_exc_info, structlog.processors.JSONRenderer())


def _formatter(*renderers: Processor) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _without_secrets, *renderers],
        foreign_pre_chain=[*_SHARED, structlog.stdlib.ExtraAdder()],
    )


class _KeptLog(RotatingFileHandler):
    """A file of the log; on a full disk its lines are only on the stream."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name in `logging`
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


@contextmanager
def named_in_log(**ids: Any) -> Iterator[None]:
    """Put these ids on every line that is logged in the block, in this thread or task and what it awaits."""
    with structlog.contextvars.bound_contextvars(**ids):
        yield
