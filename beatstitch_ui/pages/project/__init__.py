"""The pages of a project's media and song."""
