"""Rows out of a damaged file, table by table, whichever of its pages are lost (A2.6.7).

A leaf belongs to the table at the root of its tree. Where the way up is lost, or the list of tables is, the
shape of its rows says whose it is; a leaf that fits several tables counts as lost.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from sqlcipher3 import dbapi2

from sync.errors import InUseElsewhere
from sync.store import leaves
from sync.store.connection import translate
from sync.store.database import Db
from sync.store.leaves import Row, Value
from sync.store.pages import Pages

Cells: TypeAlias = tuple[Value, ...]
Step: TypeAlias = Callable[[int, int], None]
LIST = "sqlite_master"
LISTED = ("table", "index", "view", "trigger")
LIST_WIDTH, ROOT_CELL = 5, 3
TELL_EVERY = 256  # pages


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    empty_too: bool
    is_row_number: bool
    came_later: bool
    """Older rows may end before it."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of a fresh file: their columns, and where each stands in it."""

    tables: Mapping[str, tuple[Column, ...]]
    roots: Mapping[int, str]


@dataclass(slots=True)
class Lost:
    pages: int = 0
    """Pages whose seal does not hold, or that cannot be read."""
    rows: int = 0
    """Rows of which a part stood in such a page."""


def must_be_free(path: Path) -> None:
    """Raise InUseElsewhere where another process has the file open. Nothing of it is written to.

    The lock is asked for before the first byte is read, so no key is needed; reading alone folds no log in.
    """
    if not path.is_file():
        return
    try:
        with closing(dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.2)) as asking:
            asking.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except dbapi2.Error as error:
        if isinstance(problem := translate(error), InUseElsewhere):
            raise problem from error


def schema(db: Db) -> Schema:
    """Read from an intact file what to look for in a damaged one."""
    listed = db.rows(
        "SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        " AND name NOT IN (SELECT name FROM pragma_table_list WHERE wr)"  # those have no such leaves
    )
    tables = {str(name): _columns(db, str(name)) for name, _ in listed}
    return Schema(tables, {int(root): str(name) for name, root in listed})


def _columns(db: Db, table: str) -> tuple[Column, ...]:
    rows = db.rows('SELECT name, type, "notnull", pk, dflt_value FROM pragma_table_info(?)', table)
    return tuple(
        Column(
            str(name), str(kind), not required, bool(pk) and kind == "INTEGER",
            not required or default is not None,
        )
        for name, kind, required, pk, default in rows
    )  # fmt: skip


@dataclass(slots=True)
class Wreck:
    """A damaged file that is walked once for its trees and once for its rows."""

    pages: Pages
    schema: Schema
    lost: Lost = field(default_factory=Lost)
    _parents: dict[int, int] = field(default_factory=dict)
    _leaves: list[int] = field(default_factory=list)

    def rows(self, step: Step) -> Iterator[tuple[str, Cells]]:
        """Yield (table, cells) of every row that is all there; *step* is told how far it is."""
        total = 2 * self.pages.count
        for number in range(1, self.pages.count + 1):
            self._survey(number)
            if number % TELL_EVERY == 0:
                step(number, total)
        names = dict(self.schema.roots) | self._listed()
        for done, number in enumerate(self._leaves):
            yield from self._of_leaf(number, names)
            if done % TELL_EVERY == 0:
                step(self.pages.count + number, total)
        step(total, total)

    def _survey(self, number: int) -> None:
        page = self.pages.page(number)
        if page is None:
            self.lost.pages += 1
        elif leaves.is_map(page, number):
            return
        elif leaves.kind(page, number) == leaves.INTERIOR:
            for child in leaves.children(page, number):
                self._parents.setdefault(child, number)
        elif leaves.kind(page, number) == leaves.LEAF:
            self._leaves.append(number)

    def _root(self, number: int) -> int:
        seen = {number}
        while (parent := self._parents.get(number)) is not None and parent not in seen:
            seen.add(parent)
            number = parent
        return number

    # ------------------------------------------------------------ whose leaf it is
    def _listed(self) -> dict[int, str]:
        """The roots of the tables as the file itself lists them; its list begins in the first page."""
        found: dict[int, str] = {}
        for number in self._leaves:
            for row in self._read(number):
                if row is None or not _is_listing(row.cells):
                    break
                if row.cells[0] == "table" and isinstance(root := row.cells[ROOT_CELL], int):
                    found[root] = str(row.cells[1])
        return found

    def _of_leaf(self, number: int, names: Mapping[int, str]) -> Iterator[tuple[str, Cells]]:
        rows = list(self._read(number))
        whole = [row for row in rows if row is not None]
        self.lost.rows += len(rows) - len(whole)
        table = self._table(self._root(number), whole, names)
        if table is not None:
            columns = self.schema.tables[table]
            yield from ((table, _completed(row, columns)) for row in whole)

    def _table(self, root: int, rows: list[Row], names: Mapping[int, str]) -> str | None:
        if not rows or all(_is_listing(row.cells) for row in rows):
            return None
        named = names.get(root, "")
        columns = self.schema.tables.get(named)
        if columns is not None and all(_fits(row, columns) for row in rows):
            return named
        tables = self.schema.tables.items()
        fitting = [name for name, columns in tables if all(_fits(row, columns) for row in rows)]
        return fitting[0] if len(fitting) == 1 else None

    def _read(self, number: int) -> Iterator[Row | None]:
        page = self.pages.page(number)
        return leaves.rows(page, number, self.pages.page) if page is not None else iter(())


def _is_listing(row: Cells) -> bool:
    return len(row) == LIST_WIDTH and row[0] in LISTED and isinstance(row[ROOT_CELL], int)


def _fits(row: Row, columns: tuple[Column, ...]) -> bool:
    here = len(row.cells)
    if here > len(columns) or not all(column.came_later for column in columns[here:]):
        return False
    return all(_suits(cell, column) for cell, column in zip(row.cells, columns, strict=False))


TYPES: Mapping[str, type] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}


def _suits(cell: Value, column: Column) -> bool:
    if cell is None:
        return column.empty_too or column.is_row_number
    return not column.is_row_number and isinstance(cell, TYPES.get(column.type, object))


def _completed(row: Row, columns: tuple[Column, ...]) -> Cells:
    """The row's number stands beside its cells; a column that came later is not there yet."""
    found = [
        row.number if column.is_row_number else cell for cell, column in zip(row.cells, columns, strict=False)
    ]
    return tuple(found)
