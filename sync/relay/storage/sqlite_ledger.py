"""An operator's side of the SQLite file, on a connection of its own beside the relay that serves it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sync.relay.storage import sqlite_schema
from sync.relay.storage.interface import HELD, OVERHEAD
from sync.relay.storage.ledger import Stats, Ticket
from sync.relay.storage.sqlite_schema import faults, transaction

ROW_BYTES = 7
"""Of a ticket's name, for the number of its row."""
STATS = (
    "SELECT count(*), coalesce(sum(closed), 0), coalesce(sum(used), 0),"
    " coalesce(sum(quota) FILTER (WHERE NOT closed), 0) FROM box"
)
WRONG_BOOKS = (
    "SELECT count(*) FROM box WHERE used <> (SELECT coalesce("  # noqa: S608 - our own words
    f"sum({HELD} + {OVERHEAD}), 0) FROM blob WHERE blob.box = box.row)"
)


class SqliteLedger:
    """Used on one thread. Raises OSError when *path* is none of ours."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite_schema.opened(path)

    def add_tickets(self, tickets: Sequence[Ticket]) -> None:
        with transaction(self._connection) as db:
            db.executemany(
                "INSERT INTO ticket (row, name, quota, until) VALUES (?, ?, ?, ?)",
                [(_row(each.name), each.name, each.quota, each.until) for each in tickets],
            )

    def tickets(self) -> list[Ticket]:
        with faults():
            found = self._connection.execute("SELECT name, quota, until FROM ticket ORDER BY name")
            return [Ticket(*row) for row in found]

    def revoke(self, names: Sequence[bytes]) -> int:
        with transaction(self._connection) as db:
            return sum(db.execute("DELETE FROM ticket WHERE name = ?", (name,)).rowcount for name in names)

    def set_notice(self, text: str) -> None:
        with transaction(self._connection) as db:
            db.execute("UPDATE meta SET notice = ?", (text,))

    def stats(self) -> Stats:
        with faults():
            boxes, closed, used, allowed = self._connection.execute(STATS).fetchone()
            blobs = self._connection.execute("SELECT count(*) FROM blob").fetchone()[0]
            waiting = self._connection.execute("SELECT quota, count(*) FROM ticket GROUP BY quota")
            return Stats(boxes, closed, blobs, used, allowed, Counter(dict(waiting.fetchall())))

    def faults(self) -> list[str]:
        found = []
        with faults():
            if self._connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                found.append("The database is damaged: take the newest backup.")
            if self._connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                found.append("The database is not in write-ahead mode.")
            if self._connection.execute(WRONG_BOOKS).fetchone()[0]:
                found.append("The sizes of some mailboxes do not add up.")
        return found

    def backup(self, path: Path) -> None:
        with faults():
            sqlite_schema.copy(self._connection, path)

    def close(self) -> None:
        self._connection.close()


def _row(name: bytes) -> int:
    return int.from_bytes(name[:ROW_BYTES], "big")
