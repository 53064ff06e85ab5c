"""What leads from one revision of a timeline to the next: every kind, what it means, and what it records.

The facts of an operation stay plain in a revision's file, where those of all versions must be readable.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

RULES = 1  # raised with any change of what a kind means: what was kept by other rules is read again


@dataclass(frozen=True)
class Meaning:
    """What a kind means for what a person has done by hand.

    `is_planned`: an edit that nothing else led to is as it was planned. `chooses`: settings decide which
    pictures are shown, so what an edit leaves out after it, nobody has taken out. `begins`: settings
    decide how an edit looks after it, so handwork is counted from there; `frames`: they may give it
    another frame, and the cuts stay. `is_kept`: what it did follows its picture into a new plan, or
    nothing of it would have to. `settles`: what a new plan undoes was undone by it already.
    """

    is_planned: bool = False
    chooses: bool = False
    begins: bool = False
    frames: bool = False
    is_kept: bool = False
    settles: bool = False


LOST = Meaning()  # by hand, and undone by a new plan; so is what only a newer version knows
KEPT = Meaning(is_kept=True)
MEANINGS: Mapping[str, Meaning] = {
    "plan": Meaning(is_planned=True, chooses=True, begins=True, is_kept=True, settles=True),
    "finish": Meaning(is_planned=True, is_kept=True),
    "follow_range": Meaning(chooses=True, begins=True, is_kept=True),
    "restyle": Meaning(begins=True, frames=True, is_kept=True),
    "follow": KEPT,
    "keep": KEPT,
    "put": LOST,
    **dict.fromkeys(
        ["move", "split", "merge", "duplicate", "roll", "swap", "shuffle", "set_transition"], LOST
    ),
    **dict.fromkeys(["insert", "replace", "delete", "take_out"], KEPT),
    **dict.fromkeys(["slip", "set_volume", "set_loop", "set_speed", "set_lock", "set_marker"], KEPT),
    **dict.fromkeys(["set_ken_burns", "auto_ken_burns", "set_fit", "set_focus", "set_panels"], KEPT),
    **dict.fromkeys(["set_title", "set_beat_pulse", "set_flash", "paste_attributes"], KEPT),
}


class RevisionFacts(BaseModel):
    """What is recorded beside the operations of `core.edit.operations`, which bring facts of their own.

    Of a plan these are the `settings` it follows (of a restyle, too), those that were `chosen` by itself,
    the operations that it `lost`, and whether it was made `unattended`; `kept_out` are the assets that a
    person had taken out. `dropped` assets came after the end of a film of `film_ms`, unless
    `all_pictures` stay; `adrift` are the segments that lost their beat. `asset_ids` are the pictures
    that an operation is about.
    """

    kind: str
    settings: list[str] = []
    chosen: dict[str, Any] = {}
    lost: list[dict[str, Any]] = []
    unattended: bool = False
    kept_out: list[str] = []
    film_ms: int = 0
    dropped: list[str] = []
    all_pictures: bool = False
    adrift: list[int] = []
    asset_ids: list[str] = []


def meaning_of(operation: Mapping[str, Any]) -> Meaning:
    """Return what the operation of a revision means for handwork."""
    return MEANINGS.get(str(operation.get("kind")), LOST)


def is_undone(operation: Mapping[str, Any]) -> bool:
    """Tell whether a new plan undoes an operation."""
    # Other transitions or lengths go, even by an operation of a kind that is kept.
    goes = operation.get("transition") or operation.get("all_pictures")
    return bool(goes) or not meaning_of(operation).is_kept


def facts_of(operation: Mapping[str, Any] | None) -> RevisionFacts:
    """Return what an operation records; nothing where there is none, or one of another form."""
    kind = str((operation or {}).get("kind", ""))
    try:
        return RevisionFacts.model_validate({**(operation or {}), "kind": kind})
    except ValidationError:
        return RevisionFacts(kind=kind)


def planned(
    *, settings: Sequence[str] = (), chosen: Mapping[str, Any] | None = None, unattended: bool = False
) -> dict[str, Any]:
    """Return the facts of a plan, so far as they tell why it is made."""
    facts = {"settings": list(settings), "chosen": dict(chosen or {}), "unattended": unattended}
    return {"kind": "plan"} | _given(facts)


def outcome(*, lost: Sequence[Mapping[str, Any]] = (), kept_out: Iterable[str] = ()) -> dict[str, Any]:
    """Return what a plan could not keep, for its facts, and what stays out of it."""
    return _given({"lost": [dict(facts) for facts in lost], "kept_out": list(kept_out)})


def range_followed(
    film_ms: int, dropped: Sequence[str], *, all_pictures: bool, kept_out: Iterable[str]
) -> dict[str, Any]:
    facts = {"all_pictures": all_pictures, "kept_out": list(kept_out)}
    return {"kind": "follow_range", "film_ms": film_ms, "dropped": list(dropped)} | _given(facts)


def beats_followed(adrift: Sequence[int]) -> dict[str, Any]:
    return {"kind": "follow", "adrift": list(adrift)}


def restyled(settings: Sequence[str]) -> dict[str, Any]:
    return {"kind": "restyle", "settings": list(settings)}


def finished() -> dict[str, Any]:
    return {"kind": "finish"}


def kept() -> dict[str, Any]:
    return {"kind": "keep"}


def put() -> dict[str, Any]:
    return {"kind": "put"}


def _given(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value}
