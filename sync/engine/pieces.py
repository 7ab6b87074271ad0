"""What is sent at a steady pace: contents cut so that every blob has one size, and cover (A5.8)."""

import secrets

from crypto import blob
from sync.engine import contents
from sync.engine.contents import Content, Piece, Unreadable
from sync.engine.notebook import Notebook
from sync.store import pieces
from sync.store.database import Db

PADDED = 8192
AROUND = 48  # bytes of a piece besides its data, at most
ROOM = PADDED - blob.LENGTH_SIZE - AROUND
NAME = 16


def cut(content: bytes) -> list[bytes]:
    """Return contents that all seal to the same size, and together hold *content*."""
    parts = [content[at : at + ROOM] for at in range(0, len(content), ROOM)]
    name = secrets.token_bytes(NAME)
    return [
        contents.of_piece(Piece(name, number, len(parts), part), ROOM - len(part))
        for number, part in enumerate(parts)
    ]


def cover() -> bytes:
    """Return a content that says nothing and seals to the size of a piece."""
    return contents.of_cover(ROOM)


def joined(book: Notebook, space: bytes, content: Content) -> Content:
    """Keep a piece, and return what it completes, if that can be read; other contents as they are."""
    if not isinstance(content, Piece):
        return content
    whole = book.write(lambda db: _joined(db, space, content))
    if whole is None:
        return contents.Nothing()
    try:
        return contents.parse(whole)
    except Unreadable:
        return contents.Nothing()


def _joined(db: Db, space: bytes, piece: Piece) -> bytes | None:
    pieces.add(db, space, piece.content, piece.number, piece.count, piece.data)
    held = pieces.of(db, space, piece.content, piece.count)
    return b"".join(held) if len(held) == piece.count else None
