"""Laptops that share a space at a relay: made once, copied with the relay for each test."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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

    def port_is_free(self) -> bool:
        with suppress(OSError), socket.create_server(("127.0.0.1", self.port)):
            return True
        return False

    @contextmanager
    def laptops(self, place: Path) -> Iterator[tuple[Laptop, ...]]:
        opened = tuple(Again(shutil.copytree(self.folder / name, place / name), name) for name in self.names)
        yield opened
        for one in opened:
            one.session.close()


@contextmanager
def relay_of(prepared: Ready | None, place: Path) -> Iterator[Relay]:
    """A relay as it was when the laptops were closed, or an empty one."""
    if prepared is None:
        relay = Relay(place / "relay")
    else:
        relay = Relay(shutil.copytree(prepared.folder / "relay", place / "relay"), prepared.port)
    relay.start()
    yield relay
    relay.stop()


def two(folder: Path) -> Ready:
    """The first founds the space, and lets the second in."""
    with relay_of(None, folder) as relay:
        amal, badu = Laptop(folder / "Amal", "Amal"), Laptop(folder / "Badu", "Badu")
        space = _founded(amal, relay)
        badu.session.invitations.join_qr(amal.session.invitations.qr_text(space))
        amal.session.invitations.admit(space)
        badu.session.delivery.sync()
        return _closed(folder, relay, space, amal, badu)


def three(folder: Path) -> Ready:
    """The first founds the space, and lets the others in."""
    with relay_of(None, folder) as relay:
        amal, *others = (Laptop(folder / name, name) for name in ("Amal", "Badu", "Caro"))
        space = _founded(amal, relay)
        for one in others:
            rotating.admit(amal, space, one)
        rotating.sync(amal, *others)
        return _closed(folder, relay, space, amal, *others)


def _founded(amal: Laptop, relay: Relay) -> str:
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    amal.session.delivery.sync()
    return space


def _closed(folder: Path, relay: Relay, space: str, *laptops: Laptop) -> Ready:
    for one in laptops:
        one.session.close()
    return Ready(folder, tuple(one.name for one in laptops), relay.port, space)
