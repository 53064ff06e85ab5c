"""Every command says in words what it does, and those that tell something tell it to programs too."""

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from beatstitch_ui.commands.app import app

# What ends something or changes one value says so by its status; the servers go on until they are stopped.
NOTHING_TO_TELL = {
    "serve", "work", "backup", "restore", "user add", "user admin", "user limit", "user reset",
    "token revoke", "webhook delete", "share revoke", "drop revoke", "recurring delete", "send retry",
}  # fmt: skip


def commands(group: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


@pytest.mark.parametrize(
    ("path", "command"), list(commands(get_command(app))), ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_command_is_described_and_speaks_json(path: str, command: Any) -> None:
    assert command.help.endswith(".")
    options = {name for one in command.params for name in one.opts}
    assert ("--json" in options) != (path in NOTHING_TO_TELL)
    assert all(one.help for one in command.params if one.name != "help")
