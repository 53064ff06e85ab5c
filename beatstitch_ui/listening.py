"""Takes the address to serve on before anything else begins, so that two servers never share one."""

import errno
import socket

from core.errors import AddressUnusableError, PortInUseError

BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on `host` and `port`; who connects early waits for the pages.

    Raises:
        PortInUseError: something else listens there.
        AddressUnusableError: the address is not this machine's, or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUseError(host=host, port=port) from error
        reason = error.strerror or str(error)
        raise AddressUnusableError(host=host, port=port, reason=reason) from error
