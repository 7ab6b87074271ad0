"""Small files that would become much: each is bounded before it fills a notebook (C05)."""

import io
import zipfile

import pytest

from sync.exchange import csv_reading, csv_writing, decoding, tables, xlsx_reading
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported, Outcome, Reason, Refused

OFFICE = "http://schemas.openxmlformats.org"
MAIN = f"{OFFICE}/spreadsheetml/2006/main"
LINKS = f"{OFFICE}/officeDocument/2006/relationships"
TYPES = f"{OFFICE}/package/2006/content-types"
RELATIONS = f"{OFFICE}/package/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORD = '<c t="inlineStr"><is><t>word</t></is></c>'


def book(*sheets: str, shared: str = "") -> bytes:
    """Return a file of Excel with these rows in its sheets, and one text that cells share."""
    kept = io.BytesIO()
    numbers = range(1, len(sheets) + 1)
    named = "".join(f'<sheet name="s{at}" sheetId="{at}" r:id="r{at}"/>' for at in numbers)
    known = "".join(
        f'<Override PartName="/xl/worksheets/s{at}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for at in numbers
    )
    led = "".join(
        f'<Relationship Id="r{at}" Type="{LINKS}/worksheet" Target="worksheets/s{at}.xml"/>' for at in numbers
    )
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{TYPES}">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/shared.xml" ContentType="{TYPE}.sharedStrings+xml"/>{known}</Types>',
        )
        parcel.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="r" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        parcel.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{named}</sheets></workbook>',
        )
        parcel.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{RELATIONS}">{led}</Relationships>'
        )
        parcel.writestr("xl/shared.xml", f'<sst xmlns="{MAIN}"><si><t>{shared}</t></si></sst>')
        for at, rows in enumerate(sheets, 1):
            parcel.writestr(
                f"xl/worksheets/s{at}.xml",
                f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
            )
    return kept.getvalue()


def letters(said: list[Outcome]) -> int:
    return sum(len(cell) for one in said if isinstance(one, Imported) for cell in one.fields.values())


def test_one_text_in_every_cell_does_not_fill_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "WHOLE_MAX", 3_000_000)
    raw = book("<row><c t='s'><v>0</v></c></row>" * 1_000, shared="x" * tables.CELL_MAX)
    assert len(raw) < 20_000
    said = list(xlsx_reading.read("a.xlsx", raw))
    assert said[-1] == Refused("a.xlsx", Reason.TOO_LARGE)
    assert letters(said) <= tables.WHOLE_MAX


def test_rows_of_too_many_long_cells_end_the_table() -> None:
    row = [["x" * tables.CELL_MAX] * 4]
    assert list(tables.outcomes("a", row)) == [Refused("a #1", Reason.TOO_LARGE)]
    said = list(tables.outcomes("a", row * 1_000))
    assert said[-1] == Refused("a", Reason.TOO_LARGE)
    assert len(said) <= tables.BAD_ROWS_MAX + 1


def test_a_table_of_nothing_but_wide_rows_is_given_up() -> None:
    said = list(csv_reading.read("a.csv", (b"a," * 600 + b"\n") * 500))
    assert len(said) == tables.BAD_ROWS_MAX + 1
    assert said[-1] == Refused("a.csv", Reason.TOO_LARGE)


def test_empty_cells_far_to_the_right_are_none() -> None:
    said = list(xlsx_reading.read("a.xlsx", book(f'<row>{WORD}<c r="XFD1"/></row>')))
    assert [dict(one.fields) for one in said if isinstance(one, Imported)] == [{"0": "word"}]
    wide = book(f'<row>{WORD}<c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>')
    assert list(xlsx_reading.read("a.xlsx", wide)) == [Refused("a.xlsx #1", Reason.TOO_LARGE)]


def test_other_sheets_are_looked_at_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "EMPTY_ROWS_MAX", 1_000)
    far = f'<row r="900">{WORD}</row>'
    said = list(xlsx_reading.read("a.xlsx", book(f"<row>{WORD}</row>", far, far, far)))
    assert [one.name for one in said] == ["a.xlsx #1", "a.xlsx · s2"]


def test_what_stood_before_the_damage_comes_in() -> None:
    raw = book(f"<row>{WORD}</row><row>{WORD}</row><row><c t='s'><v>7</v></c></row>")
    with LimitedReader() as reader:
        said = list(reader.read("a.xlsx", raw))
    assert [one.name for one in said if isinstance(one, Imported)] == ["a.xlsx #1", "a.xlsx #2"]
    assert said[-1] == Refused("a.xlsx", Reason.STOPPED)


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@x", "\t=1", "\n=1", "\uff1d1", "\uff0b1", "'=1", "''\n=1"]
)
def test_no_cell_is_taken_for_a_formula_and_all_come_back(cell: str) -> None:
    raw = b"".join(csv_writing.write([["heading", "b"], [cell, "b"]]))
    assert csv_writing.guarded(cell) == f"'{cell}"
    assert list(csv_reading.rows(decoding.assumed(raw)[0]))[1] == [cell, "b"]


def test_what_stands_in_quotes_does_not_cut_a_table() -> None:
    rows = [["Name", "Phone"], ["0", ";\n0;\n0;\n1;\n2"]]
    assert list(csv_reading.rows(decoding.assumed(b"".join(csv_writing.write(rows)))[0])) == rows
