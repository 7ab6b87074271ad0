"""Members of a space at two relays that nobody asks: entries are carried, and clocks go as the test says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.engine import departure, repairs
from sync.engine.handing_over import Turns
from sync.model import ops
from sync.model.ops import RelayEntry
from sync.store import carriers
from sync.store import repairs as table
from tests.sync.engine.members_of_a_space import Member, found, join

DAY = 24 * 60 * 60 * 1000
RELAYS = tuple(RelayEntry(bytes([number]) * 32, f"http://127.0.0.1:{number}", None) for number in (1, 2))


class Clock:
    def __init__(self) -> None:
        self.now = 1_760_000_000_000

    def __call__(self) -> int:
        self.now += 1
        return self.now


@contextmanager
def people(folder: Path, *names: str) -> Iterator[tuple[Clock, list[Member]]]:
    """The first one founded the space, and is its steward."""
    members, clock = [Member(folder, name) for name in names], Clock()
    try:
        for one in members:
            one.book.clock = clock
        first, *others = members
        found(first)
        say(first, ops.Relays(RELAYS))
        for one in others:
            join(first, one)
        meet(members)
        yield clock, members
    finally:
        for one in members:
            one.close()


def say(one: Member, *said: ops.Op) -> None:
    one.book.write(lambda db: departure.publish(db, one.book, one.space, said))


def meet(members: list[Member]) -> None:
    for _ in range(2):
        for source in members:
            for sink in members:
                sink.receive(sink.lacks(source))


def tend(*members: Member) -> None:
    """What follows from a round of reading; what is to be posted counts as posted."""
    for one in members:
        one.book.write(lambda db, one=one: repairs.tend(db, one.book, one.space, Turns(0)))


def posted(one: Member) -> list[int]:
    """Rows of entries that this notebook is about to post once more."""
    return one.book.read(lambda db: table.to_post(db, RELAYS[0].public_key, one.space))


def placed(one: Member) -> None:
    """All relays hold all that is here."""
    for relay in RELAYS:
        one.book.write(
            lambda db, key=relay.public_key: carriers.placed(
                db, key, carriers.lacking_rows(db, key, one.space)
            )
        )
