"""A space at two relays, laptops whose clocks go as the test says, and what lies at each relay."""

from collections.abc import Iterable

from sync.engine.handing_over import Turns
from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop, Relay

DAY = 24 * 60 * 60 * 1000


def by_itself(*laptops: Laptop, spread_ms: int = 0) -> None:
    """These send by themselves, and wait for nobody longer than they must."""
    for one in laptops:
        one.session.delivery.set_mode("always")
        one.session.delivery.turns = Turns(spread_ms)


def later(laptops: Iterable[Laptop], days: float) -> None:
    for one in laptops:
        book = one.session._book
        book.clock = lambda before=book.clock: before() + int(days * DAY)


def count(relay: Relay, one: Laptop, space: str) -> int:
    """How many blobs lie in the mailboxes of a space."""
    return len(rotating.blobs(relay, one, space))


def quiet(*laptops: Laptop) -> None:
    for one in laptops:
        report = one.session.delivery.sync()
        assert not report.problems
