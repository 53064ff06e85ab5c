"""Thousands of requests that the description allows, or just not: `python -m tests.torture.any_request`.

All checks of schemathesis and one of ours, over every route with the sign-in that it describes, on a real
port; ends with 1 when anything is answered in another way than the description says.
`--cases` is how many requests each route gets at most in one phase.
"""

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFIGURATION = Path(__file__).with_suffix(".toml")
PASSWORD = "quite a long secret"  # noqa: S105 - of an account that lives for minutes


@contextmanager
def studio() -> Iterator[tuple[str, dict[str, str]]]:
    """Serve the API on a data folder with one planned project; yield its address, ways in and known ids."""
    from core.accounts.tokens import TokenCreate, add_token  # noqa: PLC0415 - the data folder must be known
    from core.accounts.users import create_user, sign_in  # noqa: PLC0415
    from core.installation.identity import open_installation  # noqa: PLC0415
    from core.projects.projects import create_project  # noqa: PLC0415
    from core.projects.renders.renders import order_renders  # noqa: PLC0415
    from core.schemas import ProjectCreate, RenderJobCreate  # noqa: PLC0415
    from core.store.db import database  # noqa: PLC0415
    from tests.beatstitch_ui.served import api_application, served  # noqa: PLC0415
    from tests.core.furnish import furnish, plan  # noqa: PLC0415

    held = database()
    open_installation(held)
    with held.writing() as session:
        ada = create_user(session, "ada", PASSWORD).id
    with held.writing() as session:
        project = create_project(session, ada, ProjectCreate(name="Summer"))
        token = add_token(session, ada, TokenCreate(name="requests")).token
    asset_id = furnish(held, project)[0]
    plan(held, project)
    render = order_renders(held, ada, project.id, RenderJobCreate(job_type="final"))[0]
    cookie = sign_in(held, "ada", PASSWORD).token
    known = {"project_id": project.id, "asset_id": asset_id, "render_id": render.id}
    told = {"TOKEN": token, "COOKIE": cookie, "KNOWN_IDS": json.dumps(known)}
    with served(api_application()) as port:
        yield f"http://127.0.0.1:{port}", {f"BEATSTITCH_{name}": value for name, value in told.items()}


def ask(url: str, told: dict[str, str], *options: str) -> int:
    """Send all requests; return 0 when all answers are as described."""
    command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(CONFIGURATION)]
    command += ["run", f"{url}/api/openapi.json", "--checks", "all", "--continue-on-failure", *options]
    hooks = {
        "SCHEMATHESIS_HOOKS": "tests.torture.any_request_hooks",
        "PYTHONPATH": str(ROOT),
        "NO_PROXY": "*",
    }
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(command, env=os.environ | hooks | told, cwd=folder, check=False).returncode


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    options = ["--max-examples", str(wanted.cases), "--seed", str(wanted.seed), "--no-shrink"]
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)  # it tells of each request that is no HTTP
    with tempfile.TemporaryDirectory() as data:
        os.environ["BEATSTITCH_DATA"] = data
        with studio() as (url, told):
            return ask(url, told, *options)


if __name__ == "__main__":
    sys.exit(main())
