"""Answers requests on a port of this machine, for all that stands in for somebody else's server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

LOOKS_EVERY_S = 0.05  # whether it is to end
END_LIMIT_S = 10


@contextmanager
def answering(handler: Callable[..., BaseHTTPRequestHandler], port: int = 0) -> Iterator[str]:
    """Answer with `handler`, each request in a thread, while the block lasts; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    thread = Thread(target=server.serve_forever, args=(LOOKS_EVERY_S,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(END_LIMIT_S)
