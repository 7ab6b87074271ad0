"""An operator's side of a relay's PostgreSQL: questions about all mailboxes at once, asked by hand (A6.4)."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

from sync.relay.storage import connections, statements
from sync.relay.storage.connections import Connections
from sync.relay.storage.interface import HELD, OVERHEAD
from sync.relay.storage.ledger import Stats, Ticket

ADD = "INSERT INTO ticket (mid, quota, until) VALUES (%s, %s, %s)"
ALL = "SELECT mid, quota, until FROM ticket WHERE box IS NULL ORDER BY mid"
REVOKE = "DELETE FROM ticket WHERE mid = %s AND box IS NULL"
NOTICE = "UPDATE relay SET notice = %s WHERE mid = %s"
BOXES = (
    "SELECT count(*), coalesce(sum(closed), 0)::bigint, coalesce(sum(used), 0)::bigint,"
    " coalesce(sum(quota) FILTER (WHERE closed = 0), 0)::bigint FROM box"
)
BLOBS = "SELECT count(*) FROM blob"
WAITING = "SELECT quota, count(*) FROM ticket WHERE box IS NULL GROUP BY quota"
WRONG_BOOKS = (
    "SELECT count(*) FROM box LEFT JOIN (SELECT mid,"  # noqa: S608 - our own words
    f" sum({HELD} + {OVERHEAD}) AS held FROM blob GROUP BY mid) AS blobs ON blobs.mid = box.mid"
    " WHERE used <> coalesce(held, 0)"
)


class PostgresqlLedger:
    """Raises OSError when the database does not answer, or no relay has used it yet."""

    def __init__(self, address: str) -> None:
        try:
            with connections.connect(address) as db:
                db.execute(statements.NOTICE, (statements.NOBODY,))
        except psycopg.Error as error:
            raise OSError(0, "the database does not answer, or no relay has used it yet") from error
        self._connections = Connections(address)

    def add_tickets(self, tickets: Sequence[Ticket]) -> None:
        """Add each in a transaction of its own, for they may lie on many machines."""
        for each in tickets:
            self._done(ADD, (each.name, each.quota, each.until))

    def tickets(self) -> list[Ticket]:
        return [Ticket(*row) for row in self._rows(ALL)]

    def revoke(self, names: Sequence[bytes]) -> int:
        return sum(self._done(REVOKE, (name,)) for name in names)

    def set_notice(self, text: str) -> None:
        self._done(NOTICE, (text, statements.NOBODY))

    def stats(self) -> Stats:
        boxes, closed, used, allowed = self._rows(BOXES)[0]
        tickets = Counter(dict(self._rows(WAITING)))
        return Stats(boxes, closed, self._rows(BLOBS)[0][0], used, allowed, tickets)

    def faults(self) -> list[str]:
        wrong = self._rows(WRONG_BOOKS)[0][0]
        return ["The sizes of some mailboxes do not add up."] if wrong else []

    def backup(self, path: Path) -> None:
        raise OSError(
            0, f"a database is copied by its own means, pg_dump or pg_basebackup, not to {path.name}"
        )

    def close(self) -> None:
        self._connections.close()

    def _rows(self, statement: str) -> list[Any]:
        return self._connections.read(lambda db: db.execute(statement, binary=True).fetchall())

    def _done(self, statement: str, values: tuple[Any, ...]) -> int:
        return self._connections.read(lambda db: db.execute(statement, values).rowcount)
