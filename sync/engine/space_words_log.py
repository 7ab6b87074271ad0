"""What entries say of a space's own words, and the table that those who may have made of it (3.24)."""

from collections.abc import Iterator
from contextlib import suppress

from sync.engine.notebook import Notebook
from sync.model import entry, ops, wording
from sync.model.entry import BadEntry, Encoded, Entry
from sync.model.wording import Said, Table
from sync.store import aside, entries
from sync.store import space_words as table
from sync.store.database import Db
from sync.store.space_words import SaidWords
from sync.wire import codec

WORDS, CAREFUL = 59, 60


def note(db: Db, one: Entry) -> bool:
    """Remember what an entry says of words, and say whether it says any.

    Whether it counts is looked at when they are read.
    """
    if entry.is_membership(one.header):
        return False
    found = False
    for place, encoded in enumerate(one.header.ops):
        if encoded[0] in (WORDS, CAREFUL):
            with suppress(BadEntry):
                ops.decode(encoded)
                header, data = one.header, codec.encode(list(encoded))
                table.add(
                    db,
                    SaidWords(
                        one.id, place, header.space, header.device, header.lamport, header.mem_heads, data
                    ),
                )
                found = True
    return found


def of_space(db: Db, book: Notebook, space: bytes) -> Table:
    """Return the own words and careful words of a space, the same for all who hold the same entries."""
    return wording.merged(_counting(db, book, space))


def _counting(db: Db, book: Notebook, space: bytes) -> Iterator[Said]:
    out, members = aside.rows(db, space), book.membership(db, space)
    for one in table.every(db, space):
        if entries.row_of(db, one.entry) in out:
            continue
        if members.at(one.heads).role_of_device(one.device) != "steward":
            continue
        op = ops.decode(_encoded(one.op))
        if isinstance(op, ops.Words | ops.Careful):
            yield Said((one.lamport, one.entry, one.place), op)


def _encoded(data: bytes) -> Encoded:
    value = codec.decode(data)
    return tuple(value) if isinstance(value, list) else ()
