"""Bounds what a connection may cost before it has sent a request: time, header bytes, their number."""

from asyncio import Transport
from asyncio.events import TimerHandle
from collections import Counter
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from beatstitch_ui.serving.reverse_proxies import TrustedProxies

HEAD_S = 10.0
HEAD_BYTES, HEADERS = 32 << 10, 100
CONNECTIONS, CONNECTIONS_OF_ADDRESS = 800, 250
TOO_LARGE, BUSY = "431 Request Header Fields Too Large", "503 Service Unavailable"


class HeadTooLargeError(Exception):
    """The address or the headers of a request are longer than any that browsers send."""


class BoundedConnection(HttpToolsProtocol):
    """uvicorn's protocol, for which a client that sends its headers too slowly or without end has gone.

    Only connections that speak HTTP are counted; those that became websockets belong to a session.
    Trusted proxies may hold as many as there are.
    """

    trusted: ClassVar[TrustedProxies] = TrustedProxies(())
    open: ClassVar[Counter[str]] = Counter()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_bytes = self._header_count = 0
        self._in_head, self._is_too_large = True, False
        self._head_timer: TimerHandle | None = None
        self._address: str | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        self.open[self._address] += 1
        if not self._may_stay(self._address):
            self._refuse(BUSY)
            return
        self._wait_for_head()

    def _may_stay(self, address: str) -> bool:
        is_one_too_many = self.open[address] > CONNECTIONS_OF_ADDRESS and address not in self.trusted
        return not is_one_too_many and self.open.total() <= CONNECTIONS

    def connection_lost(self, exc: Exception | None) -> None:
        self._leave()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        self._leave()
        super().handle_websocket_upgrade()

    def _leave(self) -> None:
        self._stop_waiting()
        if self._address is not None:
            self.open[self._address] -= 1
            if not self.open[self._address]:
                del self.open[self._address]
            self._address = None

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        was_in_head = self._in_head
        super().data_received(data)
        if was_in_head and self._in_head and not self.transport.is_closing():
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                self._refuse(TOO_LARGE)

    def on_message_begin(self) -> None:
        self._head_bytes = self._header_count = 0
        self._in_head = True
        if self._head_timer is None:
            self._wait_for_head()
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._bound(len(self.url))

    def on_header(self, name: bytes, value: bytes) -> None:
        self._header_count += 1
        self._bound(len(name) + len(value))
        super().on_header(name, value)

    def _bound(self, length: int) -> None:
        if self._header_count > HEADERS or length > HEAD_BYTES:
            self._is_too_large = True
            raise HeadTooLargeError

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._stop_waiting()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        if self._is_too_large:
            self._refuse(TOO_LARGE)
        else:
            super().send_400_response(msg)

    def _wait_for_head(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_S, self._give_up)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _give_up(self) -> None:
        self._head_timer = None
        self.transport.close()

    def _refuse(self, status: str) -> None:
        self._stop_waiting()
        head = f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        self.transport.write(head.encode())
        self.transport.close()
