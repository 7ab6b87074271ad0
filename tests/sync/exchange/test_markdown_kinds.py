"""Things of any declared kind go out as Markdown with front matter, and come back as they were."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.exchange import foreign, markdown_kinds
from sync.exchange.outcome import Imported
from sync.exchange.reading import read_path
from sync.exchange.writing import write_items
from sync.model import kinds
from sync.model.kinds import values
from sync.model.kinds.declaration import Field, FieldType, Kind

OTHERS = sorted(set(kinds.ALL) - {"note"})
SAID = {
    FieldType.TAGS: ["water", "water, two words", "\u0645\u0627\u0621"],
    FieldType.LINES: ["one", "one: 1\ntwo # 2", "- dash\n[x]"],
    FieldType.DATE: ["2026-11-21"],
    FieldType.MOMENT: ["2026-11-21T09:00 Africa/Nairobi", "2026-11-21"],
    FieldType.PERIOD: ["2026-01-01/", "2026-01-01/2026-02-01"],
    FieldType.RULE: ["FREQ=WEEKLY;BYDAY=MO", "FREQ=DAILY\nEXDATE:20261121T090000"],
    FieldType.MILESTONES: ["[ ] 2026-11-21 first", "[x] 2026-11-21 first: done\n[ ] 2026-12-01"],
    FieldType.PLACES: ["KE", "KE/Coast\nUG"],
    FieldType.LANGUAGES: ["sw, fr"],
    FieldType.NUMBER: ["12.5", "0"],
    FieldType.MONEY: ["1500.00 EUR"],
    FieldType.LINKS: ["a" * 32, f"{'a' * 32}\n{'b' * 32}"],
    FieldType.PERSONS: ["Amal", f"{'a' * 32}\nAmal: self"],
    FieldType.QUESTIONS: ["how | scale | How was it?\nwhat | choice | Which? | a; b"],
}
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


def one_value(field: Field) -> st.SearchStrategy[str]:
    if field.type is FieldType.CHOICE:
        return st.sampled_from([option.key for option in field.options])
    if field.type is FieldType.CHOICES:
        return st.just(", ".join(option.key for option in field.options[:2]))
    if field.type is FieldType.DOCUMENT:
        return st.lists(TEXT, min_size=1, max_size=3).map("\n".join)
    return st.sampled_from(SAID[field.type]) if field.type in SAID else TEXT


@st.composite
def things(draw: st.DrawFn) -> tuple[Kind, dict[str, str]]:
    kind = kinds.ALL[draw(st.sampled_from(OTHERS))]
    able = [one for one in kind.fields if not one.compartment and one.name != "extra"]
    chosen = draw(st.lists(st.sampled_from(able), unique=True, max_size=6))
    fields = {one.name: draw(one_value(one)) for one in chosen}
    return kind, {name: values.checked(kind.field(name), text) for name, text in fields.items()}  # type: ignore[arg-type]


def back(content: bytes, name: str = "x.md") -> Imported:
    (one,) = foreign.read(name, content)
    assert isinstance(one, Imported)
    return one


@settings(max_examples=120, deadline=None)
@given(thing=things())
def test_any_thing_goes_round(thing: tuple[Kind, dict[str, str]]) -> None:
    kind, fields = thing
    path, content = markdown_kinds.write(kind, fields)
    one = back(content, str(path))
    assert one.kind == kind.name
    kept = {name: text for name, text in one.fields.items() if text}
    if kind.title_field not in fields:
        kept.pop(kind.title_field, None)
    assert kept == {name: text for name, text in fields.items() if text}


def test_what_is_not_known_is_kept() -> None:
    head = b"---\nkind: event\ntitle: Meeting\nbegins: some day\ncolour: [red, blue]\n---\n"
    one = back(head + b"words [[Other]] #tag\n")
    assert one.fields["title"] == "Meeting"
    assert "begins" not in one.fields
    assert one.fields["extra"] == "---\nbegins: some day\ncolour: [red, blue]\n---\n"
    assert "words [[Other]] #tag" in one.fields[kinds.ALL["event"].document.name]  # type: ignore[union-attr]
    again = markdown_kinds.write(kinds.ALL["event"], one.fields)[1]
    assert b"colour: [red, blue]\n" in again
    assert back(again).fields == one.fields


def test_a_kind_without_a_place_for_it_keeps_it_in_the_text() -> None:
    one = back(b"---\nkind: lesson\ntitle: Wells\ncolour: red\n---\ntried it\n")
    main = kinds.ALL["lesson"].document
    assert main is not None
    assert one.fields[main.name] == "tried it\n\n```\ncolour: red\n```\n"


def test_where_it_is_known_from_never_goes_out() -> None:
    content = markdown_kinds.write(kinds.ALL["tool"], {"title": "Pump", "known_from": "a neighbour"})[1]
    assert b"neighbour" not in content


@pytest.mark.parametrize(
    "said", ["---\nkind: unheard-of\n---\nx", "---\nkind: note\n---\nx", "kind: event\n"]
)
def test_other_front_matter_is_a_note_as_before(said: str) -> None:
    assert back(said.encode()).kind == "note"


def test_a_folder_of_calls(tmp_path: Path) -> None:
    every = [{"title": "Wells", "deadline": "2026-12-01", "amount": "5000 EUR"}, {"title": "Wells"}]
    assert write_items("call", every, tmp_path / "out") == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["Wells ~2.md", "Wells.md"]
    found = [one.fields for one in read_path(tmp_path / "out") if isinstance(one, Imported)]
    assert sorted(found, key=len) == sorted(every, key=len)
