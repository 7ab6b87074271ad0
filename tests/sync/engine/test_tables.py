"""Tables become items of any kind: columns are guessed, tried, remembered, and one step takes all back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from i18n.everywhere import spoken
from sync.engine import session
from sync.engine.mapping import Asked, Looked
from sync.engine.session import Session
from sync.errors import Cancelled
from sync.exchange.outcome import Reason
from sync.exchange.tables_columns import Columns
from sync.exchange.tables_dates import MONTH_FIRST

CONTACTS = (
    "First Name,Last Name,E-mail Address,Company,Land,Note,Sort\n"
    "Amina,Odhiambo,a@example.org; b@example.org,Water Group,KE,hello,Person\n"
    ",,,,Kenya,,\n"
    "Žofie,Nováková,z@example.org,,CZ,,Fish\n"
)


@pytest.fixture(scope="module")
def open_notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    opened = session.create(
        tmp_path_factory.mktemp("made") / "n", "six words", name="A", cost=session.quick_cost()
    )
    yield opened
    opened.close()


@pytest.fixture
def space(open_notebook: Session) -> str:
    return open_notebook.spaces.new("Tables").id


def shown(opened: Session, space: str, kind: str) -> list[dict[str, str]]:
    rows = reversed(opened.items.rows(space, kind))
    every = [opened.items.show(row.id).fields for row in rows]
    return [{name: held[0].value for name, held in fields.items() if held[0].value} for fields in every]


def written(folder: Path, text: str, name: str = "t.csv") -> Path:
    (folder / name).write_text(text)
    return folder / name


def test_people_from_an_address_book(open_notebook: Session, space: str, tmp_path: Path) -> None:
    tables = open_notebook.tables
    path = written(tmp_path, CONTACTS)
    looked = tables.look(path)
    columns = tables.guessed(looked, "contact", spoken)
    assert columns.fields == ("name", "name", "email", "organisation", "", "note", "sort")
    made = tables.sample(looked, columns, spoken)
    assert made[0].fields["name"] == "Amina Odhiambo" and made[2].misread == (("Sort", "Fish"),)
    trial = tables.check(Asked(path, columns, spoken))
    assert (trial.rows, trial.misread_count, [one.text for one in trial.misread]) == (3, 1, ["Fish"])
    brought = tables.bring_in(space, Asked(path, columns, spoken, trial.rows))
    assert (brought.added, brought.refused) == (3, ())
    assert [(one.name, one.heading, one.text) for one in brought.misread] == [("t.csv #4", "Sort", "Fish")]
    first, second, third = sorted(
        shown(open_notebook, space, "contact"), key=lambda one: one.get("name", "B")
    )
    assert first == {
        "name": "Amina Odhiambo",
        "email": "a@example.org\nb@example.org",
        "organisation": "Water Group",
        "note": "hello\n\nLand: KE",
        "sort": "person",
    }
    assert second == {"note": "Land: Kenya"}
    assert third["note"] == "Sort: Fish  \nLand: CZ"
    open_notebook.items.history.undo()
    assert not open_notebook.items.rows(space, "contact")
    assert tables.known(looked) == columns


def test_a_call_in_another_language_with_dates_of_america(
    open_notebook: Session, space: str, tmp_path: Path
) -> None:
    head = [
        next(iter(spoken(label) - {label}), label)
        for label in ("Title", "Last day", "Amount", "Partners sought")
    ]
    partner = open_notebook.items.new(space, "contact", {"name": "Water Group"}).ids
    path = written(tmp_path, "\t".join(head) + "\nWells\t3/14/2026\t€ 1.500,50\tWater Group; Someone\n")
    looked = open_notebook.tables.look(path)
    columns = open_notebook.tables.guessed(looked, "call", spoken)
    assert columns.order == MONTH_FIRST
    assert open_notebook.tables.bring_in(space, Asked(path, columns, spoken)).added == 1
    (call,) = shown(open_notebook, space, "call")
    assert call == {
        "title": "Wells",
        "deadline": "2026-03-14",
        "amount": "1500.50 EUR",
        "partners": f"{next(iter(partner))}\nSomeone",
    }


def test_a_table_without_headings_whose_rest_is_not_wanted(
    open_notebook: Session, space: str, tmp_path: Path
) -> None:
    path = written(tmp_path, "One;x\nTwo;y\n")
    columns = Columns("note", ("title", ""), keep_rest=False, headed=False)
    assert open_notebook.tables.bring_in(space, Asked(path, columns, spoken)).added == 2
    assert sorted(one["title"] for one in shown(open_notebook, space, "note")) == ["One", "Two"]
    assert open_notebook.tables.check(Asked(path, columns, spoken)).rows == 2


def test_stopping_keeps_what_was_made_as_one_step(open_notebook: Session, space: str, tmp_path: Path) -> None:
    path = written(tmp_path, "Title\n" + "".join(f"n{number}\n" for number in range(250)))
    heard: list[int] = []
    asked = Asked(
        path, Columns("note", ("title",)), spoken, 250,
        lambda done, _total: heard.append(done), lambda: len(heard) >= 150,
    )  # fmt: skip
    with pytest.raises(Cancelled):
        open_notebook.tables.bring_in(space, asked)
    assert len(open_notebook.items.rows(space, "note")) == 100
    open_notebook.items.history.undo()
    assert not open_notebook.items.rows(space, "note")


def test_what_is_no_table_is_said(open_notebook: Session, tmp_path: Path) -> None:
    looked = open_notebook.tables.look(written(tmp_path, "", "t.csv"))
    assert isinstance(looked, Looked) and not looked.first
    assert [one.reason for one in looked.refused] == [Reason.EMPTY]


def test_two_hundred_columns_are_seen_before_anything_comes_in(
    open_notebook: Session, space: str, tmp_path: Path
) -> None:
    """C05: what nobody has a field for stays in the text, under its heading."""
    head = ",".join(["Name", *(f"Column {number}" for number in range(200))])
    path = written(tmp_path, f"{head}\nAmina,{','.join(map(str, range(200)))}\n")
    tables = open_notebook.tables
    looked = tables.look(path)
    columns = tables.guessed(looked, "contact", spoken)
    (made,) = tables.sample(looked, columns, spoken)
    assert made.fields["name"] == "Amina" and "Column 199: 199" in made.fields["note"]
    assert open_notebook.items.rows(space, "contact") == []
    assert tables.bring_in(space, Asked(path, columns, spoken, 1)).added == 1
    assert "Column 0: 0" in shown(open_notebook, space, "contact")[0]["note"]
