"""Names of files as file systems hold them: bytes, of which some are no text."""

import re

# Python stands these in for bytes that are no UTF-8; neither the database nor an answer can hold them.
_NO_TEXT = re.compile("[\ud800-\udfff]")


def is_text(name: str) -> bool:
    """Tell whether a name, or a path, can be kept and told as it is."""
    return _NO_TEXT.search(name) is None


def legible(name: str) -> str:
    """Return a name as people can be told it: a replacement character stands for what is no text."""
    return _NO_TEXT.sub("\ufffd", name)
