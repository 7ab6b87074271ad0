"""A fresh notebook is filled with what a damaged one and its copies still hold (A2.6.7)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from sync.engine import departure, identity, lost_log, merge, new_keys, rebuild
from sync.engine.departure import NEVER, heads_after
from sync.engine.lane import Lane
from sync.engine.merge import Author, Merge
from sync.engine.notebook import Notebook
from sync.errors import RescueImpossible
from sync.model import ops
from sync.model.entry import BadEntry
from sync.model.update import BadUpdate
from sync.store import chains, entries, holes, numbering, outbox, own, salvage, settings, waiting_room
from sync.store.chains import Chain
from sync.store.database import Database, Db
from sync.store.pages import Pages
from sync.store.rescue import Lost, Schema, Wreck, schema
from sync.wire import codec

Step = Callable[[int, int], None]
AT_ONCE, BYTES_AT_ONCE = 5_000, 16 << 20  # rows in one transaction


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read from, with the log beside it; nothing is written to either."""

    path: Path
    log: Path


@dataclass(frozen=True, slots=True)
class LostInSpace:
    space: str
    name: str
    missing: int
    """Changes that colleagues can give back; more may have followed them."""
    uncertain: bool
    """How far this laptop's own changes went is not known."""


@dataclass(slots=True)
class Salvage:
    """The work on one fresh database; *damaged* comes first, then its copies, the newest first."""

    database: Database
    damaged: Source
    copies: Sequence[Source]
    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    step: Step
    lost: Lost = field(default_factory=Lost)
    entries: int = 0
    spaces: list[LostInSpace] = field(default_factory=list)
    _schema: Schema = field(init=False)
    _heads: dict[tuple[bytes, bytes], Chain] = field(default_factory=dict)

    def run(self, *, with_entries: bool) -> None:
        """Carry everything over. Raises RescueImpossible where nothing says whose notebook it was."""
        self._schema = self.database.read(schema)
        tables = salvage.truths(self._schema)
        self.lost = self._carry(self.damaged, tables)
        for copy in self.copies if self.lost.pages or self.lost.rows else ():
            self._carry(copy, salvage.FROM_COPIES)
        if with_entries:
            self._work_out()
        else:
            with self.database.transaction() as db:
                numbering.settle_files(db)

    def _carry(self, source: Source, tables: frozenset[str]) -> Lost:
        with self._wreck(source) as wreck:
            rows = (
                self._kept(table, row)
                for table, row in wreck.rows(self.step)
                if self._concerns(table, tables)
            )
            kept = (one for one in rows if one is not None)
            while batch := list(_some(kept)):
                with self.database.transaction() as db:
                    for table, row in batch:
                        salvage.add(db, table, [row])
        return wreck.lost

    @staticmethod
    def _concerns(table: str, tables: frozenset[str]) -> bool:
        return table in tables or table == "chain"

    def _kept(self, table: str, row: Sequence[Any]) -> tuple[str, Sequence[Any]] | None:
        if table == "chain":
            space, device, chain = salvage.chain_of(row)
            known = self._heads.get((space, device))
            if known is None or known.seq < chain.seq:
                self._heads[space, device] = chain
            return None
        return None if table == "entry" and not salvage.entry_is_sound(row) else (table, row)

    @contextmanager
    def _wreck(self, source: Source) -> Iterator[Wreck]:
        with Pages(source.path, source.log, self.key, self.salt) as pages:
            yield Wreck(pages, self._schema)

    # ------------------------------------------------------------ what follows from the entries
    def _work_out(self) -> None:
        lane = Lane("rescue")  # never entered: everything here is on one thread
        try:
            with self.database.transaction() as db:
                kept = settings.get(db, identity.SETTING)
                if kept is None:
                    raise RescueImpossible
                personas = {space: identity.unpack(data) for space, data in own.personas(db).items()}
                book = Notebook(lane, self.database, identity.unpack(kept), lambda: 0, personas=personas)
                self._all_spaces(db, book)
        finally:
            lane.close()

    def _all_spaces(self, db: Db, book: Notebook) -> None:
        salvage.settle_parked(db)
        numbering.settle(db)
        spaces = salvage.spaces(db)
        for space in spaces:
            self.spaces.append(self._space(db, book, space))
        if any(one.missing or one.uncertain for one in self.spaces):
            self._stand_in(db)
        for space in spaces:
            _show_own_edits(db, book, space)
        if any(self._own_chain_is_torn(db, book, space) for space in spaces):
            new_keys.ask(db)  # colleagues would wait for what only this laptop had

    def _space(self, db: Db, book: Notebook, space: bytes) -> LostInSpace:
        torn = salvage.set_membership_aside(db, space)
        for device, _, raw in torn:
            waiting_room.park(db, space, device, sha256(raw).digest(), raw)
        lost_log.expect(db, book, space, [raw for _, _, raw in torn])
        missing = self._chains(db, space)
        before = {name for name, _ in _refused(db, space)}
        rebuild.rebuild(db, book, space)
        if missing:
            _forgive(db, space, before)
        self.entries += entries.count(db, space)
        uncertain = self.lost.pages > 0 and (space, book.me_in(space).device) not in self._heads
        told = own.coming(db, space)
        name = told.name if told is not None else book.state(db, space).policy.name
        return LostInSpace(space.hex(), name, missing, uncertain)

    def _own_chain_is_torn(self, db: Db, book: Notebook, space: bytes) -> bool:
        me = book.me_in(space).device
        gone = self.lost.pages > 0 and (space, me) not in self._heads
        return gone or (me in holes.of(db, space) and new_keys.is_only_laptop(book))

    def _chains(self, db: Db, space: bytes) -> int:
        """Let every chain stand where it stood, and note its holes; return how many entries are missing."""
        held = salvage.held(db, space)
        lacking: holes.Holes = {}
        for device in {*held, *(device for name, device in self._heads if name == space)}:
            numbers = held.get(device, set())
            chain = self._head(db, space, device, numbers)
            chains.put(db, space, device, chain)
            lacking[device] = set(range(chain.seq + 1)) - numbers
        holes.put(db, space, lacking)
        return sum(len(numbers) for numbers in lacking.values())

    def _head(self, db: Db, space: bytes, device: bytes, numbers: set[int]) -> Chain:
        said = self._heads.get((space, device), NEVER)
        if said.seq >= max(numbers, default=-1):
            return said
        vector: dict[bytes, int] = dict(said.vector)
        last = said
        for _, one in entries.of_device(db, space, device):
            header = one.header
            vector |= {dev8: max(seq, vector.get(dev8, -1)) for dev8, seq in header.deps}
            vector[device[:8]] = header.seq
            last = Chain(header.seq, one.id, header.lamport, heads_after(one), vector)
        return last

    def _stand_in(self, db: Db) -> None:
        with self._wreck(self.damaged) as wreck:
            stand = salvage.Stand(db)
            dropped = []
            for table, row in wreck.rows(self.step):
                if table in salvage.SHOWN:
                    stand.in_for(table, row)
                if table == "record":
                    dropped.append(row)
            for row in dropped:
                stand.dropped(row)
            stand.leave_strays()
        for record, wall_ms in stand.touched.items():
            merge.refresh(db, record, wall_ms)
        stand.name_the_nameless()


