"""Laptops with real notebooks and a real relay on loopback, told in the user's words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from crypto.passphrase import FLOOR
from sync.engine import session
from sync.engine.own_relay import OwnRelay
from sync.engine.session import Session

WORDS = "lamp river seven mango table window"


class Laptop:
    """One person's computer: a notebook that can be locked, opened and looked at."""

    def __init__(self, home: Path, name: str) -> None:
        self.home = home
        self.name = name
        self.session: Session = session.create(home, WORDS, name=name, cost=FLOOR)

    def reopen(self) -> None:
        self.session.close()
        self.session = session.unlock(self.home, WORDS)

    def note(self, space: str, title: str, body: str = "") -> str:
        fields = {"title": title} | ({"body": body} if body else {})
        (item,) = self.session.items.new(space, "note", fields).ids
        return item

    def value(self, item: str, field: str) -> str | list[str]:
        said = [value.value for value in self.session.items.show(item).fields.get(field, ())]
        return said[0] if len(said) == 1 else said

    def digest(self, space: str) -> str:
        return self.session.items.digest(space)

    def titles(self, space: str) -> set[str]:
        return {row.title for row in self.session.items.rows(space)}


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Callable[[str], Laptop]]:
    made: list[Laptop] = []

    def make(name: str) -> Laptop:
        made.append(Laptop(tmp_path / name, name))
        return made[-1]

    yield make
    for one in made:
        one.session.close()


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[OwnRelay]:
    own = OwnRelay(tmp_path / "relay")
    own.start()
    yield own
    own.stop()


@pytest.fixture
def shared(laptop: Callable[[str], Laptop], relay: OwnRelay) -> tuple[Laptop, Laptop, str]:
    """Two laptops that are both in one space, which carries the relay's address."""
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    amal.session.delivery.sync()
    words = amal.session.invitations.by_words(space)
    badu.session.invitations.join_words(words, relay.url)
    amal.session.invitations.admit(space)
    badu.session.delivery.sync()
    return amal, badu, space
