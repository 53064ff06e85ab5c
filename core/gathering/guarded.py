"""HTTP to addresses that people configure, with a guard before those that only this machine should reach."""

import ipaddress
import socket
from collections.abc import Sequence

import httpx

from core.errors import PlaceAddressError

TIMEOUT_S = 30.0
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Where clouds tell a machine its secrets, beside the link-local addresses; and addresses that hold others.
_NEVER = tuple(
    map(
        ipaddress.ip_network,
        ("100.100.100.200/32", "192.0.0.0/24", "fd00:ec2::/32", "64:ff9b::/96", "2002::/16"),
    )
)


class GuardedTransport(httpx.HTTPTransport):
    """Connects to the address that was checked, so that a name can't stand for another one a moment later.

    Nobody reaches link-local addresses, with the metadata of clouds among them; this machine's own
    (loopback) only who runs it. Redirects are the caller's, and guarded again.
    """

    def __init__(self, *, may_reach_itself: bool) -> None:
        super().__init__(trust_env=False)
        self._may_reach_itself = may_reach_itself

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        address = checked_address(host, request.url.port or 0, may_reach_itself=self._may_reach_itself)
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=str(address))
        return super().handle_request(request)


def guarded_client(*, may_reach_itself: bool, timeout_s: float = TIMEOUT_S) -> httpx.Client:
    """Return a client for addresses that people configure; it follows no redirects."""
    transport = GuardedTransport(may_reach_itself=may_reach_itself)
    return httpx.Client(transport=transport, timeout=timeout_s, follow_redirects=False, trust_env=False)


def checked_url(url: str) -> str:
    """Return an address without its last slash; PlaceAddressError for what is none of HTTP."""
    try:
        parsed = httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise PlaceAddressError(address=url[:200], reason="it is no address") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise PlaceAddressError(address=url[:200], reason="it does not begin with http:// or https://")
    if parsed.userinfo:
        raise PlaceAddressError(address=parsed.host, reason="it holds a name or a password")
    return str(parsed).rstrip("/")


def checked_address(host: str, port: int, *, may_reach_itself: bool) -> Address:
    """Return where a host is; PlaceAddressError when any of its addresses may not be reached."""
    found = [_plain(ipaddress.ip_address(one)) for one in _resolved(host, port)]
    for address in found:
        if address.is_link_local or address.is_multicast or address.is_unspecified or _is_never(address):
            raise PlaceAddressError(address=host, reason="nobody may reach that network from here")
        if address.is_loopback and not may_reach_itself:
            raise PlaceAddressError(address=host, reason="only an admin may reach this machine itself")
    return found[0]


def _resolved(host: str, port: int) -> Sequence[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PlaceAddressError(address=host, reason="there is no such host") from error
    return [str(one[4][0]).partition("%")[0] for one in found]


def _plain(address: Address) -> Address:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _is_never(address: Address) -> bool:
    return any(address in network for network in _NEVER if network.version == address.version)
