"""Write the golden plans again (run this file, then read the diff before committing it)."""

from pathlib import Path

from tests.core.edit.edit_samples import TRANSITIONS, golden_plan

GOLDEN = Path(__file__).parent / "golden"

if __name__ == "__main__":
    for transition in TRANSITIONS:
        text = golden_plan(transition).model_dump_json(indent=1)
        (GOLDEN / f"plan_{transition}.json").write_text(text + "\n")
