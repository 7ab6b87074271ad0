"""A new epoch for a large space: the packages alone, and all of it in a notebook's transaction."""

import secrets
import tempfile
import time
from pathlib import Path

from crypto import handover
from crypto.epoch import EpochSecrets
from crypto.keys import KemSeed
from sync.engine import departure, identity, rotation, session
from sync.engine.contents import of_packages
from sync.model import ops
from sync.store import parcels

DEVICES = 1_300
WORDS = "lamp river seven mango table window"
Row = tuple[str, str, list[float], str]


def figures(runs: int) -> list[Row]:
    return [*_packages(runs), *_whole(runs)]


def _packages(runs: int) -> list[Row]:
    """The keys of everybody sealed, with none of the rest."""
    publics = [KemSeed.generate().public for _ in range(DEVICES)]
    space, epoch, took, size = bytes(32), secrets.token_bytes(32), [], []
    for _ in range(runs):
        packed = EpochSecrets.generate().pack()
        began = time.perf_counter()
        sealed = []
        for number, public in enumerate(publics):
            device = number.to_bytes(32, "big")
            info = handover.package_info(space, epoch, device)
            sealed.append((device[:8], handover.seal_package(public, info, packed)))
        took.append(time.perf_counter() - began)
        size.append(len(of_packages(epoch, sealed)) / 1e6)
    return [
        (f"{DEVICES} devices: their packages sealed", "s", took, "0.16"),
        (f"{DEVICES} devices: bytes of the packages", "MB", size, "1.62"),
    ]


def _whole(runs: int) -> list[Row]:
    """Announced, signed, stored and ready to be posted."""
    took = []
    with tempfile.TemporaryDirectory() as home:
        one = session.create(Path(home) / "a", WORDS, name="A", cost=session.quick_cost())
        space, book = bytes.fromhex(one.spaces.new("Field team").id), one._book
        people = [identity.found(f"P{number}", secrets.token_bytes(32), 1) for number in range(DEVICES - 1)]
        for at in range(0, len(people), 20):
            adds = [ops.Add(each.person, "member", each.card) for each in people[at : at + 20]]
            book.write(lambda db, adds=adds: departure.publish(db, book, space, adds))
        for _ in range(runs):
            began = time.perf_counter()
            book.write(lambda db: rotation.rotate(db, book, space, reason="age"))
            took.append(time.perf_counter() - began)
        blobs = len(book.read(lambda db: parcels.every(db, space)))
        one.close()
    assert blobs == runs * -(-(DEVICES - 1) // rotation.PACKAGES_MAX)
    return [(f"{DEVICES} devices: a rotation in a notebook", "s", took, "0.16 (packages alone)")]
