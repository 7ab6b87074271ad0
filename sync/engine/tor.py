"""Whether Tor runs on this computer: a greeting answered within a second says so (A6.8)."""

import socket
import time

from sync.engine.route import Proxy

HERE = "127.0.0.1"
PORTS = (9150, 9050)
"""Tor Browser first, then the service of a system."""
WITHIN = 1.0
GREETING, VERSION = b"\x05\x02\x00\x02", 5
ANSWER = 2
METHODS = (0, 2)  # none, or a user name and a password


def find() -> Proxy | None:
    """Return where Tor answers, or None."""
    return next((one for one in (Proxy(HERE, port) for port in PORTS) if answers(one)), None)


def answers(proxy: Proxy) -> bool:
    """Say whether a SOCKS5 proxy that takes us is there."""
    ends = time.monotonic() + WITHIN
    family = socket.AF_INET6 if ":" in proxy.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        try:
            sock.settimeout(WITHIN)
            sock.connect((proxy.host, proxy.port))
            sock.sendall(GREETING)
            said = _answer(sock, ends)
        except OSError:
            return False
    return len(said) == ANSWER and said[0] == VERSION and said[1] in METHODS


def _answer(sock: socket.socket, ends: float) -> bytes:
    said = b""
    while len(said) < ANSWER and (left := ends - time.monotonic()) > 0:
        sock.settimeout(left)
        more = sock.recv(ANSWER - len(said))
        if not more:
            break
        said += more
    return said
