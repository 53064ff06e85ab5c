"""Use-cases of a project's photos and clips."""
