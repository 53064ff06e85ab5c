"""Who can open a link: whether this page and the server are open to other computers, and what opens them."""

from ipaddress import ip_address
from pathlib import Path
from socket import AF_INET, SOCK_DGRAM, socket
from urllib.parse import urlsplit

from nicegui import context

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text
from core.settings import settings

EVERY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - what a server may listen on
CONTAINER_MARKS = (Path("/.dockerenv"), Path("/run/.containerenv"))
SOMEWHERE = ("192.0.2.1", 9)  # of the network that stands for examples


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


def is_closed(address: str) -> bool:
    """Tell whether no other computer reaches BeatStitch: `address` and the server are for this one alone."""
    return is_only_here(address) and is_only_here(f"http://{settings().host}")


def tell_way_into_network() -> None:
    """Keep for people who look for it what opens a closed BeatStitch to other devices."""
    with Box("details", "bs-order__more"):
        Text("summary", texts.sharing.OPEN_TO_NETWORK)
        Text("p", texts.sharing.OPEN_TO_NETWORK_HOW, "bs-muted")


def tell_reach(address: str) -> None:
    """Say that links to `address` open nowhere else, where that is so, and what makes others."""
    if not is_only_here(address):
        return
    if is_closed(address):
        Text("p", texts.sharing.LINK_ONLY_HERE, "bs-note")
        tell_way_into_network()
        return
    now = settings()
    with Box("p", "bs-note"):
        Text("span", texts.sharing.LINK_ELSEWHERE)
        known = address_in_network(now.host)
        if known is not None:
            there = f"http://{known}:{now.port}"
            Text("a", there, href=there)


def address_in_network(host: str) -> str | None:
    """Return by which address other devices reach a server at `host`, None where that can't be known."""
    if host not in EVERY_ADDRESS:
        return host
    if any(mark.exists() for mark in CONTAINER_MARKS):
        return None  # the container's own address is known to nobody
    with socket(AF_INET, SOCK_DGRAM) as sender:
        try:
            sender.connect(SOMEWHERE)  # sends nothing: it only chooses the way out
        except OSError:
            return None
        return str(sender.getsockname()[0])
