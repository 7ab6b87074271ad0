"""Tables that other programs wrote: rows of texts whatever the sign between, and none a bomb (C05)."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from sync.exchange import foreign, tables
from sync.exchange.outcome import Imported, Outcome, Reason, Refused
from sync.exchange.reading import read_path, read_table

ROWS = [["Name", "Place", "Note"], ["Amina", "Nairobi, Kenya", "two\nlines"], ["Žofie", "", 'a "word"']]


def table_of(path: Path) -> tuple[list[list[str]], list[str]]:
    return sorted_out(read_table(path))


def in_here(name: str, raw: bytes) -> tuple[list[list[str]], list[str]]:
    """Read without the limited process, which takes a while to start."""
    return sorted_out(foreign.read(name, raw))


def sorted_out(outcomes: Iterable[Outcome]) -> tuple[list[list[str]], list[str]]:
    rows, reasons = [], []
    for outcome in outcomes:
        if isinstance(outcome, Imported):
            assert outcome.kind == tables.ROW
            rows.append(tables.cells(outcome.fields, tables.width(outcome.fields)))
        else:
            reasons.append(outcome.reason)
    return rows, reasons


def as_text(separator: str, line_end: str = "\r\n") -> str:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in ROWS]
    return "".join(separator.join(row) + line_end for row in quoted)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    assert in_here("t.csv", as_text(separator).encode(encoding)) == (ROWS, [])


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", ["Prénom", "Été", "São José"]),
        ("cp1251", ["Имя", "Организация", "Москва"]),
        ("cp1256", ["الاسم", "المنظمة", "القاهرة"]),
    ],
)
def test_old_alphabets(encoding: str, words: list[str]) -> None:
    assert in_here("t.csv", "\n".join([";".join(words)] * 3).encode(encoding))[0][0] == words


def test_a_table_as_some_programs_write_it() -> None:
    assert in_here("t.csv", b"sep=;\nA;B, b\n1;2\n\n;;\n3;\n")[0] == [["A", "B, b"], ["1", "2"], ["3"]]
    assert in_here("one.csv", b"Name\nAmina\n")[0] == [["Name"], ["Amina"]]


def test_formulas_are_text_and_ours_lose_their_guard(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n=1+1,'=1+1\n'plain,''+3\n")
    assert table_of(tmp_path / "t.csv")[0][1:] == [["=1+1", "=1+1"], ["'plain", "'+3"]]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"\n\n,,\n", Reason.EMPTY),
        (b"a,b\n\0\1\2", Reason.NOT_TEXT),
        (b'a,b\n"' + b"x" * 400_000, Reason.TOO_LARGE),
        (b"a," * 600 + b"b\n", Reason.TOO_LARGE),
    ],
)
def test_what_is_no_table_says_why(raw: bytes, reason: Reason) -> None:
    assert in_here("t.csv", raw)[1] == [reason]


def test_a_hundred_thousand_rows_and_no_more() -> None:
    rows, reasons = in_here("t.csv", b"n\n" + b"a\n" * 100_001)
    assert (len(rows), reasons) == (100_001, [Reason.TOO_MANY_ROWS])


def test_a_table_among_other_files_waits_for_its_columns(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n")
    assert list(read_path(tmp_path)) == [Refused("t.csv", Reason.NEEDS_COLUMNS)]
    (tmp_path / "t.md").write_text("a")
    assert table_of(tmp_path / "t.md")[1] == [Reason.UNKNOWN_TYPE]
    assert table_of(tmp_path / "none.csv")[1] == [Reason.MISSING]


def book(path: Path, *sheets: list[list[object]]) -> None:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    made.save(path)


def test_a_sheet_gives_values_as_plain_text(tmp_path: Path) -> None:
    values = [
        ["Name", "Day", "When", "Sum", "Share", "Yes", "Formula"],
        ["منى", dt.date(2026, 3, 1), dt.datetime.fromisoformat("2026-03-01T09:30"), 1500, 2.5, True, "=1+1"],
    ]
    book(tmp_path / "t.xlsx", [], values, [["more"]], [])
    rows, reasons = table_of(tmp_path / "t.xlsx")
    assert rows[1] == ["منى", "2026-03-01", "2026-03-01T09:30", "1500", "2.5", "TRUE"]
    assert reasons == [Reason.OTHER_SHEET]
    book(tmp_path / "empty.xlsx", [])
    assert table_of(tmp_path / "empty.xlsx") == ([], [Reason.EMPTY])


def changed(source: Path, part: str, content: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return whole.getvalue()


NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = b'<worksheet xmlns="' + NAMESPACE + b'"><sheetData>%s</sheetData></worksheet>'
FAR = SHEET % b'<row r="99999999999"><c r="A99999999999" t="inlineStr"><is><t>x</t></is></c></row>'
WIDE = SHEET % b'<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>' + SHEET % b""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"0" * 200_000_000, Reason.TOO_LARGE),
        (SHEET % (b"<row><c><v>1</v></c></row>" * 400_000), Reason.TOO_LARGE),
        (FAR, Reason.EMPTY),
        (WIDE, Reason.TOO_LARGE),
    ],
    ids=["zeros", "rows", "far", "wide"],
)
def test_bombs_are_left_packed(content: bytes, reason: Reason, tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", [["a"]])
    raw = changed(tmp_path / "t.xlsx", "xl/worksheets/sheet1.xml", content)
    assert in_here("b.xlsx", raw)[1] == [reason]


@pytest.mark.parametrize("content", [LAUGHS, b"<no"], ids=["entities", "broken"])
def test_what_no_reader_takes_stops_only_the_limited_process(content: bytes, tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", [["a"]])
    (tmp_path / "b.xlsx").write_bytes(changed(tmp_path / "t.xlsx", "xl/worksheets/sheet1.xml", content))
    assert table_of(tmp_path / "b.xlsx")[1] == [Reason.STOPPED]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"PK nothing", Reason.NOT_A_TABLE),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, Reason.LOCKED_FILE),
        (b"PK\x05\x06" + b"\0" * 18, Reason.NOT_A_TABLE),
    ],
)
def test_what_is_no_sheet(raw: bytes, reason: Reason) -> None:
    assert in_here("t.xlsx", raw)[1] == [reason]
