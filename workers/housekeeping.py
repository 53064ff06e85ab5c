"""The job that takes away for good what nobody can bring back any more."""

from core.housekeeping import sweep
from core.jobs.lifecycle import Save
from core.jobs.run import Run


def keep_house(run: Run) -> Save:
    """Sweep everything; the sweep has no result of its own to store."""
    sweep(run.database)
    return lambda _session: None
