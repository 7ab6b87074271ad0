"""Records with all that they say, some at a time: what indexes are made of anew when a release knows more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sync.model.records import Stamp, Value
from sync.store.database import Db
from sync.store.facets import Pair

ABOUT = "SELECT row, record, space, kind, present FROM record WHERE row > ? ORDER BY row LIMIT ?"
SAID = (
    "SELECT r.row, v.field, v.lamport, v.dev8, v.seq, v.value, v.wall_ms"
    " FROM record r JOIN value v ON v.record = r.record WHERE r.row > ? AND r.row <= ?"
    " ORDER BY r.row, v.field, v.lamport DESC, v.dev8 DESC, v.seq DESC"
)


@dataclass(slots=True)
class Known:
    """One record; what has no kind yet has "" for it."""

    row: int
    record: bytes
    space: bytes
    kind: str
    present: bool
    values: dict[str, tuple[Value, ...]] = field(default_factory=dict)

    @property
    def changed_ms(self) -> int:
        return max((one.wall_ms for said in self.values.values() for one in said), default=0)


def after(db: Db, row: int, many: int) -> list[Known]:
    """Return at most *many* records above *row*, in the order of their rows."""
    found = {
        number: Known(number, bytes(record), bytes(space), kind or "", bool(present))
        for number, record, space, kind, present in db.rows(ABOUT, row, many)
    }
    if found:
        for number, name, lamport, dev8, seq, text, wall_ms in db.rows(SAID, row, max(found)):
            values = found[number].values
            values[name] = (*values.get(name, ()), Value(Stamp(lamport, bytes(dev8), seq), text, wall_ms))
    return list(found.values())


def stand(db: Db, every: Sequence[tuple[Known, set[Pair]]]) -> None:
    """Let records, which stood under nothing, stand under these fields and values."""
    names: dict[tuple[bytes, str, Pair], int] = {}
    under = []
    for one, wanted in every:
        for pair in wanted:
            key = one.space, one.kind, pair
            if key not in names:
                names[key] = _name(db, *key)
            under.append((names[key], one.row))
    db.many("INSERT OR IGNORE INTO facet VALUES (?, ?)", sorted(under))


def _name(db: Db, space: bytes, kind: str, pair: Pair) -> int:
    found = db.row(
        "SELECT id FROM facet_name WHERE space = ? AND kind = ? AND field = ? AND value = ?",
        space,
        kind,
        *pair,
    )
    made = "INSERT INTO facet_name (space, kind, field, value) VALUES (?, ?, ?, ?)"
    return int(found[0]) if found else db.run(made, space, kind, *pair)


def count(db: Db, row: int) -> int:
    return db.number("SELECT count(*) FROM record WHERE row <= ?", row)


def texts(values: Mapping[str, tuple[Value, ...]]) -> set[str]:
    """Return the fields that say something."""
    return {name for name, said in values.items() if any(one.value is not None for one in said)}
