"""Self-assessment over time in the window: the period of now, the sums, and every set of answers."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models import assessing
from desktop.tasks import Tasks
from desktop.views.assessing import AssessmentLook
from sync.engine.assessments import Comparison, Given
from sync.engine.rolling_up import roll_up
from sync.model.kinds import questions
from tests.desktop import stand_in
from tests.desktop.stand_in_kept import Assessments

FORM = "\n".join((
    "trust | scale | How much do partners trust us?",
    "plan | yes-no | Is there a plan?",
    "people | number | How many people?",
    "help | text | Where do we need help?",
))  # fmt: skip
FIRST, SECOND = "2026-01-01/2026-06-30", "2026-07-01/2026-12-31"
SAID = {"trust": "4", "plan": "yes", "people": "1200", "help": "roads"}


def full() -> Assessments:
    asked = questions.asked(FORM)
    given = (
        Given("answer-1", FIRST, "Coast", "Amal", SAID, 1),
        Given("answer-2", SECOND, "", "Badu", SAID, 2),
        Given("answer-3", "", "", "", {}, 3),
    )
    made = Assessments()
    made.comparison = Comparison(asked, (FIRST, SECOND), given)
    made.sums = (roll_up(FIRST, asked, [[SAID]] * 3), roll_up(SECOND, asked, [[SAID]]))
    return made


@pytest.fixture
def form(session: stand_in.Session) -> str:
    fields = {"title": "Our work", "questions": FORM, "every": "quarter"}
    return next(iter(session.items.new("space-1", "form", fields).ids))


@pytest.fixture
def look(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> AssessmentLook:
    made = AssessmentLook(session.items, full(), tasks)
    qtbot.addWidget(made)
    return made


def words(look: AssessmentLook) -> str:
    return "\n".join(each.text() for each in look.findChildren(QLabel) if each.isVisibleTo(look))


@pytest.mark.parametrize(
    ("every", "today", "period"),
    [
        ("month", date(2028, 2, 29), "2028-02-01/2028-02-29"),
        ("quarter", date(2026, 11, 21), "2026-10-01/2026-12-31"),
        ("half-year", date(2026, 6, 30), "2026-01-01/2026-06-30"),
        ("year", date(2026, 11, 21), "2026-01-01/2026-12-31"),
        ("once", date(2026, 11, 21), "2026-01-01/2026-12-31"),
        ("", date(2026, 1, 1), "2026-01-01/2026-12-31"),
    ],
)
def test_one_answers_for_the_period_of_now(every: str, today: date, period: str) -> None:
    assert assessing.now(every, today) == period


def test_sums_say_what_all_answered_and_nothing_of_few(look: AssessmentLook, form: str, qtbot: QtBot) -> None:
    look.show_space("space-1")
    qtbot.waitUntil(lambda: look.forms.currentData() == form)
    shown = words(look)
    assert "4.0 of 5 (3 people)" in shown and "about 1,200 (3 people)" in shown
    assert "Yes 3, No 0 (3 people)" in shown and shown.count("too few answered") == 3
    assert "Where do we need help?" not in shown and "roads" not in shown
    said = [button.accessibleName() for button in look.given]
    assert "Coast" in said[2] and "Badu" in said[1] and "Without a period" in said[0]
    with qtbot.waitSignal(look.item_wanted) as asked:
        look.given[2].click()
    assert asked.args == ["answer-1"]


def test_a_button_begins_the_answers_of_now_and_another_opens_the_form(
    look: AssessmentLook, form: str, qtbot: QtBot
) -> None:
    look.show_space("space-1")
    qtbot.waitUntil(lambda: look.forms.currentData() == form)
    with qtbot.waitSignal(look.new_wanted) as asked:
        look.answer.click()
    kind, fields = asked.args
    assert kind == "answer" and fields["form"] == form and "/" in fields["period"]
    assert fields["title"].isprintable()
    with qtbot.waitSignal(look.item_wanted) as opened:
        look.edit.click()
    assert opened.args == [form]


def test_without_a_form_it_says_how_to_begin(look: AssessmentLook, qtbot: QtBot) -> None:
    look.show_space("space-1")
    qtbot.waitUntil(lambda: look.empty.isVisibleTo(look))
    look.answer.click()
    look.edit.click()
    look.forget()
    assert not look.empty.isVisibleTo(look)


def test_another_space_leaves_no_word(look: AssessmentLook, form: str, qtbot: QtBot) -> None:
    look.show_space("space-1")
    qtbot.waitUntil(lambda: look.forms.currentData() == form)
    look.show_space("space-2")
    assert "4.0 of 5" not in words(look)
    qtbot.waitUntil(lambda: look.empty.isVisibleTo(look))
    look.on_items_changed([form])
    look.forget()
    look.on_items_changed([form])


def test_answers_are_begun_in_the_section_of_their_form(
    opened: Application, session: stand_in.Session, form: str, qtbot: QtBot
) -> None:
    window = opened.window
    window.choose_section("form")
    window.desk.looks.turn(looked=True)
    shown = window.desk.looks.look
    assert isinstance(shown, AssessmentLook)
    qtbot.waitUntil(lambda: shown.forms.currentData() == form)
    shown.answer.click()
    qtbot.waitUntil(lambda: "answer" in window.desk.panes.editors)
    assert window.section == "form"
    made = next(item for item in session.items.kept.values() if item.kind == "answer")
    assert made.title or session.items.show(made.id).fields["form"][0].value == form


def test_the_buttons_of_a_form_stand_beside_each_other(look: AssessmentLook, form: str, qtbot: QtBot) -> None:
    look.show()
    look.show_space("space-1")
    qtbot.waitUntil(lambda: look.forms.currentData() == form and look.answer.isVisible())
    look.resize(look.size() * 2)
    assert not look.answer.geometry().intersects(look.edit.geometry())
