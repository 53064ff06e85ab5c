"""One link in a dialog: its address to copy, what came of it, and the way to end it."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from beatstitch_ui import texts
from beatstitch_ui.components.local_time import LocalTime
from beatstitch_ui.shell.elements import Box, Text, button

# The clipboard is given to a page only over HTTPS or on this machine; elsewhere the old way still works.
COPY = """(event) => {
  const address = event.currentTarget.closest(".bs-link").querySelector("input");
  address.select();
  if (navigator.clipboard) navigator.clipboard.writeText(address.value);
  else document.execCommand("copy");
  emit();
}"""


def link_line(
    address: str,
    words: str,
    until: datetime,
    revoke: Callable[[], Awaitable[None]],
) -> None:
    """Show a link; `words` tell of it, with {until} for the moment at which it ends."""
    with Box("li", "bs-link"):
        Box("input", "bs-input", type="text", readonly=True, value=address, aria_label=texts.sharing.LINK)
        copy = button(texts.sharing.COPY, icon_name="copy")
        button(texts.sharing.REVOKE, revoke)
        LocalTime(words, until=until)
        copied = Text("span", "", "bs-link__told", role="status")
        copy.on("click", lambda _: copied.set_text(texts.sharing.COPIED), js_handler=COPY)
