"""The picture that the edit opens with; where its video is there, a press plays it."""

from collections.abc import Callable

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, icon


class PlayableOpening:
    """A button with the picture on it; without a video it is a picture and no more."""

    def __init__(self, play: Callable[[str], object]) -> None:
        self._play = play
        self._render_id: str | None = None
        with Box(
            "button", "bs-order__picture", type="button", aria_label=texts.render.PLAY_NEWEST
        ) as self.root:
            self.image = Box("img", alt="", decoding="async")
            icon("play")
        self.root.on("click", self._press, [])
        self.offer(None)

    def show(self, picture: str) -> None:
        """Show a picture, given by its address."""
        if self.image.props.get("src") != picture:
            self.image.props["src"] = picture
            self.image.update()

    def offer(self, render_id: str | None) -> None:
        """Let a press play this video."""
        self._render_id = render_id
        self.root.props["disabled"] = None if render_id else True
        self.root.props["title"] = texts.render.PLAY_NEWEST if render_id else None
        self.root.update()

    def _press(self) -> None:
        if self._render_id is not None:
            self._play(self._render_id)
