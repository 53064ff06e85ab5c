"""Moments as text: only the browser knows the time zone of the person before it."""

from datetime import datetime

from nicegui.element import Element


class LocalTime(Element, component="local_time.js"):
    """Shows `words`, in which each name in braces stands for one of `moments`, which are aware of UTC.

    What was `lately` is told by how long ago it was.
    """

    def __init__(self, words: str, *, lately: bool = False, **moments: datetime) -> None:
        super().__init__()
        self.props["lately"] = lately
        self.props["words"] = words
        self.props["moments"] = {name: moment.isoformat() for name, moment in moments.items()}
