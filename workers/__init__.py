"""The processes that do the background work: they claim jobs and see them through."""
