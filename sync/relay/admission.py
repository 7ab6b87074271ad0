"""How much one source and one mailbox may ask for, held in memory only (A6.2, A2.6.13)."""

import ipaddress
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a relay lets one caller take: room for forty laptops behind one address, and no more."""

    source_rate: float = 200.0
    """Requests a second, for long; *source_burst* at once."""
    source_burst: float = 2_000.0
    mailbox_rate: float = 100.0
    mailbox_burst: float = 1_000.0
    connections_per_source: int = 512
    connections: int = 8_000
    head_seconds: float = 15.0
    """From the first byte of a request, or the connection, to the end of its headers."""
    head_bytes: int = 16 * 1024
    idle_seconds: int = 75
    grace_seconds: float = 20.0
    """What a body may take over its bytes at *least_rate*, and an answer may stand still."""
    least_rate: float = 1_000.0
    """Bytes a second: the slowest line that still works."""
    held_bytes: int = 256 << 20
    """Bodies and answers in memory, of all callers together."""
    proxied: bool = False
    """A proxy of this machine says who asks."""


def source_of(address: str) -> str:
    """Return who is meant by an address: the address itself, or for IPv6 its network of 64 bits."""
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:  # what a proxy said, with a port behind it
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return parsed.packed[:8].hex()


class TokenBuckets:
    """A bucket for each name; the least recently used is forgotten first."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._levels: OrderedDict[str | bytes, tuple[float, float]] = OrderedDict()

    def take(self, name: str | bytes) -> bool:
        """Take one token; say whether there was one."""
        now = self._clock()
        level, since = self._levels.pop(name, (self._burst, now))
        level = min(self._burst, level + (now - since) * self._rate)
        allowed = level >= 1
        self._levels[name] = (level - allowed, now)
        if len(self._levels) > REMEMBERED:
            self._levels.popitem(last=False)
        return allowed


class Admission:
    """Requests, by source and by mailbox, and the bytes that all of them hold."""

    def __init__(self, bounds: Bounds, clock: Callable[[], float]) -> None:
        self._sources = TokenBuckets(bounds.source_rate, bounds.source_burst, clock)
        self._mailboxes = TokenBuckets(bounds.mailbox_rate, bounds.mailbox_burst, clock)
        self._room = bounds.held_bytes

    def admits(self, address: str, mailbox: bytes) -> bool:
        return self._sources.take(source_of(address)) and (not mailbox or self._mailboxes.take(mailbox))

    def hold(self, size: int) -> bool:
        """Set *size* bytes aside if there is room; `release` gives them back."""
        if size > self._room:
            return False
        self._room -= size
        return True

    def release(self, size: int) -> None:
        self._room += size


class Connections:
    """How many connections are open, together and by source."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._open: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Count a new connection, unless there are enough."""
        source = source_of(address)
        enough = self._open.total() >= self._bounds.connections
        if enough or self._open[source] >= self._bounds.connections_per_source:
            return False
        self._open[source] += 1
        return True

    def count(self) -> int:
        return self._open.total()

    def leave(self, address: str) -> None:
        source = source_of(address)
        self._open[source] -= 1
        if not self._open[source]:
            del self._open[source]
