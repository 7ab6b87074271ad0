"""What was got out of a damaged file is put into a fresh one (A2.6.7).

The tables that are the truth are carried over row by row. What follows from the entries is worked out anew;
only where entries are missing, what the damaged file last showed stands in for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sync.model import entry
from sync.model.entry import BadEntry
from sync.store import chains
from sync.store.chains import Chain
from sync.store.database import Db
from sync.store.rescue import Schema
from sync.wire import codec

FOLLOWS = frozenset(
    {"record", "alive", "value", "doc", "chain", "parked_size", "facet", "facet_name", "touched", "dated"}
)
LEFT = frozenset({"cursor", "in_flight", "filler"})  # mailboxes are read from their start: they have the rest
FROM_COPIES = frozenset({"entry", "setting", "space", "epoch_secret", "verified"})
SHOWN = ("record", "alive", "value", "doc")
TITLE, CHANGED, PRESENT = 4, 8, 9  # places in a row of `record`


def truths(schema: Schema) -> frozenset[str]:
    """Return the tables that are carried over."""
    return frozenset(
        name
        for name in schema.tables
        if name not in FOLLOWS | LEFT and not name.startswith(("search", "sqlite_"))
    )


def add(db: Db, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Put rows into *table*, an earlier one before a later one where only one may stand."""
    for row in rows:
        marks = ", ".join("?" * len(row))
        names = ", ".join(f'"{name}"' for (name,) in _names(db, table)[: len(row)])
        db.run(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})', *row)  # noqa: S608 - our own names


def _names(db: Db, table: str) -> list[tuple[str]]:
    return [(str(name),) for (name,) in db.rows("SELECT name FROM pragma_table_info(?)", table)]


def entry_is_sound(row: Sequence[Any]) -> bool:
    """Say whether what a row of `entry` says of its bytes is so."""
    try:
        _, _, space, device, seq, lamport, _, raw = row
        header = entry.decode_header(entry.split_entry(raw)[0])
    except (BadEntry, codec.Malformed, ValueError):
        return False
    return (header.space, header.device, header.seq, header.lamport) == (space, device, seq, lamport)


def settle_parked(db: Db) -> None:
    db.run("DELETE FROM parked_size")
    db.run("INSERT INTO parked_size SELECT device, sum(length(raw)) FROM parked GROUP BY device")


def spaces(db: Db) -> list[bytes]:
    """Note every space of which there is an entry, and return them all."""
    db.run("INSERT OR IGNORE INTO space SELECT DISTINCT space FROM entry")
    return [bytes(space) for (space,) in db.rows("SELECT space FROM space ORDER BY rowid")]


def chain_of(row: Sequence[Any]) -> tuple[bytes, bytes, Chain]:
    space, device, *cells = row
    return space, device, chains.of_cells(*cells)


def held(db: Db, space: bytes) -> Mapping[bytes, set[int]]:
    found: dict[bytes, set[int]] = {}
    for device, seq in db.rows("SELECT device, seq FROM entry WHERE space = ?", space):
        found.setdefault(bytes(device), set()).add(seq)
    return found


def set_membership_aside(db: Db, space: bytes) -> list[tuple[bytes, int, bytes]]:
    """Take out operations on membership that stand on lost ones; return (device, seq, bytes) of each."""
    there: set[bytes] = set()
    taken = []
    sql = (
        "SELECT row, id, device, seq, raw FROM entry WHERE space = ? AND membership = 1 ORDER BY lamport, row"
    )
    for row, name, device, seq, raw in db.rows(sql, space):
        header = entry.decode_header(entry.split_entry(raw)[0])
        if all(head in there for head in header.mem_heads) and (header.mem_heads or seq == 0):
            there.add(bytes(name))
        else:
            taken.append((bytes(device), int(seq), bytes(raw)))
            db.run("DELETE FROM entry WHERE row = ?", row)
    return taken


# ------------------------------------------------------------ what was shown, where entries are missing
class Stand:
    """Lets what the damaged file last showed stand in for lost entries."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._spaces = frozenset(bytes(space) for (space,) in db.rows("SELECT space FROM space"))
        self._fields: set[tuple[bytes, str]] = set()
        self.touched: dict[bytes, int] = {}
        """The records that now show more, with the time of their last change."""
        self._titles: dict[bytes, str] = {}

    def in_for(self, table: str, row: Sequence[Any]) -> None:
        {"record": self._record, "alive": self._alive, "value": self._value, "doc": self._doc}[table](row)

    def _record(self, row: Sequence[Any]) -> None:
        _, record, space, kind, *_ = row
        if space not in self._spaces:
            return
        self._db.run(
            "INSERT INTO record (record, space, kind) VALUES (?, ?, ?) ON CONFLICT (record)"
            " DO UPDATE SET kind = coalesce(kind, excluded.kind)",
            record, space, kind,
        )  # fmt: skip
        self.touched[record] = row[CHANGED]
        self._titles[record] = row[TITLE]

    def _alive(self, row: Sequence[Any]) -> None:
        self._db.run(
            "INSERT INTO alive VALUES (?, ?, ?, ?) ON CONFLICT (record, dev8) DO UPDATE SET"
            " seq = max(seq, excluded.seq), lamport = max(lamport, excluded.lamport)",
            *row,
        )  # fmt: skip
        self.touched.setdefault(row[0], 0)

    def _value(self, row: Sequence[Any]) -> None:
        record, field, _, _, lamport, _, wall_ms = row
        newest = self._db.number(
            "SELECT max(lamport) FROM value WHERE record = ? AND field = ?", record, field
        )
        if (record, field) not in self._fields and newest > lamport:
            return
        if (record, field) not in self._fields:
            self._db.run("DELETE FROM value WHERE record = ? AND field = ?", record, field)
            self._fields.add((record, field))
        self._db.run("INSERT INTO value VALUES (?, ?, ?, ?, ?, ?, ?)", *row)
        self.touched[record] = max(wall_ms, self.touched.get(record, 0))

    def _doc(self, row: Sequence[Any]) -> None:
        self._db.run("INSERT OR REPLACE INTO doc VALUES (?, ?, ?, ?, ?)", *row)
        self.touched.setdefault(row[1], 0)

    def dropped(self, row: Sequence[Any]) -> None:
        """Whatever its list row calls not present stays so."""
        if not row[PRESENT]:
            self._db.run("DELETE FROM alive WHERE record = ?", row[1])

    def leave_strays(self) -> None:
        """Of what space it is nobody knows without its list row: it comes back with its entries."""
        for table in ("alive", "value", "doc"):
            self._db.run(f"DELETE FROM {table} WHERE record NOT IN (SELECT record FROM record)")  # noqa: S608 - our own names
        for record in [record for record in self.touched if not self._is_listed(record)]:
            del self.touched[record]

    def _is_listed(self, record: bytes) -> bool:
        return self._db.row("SELECT 1 FROM record WHERE record = ?", record) is not None

    def name_the_nameless(self) -> None:
        """In lists a record whose title is lost keeps the one that it had there."""
        self._db.many(
            "UPDATE record SET title = ? WHERE record = ? AND title = ''",
            [(title, record) for record, title in self._titles.items()],
        )
