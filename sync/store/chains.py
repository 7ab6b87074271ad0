"""Where each device's chain stands in each space, and what its author had applied by then."""

from dataclasses import dataclass
from typing import cast

from sync.store.database import Db
from sync.wire import codec

DEV8 = 8
ID = 32


@dataclass(frozen=True, slots=True)
class Chain:
    """The last entry of a chain; *vector* gives for each device (8 bytes) the highest seq applied by then."""

    seq: int
    id: bytes
    lamport: int
    mem_heads: tuple[bytes, ...]
    vector: dict[bytes, int]


def get(db: Db, space: bytes, device: bytes) -> Chain | None:
    sql = "SELECT seq, id, lamport, mem_heads, vector FROM chain WHERE space = ? AND device = ?"
    found = db.row(sql, space, device)
    if found is None:
        return None
    return of_cells(*found)


def of_cells(seq: int, last: bytes, lamport: int, heads: bytes, vector: bytes) -> Chain:
    """Return the chain that a row says, without its space and device."""
    split = tuple(bytes(heads[at : at + ID]) for at in range(0, len(heads), ID))
    return Chain(seq, bytes(last), lamport, split, _vector(bytes(vector)))


def put(db: Db, space: bytes, device: bytes, chain: Chain) -> None:
    db.run(
        "INSERT INTO chain VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (space, device) DO UPDATE SET"
        " seq = excluded.seq, id = excluded.id, lamport = excluded.lamport,"
        " mem_heads = excluded.mem_heads, vector = excluded.vector",
        space, device, chain.seq, chain.id, chain.lamport, b"".join(chain.mem_heads), _packed(chain.vector),
    )  # fmt: skip


def vector(db: Db, space: bytes) -> dict[bytes, int]:
    """For each device the highest seq that this notebook has applied."""
    rows = db.rows("SELECT device, seq FROM chain WHERE space = ?", space)
    return {bytes(device): seq for device, seq in rows}


def applied(db: Db, space: bytes) -> dict[bytes, tuple[int, int]]:
    """For each device the highest seq whose content counts here, and its lamport (A5.6)."""
    rows = db.rows("SELECT device, seq, lamport FROM chain WHERE space = ?", space)
    found = {bytes(device): (seq, lamport) for device, seq, lamport in rows}
    first = (
        "SELECT e.device, min(e.seq) FROM aside a JOIN entry e ON e.row = a.entry"
        " WHERE a.space = ? GROUP BY e.device"
    )
    for device, seq in db.rows(first, space):
        sql = "SELECT max(lamport) FROM entry WHERE space = ? AND device = ? AND seq < ?"
        found[bytes(device)] = (seq - 1, db.number(sql, space, device, seq))
    return found


def highest_lamport(db: Db, space: bytes) -> int:
    return db.number("SELECT max(lamport) FROM chain WHERE space = ?", space)


def _packed(seen: dict[bytes, int]) -> bytes:
    return codec.encode([[dev8, seq] for dev8, seq in sorted(seen.items())])


def _vector(data: bytes) -> dict[bytes, int]:
    return dict(cast("list[tuple[bytes, int]]", codec.decode(data)))  # our own row, written by _packed
