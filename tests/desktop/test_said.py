"""Values are shown as people say them, and what is none of them stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.said import in_a_line, said
from i18n import set_language
from sync.model.kinds.declaration import Field, FieldType, Option

KENYA = "ab" * 16
OPTIONS = (Option("yes", "Yes"), Option("no", "No"))
SAID = {
    (FieldType.CHOICE, "yes"): "Yes",
    (FieldType.CHOICES, "no, yes"): "Yes, No",
    (FieldType.DATE, "2026-12-01"): "1 Dec 2026",
    (FieldType.MOMENT, "2026-12-01"): "1 Dec 2026",
    (FieldType.MOMENT, "2026-12-01T14:30 Africa/Nairobi"): "1 Dec 2026, 14:30 (Nairobi)",
    (FieldType.PERIOD, "2026-01-01/2026-12-31"): "1 Jan 2026 to 31 Dec 2026",
    (FieldType.PERIOD, "2026-01-01/"): "from 1 Jan 2026",
    (FieldType.PERIOD, "/2026-12-31"): "until 31 Dec 2026",
    (FieldType.RULE, "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231T235959Z"): "Every two weeks, until 31 Dec 2026",
    (FieldType.RULE, "FREQ=MONTHLY;BYDAY=2TU"): "FREQ=MONTHLY;BYDAY=2TU",
    (FieldType.MILESTONES, "[x] 2026-12-01 Send the draft"): "1 Dec 2026: Send the draft (done)",
    (FieldType.PLACES, "KE/Coast\nSN"): "Kenya, Coast\nSenegal",
    (FieldType.LANGUAGES, "sw, fr, zz"): "Swahili, French, zz",
    (FieldType.NUMBER, "12500.50"): "12,500.50",
    (FieldType.MONEY, "1500.00 EUR"): "1,500.00\u00a0EUR",
    (FieldType.LINKS, f"{KENYA}\n{'cd' * 16}"): "Youth mentoring\nSomething that is not here",
    (FieldType.PERSONS, f"{KENYA}\nAmina"): "Youth mentoring\nAmina",
    (FieldType.QUESTIONS, "q1 | scale | Was it useful?"): "Was it useful?",
    (FieldType.TEXT, "2026-12-01"): "2026-12-01",
}


def of(kind: FieldType) -> Field:
    return Field("one", kind, "One", options=OPTIONS)


@pytest.mark.parametrize(("kind", "text"), list(SAID), ids=lambda each: str(each)[:24])
def test_each_type_is_said(kind: FieldType, text: str) -> None:
    assert said(of(kind), text, {KENYA: "Youth mentoring"}) == SAID[kind, text]


def test_names_come_in_the_language_of_the_window() -> None:
    set_language("fr")
    assert said(of(FieldType.PLACES), "KE") == "Kenya"
    assert said(of(FieldType.LANGUAGES), "ar, sw") == "Arabe, Swahili"
    set_language("ar")
    assert said(of(FieldType.PLACES), "MA") == "المغرب"


def test_several_stand_in_one_line_where_there_is_only_one() -> None:
    assert in_a_line(of(FieldType.PLACES), "KE\nSN") == "Kenya · Senegal"


@given(st.sampled_from(list(FieldType)), st.text(max_size=60))
def test_anything_that_others_wrote_is_shown(kind: FieldType, text: str) -> None:
    shown = said(of(kind), text)
    assert bool(shown.strip()) == bool(text.strip())
