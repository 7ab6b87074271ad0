"""Whatever a field holds comes back from tables of text and sheets as it was, for every kind there is."""

import io
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n import OWN_NAMES
from i18n.everywhere import spoken
from sync.exchange import csv_writing, foreign, tables, xlsx_writing
from sync.exchange.outcome import Imported
from sync.exchange.tables_columns import Columns, guess, made
from sync.exchange.tables_values import Reading
from sync.exchange.tables_wording import Saying, head, may_leave, row
from sync.model import kinds
from sync.model.kinds import countries, values
from sync.model.kinds.declaration import Field, FieldType, Kind

LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Zs", "Zl", "Zp"))
WORD = st.text(LETTERS, min_size=1, max_size=8) | st.sampled_from(
    ["=1+1", "-2", "@x", "+", "'=", "a;b", '"', "x,"]
)
LINE = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
LINES = st.lists(LINE, min_size=1, max_size=3, unique=True).map("\n".join)
DAY = st.dates().map(lambda day: day.isoformat())
CODES = st.sampled_from(sorted(countries.CODES))
PLAIN = st.text("abcdefgh", min_size=1, max_size=6)
BY_TYPE: Mapping[FieldType, st.SearchStrategy[str]] = {
    FieldType.TEXT: LINE,
    FieldType.DOCUMENT: LINES,
    FieldType.TAGS: st.lists(PLAIN, min_size=1, max_size=3, unique=True).map(", ".join),
    FieldType.LINES: LINES,
    FieldType.DATE: DAY,
    FieldType.MOMENT: st.tuples(DAY, st.sampled_from(["", "T09:30", "T23:59 Africa/Nairobi"])).map("".join),
    FieldType.PERIOD: st.one_of(DAY.map(lambda day: f"{day}/"), DAY.map(lambda day: f"{day}/{day}")),
    FieldType.RULE: st.sampled_from(["FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=DAILY\nEXDATE:20260101T090000Z"]),
    FieldType.MILESTONES: st.lists(
        st.tuples(st.sampled_from(["[ ] ", "[x] "]), DAY, PLAIN.map(lambda word: f" {word}")).map("".join),
        min_size=1, max_size=2, unique=True,
    ).map("\n".join),
    FieldType.PLACES: st.lists(
        st.one_of(CODES, CODES.map(lambda code: f"{code}/Coast")), min_size=1, max_size=3, unique=True
    ).map("\n".join),
    FieldType.LANGUAGES: st.lists(
        st.sampled_from(["en", "fr", "sw", "pt-BR", "qxx"]), min_size=1, max_size=3, unique=True
    ).map(", ".join),
    FieldType.NUMBER: st.decimals(-10**6, 10**6, places=2).map(str),
    FieldType.MONEY: st.decimals(0, 10**9, places=2).map(lambda sum_: f"{sum_} EUR"),
    FieldType.LINKS: st.just("0123456789abcdef" * 2),
    FieldType.PERSONS: st.lists(PLAIN, min_size=1, max_size=2, unique=True).map("\n".join),
    FieldType.QUESTIONS: st.just("q1 | choice | How; was it? | good; bad"),
}  # fmt: skip


def text_of(field: Field) -> st.SearchStrategy[str]:
    keys = [option.key for option in field.options]
    if field.type is FieldType.CHOICE:
        return st.sampled_from(keys)
    if field.type is FieldType.CHOICES:
        chosen = st.lists(st.sampled_from(keys), min_size=1, unique=True)
        return chosen.map(lambda some: ", ".join(sorted(some, key=keys.index)))
    return BY_TYPE[field.type]


def items_of(kind: Kind) -> st.SearchStrategy[dict[str, str]]:
    fields = {field.name: text_of(field) for field in kind.fields if may_leave(field)}
    return st.fixed_dictionaries({kind.title_field: fields.pop(kind.title_field)}, optional=fields)


def packed(rows: list[list[str]], ending: str) -> bytes:
    if ending == "csv":
        return b"".join(csv_writing.write(rows))
    whole = io.BytesIO()
    xlsx_writing.write(rows, whole, mirrored=False)
    return whole.getvalue()


@pytest.mark.parametrize("name", kinds.ALL)
@settings(max_examples=3, deadline=None)
@given(st.data())
def test_an_item_of_any_kind_comes_back_whole(name: str, data: st.DataObject) -> None:
    kind = kinds.ALL[name]
    kept = {
        field: values.checked(declared, text) if (declared := kind.field(field)) else text
        for field, text in data.draw(items_of(kind)).items()
    }
    names = tuple(field.name for field in kind.fields if may_leave(field))
    language = data.draw(st.sampled_from(sorted(OWN_NAMES)))
    saying = Saying(spoken=spoken, language=language)
    written = [head(kind, names, saying), row(kind, names, kept, saying)]
    ending = data.draw(st.sampled_from(["csv", "xlsx"]))
    outcomes = list(foreign.read(f"t.{ending}", packed(written, ending)))
    heading, came = (
        tables.cells(one.fields, tables.width(one.fields)) for one in outcomes if isinstance(one, Imported)
    )
    columns = Columns(name, guess(kind, heading, spoken))
    assert made(kind, columns, heading, came, Reading(spoken=spoken)).fields == kept
