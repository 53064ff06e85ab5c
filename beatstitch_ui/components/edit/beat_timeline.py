"""The beat timeline: an edit on its song, drawn on canvas; what it sends is a few words of JSON."""

from beatstitch_ui import texts
from beatstitch_ui.components.revisioned import Handler, Revisioned, listen


class BeatTimeline(Revisioned, component="beat_timeline.js"):
    """Fetches the edit from `data_url` and the waveform from `peaks_url`, and shows `revision` of it.

    The browser shows what an operation will do at once; the server has the last word, see `settle`.
    Event: `operation` {number, operation: see core.edit.operations, or of kind undo or redo}.
    After a server that was away, `unsure` {n} tells how many operations could not be sent again, because
    the edit is another one. What is chosen stays in the browser, where the inspector shows it.
    """

    def __init__(
        self,
        *,
        data_url: str,
        peaks_url: str,
        revision: int,
        clock: str,
        on_operation: Handler,
        on_unsure: Handler,
    ) -> None:
        super().__init__()
        self.props.update({"data-url": data_url, "peaks-url": peaks_url, "revision": revision})
        self.props.update({"clock": clock, "words": texts.timeline.TIMELINE})
        listen(self, {"operation": on_operation, "unsure": on_unsure})

    def take_focus(self) -> None:
        """Take the keyboard, unless another part of the page has it."""
        self.run_method("takeFocus")

    def settle(self, revision: int, handled: int) -> None:
        """Show `revision`, after the operations up to number `handled` were done or refused."""
        with self.props.suspend_updates():
            self.props["revision"] = revision
        self.run_method("settle", revision, handled)
