"""Runs commands in forks of one process that has imported what they need, which saves each of them a second.

A fork is a process of its own with its own arguments, environment, folder and files, as a person starts one.
"""

import gc
import json
import os
import sys
from typing import Any

import beatstitch_ui.cli
import beatstitch_ui.commands.accounts.tokens
import beatstitch_ui.commands.accounts.webhooks
import beatstitch_ui.commands.integrations.fetching
import beatstitch_ui.commands.integrations.links
import beatstitch_ui.commands.integrations.sending
import beatstitch_ui.commands.recurring.films
import core.projects.projects
import core.standalone.make  # noqa: F401 - what most commands import


def serve() -> None:
    """Fork for each line of standard input; answer with the number of the process, then with its status."""
    gc.collect()
    gc.freeze()  # what was imported is not looked through by each fork, which would copy it
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(json.loads(line))
        answer(child)
        answer(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def run(order: dict[str, Any]) -> None:
    """Become the command that is ordered."""
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    for number, name in enumerate(("input", "out", "err")):
        opened = os.open(order[name], os.O_RDONLY if number == 0 else os.O_WRONLY)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = os.fdopen(0)
    sys.argv = [*sys.argv[:1], *order["arguments"]]
    beatstitch_ui.cli.main()


if __name__ == "__main__":
    serve()
