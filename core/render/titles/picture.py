"""A title as a picture of its own, for the preview in the browser."""

from core.effects import Title
from core.render.titles.placed import shown


def title_png(title: Title, size: tuple[int, int]) -> bytes:
    """Return a transparent PNG of an even size, at least 2 x 2, with the title as a render draws it."""
    from core.render.titles.paint import png  # noqa: PLC0415 - pages load without what paints

    even = max(2, size[0] // 2 * 2), max(2, size[1] // 2 * 2)
    return png(shown(title), even)
