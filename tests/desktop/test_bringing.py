"""Every way in and out from one place: each asks for its own sort of file, and all can be stopped."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs import files
from desktop.dialogs.letters import LettersPage
from desktop.dialogs.transfer import ExportDialog, ImportDialog
from desktop.dialogs.whole import BringBackDialog, TakeEverythingDialog
from desktop.tasks import Tasks
from desktop.theme import parts
from sync.engine.bringing import Remarked
from sync.errors import Cancelled
from sync.exchange import foreign
from sync.exchange.outcome import Reason, Refused
from tests.desktop import stand_in
from tests.desktop.access import faults
from tests.desktop.rows import Brought
from tests.desktop.settling import settled


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked for, as a filter of files, or "folder"; nothing is ever chosen."""
    every: list[str] = []

    def choose(_over: object, _name: str, wanted: str, _then: object, **_how: object) -> None:
        every.append(wanted)

    monkeypatch.setattr(files, "choose_open", choose)
    monkeypatch.setattr(files, "choose_folder", lambda *_given: every.append("folder"))
    return every


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bringing(session: stand_in.Session, tasks: Tasks, parent: QWidget) -> ImportDialog:
    made = ImportDialog(session, session.spaces.all()[0], tasks, parent)
    made.show()
    return made


def test_each_sort_of_file_has_its_door(bringing: ImportDialog, parent: QWidget, asked: list[str]) -> None:
    assert not faults(bringing)
    *choices, whole = bringing.findChildren(parts.Choice)
    for choice in choices:
        choice.click()
    known = {ending for wanted in asked for ending in wanted.partition("(")[2].partition(")")[0].split()}
    assert known == {f"*{ending}" for ending in (*foreign.LIMITS, ".jex")}
    assert asked.count("folder") == 1 and len(asked) == len(choices) == 8
    whole.click()
    assert parent.findChildren(BringBackDialog) and not bringing.isVisible()


def test_what_came_is_said_and_what_was_here_is_not_new(
    bringing: ImportDialog, session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    session.transfer.brought = Brought(2, (), 1)
    bringing.bring_in([Path("notes.jex")])
    settled(tasks, qtbot)
    assert "2 items are in your notebook now.\n1 file came with them." in bringing.outcome.text()
    remarked = Remarked("team.ics #2", "only-one-time")
    session.transfer.brought = Brought(0, (), here=4, remarks=(remarked,))
    bringing.bring_in([Path("team.ics")])
    settled(tasks, qtbot)
    assert bringing.outcome.text() == "Nothing new was in it.\n4 items were here already."
    assert "team.ics #2" in bringing.report.toPlainText() and "this one time" in bringing.report.toPlainText()
    session.transfer.brought = Brought(0, (Refused("odd.ics", Reason.NO_EVENTS),))
    bringing.bring_in([Path("odd.ics")])
    settled(tasks, qtbot)
    assert bringing.outcome.text() == "Nothing was brought in."
    session.transfer.brought = Brought(0, ())
    bringing.bring_in([Path("saved.rss")])
    settled(tasks, qtbot)
    assert bringing.outcome.text() == "Nothing new was in it."


def test_what_a_file_is_written_in_is_asked_where_it_does_not_say_it(
    bringing: ImportDialog, session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    session.transfer.brought = Brought(1, (), remarks=(Remarked("old.vcf", "letters:windows-1251"),))
    bringing.bring_in([Path("old.vcf")])
    settled(tasks, qtbot)
    page = bringing.findChild(LettersPage)
    assert page is not None and page.box.box.currentText() == "Cyrillic (KOI8-R)"
    assert "FN:Иван" in page.samples[0].text()
    page.box.box.setCurrentIndex(page.box.box.findData("windows-1251"))
    assert "FN:Иван" not in page.samples[0].text() and not faults(bringing)
    (button,) = [one for one in bringing.findChildren(QPushButton) if one.text() == "Bring them in"]
    button.click()
    settled(tasks, qtbot)
    assert session.transfer.encoding == "windows-1251"
    assert "Read as: Cyrillic (Windows)." in bringing.report.toPlainText()
    assert not bringing.findChildren(LettersPage)


def test_it_can_be_stopped_and_says_what_stays(
    bringing: ImportDialog,
    session: stand_in.Session,
    tasks: Tasks,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def waits(*_given: Any, progress: Any, cancelled: Any, **_more: Any) -> Brought:
        progress(3_000, 10_000)
        while not cancelled():
            Event().wait(0.001)
        raise Cancelled

    monkeypatch.setattr(session.transfer, "bring_in", waits)
    bringing.bring_in([Path("many.vcf")])
    qtbot.waitUntil(lambda: "3000 of 10,000" in bringing.progress._words.text())
    bringing.progress._stop_button.click()
    settled(tasks, qtbot)
    assert "What was read before stays in your notebook." in bringing.banner.text()
    assert bringing._choices.isVisibleTo(bringing)


def test_the_whole_notebook_goes_out_from_the_same_place(
    session: stand_in.Session, tasks: Tasks, parent: QWidget, qtbot: QtBot
) -> None:
    out = ExportDialog(session, session.spaces.all()[0], tasks, parent)
    out.show()
    settled(tasks, qtbot)
    out.whole.click()
    assert parent.findChildren(TakeEverythingDialog) and not out.isVisible()
