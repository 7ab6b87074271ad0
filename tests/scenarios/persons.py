"""What scenarios with several laptops of one person have in common."""

from sync.engine import own_log
from sync.model.state import State
from tests.scenarios.laptops import Laptop


def sync(*laptops: Laptop) -> None:
    for one in laptops:
        assert not one.session.delivery.sync().problems


def state_of(one: Laptop, space: str) -> State:
    book = one.session._book
    return book.read(lambda db: book.state(db, bytes.fromhex(space)))


def later(days: float, *laptops: Laptop) -> None:
    """Let time pass for these."""
    for one in laptops:
        book = one.session._book
        before = book.clock
        book.clock = lambda before=before: before() + int(days * own_log.DAY_MS)


def this(one: Laptop) -> str:
    """The id of the laptop itself."""
    return next(row.id for row in one.session.devices.rows() if row.this)
