"""Every kind of revision says what it means for handwork, and the pages have a name for it."""

from typing import get_args

import pytest

from beatstitch_ui import texts
from core.edit.operations import Operation
from core.edit.revisions import kinds as revision_kinds
from core.edit.revisions.kinds import MEANINGS, RULES, facts_of, is_undone, meaning_of
from core.hashing import digest

OPERATIONS = {one.model_fields["kind"].default for one in get_args(get_args(Operation)[0])}
OWN = {"plan", "finish", "follow_range", "restyle", "follow", "keep", "put"}
MADE = [
    revision_kinds.planned(),
    revision_kinds.finished(),
    revision_kinds.range_followed(9000, ["a"], all_pictures=True, kept_out=["b"]),
    revision_kinds.restyled(["titles"]),
    revision_kinds.beats_followed([2]),
    revision_kinds.kept(),
    revision_kinds.put(),
]


def test_every_kind_has_a_meaning_and_nothing_else_has():
    assert set(MEANINGS) == OPERATIONS | OWN
    assert {facts["kind"] for facts in MADE} == OWN


def test_rules_are_raised_with_any_change_of_a_meaning():
    """What revisions keep of their ancestry was read by these: put in the new digest with other RULES."""
    told = {kind: vars(meaning) for kind, meaning in sorted(MEANINGS.items())}
    assert (RULES, digest(told)[:8]) == (1, "44e17b38")


@pytest.mark.parametrize("kind", sorted(OPERATIONS | OWN - {"restyle"}))
def test_every_kind_has_a_name(kind: str):
    assert kind in texts.edit.OPERATIONS  # a restyle has that of the settings it follows


@pytest.mark.parametrize("facts", MADE, ids=lambda facts: facts["kind"])
def test_facts_are_read_as_they_were_recorded(facts: dict[str, object]):
    assert facts_of(facts).model_dump(exclude_unset=True) == facts


def test_a_plan_records_why_it_was_made_and_what_it_lost():
    lost = [{"kind": "move", "index": 1, "to": 0}]
    facts = revision_kinds.planned(chosen={"film_length_ms": None}, unattended=True)
    facts |= revision_kinds.outcome(lost=lost, kept_out=["a"])
    read = facts_of(facts)
    assert (read.chosen, read.unattended) == ({"film_length_ms": None}, True)
    assert (read.lost, read.kept_out) == (lost, ["a"])


def test_what_a_newer_version_records_is_handwork_that_a_plan_undoes():
    for facts in ({"kind": "zoom", "dropped": 3}, {"kind": None}, {}):
        assert not meaning_of(facts).is_planned
        assert is_undone(facts)
        assert facts_of(facts).dropped == []
    assert facts_of(None).adrift == []


def test_an_operation_that_is_kept_else_is_undone_where_it_changes_transitions_or_all_lengths():
    assert not is_undone({"kind": "paste_attributes", "fit": "blur"})
    assert is_undone({"kind": "paste_attributes", "transition": {"type": "cut"}})
    assert not is_undone(revision_kinds.range_followed(9000, [], all_pictures=False, kept_out=[]))
    assert is_undone(MADE[2])
