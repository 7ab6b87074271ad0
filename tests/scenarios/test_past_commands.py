"""The history of an item on the command line: rows for programs, and an earlier state by its time."""

import pytest

from sync.cli import past
from sync.cli.grammar import WrongUsage, parse
from tests.scenarios.driven import Driven
from tests.scenarios.test_commands import SPACE, drive, driven, home  # noqa: F401 - fixtures

NAMES = {"at", "at_ms", "author", "checked", "what", "field", "before", "after", "entry"}


def test_history_and_restore(driven: Driven) -> None:  # noqa: F811
    made = driven("item", "new", SPACE, "note", "title=Well", "body=The old pump.")["id"]
    driven("item", "set", made, "body=The new pump.")
    rows = driven("history", made)
    assert [row["what"] for row in rows] == ["text", "text", "set", "made"]
    assert set(rows[0]) == NAMES and rows[0]["author"] == "Amal" and rows[0]["checked"] == "me"
    assert (rows[0]["before"], rows[0]["after"]) == ("old", "new")
    assert past.moment(rows[0]["at"]) == rows[0]["at_ms"]
    driven("restore", made, "--at", rows[1]["at"])
    assert driven("item", "show", made)["fields"]["body"] == "The old pump."
    driven("restore", made, "--at", str(rows[0]["at_ms"]))
    assert driven("item", "show", made)["fields"]["body"] == "The new pump."
    assert len(driven("history", made)) == 6
    assert driven("restore", made, "--at", "0")["code"] == "nothing-then"
    assert driven("history", "ffff")["code"] == "unknown-item"


@pytest.mark.parametrize("text", ["2026-03-03T10:00:00", "yesterday", ""])
def test_a_time_without_a_zone_is_none(text: str) -> None:
    with pytest.raises(WrongUsage):
        parse(["restore", "ab12", "--at", text])


def test_times_of_any_clock_are_told() -> None:
    assert past.moment("1970-01-01T01:00:00+01:00") == 0
    assert past.moment("-5") == -5
    assert past.moment("2026-03-03T10:00:00Z") == 1_772_532_000_000
