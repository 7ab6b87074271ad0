"""What is sent at a steady pace: contents cut so that every blob has one size, and cover (A5.8)."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from hashlib import sha256

from crypto import blob
from sync.engine import contents
from sync.engine.contents import Content, Piece, Unreadable
from sync.engine.notebook import Notebook
from sync.store import pieces
from sync.store.database import Db
from sync.store.pieces import Held

PADDED = 8192
AROUND = 48  # bytes of a piece besides its data, at most
ROOM = PADDED - blob.LENGTH_SIZE - AROUND
NAME, NUMBER = 16, 2
LAST = bytes(NAME)
"""What the last piece has in the place of the next one's name."""


def cut(content: bytes) -> list[bytes]:
    """Return contents that all seal to the same size, and together hold *content*."""
    parts = [content[at : at + ROOM] for at in range(0, len(content), ROOM)]
    made: list[bytes] = []
    after = LAST
    for number, part in reversed(list(enumerate(parts))):
        piece = Piece(after, number, len(parts), part)
        made.append(contents.of_piece(piece, ROOM - len(part)))
        after = named(piece)
    return made[::-1]


def named(piece: Piece) -> bytes:
    """Return the 16 bytes by which the piece before names this one: nobody can put another in its place."""
    numbers = piece.number.to_bytes(NUMBER, "little") + piece.count.to_bytes(NUMBER, "little")
    return sha256(piece.after + numbers + piece.data).digest()[:NAME]


def cover() -> bytes:
    """Return a content that says nothing and seals to the size of a piece."""
    return contents.of_cover(ROOM)


def joined(book: Notebook, space: bytes, content: Content, done: set[bytes]) -> Iterator[Content]:
    """Keep a piece, and yield what it completes, as far as that can be read; other contents as they are.

    Each is read when it is asked for: beside the true beginning, anybody can write others to what is here.
    The names of what was joined go into *done*: whoever keeps what it made removes it in the same write.
    """
    if not isinstance(content, Piece):
        yield content
    elif content.count == 1:
        yield from _read(content.data)
    else:
        for chain in book.write(lambda db: _completed(db, space, content)):
            if chain[0] not in done:  # the name of the first says what follows, to the last byte
                done.update(chain)
                yield from _read(book.read(partial(_whole, space, chain)))


def _read(whole: bytes) -> Iterator[Content]:
    with suppress(Unreadable):
        yield contents.parse(whole)


def _completed(db: Db, space: bytes, piece: Piece) -> list[list[bytes]]:
    """Keep a piece; return the names of all that is whole now, in order."""
    one = Held(named(piece), piece.number, piece.after)
    pieces.add(db, space, one, piece.count, piece.data)
    rest = _following(db, space, one, piece.count)
    return [[*before, *rest] for before in _before(pieces.of(db, space, piece.count), one)] if rest else []


def _whole(space: bytes, chain: Iterable[bytes], db: Db) -> bytes:
    """Return all of it; nothing that can be read where another round was quicker."""
    parts = [pieces.data(db, space, one) for one in chain]
    return b"" if None in parts else b"".join(part for part in parts if part is not None)


def _following(db: Db, space: bytes, first: Held, count: int) -> list[bytes]:
    """The names of all pieces that follow one another from *first* on; nothing where one is missing."""
    chain, one = [first.name], first
    while one.number < count - 1:
        after = pieces.get(db, space, one.after, count)
        if after is None or after.number != one.number + 1:
            return []
        chain.append(after.name)
        one = after
    return chain


def _before(held: Iterable[Held], last: Held) -> list[list[bytes]]:
    """The names of what leads to *last* from each beginning: many may, and each leads to one alone."""
    leading: dict[tuple[bytes, int], list[Held]] = {}
    for one in held:
        leading.setdefault((one.after, one.number), []).append(one)
    begun: list[tuple[Held, list[bytes]]] = [(last, [])]
    for number in reversed(range(last.number)):
        begun = [
            (each, [each.name, *chain])
            for one, chain in begun
            for each in leading.get((one.name, number), ())
        ]
    return [chain for _, chain in begun]
