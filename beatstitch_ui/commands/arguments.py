"""The options that several commands share, and how they win over the settings."""

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from beatstitch_ui.commands import texts

QualityName = Literal["preview", "medium", "high"]
CodecName = Literal["h264", "h265", "av1", "prores"]
Quality = Annotated[QualityName, typer.Option(help=texts.HELP["quality"])]
VideoCodec = Annotated[CodecName, typer.Option(help=texts.HELP["codec"])]
FindsBeats = Annotated[
    Literal["beatstitch", "librosa", "madmom"], typer.Option("--analyzer", help=texts.HELP["analyzer"])
]
Hardware = Annotated[bool, typer.Option("--hardware", help=texts.HELP["hardware"])]
Aspects = Annotated[list[str] | None, typer.Option("--aspect", metavar="W:H", help=texts.HELP["aspect"])]
Cache = Annotated[Path | None, typer.Option(file_okay=False, help=texts.HELP["cache"])]
Host = Annotated[str | None, typer.Option(help=texts.HELP["host"])]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help=texts.HELP["port"])]
Data = Annotated[Path | None, typer.Option(file_okay=False, help=texts.HELP["data"])]
Adopt = Annotated[bool, typer.Option("--adopt", help=texts.HELP["adopt"])]
Json = Annotated[bool, typer.Option("--json", help=texts.HELP["json"])]


def set_for_this_run(*, host: str | None = None, port: int | None = None, data: Path | None = None) -> None:
    """Let options win over the settings, whichever command runs and whatever it starts."""
    given = {"HOST": host, "PORT": port, "DATA": data and data.expanduser().absolute()}
    os.environ.update(
        {f"BEATSTITCH_{name}": str(value) for name, value in given.items() if value is not None}
    )


def secret_of(question: str) -> str:
    """Return a secret that somebody types unseen, or that is piped in: other users see command lines."""
    return getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
