"""Each editor keeps the one form of its value, marks what is none, and loses nothing that was typed."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks
from desktop.views import fields
from desktop.views.field_amounts import MoneyField, NumberField
from desktop.views.field_choices import ChoiceField, ChoicesField
from desktop.views.field_days import DateField, PeriodField
from desktop.views.field_framed import Around, Framed
from desktop.views.field_languages import LanguagesField
from desktop.views.field_milestones import MilestonesField
from desktop.views.field_moment import MomentField
from desktop.views.field_places import PlacesField
from desktop.views.field_questions import QuestionsField
from desktop.views.field_rule import RuleField
from sync.model.kinds import values
from sync.model.kinds.declaration import Field, FieldType, Option
from tests.desktop import stand_in

Make = Callable[[FieldType], Framed]
OPTIONS = (Option("planned", "Planned"), Option("active", "Running"))
GOOD = {
    FieldType.CHOICE: "active",
    FieldType.CHOICES: "planned, active",
    FieldType.DATE: "2026-12-01",
    FieldType.MOMENT: "2026-12-01T14:30 Africa/Nairobi",
    FieldType.PERIOD: "2026-12-01/2026-12-31",
    FieldType.RULE: "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231T235959Z\nEXDATE:20261215",
    FieldType.MILESTONES: "[x] 2026-12-01 Draft\n[ ] 2026-12-24",
    FieldType.PLACES: "KE/Coast\nSN",
    FieldType.LANGUAGES: "sw, fr",
    FieldType.NUMBER: "12500.50",
    FieldType.MONEY: "1500.00 EUR",
    FieldType.LINKS: f"{'ab' * 16}\n{'cd' * 16}",
    FieldType.PERSONS: f"{'ab' * 16}\nAmina",
    FieldType.QUESTIONS: "q1 | scale | How are you?\nq2 | choice | Which? | tea; coffee",
}
ODD = "neither one nor the other"
TYPED = [each for each in GOOD if each is not FieldType.PERSONS]  # any line is a person


@pytest.fixture
def make(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> Make:
    def made(kind: FieldType) -> Framed:
        field = Field("one", kind, "One", options=OPTIONS)
        editor = fields.made(field, Around(session.items, tasks))
        qtbot.addWidget(editor)
        editor.show()
        return editor

    return made


def type_into(box: object, text: str, qtbot: QtBot) -> None:
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    qtbot.keyClicks(box, text)
    box.editingFinished.emit()


@pytest.mark.parametrize("kind", list(GOOD), ids=lambda kind: kind.value)
def test_a_value_comes_back_as_it_was(make: Make, kind: FieldType) -> None:
    editor = make(kind)
    told: list[str] = []
    editor.edited.connect(told.append)
    editor.begin(GOOD[kind])
    assert editor.text() == GOOD[kind] == values.checked(editor.field, editor.raw())
    assert editor.sign.isHidden() and editor.draft() == ""
    editor.begin("")
    assert editor.text() == "" and editor.raw() == ""
    assert not told, "showing is no typing"


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.value)
def test_what_came_odd_from_elsewhere_is_shown_and_kept(make: Make, kind: FieldType) -> None:
    editor = make(kind)
    editor.begin(ODD)
    assert editor.text() == ODD
    assert not editor.sign.isHidden() and "as it was written" in editor.sign.words.text()
    assert editor.draft() == ""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text("KE/,|[]x -:;2026T\n\u200f\u0661a", max_size=40))
def test_nothing_from_elsewhere_harms_an_editor(make: Make, text: str) -> None:
    for kind in (
        FieldType.MOMENT,
        FieldType.MILESTONES,
        FieldType.PERIOD,
        FieldType.RULE,
        FieldType.QUESTIONS,
    ):
        editor = make(kind)
        editor.begin(text)
        editor.set_text(GOOD[kind])
        assert editor.text() == GOOD[kind]
        editor.hide()
        editor.deleteLater()


def test_a_day_is_typed_marked_and_kept_only_when_it_is_one(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.DATE)
    assert isinstance(editor, DateField)
    editor.begin("2026-12-01")
    told: list[str] = []
    editor.edited.connect(lambda _name: told.append(editor.text()))
    type_into(editor.days.line, "some day", qtbot)
    assert set(told) == {""}, "an emptied line is a value, half a word is none"
    assert "Write it like" in editor.sign.words.text() and not editor.sign.isHidden()
    assert editor.days.line.accessibleDescription() == editor.sign.words.text()
    assert editor.draft() == "some day" == editor.days.line.text()
    assert editor.text() == "", "the last value that was one"
    editor.set_text("2027-01-01")
    assert editor.days.line.text() == "some day", "what others write meanwhile takes no word away"
    type_into(editor.days.line, "24 december 2026", qtbot)
    assert editor.text() == "2026-12-24" and editor.sign.isHidden()
    assert editor.days.line.text() == "24 Dec 2026"


def test_a_day_is_chosen_in_the_calendar(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.DATE)
    assert isinstance(editor, DateField)
    editor.begin("2026-12-01")
    editor.days.button.click()
    sheet = next(each for each in editor.days.button.children() if hasattr(each, "days"))
    assert sheet.isVisible() and sheet.days.selectedDate().month() == 12
    view = sheet.days.findChild(QTableView, "qt_calendar_calendarview")
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert editor.text() == "2026-12-02" and editor.days.line.text() == "2 Dec 2026"


def test_a_period_may_be_open_but_not_the_wrong_way_round(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.PERIOD)
    assert isinstance(editor, PeriodField)
    type_into(editor.first.line, "1/12/2026", qtbot)
    assert editor.text() == "2026-12-01/"
    type_into(editor.last.line, "30/11/2026", qtbot)
    assert editor.draft() and "earlier one first" in editor.sign.words.text()
    type_into(editor.last.line, "30/11/2027", qtbot)
    assert editor.text() == "2026-12-01/2027-11-30" and editor.sign.isHidden()


def test_a_moment_is_a_whole_day_or_a_time_in_a_zone(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.MOMENT)
    assert isinstance(editor, MomentField)
    editor.begin("2026-12-01")
    assert editor.whole.isChecked() and not editor.time.isVisible()
    editor.whole.click()
    assert editor.time.isVisible() and editor.draft(), "a time is still to come"
    type_into(editor.time, "2 pm", qtbot)
    assert editor.text() == "2026-12-01T14:00"
    qtbot.keyClicks(editor.zone, "nairobi")
    editor.zone.complete_alone()
    editor.zone.editingFinished.emit()
    assert editor.text() == "2026-12-01T14:00 Africa/Nairobi"
    editor.whole.click()
    assert editor.text() == "2026-12-01"


def test_choices_are_words_and_odd_ones_stay_among_them(make: Make) -> None:
    one = make(FieldType.CHOICE)
    assert isinstance(one, ChoiceField)
    one.begin(ODD)
    assert one.box.currentText() == ODD
    one.box.setCurrentIndex(2)
    assert one.text() == "active"
    several = make(FieldType.CHOICES)
    assert isinstance(several, ChoicesField)
    several.begin("active, elsewhere")
    assert [box.isChecked() for box in several.boxes.values()] == [False, True, True]
    several.boxes["elsewhere"].click()
    several.boxes["planned"].click()
    assert several.text() == "planned, active"


def test_amounts_are_read_in_any_writing(make: Make, qtbot: QtBot) -> None:
    number = make(FieldType.NUMBER)
    assert isinstance(number, NumberField)
    type_into(number.box, "1.250,50", qtbot)
    assert number.text() == "1250.50" and number.box.text() == "1,250.50"
    money = make(FieldType.MONEY)
    assert isinstance(money, MoneyField)
    type_into(money.amount, "20000", qtbot)
    assert money.draft() and "currency" in money.sign.words.text()
    type_into(money.currency, "KES", qtbot)
    assert money.text() == "20000 KES" and money.amount.text() == "20,000"


def test_a_rhythm_is_chosen_and_a_richer_one_is_kept(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.RULE)
    assert isinstance(editor, RuleField)
    editor.begin("FREQ=MONTHLY;BYDAY=2TU")
    assert editor.besides.text() == "FREQ=MONTHLY;BYDAY=2TU" == editor.text()
    assert editor.sign.isHidden() and not editor.until.isVisible()
    editor.box.setCurrentIndex(editor.box.findData("week"))
    type_into(editor.until.line, "31/12/2026", qtbot)
    assert editor.text() == "FREQ=WEEKLY;UNTIL=20261231T235959Z"
    editor.box.setCurrentIndex(0)
    assert editor.text() == ""


def test_lines_are_ticked_added_moved_and_removed_by_key(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.MILESTONES)
    assert isinstance(editor, MilestonesField)
    editor.begin("[ ] 2026-12-01 Draft")
    first = editor.rows[0]
    first.tick.click()
    assert editor.text() == "[x] 2026-12-01 Draft"
    qtbot.keyClick(first.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    second = editor.rows[1]
    type_into(second.words, "Send", qtbot)
    assert editor.draft() and "needs a day" in editor.sign.words.text()
    type_into(second.days.line, "24/12/2026", qtbot)
    assert editor.text() == "[x] 2026-12-01 Draft\n[ ] 2026-12-24 Send"
    qtbot.keyClick(second.words, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.text() == "[ ] 2026-12-24 Send\n[x] 2026-12-01 Draft"
    qtbot.keyClick(first.words, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "[ ] 2026-12-24 Send"
    editor.rows[0].remove.click()
    assert editor.text() == "" and not editor.rows


def test_places_and_languages_are_found_by_name(make: Make, qtbot: QtBot) -> None:
    places = make(FieldType.PLACES)
    assert isinstance(places, PlacesField)
    places.add.click()
    row = places.rows[0]
    qtbot.keyClicks(row.country, "cote d")
    row.country.complete_alone()
    assert row.country.key() == "CI"
    type_into(row.region, "Abidjan", qtbot)
    assert places.text() == "CI/Abidjan"
    type_into(row.country, "Atlantis", qtbot)
    assert places.draft() == "Atlantis/Abidjan" and "country" in places.sign.words.text()
    languages = make(FieldType.LANGUAGES)
    assert isinstance(languages, LanguagesField)
    for word in ("Swahili", "french"):
        type_into(languages.finder, word, qtbot)
    assert languages.text() == "sw, fr" and list(languages.rows) == ["sw", "fr"]
    languages.rows["sw"].remove.click()
    assert languages.text() == "fr"


def test_questions_get_ids_of_their_own(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.QUESTIONS)
    assert isinstance(editor, QuestionsField)
    editor.begin("q1 | text | What changed?")
    editor.add.click()
    row = editor.rows[1]
    type_into(row.words, "Tea | coffee?", qtbot)
    row.way.setCurrentIndex(row.way.findData("choice"))
    assert not row.options.isHidden() and editor.draft()
    type_into(row.options, "tea; coffee", qtbot)
    lines = editor.text().splitlines()
    assert lines[0] == "q1 | text | What changed?"
    assert lines[1].endswith("| choice | Tea / coffee? | tea; coffee") and lines[1].split()[0] != "q1"
