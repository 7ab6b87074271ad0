"""Pages of damaged files are read without trust: rubbish is rows less, never an error (A2.6.7)."""

from hashlib import shake_256
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sync.store import leaves, rescue
from sync.store.database import Database
from sync.store.pages import USABLE, Pages
from tests.sync.store.furnished import KEY, SALT, furnish


def strange(kind: int, count: int, seed: int, size: int) -> bytes:
    """A page that says it has rows or children, and holds rubbish after that."""
    rest = shake_256(b"%d" % seed).digest(size)
    return (bytes([kind, 0, 0]) + count.to_bytes(2, "big") + rest).ljust(USABLE, b"\x85")


kinds, counts, sizes = (
    st.sampled_from([leaves.LEAF, leaves.INTERIOR]),
    st.integers(0, 1000),
    st.integers(0, USABLE - 5),
)


@given(kinds, counts, st.integers(0, 1 << 32), sizes, st.integers(1, 3))
def test_no_page_is_too_strange(kind: int, count: int, seed: int, size: int, number: int) -> None:
    data = strange(kind, count, seed, size)
    following = [None, data, strange(kind, count, seed + 1, size)][seed % 3]
    list(leaves.rows(data, number, lambda _: following))
    leaves.children(data, number)


def test_every_row_of_a_sound_file_is_read_as_it_is(database: Database, path: Path) -> None:
    big = bytes(range(256)) * 400
    with database.transaction() as db:
        furnish(db)
        db.run("INSERT INTO setting VALUES ('big', ?)", big)
        db.many("INSERT INTO setting VALUES (?, ?)", [(f"k{n}", bytes(n)) for n in range(3000)])
    schema = database.read(rescue.schema)
    tables = [name for name in schema.tables if not name.startswith(("search", "sqlite"))]
    there = {
        name: sorted(map(repr, database.read(lambda db, sql="SELECT * FROM " + name: db.rows(sql))))  # noqa: S608
        for name in tables
    }
    read: dict[str, list[str]] = {name: [] for name in tables}
    with Pages(path, path.with_name(path.name + "-wal"), KEY, SALT) as pages:
        wreck = rescue.Wreck(pages, schema)
        for table, row in wreck.rows(lambda _, __: None):
            if table in read:
                read[table].append(repr(row))
    assert {name: sorted(rows) for name, rows in read.items()} == there
    assert (wreck.lost.pages, wreck.lost.rows) == (0, 0)


def test_the_wrong_key_reads_nothing(database: Database, path: Path) -> None:
    with database.transaction() as db:
        furnish(db)
    with Pages(path, path.with_name(path.name + "-wal"), bytes(32), SALT) as pages:
        assert {pages.page(number) for number in range(1, pages.count + 1)} == {None}


def test_a_map_of_pages_is_no_page_of_a_table() -> None:
    """Files that shrink have them: page 2, and one after each 803 pages that it maps."""
    page = (b"\x05\x00\x00\x00\x09" * 3 + b"\x02\x00\x00\x00\x00").ljust(4096, b"\x00")
    assert leaves.kind(page, 2) == leaves.INTERIOR
    assert [number for number in range(2, 1700) if leaves.is_map(page, number)] == [2, 806, 1610]
    assert not leaves.is_map(b"\x05\x00\x00\x00\x01\x0f" + page[6:], 2)
