"""Use-cases of a project's renders."""
