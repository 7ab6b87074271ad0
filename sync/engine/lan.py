"""The addresses of this laptop on local networks, where a room can be opened (A6.8)."""

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
COUNT, ROW, ADDRESS, TABLE_MAX = 4, 24, 4, 64 * 1024
NAME_MAX, REQUEST = 15, struct.Struct("16s4x4s232x")


def addresses() -> list[str]:
    """Return IPv4 addresses where a room can be opened, those most likely meant first."""
    if sys.platform == "win32":
        named = [("", address) for address in in_table(_table())]
    else:
        named = [(name, _address(name)) for _, name in socket.if_nameindex()]
    named.sort(key=lambda pair: pair[0].startswith(MADE_BY_PROGRAMS))
    found = dict.fromkeys(address for _, address in named if rooms.is_local(address))
    return [address for address in found if not address.startswith(LOOPBACK)]


def in_table(table: bytes) -> list[str]:
    """Return the addresses in a MIB_IPADDRTABLE: a count of 4 bytes, and 24 for each, its address first."""
    count = int.from_bytes(table[:COUNT], sys.byteorder)
    rows = [table[at : at + ROW] for at in range(COUNT, min(len(table), COUNT + count * ROW), ROW)]
    return [socket.inet_ntoa(row[:ADDRESS]) for row in rows if len(row) == ROW]


def _table() -> bytes:
    """Ask the system for its own addresses; to look its name up would ask the network as well."""
    import ctypes  # noqa: PLC0415 - for Windows alone

    table, size = ctypes.create_string_buffer(TABLE_MAX), ctypes.c_ulong(TABLE_MAX)
    library = ctypes.CDLL("iphlpapi")
    return bytes(table) if library.GetIpAddrTable(table, ctypes.byref(size), 1) == 0 else b""


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
