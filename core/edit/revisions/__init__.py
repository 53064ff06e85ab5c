"""Undo without limit: the revisions of a timeline, their files, and what of them a person did by hand."""
