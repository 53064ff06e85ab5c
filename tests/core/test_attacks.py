"""Each attack that once worked has tests, and docs/attacks.md names them rightly."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
TABLE = TESTS.parent / "docs" / "attacks.md"
FOUND = [f"F{number}" for number in range(1, 23)]


def test_every_attack_names_tests_that_exist() -> None:
    rows = {}
    for line in TABLE.read_text().splitlines():
        if line.startswith("| F"):
            rows[line.split("|")[1].strip()] = re.findall(r"`([\w/]+\.py)::(\w+)`", line)
    assert list(rows) == FOUND
    for attack, tests in rows.items():
        assert tests, attack
        for file, name in tests:
            assert f"def {name}(" in (TESTS / file).read_text(), (attack, file, name)
