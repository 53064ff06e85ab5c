"""The song's waveform with its beats: listen, see where the analysis is unsure, choose a part."""

from beatstitch_ui import texts
from beatstitch_ui.components.revisioned import Handler, Revisioned, listen


class SongWave(Revisioned, component="song_wave.js"):
    """Fetches the beats from `data_url`, the waveform from `peaks_url` and the sound from `song_url`.

    Events: `part` {start_ms, end_ms} when another part of the song was chosen (on bars), `beat`
    {index} when a beat was chosen, index -1 for none.
    """

    def __init__(
        self,
        *,
        data_url: str,
        peaks_url: str,
        song_url: str,
        revision: int,
        on_part: Handler | None = None,
        on_beat: Handler | None = None,
    ) -> None:
        super().__init__()
        self.props.update({"data-url": data_url, "peaks-url": peaks_url, "song-url": song_url})
        self.props.update({"revision": revision, "words": texts.SONG})
        listen(self, {"part": on_part, "beat": on_beat})
