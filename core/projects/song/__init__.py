"""Use-cases of a project's song."""
