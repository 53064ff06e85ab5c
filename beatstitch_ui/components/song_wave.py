"""The song's waveform with its beats and parts: listen, tap, choose, correct, choose what is used."""

from beatstitch_ui import texts
from beatstitch_ui.components.revisioned import Handler, Revisioned, listen


class SongWave(Revisioned, component="song_wave.js"):
    """Fetches the beats from `data_url`, the waveform from `peaks_url` and the sound from `song_url`.

    Events: `operation` {operation: one of core.projects.song.songs.SongOperation} for what a person wants
    done, `history` {step: "undo" or "redo"}. Both wait for the next revision.
    """

    def __init__(
        self,
        *,
        data_url: str,
        peaks_url: str,
        song_url: str,
        revision: int,
        on_operation: Handler | None = None,
        on_history: Handler | None = None,
    ) -> None:
        super().__init__()
        self.props.update({"data-url": data_url, "peaks-url": peaks_url, "song-url": song_url})
        self.props.update({"revision": revision, "words": texts.music.SONG})
        listen(self, {"operation": on_operation, "history": on_history})
