"""The addresses of this laptop on local networks, where a room can be opened (A6.8)."""

import socket
import struct
import sys

from sync.wire import rooms

LOOPBACK = "127."
ELSEWHERE = (
    *("docker", "br-", "veth", "virbr", "vmnet", "vbox", "lxc"),
    *("tun", "tap", "wg", "utun", "zt", "tailscale", "nordlynx", "proton", "ipsec"),
    *("ppp", "wwan", "rmnet"),
)
"""Networks inside this laptop, tunnels, and those of telephones: nobody in the room is there."""
ASK = {"linux": 0x8915, "darwin": 0xC0206921}  # SIOCGIFADDR
COUNT, ROW, ADDRESS, TABLE_MAX = 4, 24, 4, 64 * 1024
NAME_MAX, REQUEST = 15, struct.Struct("16s4x4s232x")


def addresses() -> list[str]:
    """Return IPv4 addresses where a room can be opened, those most likely meant first."""
    return [address for address, _ in _found()]


def likeliest() -> str:
    """Return where a room is opened if nobody says; nothing, rather than a tunnel to elsewhere."""
    return next((address for address, name in _found() if not name.startswith(ELSEWHERE)), "")


def _found() -> list[tuple[str, str]]:
    """Addresses, each once, with the names of their networks, where those have any."""
    if sys.platform == "win32":
        named = [("", address) for address in in_table(_table())]
    else:
        named = [(name, _address(name)) for _, name in socket.if_nameindex()]
    named.sort(key=lambda pair: pair[0].startswith(ELSEWHERE))
    found: dict[str, str] = {}
    for name, address in named:
        if rooms.is_local(address) and not address.startswith(LOOPBACK):
            found.setdefault(address, name)
    return list(found.items())


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