def _some(rows: Iterator[tuple[str, Sequence[Any]]]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Some of *rows*, and fewer where they are large."""
    size = 0
    for one in islice(rows, AT_ONCE):
        yield one
        size += sum(len(cell) for cell in one[1] if isinstance(cell, bytes))
        if size > BYTES_AT_ONCE:
            return


def _refused(db: Db, space: bytes) -> list[tuple[bytes, str]]:
    rows = db.rows("SELECT id, reason FROM quarantine WHERE space = ?", space)
    return [(bytes(name), reason) for name, reason in rows]


def _forgive(db: Db, space: bytes, before: set[bytes]) -> None:
    """What could not be merged because something before it is missing is no fault of its author's."""
    for name, _ in _refused(db, space):
        if name not in before:
            db.run("DELETE FROM quarantine WHERE space = ? AND id = ?", space, name)


def _show_own_edits(db: Db, book: Notebook, space: bytes) -> None:
    """What was typed and not signed yet is shown as before; it departs as it would have (A5.4)."""
    waiting = outbox.waiting(db, space)
    if not waiting:
        return
    last = chains.get(db, space, book.me_in(space).device) or NEVER
    stamp = departure.stamp(db, book, space)
    author = Author(book.me_in(space).device, stamp, last.vector | {book.me_in(space).dev8: stamp.seq}, 0)
    work = Merge(db, book, space)
    for data in waiting:
        try:
            work.apply(_operation(data), author)
        except (BadUpdate, BadEntry):
            continue  # it stands on a change that is missing
    work.finish()


def _operation(data: bytes) -> ops.Op:
    value = codec.decode(data)
    return ops.decode(tuple(value) if isinstance(value, list) else ())
