"""What a batch keeps in mind and writes together says the same as each operation written at once."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.engine import registers
from sync.engine.merge import Author, Merge
from sync.model import ops
from sync.model.records import Stamp
from sync.store import records
from sync.store.database import Db
from tests.sync.engine.members_of_a_space import Member, found

TABLES = (
    "SELECT record, kind, title, tags, twofold, changed_ms, present FROM record",
    "SELECT record, field, dev8, seq, lamport, value, wall_ms FROM value",
    "SELECT * FROM alive",
    "SELECT record, field, value FROM facet JOIN facet_name ON name = id JOIN record USING (row)",
    "SELECT record, field, first FROM dated",
)
NAMES = [bytes([number]) * ops.RECORD_SIZE for number in (1, 2, 3)]
WHO = [bytes([number]) * 32 for number in (7, 8)]
RECORD, FIELD = st.sampled_from(NAMES), st.sampled_from(["title", "tags", "deadline"])
OP = st.one_of(
    st.builds(ops.New, RECORD, st.just("call")),
    st.builds(ops.Set, RECORD, FIELD, st.sampled_from(["2026-11-21", "water, coast", ""])),
    st.builds(ops.Clear, RECORD, FIELD),
    st.builds(ops.Drop, RECORD),
)
SAID = st.lists(st.tuples(OP, st.sampled_from(WHO), st.booleans()), max_size=14)
"""Operations, each with who said it, and whether they had seen all that was before."""

Said = Sequence[tuple[ops.Op, Author]]


@contextmanager
def somebody() -> Iterator[Member]:
    with tempfile.TemporaryDirectory() as folder:
        member = Member(Path(folder), "Amal")
        found(member)
        yield member
        member.close()


def authored(said: Sequence[tuple[ops.Op, bytes, bool]]) -> Said:
    every = []
    for number, (op, device, all_seen) in enumerate(said):
        seen = dict.fromkeys((one[:8] for one in WHO) if all_seen else [device[:8]], number)
        every.append((op, Author(device, Stamp(number + 1, device[:8], number), seen, 1_000 + number)))
    return every


def merged(db: Db, member: Member, batches: Sequence[Said]) -> list[list[tuple[Any, ...]]]:
    """Return what the tables hold after these batches, in a space that held nothing before."""
    records.forget(db, member.space)
    for batch in batches:
        work = Merge(db, member.book, member.space)
        for op, author in batch:
            work.apply(op, author)
        work.finish()
    return [sorted(db.rows(table)) for table in TABLES]


def test_a_batch_says_the_same_as_its_operations_one_by_one() -> None:
    with somebody() as amal:

        @given(SAID, st.sampled_from([(1, 9), (2, 99), (99, 1), (99, 999)]))
        @settings(max_examples=60, deadline=None)
        def compared(said: Sequence[tuple[ops.Op, bytes, bool]], most: tuple[int, int]) -> None:
            every = authored(said)
            with mock.patch.multiple(registers, KEPT_MAX=most[0], LETTERS_MAX=most[1]):
                together = amal.book.write(lambda db: merged(db, amal, [every]))
            apart = amal.book.write(lambda db: merged(db, amal, [[one] for one in every]))
            assert together == apart

        compared()
