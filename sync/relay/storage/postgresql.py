"""Mailboxes in PostgreSQL: several relay processes at once, numbered under a lock of the one row (A6.9)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import psycopg

from sync.relay.storage import connections, postgresql_schema, postgresql_tickets, rows, statements
from sync.relay.storage.connections import Connection, Connections
from sync.relay.storage.interface import FRAME, OVERHEAD, Box, Claim, MailboxClosed, MailboxFull
from sync.relay.storage.rows import Away, BlobsHere, Gone, Item
from sync.wire import routes
from sync.wire.routes import BoxRequest

DAY = 24 * 3600
AT_A_TIME = 100


class PostgresqlRows:
    """Mailboxes and the rows of their blobs."""

    def __init__(self, opened: Connections) -> None:
        self._connections = opened
        self.let_go: Callable[[Sequence[Gone]], None] = rows.nothing

    def box(self, mid: bytes) -> Box | None:
        found = self._rows(statements.BOX, (mid,))
        return Box(0, *found[0]) if found else None

    def append_items(self, box: Box, items: Sequence[Item], quota: int, now: int) -> tuple[list[int], Box]:
        named = {parts[0]: parts for parts in map(rows.parts, items)}
        ids = [rows.parts(each)[0] for each in items]

        def work(db: Connection) -> tuple[list[int], Box]:
            first, last, chain, used = _locked(db, box.mid)
            numbers = dict(db.execute(statements.BLOB_KNOWN, (box.mid, list(named)), binary=True))
            added = []
            for name, data, away in [parts for name, parts in named.items() if name not in numbers]:
                last, chain = last + 1, routes.chained(chain, name)
                used += (away or len(data)) + OVERHEAD
                numbers[name] = last
                added.append((box.mid, last, name, data, now // DAY, away))
            if added and used > quota:
                raise MailboxFull
            if added:
                with db.pipeline():  # one way there and back for all of them
                    db.cursor().executemany(statements.BLOB_ADD, added)
                    db.execute(statements.BOX_GROWS, (last, chain, used, now // DAY, now // DAY, box.mid))
            return [numbers[name] for name in ids], replace(
                box, first=first, last=last, chain=chain, used=used
            )

        return self._connections.write(work)

    def scan_items(self, box: Box, after: int, size: int) -> list[tuple[int, Item]]:
        found: list[tuple[int, Item]] = []
        left, full = max(size, 1), after < box.last
        while full and left > 0:
            asked = {"mid": box.mid, "after": after, "last": box.last, "size": left}
            page = [(seq, rows.item(*parts)) for seq, *parts in self._rows(statements.BLOB_PAGE, asked)]
            found += page
            left -= sum(rows.size_of(each) + FRAME for _, each in page)
            full = len(page) == statements.PAGE
            after = page[-1][0] if page else after
        return found[:-1] if left < 0 and len(found) > 1 else found

    def get_items(self, box: Box, ids: Sequence[bytes], size: int) -> list[Item]:
        sizes = dict(self._rows(statements.BLOB_SIZES, (box.mid, list(ids))))
        wanted: list[bytes] = []
        for name in dict.fromkeys(ids):
            size -= sizes.get(name, -FRAME) + FRAME
            if wanted and size < 0:
                break
            wanted += [name] if name in sizes else []
        found = self._rows(statements.BLOB_DATA, (box.mid, wanted)) if wanted else []
        items = {name: rows.item(name, data, away) for name, data, away in found}
        return [items[name] for name in wanted if name in items]

    def have(self, box: Box, ids: Sequence[bytes]) -> list[bool]:
        held = {row[0] for row in self._rows(statements.BLOB_KNOWN, (box.mid, list(ids)))}
        return [name in held for name in ids]

    def trim(self, box: Box, before: int) -> None:
        self._forgotten(box.mid, statements.FORGET_BELOW, (box.mid, before))

    def close_box(self, box: Box) -> None:
        self._forgotten(box.mid, statements.FORGET_ALL, (box.mid,), statements.BOX_CLOSE)

    def lose(self, box: Box, lost: Sequence[Away]) -> None:
        def work(db: Connection) -> None:
            for each in lost:
                _forget(db, box.mid, statements.FORGET_LOST, (box.mid, each.id, each.place))

        self._connections.write(work)

    def speaks_of(self, gone: Gone) -> bool:
        return bool(self._rows(statements.BLOB_SPOKEN_OF, gone))

    def expire(self, before: int, most: int) -> int:
        count, day = 0, before // DAY
        while count < most:
            old = self._rows(statements.FIND_OLD, (day, AT_A_TIME))
            gone = 0
            for (mid,) in old:
                gone += self._expire_one(mid, day, most - count - gone)
                if count + gone >= most:
                    break
            count += gone
            if not gone:
                break
        return count

    def _expire_one(self, mid: bytes, day: int, most: int) -> int:
        asked = {"mid": mid, "before": day, "most": most}
        return self._forgotten(mid, statements.FORGET_OLD, asked)

    def _forgotten(self, mid: bytes, statement: str, values: Any, before: str = "") -> int:
        """Do *before* and *statement* at once, let the objects go, return how many blobs there were."""

        def work(db: Connection) -> tuple[int, list[bytes]]:
            if before:
                db.execute(before, (mid,))
            return _forget(db, mid, statement, values)

        count, gone = self._connections.write(work)
        self.let_go([(mid, place[: rows.ID], place[rows.ID :]) for place in gone])
        return count

    def _rows(self, statement: str, values: Any) -> list[Any]:
        return self._connections.read(lambda db: db.execute(statement, values, binary=True).fetchall())


class PostgresqlStorage(PostgresqlRows, BlobsHere):
    """Used on any number of threads. Raises OSError when the database is not there, or none of ours.

    Processes that share a database share the relay's key: *public_key*, 32 bytes.
    """

    def __init__(self, address: str, public_key: bytes) -> None:
        try:
            with connections.connect(address) as db:
                self.incarnation = postgresql_schema.prepared(db, public_key)
        except psycopg.Error as error:
            raise OSError(0, "the database does not answer, or lets this relay do nothing") from error
        super().__init__(Connections(address))

    def create(self, request: BoxRequest, allowed: int | Claim) -> bool:
        if isinstance(allowed, Claim):
            return postgresql_tickets.redeem(self._connections, request, allowed.ticket, allowed.now // DAY)
        postgresql_tickets.make(self._connections, request, allowed)
        return True

    def notice(self) -> str:
        return str(self._rows(statements.NOTICE, (statements.NOBODY,))[0][0])

    def close(self) -> None:
        self._connections.close()


def _locked(db: Connection, mid: bytes) -> tuple[int, int, bytes, int]:
    """Hold the mailbox until the transaction ends; return its first and last number, chain, bytes used."""
    first, last, chain, used, closed = _one(db.execute(statements.BOX_LOCK, (mid,), binary=True))
    if closed:
        raise MailboxClosed
    return first, last, chain, used


def _forget(db: Connection, mid: bytes, statement: str, values: Any) -> tuple[int, list[bytes]]:
    """Delete the blobs that *statement* finds in this mailbox; keep its books.

    Return how many there were, and for each that lay in an object, its id and its place.
    """
    _one(db.execute(statements.BOX_LOCK, (mid,)))
    count, size, gone = _one(db.execute(statement, values, binary=True))
    db.execute(statements.BOX_SHRINKS, {"mid": mid, "size": size})
    return int(count), gone or []


def _one(cursor: psycopg.Cursor[tuple[Any, ...]]) -> tuple[Any, ...]:
    row = cursor.fetchone()
    if row is None:
        raise MailboxClosed
    return row
