"""The dialog in which columns of a table are matched: guessed, shown as they read, tried, and brought in."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.mapping import MappingDialog
from desktop.dialogs.transfer import ImportDialog
from desktop.tasks import Tasks
from i18n import END_ISOLATE, ISOLATE
from sync.engine.transfer import Brought
from sync.errors import Cancelled, DiskFull, Problem
from sync.exchange.tables_columns import Columns
from sync.exchange.tables_dates import MONTH_FIRST
from tests.desktop import stand_in
from tests.desktop.access import faults
from tests.desktop.settling import settled

PEOPLE = Path("people.csv")


def words(widget: QWidget) -> str:
    shown = [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]
    return "\n".join(shown).replace(ISOLATE, "").replace(END_ISOLATE, "")


@pytest.fixture
def session() -> stand_in.Session:
    made = stand_in.Session()
    made.spaces.new("Field team")
    return made


@pytest.fixture
def dialog(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> MappingDialog:
    return opened(session, tasks, qtbot, PEOPLE)


def opened(session: stand_in.Session, tasks: Tasks, qtbot: QtBot, *paths: Path) -> MappingDialog:
    made = MappingDialog(session.tables, session.spaces.all()[0], paths, tasks)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.page is not None or "could not be read" in words(made))
    settled(tasks, qtbot)
    return made


def test_columns_are_guessed_and_shown_as_they_read(
    dialog: MappingDialog, tasks: Tasks, qtbot: QtBot
) -> None:
    page = dialog.page
    assert page is not None
    assert [card.chosen() for card in page.cards] == ["name", "organisation", "places", ""]
    assert "Read as: Kenya" in words(page) and "1 value is not understood:" in words(page)
    assert not page.order.isVisibleTo(page)
    assert not faults(dialog)
    page.cards[2].field.setCurrentIndex(0)
    settled(tasks, qtbot)
    assert "not understood" not in words(page)


def test_another_kind_is_guessed_anew(dialog: MappingDialog, tasks: Tasks, qtbot: QtBot) -> None:
    assert dialog.page is not None
    dialog.page.rest.setChecked(False)
    dialog.page.kind.setCurrentIndex(dialog.page.kind.findData("call"))
    settled(tasks, qtbot)
    page = dialog.page
    assert page is not None and page.cards[0].chosen() == "title" and not page.rest.isChecked()
    page.cards[1].field.setCurrentIndex(page.cards[1].field.findData("deadline"))
    assert page.order.isVisibleTo(page)
    page.order.setCurrentIndex(1)
    page.headed.setChecked(False)
    settled(tasks, qtbot)
    again = dialog.page
    assert again is not None and again is not page and "Column" in words(again)
    assert again.columns() == Columns("call", ("title", "deadline", "places", ""), MONTH_FIRST, False, False)


def test_all_rows_are_tried_before_any_is_written(
    dialog: MappingDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    dialog.go.click()
    qtbot.waitUntil(lambda: "2 rows can be brought in." in words(dialog))
    assert "1 value is not understood. It is kept in the text as it stands." in words(dialog)
    assert "Ruritania" in dialog.report.toPlainText() and "too large" in dialog.report.toPlainText()
    assert len(session.tables.asked) == 1
    dialog.go.click()
    qtbot.waitUntil(lambda: "2 items are in your notebook now." in words(dialog))
    assert session.tables.asked[1].total == 2 and not dialog.go.isVisible()


@pytest.mark.parametrize("problem", [Cancelled(), DiskFull()])
def test_what_is_stopped_says_what_is_kept(
    problem: Problem,
    session: stand_in.Session,
    tasks: Tasks,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = opened(session, tasks, qtbot, PEOPLE)

    def refuse(*_asked: object) -> None:
        raise problem

    with monkeypatch.context() as patched:
        patched.setattr(session.tables, "check", refuse)
        dialog.go.click()
        qtbot.waitUntil(lambda: bool(dialog.banner.text()))
        assert dialog.page is not None
    dialog.go.click()
    qtbot.waitUntil(lambda: "can be brought in" in words(dialog))
    monkeypatch.setattr(session.tables, "bring_in", refuse)
    dialog.go.click()
    qtbot.waitUntil(lambda: "stays in your notebook" in words(dialog) or bool(dialog.banner.text()))


def test_one_table_after_the_other(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> None:
    dialog = opened(session, tasks, qtbot, Path("empty.csv"), PEOPLE)
    assert "It is empty." in words(dialog)
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.page is not None)
    settled(tasks, qtbot)


def test_tables_among_other_files_are_asked_about_afterwards(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    bringing = ImportDialog(session, session.spaces.all()[0], tasks, parent)
    bringing.show()
    bringing.bring_in([Path("cards.vcf"), PEOPLE])
    qtbot.waitUntil(lambda: bool(parent.findChildren(MappingDialog)))
    assert bringing.isVisible()
    (asked,) = parent.findChildren(MappingDialog)
    asked.reject()
    bringing.bring_in([PEOPLE])
    qtbot.waitUntil(lambda: any(each.isVisible() for each in parent.findChildren(MappingDialog)))
    settled(tasks, qtbot)


def test_other_letters_have_the_table_read_anew(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    dialog = opened(session, tasks, qtbot, Path("old.csv"))
    assert dialog.page is not None and dialog.page.letters is not None
    box = dialog.page.letters.box
    assert box.currentText() == "Cyrillic (KOI8-R)" and not faults(dialog)
    box.setCurrentIndex(box.findData("windows-1256"))
    settled(tasks, qtbot)
    assert dialog.page.letters.now() == "windows-1256"
    for _ in range(2):
        dialog.go.click()
        settled(tasks, qtbot)
    assert [asked.encoding for asked in session.tables.asked] == ["windows-1256"] * 2


def test_rows_that_were_here_are_counted_apart(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.tables, "bring_in", lambda *_given: Brought(0, (), here=3))
    dialog = opened(session, tasks, qtbot, PEOPLE)
    for _ in range(2):
        dialog.go.click()
        settled(tasks, qtbot)
    assert "Nothing new was in it." in words(dialog) and "3 items were here already." in words(dialog)
