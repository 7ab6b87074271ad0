"""Values have one form each; what has none is refused, and nothing else ever happens to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import kinds
from sync.model.kinds.declaration import Field, FieldType, Option
from sync.model.kinds.joining import joined
from sync.model.kinds.values import LINES_MAX, BadValue, checked, lines

OPTIONS = (Option("one", "One"), Option("two", "Two"), Option("three", "Three"))
FIELDS = {each: Field("field", each, "Field", options=OPTIONS) for each in FieldType}
UNCHECKED = (FieldType.TEXT, FieldType.DOCUMENT, FieldType.TAGS, FieldType.LINES)

days = st.dates().map(str)
zones = st.sampled_from(["", " Africa/Nairobi", " UTC", " Etc/GMT+3"])
times = st.times().map(lambda time: f"{time:%H:%M}")
seconds = st.sampled_from(["", ":00", ":59"])
moments = st.builds("{}{}{}{}{}".format, days, st.sampled_from(["T", " "]), times, seconds, zones)
periods = st.tuples(st.dates(), st.dates()).map(lambda two: f"{min(two)} / {max(two)}")
words = st.text(st.characters(codec="utf-8"), max_size=30)
ids = st.binary(min_size=16, max_size=16).map(bytes.hex)
decimals = st.decimals(-(10**19), 10**19, allow_nan=False, places=3).map(str)


def several(one: st.SearchStrategy[str], between: str = "\n") -> st.SearchStrategy[str]:
    return st.lists(one, max_size=6).map(between.join)


GOOD = {
    FieldType.CHOICE: st.sampled_from(["one", " two ", "three", ""]),
    FieldType.CHOICES: several(st.sampled_from(["one", "two ", " three"]), ","),
    FieldType.DATE: days | st.just(" "),
    FieldType.MOMENT: days | moments,
    FieldType.PERIOD: periods | days.map("{}/".format) | days.map("/{}".format),
    FieldType.RULE: several(
        st.sampled_from(["FREQ=DAILY;COUNT=3", "EXDATE:20261121", "RDATE:20261121T120000Z"])
    ),
    FieldType.MILESTONES: several(st.builds("{}{}".format, st.sampled_from(["", "[ ] ", "[X] "]), days)),
    FieldType.PLACES: several(st.sampled_from(["KE", "KE/Coast", "SN/Saint-Louis ", "MA/الرباط"])),
    FieldType.LANGUAGES: several(st.sampled_from(["sw", "fr", "pt-BR", "zh-Hant-TW"]), " , "),
    FieldType.NUMBER: decimals | st.integers(-(10**19), 10**19).map(str),
    FieldType.MONEY: st.builds(
        "{}{}{}".format, decimals, st.sampled_from([" ", "   "]), st.sampled_from(["EUR", "XOF"])
    ),
    FieldType.LINKS: several(ids),
    FieldType.PERSONS: several(ids | words),
    FieldType.QUESTIONS: st.sampled_from(
        [
            "q1 | scale | How sure? ",
            "a | choice | Which? | x;y ;; x\nb | yes-no | Well?",
            "c-1 | text |  Why?",
        ]
    ),
}

known = st.sampled_from(sorted(GOOD, key=str)).flatmap(lambda each: st.tuples(st.just(each), GOOD[each]))
fragments = st.sampled_from(
    ["2026-11-21", "T", "25:00", "[ ] ", "/", " | ", "one", ",", "\n", "KE", "\x85", "\u0663", " "]
)
garbage = words | st.lists(fragments | words, max_size=8).map("".join)


@given(known)
def test_a_good_value_is_taken_and_checking_it_again_changes_nothing(value: tuple[FieldType, str]) -> None:
    kind, text = value
    kept = checked(FIELDS[kind], text)
    assert checked(FIELDS[kind], kept) == kept
    assert kept == kept.strip() and bool(kept) == bool(text.replace(",", "").strip())


@given(st.sampled_from(FieldType), garbage)
def test_whatever_is_typed_is_a_value_or_a_bad_value(kind: FieldType, text: str) -> None:
    try:
        kept = checked(FIELDS[kind], text)
    except BadValue as bad:
        said = bad.reason
    else:
        said = ""
        assert checked(FIELDS[kind], kept) == kept
    assert said in ("", kind.value) and not (said and kind in UNCHECKED)


@pytest.mark.parametrize("kind", UNCHECKED)
def test_texts_stay_as_they_are(kind: FieldType) -> None:
    assert checked(FIELDS[kind], " a \n b, ") == " a \n b, "


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FieldType.DATE, "2026-02-29"),
        (FieldType.DATE, "2026-13-01"),
        (FieldType.DATE, "2026-00-01"),
        (FieldType.DATE, "0000-01-01"),
        (FieldType.DATE, "\u0662\u0660\u0662\u0666-11-21"),
        (FieldType.MOMENT, "2026-11-21T24:00"),
        (FieldType.MOMENT, "2026-11-21T12:00Z"),
        (FieldType.PERIOD, "/"),
        (FieldType.PERIOD, "2026-11-21"),
        (FieldType.PERIOD, "2026-11-21/2026-11-20"),
        (FieldType.CHOICES, "one, four"),
        (FieldType.PLACES, "ZZ"),
        (FieldType.PLACES, "KE/"),
        (FieldType.MONEY, "10 euros"),
        (FieldType.NUMBER, "1e9"),
        (FieldType.NUMBER, "NaN"),
        (FieldType.LINKS, "ABCDEF" * 5 + "01"),
        (FieldType.PERSONS, "\n".join(map(str, range(LINES_MAX + 1)))),
        (FieldType.QUESTIONS, "q1 | choice | Which?"),
        (FieldType.QUESTIONS, "q1 | choice | Which? | ;"),
        (FieldType.QUESTIONS, "q1 | scale | Which? | a; b"),
        (FieldType.QUESTIONS, "q1 | text |   "),
        (FieldType.QUESTIONS, "q1 | text | Why?\nq1 | text | How?"),
        (FieldType.RULE, "EVERY=DAY"),
    ],
)
def test_what_is_no_value_is_refused(kind: FieldType, text: str) -> None:
    with pytest.raises(BadValue, match=kind.value):
        checked(FIELDS[kind], text)


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (FieldType.CHOICE, " two ", "two"),
        (FieldType.DATE, "2028-02-29", "2028-02-29"),
        (FieldType.MOMENT, "2026-11-21 09:05:59 UTC", "2026-11-21T09:05 UTC"),
        (FieldType.MOMENT, "2026-11-21T09:05", "2026-11-21T09:05"),
        (FieldType.MOMENT, " 2026-11-21", "2026-11-21"),
        (FieldType.PERIOD, "2026-11-21 /", "2026-11-21/"),
        (FieldType.RULE, "FREQ=DAILY", "FREQ=DAILY"),
        (FieldType.MILESTONES, "[X] 2026-11-21  write\n2026-11-22", "[x] 2026-11-21 write\n[ ] 2026-11-22"),
        (FieldType.LANGUAGES, "sw,pt-BR", "sw, pt-BR"),
        (FieldType.NUMBER, "+007.50", "7.50"),
        (FieldType.MONEY, "-5  XOF", "-5 XOF"),
        (FieldType.LINKS, "0a" * 16, "0a" * 16),
        (FieldType.PERSONS, "Amina\n Amina", "Amina"),
        (FieldType.QUESTIONS, "q1 | choice |  Which? | a;; b;a", "q1 | choice | Which? | a; b"),
    ],
)
def test_each_type_has_its_form(kind: FieldType, text: str, kept: str) -> None:
    assert checked(FIELDS[kind], text) == kept


@pytest.mark.parametrize(
    ("kind", "texts", "both"),
    [
        (FieldType.TAGS, ("b, a", "c"), "a, b, c"),
        (FieldType.CHOICES, ("one", "two, one"), "one, two"),
        (FieldType.PLACES, ("KE\nSN", "SN\nMA"), "KE\nSN\nMA"),
        (FieldType.LINES, ("a", "b"), "a\nb"),
        (FieldType.DATE, ("2026-11-21", "2026-11-22"), "2026-11-21 / 2026-11-22"),
        (None, ("a", "b"), "a / b"),
    ],
)
def test_values_side_by_side_become_one_text(
    kind: FieldType | None, texts: tuple[str, ...], both: str
) -> None:
    assert joined(FIELDS[kind] if kind else None, texts) == both


def test_lines_stand_once_each_and_choices_in_the_declared_order() -> None:
    assert lines(" a\n\nb \r\na") == ("a", "b")
    assert checked(FIELDS[FieldType.CHOICES], "three,one\none") == "one, three"
    assert checked(FIELDS[FieldType.PLACES], "KE\nSN/ Dakar\nKE") == "KE\nSN/Dakar"


def test_the_declared_options_are_values_of_their_fields() -> None:
    for kind in kinds.ALL.values():
        for field in kind.fields:
            for option in field.options:
                assert checked(field, option.key) == option.key
