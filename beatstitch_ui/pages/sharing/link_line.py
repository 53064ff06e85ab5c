"""One link in a dialog: its address to copy, what came of it, and the way to end it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from nicegui import context

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


def site() -> str:
    """Return the address under which the open page was asked for."""
    return str(context.client.request.base_url).rstrip("/")


def is_only_here(address: str) -> bool:
    """Tell whether `address` leads to BeatStitch on this computer alone."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def tell_reach(address: str) -> None:
    """Say that links to `address` open nowhere else, where that is so."""
    if is_only_here(address):
        Text("p", texts.sharing.LINK_ONLY_HERE, "bs-note")


def link_line(
    address: str,
    words: str,
    until: datetime,
    copied: Callable[[], None],
    revoke: Callable[[], Awaitable[None]],
) -> None:
    """Show a link; `words` tell of it, with {until} for the moment at which it ends."""
    with Box("li", "bs-link"):
        Box("input", "bs-input", type="text", readonly=True, value=address, aria_label=texts.sharing.LINK)
        copy = button(texts.sharing.COPY, icon_name="copy")
        copy.on("click", lambda _: copied(), js_handler=COPY)
        button(texts.sharing.REVOKE, revoke)
        LocalTime(words, until=until)
