"""A hundred edits of every kind, in any order, lead back to the first plan and forth again, step by step."""

import random
from collections.abc import Callable
from typing import Any, get_args

from pydantic import ValidationError

from core.edit.edl import EditDecisionList
from core.edit.operations import Operation
from core.edit.revisions.revision import Revision
from core.errors import EditRefusedError
from core.schemas import ProjectSettings
from core.store.db import Database
from core.store.models import Project
from tests.core.projects.edit.edited_project import Desk, add_clip, add_photo, set_desk

EDITS = 100
SEED = 1
KINDS = {one.model_fields["kind"].default for one in get_args(get_args(Operation)[0])}
MOVE = {"enabled": True, "start_zoom": 1.1, "end_zoom": 1.6, "end_x": 0.2}
SETTINGS: list[dict[str, Any]] = [
    {"beats_per_cut": 2},
    {"beats_per_cut": 4},
    {"fade_out_ms": 900},
    {"transition_type": "crossfade"},
    {"picture_fade_ms": 500},
    {"ken_burns_enabled": False},
]


def anything(chance: random.Random, kind: str, segments: int, assets: list[str]) -> dict[str, Any]:
    """Return an operation of a kind, with values that a timeline of so many segments may well refuse."""
    run = sorted([chance.randrange(segments), chance.randrange(segments)])
    index, asset = run[0], chance.choice(assets)
    over: dict[str, Any] = {"index": index, "last": run[1] if chance.random() < 0.3 else None}
    values: dict[str, Callable[[], dict[str, Any]]] = {
        "move": lambda: over | {"to": chance.randrange(segments)},
        "split": lambda: {"beat": chance.randrange(24)},
        "insert": lambda: {"index": index, "asset_id": asset},
        "roll": lambda: {"index": index, "beats": chance.choice([-2, -1, 1, 2])},
        "replace": lambda: {"index": index, "asset_id": asset},
        "swap": lambda: {"index": index, "other": run[1]},
        "shuffle": lambda: {"seed": chance.randrange(1000)},
        "slip": lambda: {"index": index, "source_in_ms": chance.randrange(9000)},
        "set_transition": lambda: over | {"type": chance.choice(["crossfade", "fade_black", "cut"])},
        "set_ken_burns": lambda: over | {"ken_burns": chance.choice([None, MOVE])},
        "set_fit": lambda: over | {"fit": chance.choice(["cover", "contain", "blur"])},
        "set_focus": lambda: {"index": index, "focus": {"x": chance.random(), "y": 0.3}},
        "set_volume": lambda: over | {"volume": chance.choice([None, 0.25, 0.5, 1.0])},
        "set_loop": lambda: over | {"loop": chance.random() < 0.5},
        "set_lock": lambda: over | {"locked": chance.random() < 0.4},
        "set_beat_pulse": lambda: over | {"beat_pulse": chance.choice([None, {}, {"on": "downbeats"}])},
        "set_flash": lambda: over | {"flash": chance.choice([None, {}, {"colour": "black"}])},
        "set_speed": lambda: over | {"speed": chance.choice([None, {"percent": 50}, {"percent": 200}])},
        "set_title": lambda: {"index": index, "title": {"text": f"Day {chance.randrange(9)}"}},
        "take_out": lambda: {"asset_ids": [chance.choice(assets)]},
        "set_panels": lambda: {"index": index, "panels": {"asset_ids": chance.sample(assets, 2)}},
        "paste_attributes": lambda: over | {"fit": "blur", "flash": {"colour": "white"}},
        "set_marker": lambda: {"beat": chance.randrange(24), "name": chance.choice(["", "Kiss", None])},
    }
    return {"kind": kind} | values.get(kind, lambda: over)()


def change_something(
    desk: Desk, chance: random.Random, assets: list[str], done: set[str]
) -> tuple[str, Revision | None]:
    """Do one thing that a person could do, rather what was not done yet; return its kind.

    With it comes what came of it unless it was refused.
    """
    every = KINDS | {"settings"}
    kind = chance.choice(sorted(every - done if chance.random() < 0.4 else every) or sorted(every))
    if kind == "settings":
        desk.change(**chance.choice(SETTINGS))
        return kind, desk("adopt_settings")
    try:
        return kind, desk.edit(**anything(chance, kind, desk.row.segment_count, assets))
    except (EditRefusedError, ValidationError):
        return kind, None


def seen(desk: Desk, made: Revision) -> tuple[EditDecisionList, str | None, ProjectSettings]:
    """Return all that a step of the history decides: the timeline, the video's hash, and the settings."""
    return made.edl, desk.row.content_hash, desk.settings


def test_a_hundred_edits_of_any_kind_are_undone_one_by_one_and_redone_after_a_restart(
    database: Database, project: Project
):
    desk, chance = set_desk(database, project), random.Random(SEED)  # noqa: S311 - the same edits every time
    assets = [add_photo(database, project, name).id for name in ("d", "e")]
    assets += [add_clip(database, project, name, 9000).id for name in ("f", "g")]
    made = desk("generate")
    steps, kinds = [seen(desk, made)], set[str]()
    while len(steps) <= EDITS:
        kind, after = change_something(desk, chance, assets, kinds)
        if after is not None and after.number != made.number:
            made = after
            steps.append(seen(desk, made))
            kinds.add(kind)
    assert kinds > KINDS
    for step in reversed(steps[:-1]):
        assert seen(desk, desk("undo")) == step
    assert desk.state.undoes is None
    again = Database(database.layout.root)
    try:
        other = Desk(again, project)
        for step in steps[1:]:
            assert seen(other, other("redo")) == step
        assert other.state.redoes is None
    finally:
        again.close()
