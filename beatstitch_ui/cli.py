"""The command line: `beatstitch`. Runs one command, and ends the process as scripts expect it."""

import atexit
import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from types import FrameType
from typing import NoReturn

import typer

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.app import DONE, FAILED, INTERRUPTED, WRONG_USAGE, app
from core.errors import BeatStitchError


def with_repeated_media(arguments: Sequence[str]) -> Iterator[str]:
    """Turn `--media a b` into `--media=a --media=b`: options of the parser take one value each."""
    in_media = False
    for argument in arguments:
        if argument.startswith("--"):
            in_media = argument == "--media"
            if not in_media:
                yield argument
        else:
            yield f"--media={argument}" if in_media else argument


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _prepare() -> None:
    """Have the process end quickly, be interrupted by signals, and tell names of files as they are."""
    atexit.register(gc.freeze)  # else Python looks through all that was imported, for 0.4 s, before it ends
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is not signal.SIG_IGN:  # nohup has hang-ups ignored
            signal.signal(ending, _interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="surrogateescape")  # names of files are told as their bytes are


def main() -> NoReturn:
    """Run the command line and end the process: 0 done, 1 failed, 2 wrong usage, 130 interrupted."""
    _prepare()
    try:
        status = app(list(with_repeated_media(sys.argv[1:])), standalone_mode=False)
        sys.stdout.flush()
    except BeatStitchError as error:
        _end(error.user_message, FAILED)
    except BrokenPipeError:
        status = _heard_out()
    except UnicodeEncodeError:
        text = _not_utf_8(sys.argv[1:])
        if text is None:
            raise
        _end(texts.NOT_UTF_8.format(text=text), WRONG_USAGE)
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except typer.TyperException as error:
        said = error.format_message() if getattr(error, "param", None) else str(error)
        problem = " ".join(said.split()).rstrip(".")
        _end(texts.USAGE_HINT.format(problem=problem), WRONG_USAGE)
    if status == INTERRUPTED:
        _end(texts.STOPPED, INTERRUPTED)
    sys.exit(status if isinstance(status, int) else DONE)


def _not_utf_8(arguments: Sequence[str]) -> str | None:
    """Return the first argument with other bytes than UTF-8, these as numbers; only files may have such."""
    given = (argument.encode(errors="surrogateescape") for argument in arguments)
    readable = (content.decode(errors="backslashreplace") for content in given)
    return next((text for text, argument in zip(readable, arguments, strict=True) if text != argument), None)


def _heard_out() -> int:
    """Keep quiet towards a reader that has gone, like `head` when it has seen enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _end(sentence: str, status: int) -> NoReturn:
    sys.stderr.write(sentence + "\n")
    sys.exit(status)
