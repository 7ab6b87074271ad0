"""How much one source and one mailbox may ask for, held in memory only (A6.2)."""

from collections import OrderedDict
from collections.abc import Callable

REMEMBERED = 20_000
SOURCE_RATE, SOURCE_BURST = 200.0, 2_000.0  # requests a second: forty laptops behind one address fit
BOX_RATE, BOX_BURST = 100.0, 1_000.0


class TokenBuckets:
    """A bucket for each name; the least recently used is forgotten first."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> bool:
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
    def __init__(self, clock: Callable[[], float]) -> None:
        self._sources = TokenBuckets(SOURCE_RATE, SOURCE_BURST, clock)
        self._boxes = TokenBuckets(BOX_RATE, BOX_BURST, clock)

    def admits(self, source: str, mailbox: str) -> bool:
        return self._sources.take(source) and (not mailbox or self._boxes.take(mailbox))
