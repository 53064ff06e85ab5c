"""The instant preview: the edit played in the browser without rendering anything."""

from beatstitch_ui import texts
from beatstitch_ui.components.revisioned import Revisioned


class EditPlayer(Revisioned, component="edit_player.js"):
    """Plays the edit of `data_url`; the song at `song_url` is its clock, known to others as `clock`."""

    def __init__(self, *, data_url: str, song_url: str, revision: int, clock: str) -> None:
        super().__init__()
        self.props.update({"data-url": data_url, "song-url": song_url, "revision": revision})
        self.props.update({"clock": clock, "words": texts.timeline.PLAYER})
