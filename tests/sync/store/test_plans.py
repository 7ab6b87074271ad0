"""Questions that must stay quick in a full space begin with what they ask for, not with the space."""

from collections.abc import Callable
from typing import Any

import pytest
from typing_extensions import override

from sync.store import attachments, dated, fresh, listing, news_known
from sync.store.database import Cell, Database, Db
from tests.sync.store.furnished import SPACE


class Explaining(Db):
    """Remembers by what the database would go about each question, and answers none."""

    def __init__(self, db: Db) -> None:
        self._asked, self.steps = db, list[str]()

    @override
    def rows(self, sql: str, *cells: Cell) -> list[tuple[Any, ...]]:
        self.steps += [str(row[3]) for row in self._asked.rows("EXPLAIN QUERY PLAN " + sql, *cells)]
        return []


@pytest.mark.parametrize(
    ("ask", "by"),
    [
        (lambda db: dated.named(db, SPACE, "event", ["a@b", "c@d"]), "value_uid"),
        (lambda db: dated.apart(db, SPACE, "event", "a@b"), "value_uid"),
        (lambda db: fresh.waiting(db, 740_000, [SPACE]), "fresh_due"),
        (lambda db: db.rows(fresh.within("", 740_000)), "fresh_due"),
        (lambda db: news_known.marks(db, SPACE), "(space=? AND present=? AND kind=?)"),
        (lambda db: attachments.shown(db, SPACE), "value_attached"),
        (lambda db: listing.days(db, [], "deadline"), "COVERING INDEX value_day"),
    ],
    ids=[
        "events by their names elsewhere",
        "times of a series",
        "to confirm",
        "lists of that",
        "news",
        "attached files",
        "days",
    ],
)
def test_few_are_found_among_many(database: Database, ask: Callable[[Db], object], by: str) -> None:
    with database.transaction() as db:
        explaining = Explaining(db)
        ask(explaining)
    assert by in explaining.steps[0]
