"""`import` and `export` of tables as commands: tried first, matched by hand, remembered, written."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sync.engine.under_way import Note
from sync.errors import NotebookLocked
from tests.scenarios.driven import Driven
from tests.scenarios.laptops import Laptop


@pytest.fixture
def driven(tmp_path: Path) -> Iterator[Driven]:
    laptop = Laptop(tmp_path / "home", "Amal")
    laptop.session.spaces.new("Field team")
    with suppress(NotebookLocked), laptop.session.under_way.going(Note("files", "old.vcf")) as mark:
        mark.at(300, 1_000)
        raise NotebookLocked
    laptop.session.close()
    one = Driven(tmp_path / "home")
    yield one
    one.cut_off()


def test_a_table_comes_in_and_goes_out(driven: Driven, tmp_path: Path) -> None:
    (cut_off,) = driven("doctor", "--seen")["cut_off"]
    assert (cut_off["name"], cut_off["done"], cut_off["total"]) == ("old.vcf", 300, 1_000)
    table = tmp_path / "calls.csv"
    table.write_text("What;Deadline;Colour\nWells;1/2/2026;blue\nSchools;soon;red\n")
    bring = ("import", "Field team", str(table))
    assert driven(*bring) == {"added": 0, "refused": [{"name": "calls.csv", "reason": "needs-columns"}]}
    wish = (*bring, "--kind", "call", "--map", "What=title", "--dates", "month-day-year")
    tried = driven(*wish, "--try")
    assert (tried["rows"], tried["added"]) == (2, 0)
    assert tried["columns"] == {"What": "title", "Deadline": "deadline", "Colour": ""}
    assert tried["misread"] == [{"name": "calls.csv #3", "heading": "Deadline", "text": "soon"}]
    assert driven(*wish)["added"] == 2
    again = driven(*bring)  # as it was decided the first time
    assert (again["added"], again["here"]) == (0, 2)
    first = next(row for row in driven("find", "Wells") if row["title"] == "Wells")
    fields = driven("item", "show", first["id"])["fields"]
    assert "2026-01-02" in str(fields) and "Colour: blue" in str(fields)
    assert driven(*bring, "--kind", "call", "--map", "Nothing=title")["code"] == "unknown-field"
    assert driven(*bring, "--kind", "call", "--map", "1=nothing")["code"] == "unknown-field"
    by_number = (*bring, "--kind", "note", "--map", "3=title", "--no-headings", "--only-mapped")
    assert driven(*by_number, "--try")["columns"] == {"1": "", "2": "", "3": "title"}

    out = ("export", "Field team", "--kind", "call", "--to", str(tmp_path / "out.csv"))
    assert driven(*out)["written"] == 2
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert text.startswith('"Title"') and "2026-01-02" in text and "blue" not in text
    assert driven(*out, "--with", "title")["written"] == 2
    assert (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[0] == '"Title"'
    assert driven(*out, "--with", "reference")["code"] == "unknown-field"
    assert driven(*out, "--with-all")["written"] == 2


def test_what_stands_in_a_file_is_named_and_can_be_left_out(driven: Driven, tmp_path: Path) -> None:
    card = tmp_path / "office.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Office\nTEL:0700\nNOTE:at night\nBDAY:1990\nEND:VCARD\n")
    assert driven("import", "Field team", str(card))["added"] == 1
    old = tmp_path / "old.vcf"
    old.write_bytes("BEGIN:VCARD\nVERSION:3.0\nFN:Иван\nEND:VCARD\n".encode("koi8-r"))
    came = driven("import", "Field team", str(old), "--encoding", "koi8-r")
    assert came["remarks"] == [{"name": "old.vcf", "remark": "letters:koi8-r"}]
    ivan = next(row for row in driven("find", "Иван"))
    driven("item", "drop", ivan["id"])
    target = tmp_path / "out.vcf"
    out = ("export", "Field team", "--kind", "contact", "--to", str(target))
    whole = driven(*out)
    assert {"phone", "note", "source"} <= set(whole["confidential"])
    assert {"known_from", "safely"}.isdisjoint(whole["confidential"])
    assert "NOTE:at night" in target.read_text() and "BDAY" in target.read_text()
    careful = driven(*out, "--without-confidential", "--without", "email")
    assert "phone" in careful["confidential"] and not {"note", "email", "source"} & set(
        careful["confidential"]
    )
    assert "TEL" in target.read_text()
    assert "NOTE" not in target.read_text() and "BDAY" not in target.read_text()
    assert driven(*out, "--without", "known_from")["code"] == "unknown-field"
    everything = [word for name in whole["confidential"] for word in ("--without", name)]
    assert driven(*out, *everything)["code"] == "no-fields-chosen"
    (tmp_path / "folder").mkdir()
    assert driven(*out[:-1], str(tmp_path / "folder"))["written"] == 1
    assert "kind: contact" in (tmp_path / "folder" / "Office.md").read_text()
