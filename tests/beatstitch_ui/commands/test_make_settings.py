"""What the options of `beatstitch make` come to as settings of a project."""

from typing import Any

import pytest
from typer.main import get_command

from beatstitch_ui.commands.app import app
from beatstitch_ui.commands.make_settings import settings_of
from core.schemas import ProjectSettings

NEEDED = ("--audio", "song.wav", "--media", "pictures", "--out", "film.mp4")


def settings(*options: str) -> ProjectSettings:
    group: Any = get_command(app)
    command = group.commands["make"]
    return settings_of(command.make_context("make", [*NEEDED, *options]))


@pytest.mark.parametrize(
    ("options", "panels"),
    [
        ((), False),
        (("--panels",), True),
        (("--style", "lively"), True),
        (("--style", "lively", "--no-panels"), False),
        (("--style", "calm", "--panels"), True),
        (("--style", "calm"), False),
    ],
)
def test_split_screens_are_shown_where_the_style_or_the_option_says_so(
    options: tuple[str, ...], panels: bool
) -> None:
    assert settings(*options).panels is panels


def test_without_the_option_settings_are_what_they_were() -> None:
    assert "panels" not in settings().model_dump()
