"""Deals the tests to the processes of `make test`, so that none is left alone with a long module at the end.

`--dist worksteal` gives each process a stretch of the list and lets it take from the end of another's
stretch. So each stretch begins with its share of the modules that are long or wait, whole, and ends with
quick tests that anybody can take.
"""

from itertools import groupby, zip_longest

import pytest

LONGEST = ("test_uploads_survive", "test_make", "test_whole_job", "test_handlers", "test_any_request")
LONG_FOLDERS = (
    "tests/browser",
    "tests/cli",
    "tests/workers",
    "tests/beatstitch_ui/pages",
    "tests/core/render",
)


def dealt(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Return the items in the order in which `processes` processes get them, an equal stretch for each."""
    long, quick = _long_and_quick(items)
    hands: list[list[pytest.Item]] = [[] for _ in range(processes)]
    for number, module in enumerate(long):
        turn, place = divmod(number, processes)
        hands[place if turn % 2 == 0 else processes - 1 - place].extend(module)
    left = len(items)
    for number, hand in enumerate(hands):
        size = left // (processes - number)
        missing = max(0, size - len(hand))
        hand.extend(quick[:missing])
        del quick[:missing]
        left -= size
    return [item for hand in hands for item in hand] + quick


def _long_and_quick(items: list[pytest.Item]) -> tuple[list[list[pytest.Item]], list[pytest.Item]]:
    """Return the long modules, the longest first, then one of each folder by turns; and the quick tests."""
    folders: dict[str, list[list[pytest.Item]]] = {name: [] for name in ("longest", *LONG_FOLDERS)}
    quick: list[pytest.Item] = []
    for path, tests in groupby(items, lambda item: item.path):
        folder = next((name for name in LONG_FOLDERS if f"/{name}/" in path.as_posix()), None)
        if path.stem in LONGEST:
            folders["longest"].append(list(tests))
        elif folder:
            folders[folder].append(list(tests))
        else:
            quick.extend(tests)
    by_turns = zip_longest(*(folders[name] for name in LONG_FOLDERS))
    return folders["longest"] + [module for turn in by_turns for module in turn if module], quick
