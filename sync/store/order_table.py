"""An index of values that are days: what lists are put in order by most often."""

from typing import Any


def days(connection: Any) -> None:
    """Let the days of a field be read from the index alone, without the rows that they stand in."""
    connection.execute(
        "CREATE INDEX value_day ON value (field, record, lamport, dev8, seq, value)"
        " WHERE value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND length(value) <= 40"
    )
