"""Rows of a table that comes again: what is here as it stands is left out, and nothing else is."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from i18n.everywhere import spoken
from sync.engine import rows_here, session
from sync.engine.editing import declared_kind
from sync.engine.mapping import Asked
from sync.engine.rows_here import RowsHere
from sync.engine.session import Session
from sync.engine.transfer import Brought
from sync.exchange.outcome import Imported
from sync.exchange.tables_columns import Columns

WELLS, SCHOOLS = {"title": "Wells", "deadline": "2026-02-01"}, {"title": "Schools", "deadline": "2026-02-02"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = session.create(tmp_path_factory.mktemp("made") / "n", "six words", cost=session.quick_cost())
    yield made
    made.close()


@pytest.fixture
def space(book: Session) -> str:
    return book.spaces.new("Tables").id


def brought(book: Session, space: str, *rows: Mapping[str, str], kind: str = "call") -> tuple[int, int]:
    """Bring rows in as a table does that has columns for titles and deadlines."""
    mapped = frozenset({"title", "deadline"})
    here = RowsHere(book.items._book, bytes.fromhex(space), declared_kind(kind), mapped)
    found = book.transfer.add(space, (Imported(kind, row) for row in rows), here.known)
    return counted(found)


def counted(found: Brought) -> tuple[int, int]:
    return found.added, found.here


def test_a_table_that_comes_again_doubles_nothing(book: Session, space: str, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("Title,Deadline,Colour\nWells,2026-02-01,blue\nRoads,soon,\nWells,2026-02-01,blue\n")
    asked = Asked(path, Columns("call", ("title", "deadline", "")), spoken)
    assert counted(book.tables.bring_in(space, asked)) == (3, 0), "equal rows of one file all come"
    path.write_text(path.read_text().replace("soon", "later") + "Schools,,\n")
    assert counted(book.tables.bring_in(space, asked)) == (2, 2), "another text, and a new row"
    book.items.history.undo()
    assert sorted(row.title for row in book.items.rows(space, "call")) == ["Roads", "Wells", "Wells"]


def test_what_lies_in_the_trash_or_elsewhere_is_not_here(book: Session, space: str) -> None:
    assert brought(book, book.spaces.new("Elsewhere").id, WELLS, SCHOOLS) == (2, 0)
    assert brought(book, space, {"title": "Wells"}, kind="note") == (1, 0)
    assert brought(book, space, WELLS, SCHOOLS) == (2, 0)
    book.items.many.drop([row.id for row in book.items.rows(space, "call") if row.title == "Wells"])
    assert brought(book, space, WELLS, SCHOOLS) == (1, 1)


def test_what_the_table_does_not_say_is_not_compared(book: Session, space: str) -> None:
    assert brought(book, space, WELLS) == (1, 0)
    item = book.items.rows(space, "call")[0].id
    book.items.set(item, {"application": "Ask Amal first.", "tags": "water"})
    assert brought(book, space, WELLS) == (0, 1)
    book.items.set(item, {"deadline": "2026-04-01"})
    assert brought(book, space, WELLS) == (1, 0), "somebody changed what it says"
    assert brought(book, space, {**WELLS, "application": "deep"}, {"title": "Wells"}) == (2, 0)


def test_many_of_one_title_are_looked_at_in_pieces(
    book: Session, space: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_here, "AT_ONCE", 3)
    rows = [
        {"title": title, "deadline": f"2026-03-{day:02}"} for title in ("a", "", "b") for day in (1, 2, 3)
    ]
    assert brought(book, space, *rows) == (9, 0)
    assert brought(book, space, *rows, SCHOOLS) == (1, 9)
