"""The index of decisions names each of them once, in order, by its own title."""

import re
from pathlib import Path

DECISIONS = Path(__file__).parents[1] / "docs" / "decisions"
NUMBER = re.compile(r"^(\d{4}: |\d+\. )")


def test_the_index_is_complete():
    lines = (DECISIONS / "README.md").read_text("utf-8").splitlines()
    wanted = []
    for file in sorted(DECISIONS.glob("0*.md")):
        heading = file.read_text("utf-8").splitlines()[0].removeprefix("# ")
        wanted.append(f"- {file.name[:4]} [{NUMBER.sub('', heading)}]({file.name})")
    assert [line for line in lines if line.startswith("- ")] == wanted
