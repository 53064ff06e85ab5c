"""Use-cases of a project's timeline."""
