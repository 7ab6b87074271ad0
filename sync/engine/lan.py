"""The addresses of this laptop on local networks, where a room can be opened (A6.8)."""

import contextlib
import socket
import struct
import sys

from sync.wire import rooms

LOOPBACK = "127."
MADE_BY_PROGRAMS = (
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vbox",
    "tun",
    "tap",
    "wg",
    "utun",
    "lxc",
    "zt",
)
"""Networks inside this laptop, or tunnels: nobody in the room is there."""
ASK = {"linux": 0x8915, "darwin": 0xC0206921}  # SIOCGIFADDR
NAME_MAX, REQUEST = 15, struct.Struct("16s4x4s232x")


def addresses() -> list[str]:
    """Return IPv4 addresses where a room can be opened, those most likely meant first."""
    if sys.platform == "win32":
        named = [("", address) for address in _by_name()]
    else:
        named = [(name, _address(name)) for _, name in socket.if_nameindex()]
    named.sort(key=lambda pair: pair[0].startswith(MADE_BY_PROGRAMS))
    found = dict.fromkeys(address for _, address in named if rooms.is_local(address))
    return [address for address in found if not address.startswith(LOOPBACK)]


def _by_name() -> list[str]:
    with contextlib.suppress(OSError):
        return socket.gethostbyname_ex(socket.gethostname())[2]
    return []


def _address(interface: str) -> str:
    """Return the first IPv4 address of an interface, empty where it has none."""
    import fcntl  # noqa: PLC0415 - exists on POSIX alone

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            packed = REQUEST.pack(interface.encode()[:NAME_MAX], bytes(4))
            answer = fcntl.ioctl(asking.fileno(), ASK.get(sys.platform, 0), packed)
        except OSError:
            return ""
    return socket.inet_ntoa(REQUEST.unpack(answer)[1])
