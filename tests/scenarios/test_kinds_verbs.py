"""Which kinds there are, by command; and items of a newer release on their way between two laptops."""

from pathlib import Path
from typing import Any

import pytest

from sync.cli import grammar
from sync.engine.editing import Edit
from sync.engine.lists import Choice
from sync.model import kinds, ops
from sync.model.kinds.declaration import Field, FieldType, Kind, Option
from tests.scenarios.driven import run
from tests.scenarios.laptops import Laptop

HARVEST = Kind(
    "harvest",
    "Harvest",
    "Harvests",
    "file-text",
    "title",
    (
        Field("title", FieldType.TEXT, "Title"),
        Field("report", FieldType.DOCUMENT, "Report"),
        Field("crop", FieldType.CHOICE, "Crop", options=(Option("beans", "Beans"), Option("maize", "Maize"))),
        Field("weighed", FieldType.DATE, "Weighed on", confidential=False),
    ),
    ("title", "crop"),
)


def said(laptop: Laptop, *words: str) -> Any:
    """The answer of one command in an open notebook."""
    arguments = grammar.parse(list(words))
    return arguments.run(laptop.session, arguments).document


def sync(*laptops: Laptop) -> None:
    for one in laptops:
        assert not one.session.delivery.sync().problems


def test_kinds_are_listed_without_a_notebook(tmp_path: Path) -> None:
    code, listed, _ = run(tmp_path / "none", "kinds")
    assert code == 0 and [each["kind"] for each in listed] == list(kinds.ALL)
    note = listed[0]["fields"]
    assert note[0] == {"name": "title", "type": "text", "confidential": True}
    types = {field["type"] for each in listed for field in each["fields"]}
    assert types == {each.value for each in FieldType}


def test_a_newer_release_is_read_plainly_and_passed_on(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    plan = amal.note(space, "Plan")
    record = bytes(15) + b"h"
    book, place = amal.session.items._book, bytes.fromhex(space)

    def write(db: Any) -> None:
        edit = Edit(db, book, place)
        for op in (
            ops.New(record, "harvest"),
            ops.Set(record, "title", "Beans of March"),
            ops.Set(record, "weighed", "when dry"),
            ops.Set(bytes.fromhex(plan), "mood", "hopeful"),
        ):
            edit.say(op)
        edit.finish()

    book.write(write)
    sync(amal, badu)
    for one in (amal, badu):
        shown = said(one, "item", "show", "Beans of March")
        assert shown["kind"] == "harvest" and shown["fields"]["weighed"] == "when dry"
        assert said(one, "item", "show", plan)["fields"] == {"title": "Plan", "mood": "hopeful"}
        assert {"id": record.hex(), "kind": "harvest", "title": "Beans of March"} in said(
            one, "item", "list", space
        )
    assert amal.digest(space) == badu.digest(space)


def test_a_new_kind_is_all_it_takes(
    shared: tuple[Laptop, Laptop, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    amal, badu, space = shared
    monkeypatch.setattr(kinds, "ALL", {**kinds.ALL, "harvest": HARVEST})
    assert said(amal, "kinds")[-1]["kind"] == "harvest"
    made = said(amal, "item", "new", space, "harvest", "title=March", "crop=beans", "report=dry")["id"]
    sync(amal, badu)
    badu.session.items.set(made, {"weighed": "2026-03-01", "report": "dry and clean"})
    sync(badu, amal)
    assert said(amal, "item", "show", made)["fields"] == {
        "title": "March", "crop": "beans", "report": "dry and clean", "weighed": "2026-03-01",
    }  # fmt: skip
    assert said(amal, "find", "clean")[0]["id"] == made
    lists, beans = amal.session.items.lists, Choice("title", facets=(("crop", "beans"),))
    assert [row.title for row in lists.listing(space, "harvest", choice=beans).rows] == ["March"]
    assert [facet.field for facet in lists.facets(space, "harvest")] == ["crop"]
    with pytest.raises(Exception, match="value-choice"):
        said(amal, "item", "set", made, "crop=stones")
    table = tmp_path / "table.csv"
    said(amal, "export", space, "--kind", "harvest", "--to", str(table), "--anyway")
    written = table.read_text("utf-8-sig")
    assert "2026-03-01" in written and "March" not in written, "confidential fields are chosen, not given"
    out = tmp_path / "out"
    said(amal, "export-all", "--to", str(out))
    written = "".join(path.read_text("utf-8") for path in out.rglob("*") if path.is_file())
    assert all(text in written for text in ("March", "beans", "dry and clean", "2026-03-01"))
    said(amal, "item", "drop", made)
    said(amal, "import-all", str(out))
    back = amal.session.items.find("clean")
    assert [row.kind for row in back] == ["harvest"]


def test_a_library_to_begin_with_is_put_in_by_command(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, _, space = shared
    made = said(amal, "starter", "add", space, "--language", "fr")["items"]
    kinds_of = [said(amal, "item", "show", item)["kind"] for item in made]
    assert sorted(kinds_of) == ["form", "tool", "tool"]
    assert "Travailler en sécurité avec Karkade" in amal.titles(space)


def test_a_form_is_compared_and_summed_by_command(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, _, space = shared
    asked = "questions=trust | scale | Trust?\npeople | number | How many?\nhelp | text | Help?"
    form = said(amal, "item", "new", space, "form", "title=Our work", asked)["id"]
    fields = ("title=Answers", f"form={form}", "period=2026-01-01/2026-06-30")
    for who, given in (("Coast", "trust: 4\npeople: 7"), ("Hills", "trust: 2"), ("Plains", "trust: 5")):
        said(amal, "item", "new", space, "answer", *fields, f"who={who}", f"answers={given}")
    found = said(amal, "form", "compare", form, "--who", "Coast")
    assert found["periods"] == ["2026-01-01/2026-06-30"] and [each["id"] for each in found["questions"]] == [
        "trust", "people", "help",
    ]  # fmt: skip
    assert [each["answers"] for each in found["answers"]] == [{"trust": "4", "people": "7"}]
    (summed,) = said(amal, "form", "rollup", form)
    assert summed["respondents"] == 3
    assert summed["questions"] == [
        {"id": "trust", "type": "scale", "question": "Trust?", "respondents": 3, "mean": 3.5, "median": 4.0,
         "counts": {"1": 0, "2": 1, "3": 0, "4": 1, "5": 1}},
        {"id": "people", "type": "number", "question": "How many?", "respondents": 0},
    ]  # fmt: skip
    (none,) = said(amal, "form", "rollup", form, "--period", "2027-01-01/")
    assert none == {"period": "2027-01-01/", "respondents": 0, "questions": []}
    for words in (("compare", form), ("rollup", form), ("rollup", form, "--period", "2027-01-01/")):
        arguments = grammar.parse(["form", *words])
        assert arguments.run(amal.session, arguments).lines
