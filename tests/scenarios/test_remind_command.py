"""`remind` as a command: what is overdue and what is due, of all spaces or of one."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.driven import Driven
from tests.scenarios.laptops import Laptop


@pytest.fixture
def driven(tmp_path: Path) -> Iterator[Driven]:
    laptop = Laptop(tmp_path / "home", "Amal")
    for name in ("Field team", "Own"):
        laptop.session.spaces.new(name)
    laptop.session.close()
    one = Driven(tmp_path / "home")
    yield one
    one.cut_off()


def test_what_is_due_is_printed(driven: Driven) -> None:
    today = dt.datetime.now().astimezone().date()
    week, month = today + dt.timedelta(days=7), today + dt.timedelta(days=30)
    call = driven("item", "new", "Field team", "call", "title=Grant", f"milestones=[ ] {week} Draft")["id"]
    late = today - dt.timedelta(days=3)
    driven("item", "new", "Own", "plan", "title=Letter", f"due={late}")
    driven("item", "new", "Own", "event", "title=Workshop", f"begins={month}", f"ends={month}")
    letter, draft = driven("remind")
    assert (letter["title"], letter["day"], letter["begins"]) == ("Letter", str(late), None)
    assert letter["days"] in (-3, -4)  # midnight may come in between
    assert (draft["id"], draft["text"], draft["field"], draft["kind"]) == (
        call,
        "Draft",
        "milestones",
        "call",
    )
    assert [each["title"] for each in driven("remind", "--days", "60", "--space", "Own")] == [
        "Letter",
        "Workshop",
    ]
    assert driven("remind", "--days", "0", "--space", "Field team") == []
    assert "code" in driven("remind", "--days", "-1")
    assert driven("remind", "done", letter["name"])["names"] == [letter["name"]]
    assert driven("remind", "later", "Grant")["names"] == [draft["name"]]
    assert driven("remind") == []
    assert driven("remind", "done", "Letter")["names"] == []


def test_what_is_to_be_confirmed_is_printed_until_somebody_confirms_it(driven: Driven) -> None:
    old = driven("item", "new", "Own", "programme", "title=Wells", "confirmed=2020-01-02")["id"]
    driven("item", "new", "Field team", "programme", "title=Radio")
    radio, wells = driven("remind")
    assert (wells["id"], wells["day"], wells["confirm"], wells["field"]) == (
        old,
        "2020-01-02",
        True,
        "confirmed",
    )
    assert (radio["day"], radio["days"], wells["days"] < -180) == (None, None, True)
    driven("confirm", "Wells")
    assert [each["title"] for each in driven("remind")] == ["Radio"]
    assert driven("remind", "--space", "Own") == []
    driven("item", "new", "Own", "note", "title=Tea")
    assert driven("confirm", "Tea")["code"] == "nothing-to-confirm"
