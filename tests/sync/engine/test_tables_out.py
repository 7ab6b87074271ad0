"""Tables for others: only what may leave, no formula in it, and the same again when it is read back."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from i18n.everywhere import spoken
from sync.engine import session
from sync.engine.mapping import Asked
from sync.engine.mapping_out import Sheet
from sync.engine.session import Session
from sync.errors import NothingToExport
from sync.exchange import xlsx_writing
from sync.exchange.tables_wording import Saying, releasable
from sync.item_refusals import NoFieldsChosen, SheetTooSmall
from sync.model import kinds

CALL = {
    "title": "=Wells; \"deep\", 'new'",
    "funder": "@fund",
    "deadline": "2026-03-14",
    "amount": "1500.50 EUR",
    "places": "KE/Coast\nCI",
    "eligibility": "# Who\n\n- all\n\n+ more",
    "partners": "Someone\n-one",
    "web": "https://example.org/a;b",
    "stage": "sent",
    "milestones": "[x] 2026-01-01 plan",
    "tags": "water, health",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = session.create(
        tmp_path_factory.mktemp("made") / "n", "six words", name="A", cost=session.quick_cost()
    )
    yield made
    made.close()


def every_field(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in kinds.ALL[kind].fields)


def kept(opened: Session, item: str) -> dict[str, str]:
    return {name: held[0].value for name, held in opened.items.show(item).fields.items() if held[0].value}


@pytest.mark.parametrize(("ending", "language"), [("csv", "en"), ("csv", "ar"), ("xlsx", "fr")])
def test_a_call_comes_back_as_it_went(opened: Session, ending: str, language: str, tmp_path: Path) -> None:
    space, other = opened.spaces.new("Out").id, opened.spaces.new("In").id
    (item,) = opened.items.new(space, "call", CALL).ids
    target = tmp_path / f"table.{ending}"
    say = {"en": min, "ar": max, "fr": lambda words: sorted(words)[len(words) // 2]}[language]
    saying = Saying(lambda text: str(say(spoken(text))), spoken, language, mirrored=language == "ar")
    sheet = Sheet("call", every_field("call"), saying)
    assert opened.tables.take_out([item], target, sheet) == 1
    looked = opened.tables.look(target)
    columns = opened.tables.guessed(looked, "call", spoken)
    brought = opened.tables.bring_in(other, Asked(target, columns, spoken))
    assert (brought.added, brought.misread, brought.refused) == (1, (), ())
    (row,) = opened.items.rows(other, "call")
    assert kept(opened, row.id) == CALL


def test_only_what_may_leave_stands_in_it(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Out").id
    fields = {"title": "Wells", "body": "hidden", "known_from": "somebody", "reference": "{}"}
    (item,) = opened.items.new(space, "tool", fields).ids
    target = tmp_path / "t.csv"
    opened.tables.take_out([item], target, Sheet("tool"))
    assert "Wells" in target.read_text() and "hidden" not in target.read_text()
    opened.tables.take_out([item], target, Sheet("tool", every_field("tool")))
    text = target.read_text()
    assert "hidden" in text and "somebody" not in text and "{}" not in text
    (note,) = opened.items.new(space, "note", {"title": "Mine"}).ids
    with pytest.raises(NoFieldsChosen):
        opened.tables.take_out([note], tmp_path / "n.csv", Sheet("note"))
    with pytest.raises(NothingToExport):
        opened.tables.take_out([], tmp_path / "n.csv", Sheet("note", ("title",)))
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_no_kind_lets_a_source_of_information_out() -> None:
    for kind in kinds.ALL.values():
        for name in releasable(kind):
            field = kind.field(name)
            assert field is not None and not (field.confidential or field.compartment or field.hidden)


def test_links_go_out_as_titles_and_find_their_things_again(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Links").id
    (group,) = opened.items.new(space, "contact", {"name": "Water Group"}).ids
    (topic,) = opened.items.new(space, "topic", {"title": "Wells; deep"}).ids
    (reply,) = opened.items.new(space, "reply", {"title": "Yes", "topic": topic}).ids
    (plan,) = opened.items.new(space, "plan", {"title": "Dig", "who": f"{group}\nSomeone"}).ids
    for kind, item in (("reply", reply), ("plan", plan)):
        target = tmp_path / f"{kind}.csv"
        opened.tables.take_out([item], target, Sheet(kind, every_field(kind)))
        assert group not in target.read_text() and topic not in target.read_text()
        columns, before = opened.tables.guessed(opened.tables.look(target), kind, spoken), kept(opened, item)
        assert opened.tables.bring_in(space, Asked(target, columns, spoken)).here == 1
        opened.items.drop(item)  # as long as it is here, what says the same is left out
        opened.tables.bring_in(space, Asked(target, columns, spoken))
        (new,) = opened.items.rows(space, kind)
        assert kept(opened, new.id) == before


def test_cells_of_a_table_of_text_hold_no_formula(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Formulas").id
    bodies = ["=1+1", "+2", "-3", "@x", "\t=1", "'=1", "plain"]
    items = [next(iter(opened.items.new(space, "note", {"title": body}).ids)) for body in bodies]
    target = tmp_path / "t.csv"
    assert opened.tables.take_out(items, target, Sheet("note", ("title",))) == len(bodies)
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    cells = [row[0] for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))][1:]
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r]", cell)]
    assert [row[0] for row in opened.tables.look(target).rows] == bodies


def test_a_sheet_says_nothing_of_who_and_when(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Sheet").id
    (item,) = opened.items.new(space, "note", {"title": "=1+1\x07", "body": "two\nlines"}).ids
    target = tmp_path / "t.xlsx"
    opened.tables.take_out([item], target, Sheet("note", ("title", "body"), Saying(mirrored=True)))
    with zipfile.ZipFile(target) as parcel:
        assert {part.date_time for part in parcel.infolist()} == {xlsx_writing.NO_TIME}
        assert set(parcel.namelist()) == {*xlsx_writing.PARTS, "xl/worksheets/sheet1.xml"}
    sheet = openpyxl.load_workbook(target).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("Title", "s"), ("Text", "s"), ("=1+1", "s"), ("two\nlines", "s"),
    ]  # fmt: skip
    assert sheet.sheet_view.rightToLeft
    (long,) = opened.items.new(space, "note", {"body": "x" * 40_000}).ids
    with pytest.raises(SheetTooSmall):
        opened.tables.take_out([long], tmp_path / "long.xlsx", Sheet("note", ("body",)))
    assert [path.name for path in tmp_path.iterdir()] == ["t.xlsx"]


@pytest.mark.parametrize("ending", ["bib", "json"])
def test_a_library_goes_out_as_references(opened: Session, ending: str, tmp_path: Path) -> None:
    space, other = opened.spaces.new("Library").id, opened.spaces.new("Again").id
    fields = {"title": "Wells", "authors": "Odhiambo, Amina", "year": "2024", "sort": "research"}
    (item,) = opened.items.new(space, "tool", fields | {"known_from": "somebody"}).ids
    target = tmp_path / f"library.{ending}"
    assert opened.transfer.take_out(space, "tool", target) == 1
    assert "somebody" not in target.read_text()
    opened.transfer.bring_in(other, [target])
    (row,) = opened.items.rows(other, "tool")
    assert fields.items() <= kept(opened, row.id).items()
    assert kept(opened, item)["known_from"] == "somebody"
