"""Many laptops see that a relay lacks something: few post it, and none where its author does (A6.3)."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from sync.engine.mailboxes import behind
from tests.sync.engine.model_relays import ModelRelay, Sender, group
from tests.sync.engine.signs import DAY, Clock

NAMES = tuple(f"person{number}" for number in range(10))
MINUTE = 60_000


class Crowd:
    def __init__(self, folder: Path) -> None:
        self.clock, self.relays = Clock(), (ModelRelay(1), ModelRelay(2))
        self.members: list[Sender] = group(folder, NAMES, self.relays, self.clock)
        for one in self.members:
            one.spread_ms = 10 * MINUTE
        self.rounds(2)

    def rounds(self, count: int) -> None:
        """Everybody sends and receives, each a few seconds after the one before, minute by minute."""
        for _ in range(count):
            for one in self.members:
                one.round()
                self.clock.now += 6000

    @property
    def counts(self) -> list[int]:
        return [relay.count for relay in self.relays]


@pytest.fixture
def crowd(tmp_path: Path) -> Iterator[Crowd]:
    made = Crowd(tmp_path)
    yield made
    for one in made.members:
        one.close()


def test_where_the_author_posts_to_both_nobody_posts_it_again(crowd: Crowd) -> None:
    first, second = crowd.counts
    crowd.members[3].note("To both")
    crowd.rounds(3)
    assert crowd.counts == [first + 1, second + 1]
    crowd.relays[1].away = True
    crowd.members[4].note("To one")
    crowd.rounds(2)
    crowd.relays[1].away = False
    crowd.rounds(2)
    assert crowd.counts == [first + 2, second + 2], "others leave it to its author for a day"
    assert len({one.digest() for one in crowd.members}) == 1


def test_where_its_author_is_gone_one_of_all_posts_it_after_a_day(crowd: Crowd) -> None:
    author, second = crowd.members[5], crowd.counts[1]
    crowd.relays[1].away = True
    author.note("The last words")
    author.round()
    crowd.members.remove(author)
    crowd.rounds(1)
    crowd.relays[1].away = False
    crowd.rounds(1)
    assert crowd.counts[1] == second
    crowd.clock.now += DAY
    for _ in range(6):
        crowd.rounds(1)
        crowd.clock.now += 60 * MINUTE
    lives = len(crowd.members)  # each gave one sign of life meanwhile
    assert second + 1 + lives <= crowd.counts[1] <= second + 3 + lives
    author.close()


def test_an_emptied_relay_gets_each_entry_about_once(crowd: Crowd) -> None:
    for one in crowd.members:
        one.note(f"By {one.name}")
    crowd.rounds(2)
    first, second = crowd.counts
    crowd.relays[1].empty()
    crowd.rounds(12)
    assert crowd.counts[0] == first
    assert crowd.counts[1] <= second + 2
    assert not any(one.book.read(partial(behind, book=one.book)) for one in crowd.members)
