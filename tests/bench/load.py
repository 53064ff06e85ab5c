"""What many people at once feel, and what open pages cost: `python -m tests.bench.load`.

Bounded: `--users` people ask for `--seconds` beside two final videos; then `--pages` open pages do nothing
for as long. Everything runs on this machine; prints figures as JSON.
"""

import argparse
import asyncio
import http.client
import json
import os
import re
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import numpy as np
from websockets.asyncio.client import connect

from beatstitch_ui.auth.session import COOKIE
from beatstitch_ui.serving.application import RECONNECT_LIMIT_S
from beatstitch_ui.serving.page_costs.closed_pages import LOOK_EVERY_S
from core.accounts.users import create_user, sign_in
from core.demo.project import make_demo
from core.projects.edit import timelines
from core.projects.opened import OpenProject
from core.projects.renders.renders import order_render
from core.schemas import RenderJobCreate
from core.store.models import Project
from tests.torture.studio import Studio, wait_for

PASSWORD = "quite a long secret"  # noqa: S105 - of accounts that live as long as a run
PATHS = ("/api/projects", "/", "/static/icons.svg", "/api/projects?limit=10")
FINALS = 2
READY_LIMIT_S = 300.0
THINKS_S = 0.2
GIVEN_BACK_S = 4 * LOOK_EVERY_S
CLIENT_ID = re.compile(rb"'client_id': '([0-9a-f-]+)'")


def cpu_s(pid: int) -> float:
    """Return the processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def on_processor_s(pid: int) -> np.ndarray:
    """Return how long the main thread of a process has worked, and how long it waited for a processor."""
    worked_ns, waited_ns, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
    return np.array([int(worked_ns), int(waited_ns)]) / 1e9


def rss_mb(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)


def people(studio: Studio, number: int) -> list[str]:
    """Create accounts and return the secrets of their sessions; the first two have a demo project."""
    secrets = []
    for place in range(number):
        with studio.database.writing() as session:
            user_id = create_user(session, f"person{place}", PASSWORD).id
        if place < FINALS:
            make_demo(studio.database, user_id, "Demo", "Song")
        secrets.append(sign_in(studio.database, f"person{place}", PASSWORD).token)
    return secrets


def order_finals(studio: Studio) -> None:
    """Wait until the demo projects are ready, plan them and order their videos."""
    wait_for(lambda: studio.unfinished() == 0, READY_LIMIT_S, "the demo projects")
    with studio.database.reading() as session:
        found = [(project.owner_id, project.id) for project in session.query(Project)]
    for owner_id, project_id in found:
        with studio.database.writing() as session:
            project = session.get_one(Project, project_id)
            timelines.generate(OpenProject(session, studio.database.layout, project))
        order_render(studio.database, owner_id, project_id, RenderJobCreate(job_type="final"))


def ask(port: int, secret: str, until_s: float, took_ms: list[float]) -> None:
    """Be a person who looks at one thing after the other."""
    pause, number = threading.Event(), 0
    while time.monotonic() < until_s:
        begun_s = time.perf_counter()
        get(port, PATHS[number % len(PATHS)], secret)
        took_ms.append(1000 * (time.perf_counter() - begun_s))
        number += 1
        pause.wait(THINKS_S)


def get(port: int, path: str, secret: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": f"{COOKIE}={secret}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == http.HTTPStatus.OK, f"{path}: {answer.status}"
    return body


def asked_by_many(studio: Studio, secrets: list[str], seconds: float) -> dict[str, Any]:
    took_ms: list[float] = []
    until_s, before_s = time.monotonic() + seconds, on_processor_s(studio.web.pid)
    threads = [threading.Thread(target=ask, args=(studio.port, one, until_s, took_ms)) for one in secrets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    worked, waited = (on_processor_s(studio.web.pid) - before_s) / seconds
    points = {f"p{point}_ms": round(float(np.percentile(took_ms, point))) for point in (50, 95, 99)}
    return {
        "requests": len(took_ms),
        **points,
        "max_ms": round(max(took_ms)),
        "main thread": {"worked_percent": round(100 * worked), "waited_percent": round(100 * waited)},
        "rss_mb": rss_mb(studio.web.pid),
    }


async def left_open(studio: Studio, secret: str, pages: int, seconds: float) -> dict[str, Any]:
    """Hold pages open that do nothing; return what that costs."""
    before_mb, pid = rss_mb(studio.web.pid), studio.web.pid
    holding = [asyncio.create_task(hold(studio.port, secret)) for _ in range(pages)]
    await asyncio.sleep(max(5.0, pages / 10))
    failed = sum(task.done() for task in holding)
    begun_s, spent_s = time.monotonic(), cpu_s(pid)
    await asyncio.sleep(seconds)
    share = (cpu_s(pid) - spent_s) / (time.monotonic() - begun_s)
    open_mb = rss_mb(pid)
    for task in holding:
        task.cancel()
    await asyncio.gather(*holding, return_exceptions=True)
    await asyncio.sleep(RECONNECT_LIMIT_S + GIVEN_BACK_S)
    return {
        "pages": pages - failed,
        "percent_of_a_core": round(100 * share, 1),
        "rss_mb": {"before": before_mb, "open": open_mb, "after": rss_mb(pid)},
    }


async def hold(port: int, secret: str) -> None:
    """Open a page and its websocket, and answer nothing but its pings."""
    found = CLIENT_ID.search(await asyncio.to_thread(get, port, "/", secret))
    assert found is not None
    query = {"EIO": 4, "transport": "websocket", "client_id": found[1].decode(), "implicit_handshake": "true"}
    query |= {"next_message_id": 0, "tab_id": str(uuid4()), "document_id": str(uuid4())}
    address = f"ws://127.0.0.1:{port}/_nicegui_ws/socket.io/?{urlencode(query)}"
    cookie = {"Cookie": f"{COOKIE}={secret}"}
    async with connect(address, additional_headers=cookie, origin=f"http://127.0.0.1:{port}") as socket:  # type: ignore[arg-type]
        await socket.send("40")
        async for message in socket:
            if message == "2":
                await socket.send("3")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    report: dict[str, Any] = {"load_before": os.getloadavg()}
    with tempfile.TemporaryDirectory(prefix="beatstitch-load-") as folder:
        studio = Studio(Path(folder, "studio"))
        try:
            secrets = people(studio, options.users)
            order_finals(studio)
            report["beside two finals"] = asked_by_many(studio, secrets, options.seconds)
            wait_for(lambda: studio.unfinished() == 0, READY_LIMIT_S, "the finals")
            report["idle"] = asyncio.run(left_open(studio, secrets[-1], options.pages, options.seconds))
        finally:
            studio.close()
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
