"""News of a render outside the page: the tab's title, and a notification once a person allows it."""

from nicegui.element import Element

from beatstitch_ui import texts


class RenderNotice(Element, component="render_notice.js"):
    """Offers a button that asks for the permission while it can be given and a video is being made."""

    def __init__(self) -> None:
        super().__init__()
        self.props["words"] = texts.render.NOTICE
        self._prefix = ""

    def show_progress(self, prefix: str) -> None:
        """Begin the tab's title with `prefix`; an empty one gives it back its own."""
        if prefix != self._prefix:
            self._prefix = prefix
            self.run_method("progress", prefix)

    def tell(self, text: str) -> None:
        """Notify a person who looks at another window."""
        self.run_method("tell", text)
