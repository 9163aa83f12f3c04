"""No test may leave this machine: a connection to anything but loopback raises."""

import ipaddress
import sys


class NetworkRefusedError(RuntimeError):
    """A test tried to reach another machine."""


def _is_local(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host in {"", "localhost"}:
        return True  # a socket file, or any address of this machine
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_local(host):
        raise NetworkRefusedError(f"A test may not connect to {host!r}; use loopback.")


def refuse() -> None:
    """Refuse connections and name look-ups beyond loopback for the rest of this process.

    An audit hook cannot be removed, which is what a guard should be.
    """
    sys.addaudithook(_watch)
