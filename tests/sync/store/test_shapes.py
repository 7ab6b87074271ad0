"""Rows of which no way up is left are known by their shape (A2.6.7)."""

import pytest

from sync.store import database, rescue
from sync.store.database import Database
from sync.store.leaves import Row
from tests.sync.store.furnished import KEY, SALT

ROWS = {
    "setting": ("identity", b"who we are"),
    "entry": (None, b"id", b"space", b"device", 0, 1, 1, b"bytes"),
    "outbox": (None, b"space", b"operation", 5),
    "value": (b"record", "title", b"dev8", 3, 4, None, 5),
}


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> rescue.Schema:
    path = tmp_path_factory.mktemp("shapes") / "c0.db"
    database.create(path, KEY, SALT)
    opened = Database(path, KEY, SALT)
    found = opened.read(rescue.schema)
    opened.close()
    return found


@pytest.mark.parametrize("table", ["setting", "entry", "outbox", "value"])
def test_what_matters_most_fits_no_other_table(schema: rescue.Schema, table: str) -> None:
    wreck = rescue.Wreck(None, schema)  # type: ignore[arg-type]  # no page is read
    assert wreck._table(0, [Row(1, ROWS[table])], {}) == table


def test_rows_of_before_a_column_came_still_fit(schema: rescue.Schema) -> None:
    wreck = rescue.Wreck(None, schema)  # type: ignore[arg-type]  # no page is read
    assert wreck._table(7, [Row(1, ROWS["outbox"][:3])], {7: "outbox"}) == "outbox"
    assert wreck._table(7, [Row(1, ROWS["entry"][:7])], {7: "entry"}) != "entry"
    assert "search_config" not in schema.tables
