"""The parts that the render benchmark measures, each in a process of its own.

`python -m tests.bench.roles ROLE ORDER FOLDER`; what a role found out is a JSON object on its output.
"""

import importlib
import json
import pickle
import sys
from pathlib import Path

# Only the module of the role is imported: a floor needs more of it than a worker does.
ROLES = {
    "render": "tests.bench.ours",
    "warm": "tests.bench.ours",
    "redrawn": "tests.bench.ours",
    "first": "tests.bench.ours",
    "floor": "tests.bench.floors",
    "encoders": "tests.bench.floors",
    "vmaf": "tests.bench.floors",
}


def main() -> None:
    name = sys.argv[1]
    role = getattr(importlib.import_module(ROLES[name]), name)
    order = pickle.loads(Path(sys.argv[2]).read_bytes())  # noqa: S301 - the benchmark wrote it
    print(json.dumps(role(order, Path(sys.argv[3]))))  # noqa: T201


if __name__ == "__main__":
    main()
