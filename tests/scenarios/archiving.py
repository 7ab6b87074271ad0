"""A space whose beginning is in segments, and somebody who tells lies about them."""

import secrets
from collections.abc import Iterable, Sequence
from hashlib import sha256

from crypto import blob
from sync.engine import contents, posting
from sync.engine import segments as parts
from sync.engine.files_box import FilesBox
from sync.store import entries, segments
from sync.store.segments import Kept
from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop

Two = tuple[Laptop, Laptop, str]
Group = tuple[Laptop, Laptop, Laptop, str]


def box(one: Laptop, space: str) -> FilesBox:
    (found,) = one.session.archive._boxes.today(bytes.fromhex(space))
    return found


def first(one: Laptop, space: str) -> int:
    """The first number that the log's mailbox of today holds still."""
    here = box(one, space)
    return here.client.head(here.log).first


def packed(steward: Laptop, space: str) -> None:
    steward.session.archive.pack(space)
    assert steward.session.archive.trim(space, keep_ms=0).mailboxes == 1


def count(one: Laptop, space: str) -> int:
    return one.session._book.read(lambda db: entries.count(db, bytes.fromhex(space)))


def kept(one: Laptop, space: str) -> list[Kept]:
    return one.session._book.read(lambda db: segments.every(db, bytes.fromhex(space)))


def log(one: Laptop, space: str) -> list[bytes]:
    return one.session._book.read(lambda db: list(entries.above(db, bytes.fromhex(space), {})))


def wrote(space: str, *people: Laptop, rounds: int = 2) -> None:
    for number in range(rounds):
        for one in people:
            one.note(space, f"{one.name} {number}", "deep")
        rotating.sync(*people)


def lose(one: Laptop, space: str, names: Iterable[bytes]) -> None:
    """Let the relay lose some blobs of the files mailbox of today."""
    here = box(one, space)
    held = {name: here.fetch(name) for name in kept_parts(one, space)}
    here.client.trim(here.keys, 1 << 40)
    here.put([data for name, data in held.items() if data is not None and name not in set(names)])


def kept_parts(one: Laptop, space: str) -> list[bytes]:
    return [part for each in kept(one, space) for part in each.parts]


def lie(liar: Laptop, space: str, *contents_of_parts: bytes, key: bytes = b"") -> bytes:
    """Leave a segment of one part for each content, and say so in the log; return its id."""
    key = key or secrets.token_bytes(32)
    sealed = [parts.sealed(key, number, content) for number, content in enumerate(contents_of_parts)]
    box(liar, space).put(sealed)
    return tell(liar, space, key, [sha256(part).digest() for part in sealed])


def tell(liar: Laptop, space: str, key: bytes, ids: Sequence[bytes]) -> bytes:
    """Say that there is a segment, as the packer does."""
    here = liar.session._mailboxes.today(bytes.fromhex(space))[0]
    secret = posting.log_key(here._secrets)
    assert here.put([blob.seal(secret, contents.of_named([(key, 1 << 40, ids)]))])
    return parts.name_of(key, ids)
