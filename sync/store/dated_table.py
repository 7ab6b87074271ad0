"""The tables of days, of what is not to be reminded of for now, and of what is to be confirmed."""

from typing import Any


def dated_and_hushed(connection: Any) -> None:
    """The days of items, and of which of them nobody wants to be reminded (again before a day)."""
    connection.execute(
        "CREATE TABLE dated (record BLOB NOT NULL, field TEXT NOT NULL, place INTEGER NOT NULL,"
        " space BLOB NOT NULL, kind TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
        " begins TEXT NOT NULL, ends TEXT NOT NULL, rule TEXT NOT NULL, said TEXT NOT NULL,"
        " reminds INTEGER NOT NULL, done INTEGER NOT NULL, UNIQUE (record, field, place))"
    )
    connection.execute("CREATE INDEX dated_last ON dated (last, first)")
    connection.execute(
        "CREATE TRIGGER dated_gone AFTER DELETE ON record"
        " BEGIN DELETE FROM dated WHERE record = old.record; END"
    )
    connection.execute("CREATE TABLE hushed (name TEXT UNIQUE NOT NULL, until INTEGER NOT NULL)")
    connection.execute("CREATE INDEX value_uid ON value (value) WHERE field = 'uid'")


def to_be_confirmed(connection: Any) -> None:
    """From which day on (since 1 January of the year 1) an item is to be confirmed; 0 where it never was."""
    connection.execute(
        "CREATE TABLE fresh (record BLOB NOT NULL, field TEXT NOT NULL, due INTEGER NOT NULL,"
        " UNIQUE (record, field))"
    )
    connection.execute("CREATE INDEX fresh_due ON fresh (due)")
    connection.execute(
        "CREATE TRIGGER fresh_gone AFTER DELETE ON record"
        " BEGIN DELETE FROM fresh WHERE record = old.record; END"
    )
