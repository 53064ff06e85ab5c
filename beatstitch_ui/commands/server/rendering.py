"""Orders videos of a server and follows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from beatstitch_ui.commands.report import reporter
from beatstitch_ui.commands.server.client import Answer, Server
from beatstitch_ui.commands.server.printing import tell, tell_machine
from beatstitch_ui.commands.server.waiting import wait_for_renders

AS_THE_PROJECT = ("output_width", "output_height", "output_fps", "ntsc")


@dataclass(frozen=True)
class Order:
    """Which videos are wanted of an edit."""

    job_type: str
    aspect_ratios: Sequence[str]
    quality: str | None
    codec: str | None


def order(server: Server, project_id: str, wanted: Order) -> list[Answer]:
    """Order videos of the edit as it is now; return their renders."""
    request: dict[str, Any] = {"job_type": wanted.job_type, "aspect_ratios": list(wanted.aspect_ratios)}
    if wanted.quality or wanted.codec:
        now = server.ask("GET", f"/projects/{project_id}")["settings"]
        chosen = {"quality_preset": wanted.quality, "codec": wanted.codec}
        said = {name: value for name, value in chosen.items() if value}
        request["settings"] = {name: now[name] for name in AS_THE_PROJECT} | said
    first = server.ask("POST", f"/projects/{project_id}/renders", request)
    return [first, *first["also_ordered"]]


def tell_orders(
    server: Server, project_id: str, ordered: Sequence[Answer], *, wait: bool, out: Path | None, machine: bool
) -> None:
    """Print what was ordered, or wait for it, and with `out` write it."""
    if not wait and out is None:
        for render in ordered:
            tell(render, render["id"], machine=machine)
        return
    for render in followed(server, project_id, [one["id"] for one in ordered], machine=machine):
        path = out and server.download(
            f"/projects/{project_id}/renders/{render['id']}/video", _named(out, render, len(ordered))
        )
        tell(render, str(path or render["id"]), machine=machine)


def followed(server: Server, project_id: str, ids: Sequence[str], *, machine: bool) -> list[Answer]:
    """Return renders when they are complete, telling how far they are as often as that changes."""
    told: dict[str, Answer] = {}
    with reporter(machine=False) as news:

        def on_look(render: Answer) -> None:
            if told.get(render["id"]) == render:
                return
            told[render["id"]] = render
            if machine and render["status"] in ("queued", "running"):
                tell_machine(render)
            mean = sum(one["progress_percent"] for one in told.values()) / len(ids)
            news.step("rendering", mean, 100)

        return wait_for_renders(server, project_id, ids, on_look)


def _named(out: Path, render: Answer, videos: int) -> Path:
    """Return the name of one of several videos, like film-9x16.mp4."""
    if videos == 1:
        return out
    shape = (render["aspect_ratio"] or "").replace(":", "x")
    return out.with_name(f"{out.stem}-{shape}{out.suffix}")
