"""Laptops that share a space at a relay: made once for a module, copied with the relay for each test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.witnesses import Again


@dataclass(frozen=True, slots=True)
class Ready:
    """Closed notebooks of *names*, and the files of a relay that has always had this port."""

    folder: Path
    names: tuple[str, ...]
    port: int
    space: str

    @contextmanager
    def relay(self, place: Path) -> Iterator[Relay]:
        relay = Relay(shutil.copytree(self.folder / "relay", place / "relay"), self.port)
        relay.start()
        yield relay
        relay.stop()

    @contextmanager
    def laptops(self, place: Path) -> Iterator[tuple[Laptop, ...]]:
        opened = tuple(Again(shutil.copytree(self.folder / name, place / name), name) for name in self.names)
        yield opened
        for one in opened:
            one.session.close()


def made(folder: Path, *names: str) -> Ready:
    """The first of *names* founds the space, and lets the others in."""
    relay = Relay(folder / "relay")
    relay.start()
    first, *others = (Laptop(folder / name, name) for name in names)
    space = first.session.spaces.new("Field team").id
    first.session.spaces.add_relay(space, relay.url)
    first.session.delivery.sync()
    for one in others:
        rotating.admit(first, space, one)
    rotating.sync(first, *others)
    for one in (first, *others):
        one.session.close()
    relay.stop()
    return Ready(folder, names, relay.port, space)
