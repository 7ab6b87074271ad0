"""Rooms that this notebook is in: noted so that nothing of them stays behind, even after a crash (A6.8)."""

from sync.store import newcomers, settings
from sync.store.database import Db

KEY = "room"


def note(db: Db, relay: bytes) -> None:
    """Note the name (32 bytes) under which rows about a room are kept while it lasts."""
    settings.put(db, KEY, relay)


def forget(db: Db) -> None:
    """Drop every row about the noted room: what came in it stays, that it was is gone."""
    relay = settings.get(db, KEY)
    if relay is not None:
        forget_place(db, relay)
        newcomers.forget_relay(db, relay)
        settings.remove(db, KEY)


def forget_place(db: Db, relay: bytes) -> None:
    """Drop what every table keeps of a relay, a room or a folder."""
    columns = (
        "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' AND c.name = 'relay' ORDER BY m.name"
    )
    for (table,) in db.rows(columns):
        db.run(f'DELETE FROM "{table}" WHERE relay = ?', relay)  # noqa: S608 - the schema's own names
