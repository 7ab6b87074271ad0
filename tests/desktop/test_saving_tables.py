"""Saving as a table: what may leave is ticked, the rest only when somebody ticks it, sources never."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.dialogs import files
from desktop.dialogs.takeout import TakeOutDialog
from desktop.dialogs.transfer import ExportDialog
from desktop.tasks import Tasks
from sync.model import kinds
from tests.desktop import stand_in
from tests.desktop.access import faults
from tests.desktop.settling import settled


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    suggested: list[str] = []

    def choose(_parent: object, _name: str, name: str, then: object) -> None:
        suggested.append(name)
        then([Path("chosen") / name])

    monkeypatch.setattr(files, "choose_save", choose)
    return suggested


@pytest.fixture
def dialog(session: stand_in.Session, tasks: Tasks, qtbot: QtBot, places: list[str]) -> ExportDialog:
    assert not places
    made = ExportDialog(session, session.spaces.all()[0], tasks)
    qtbot.addWidget(made)
    made.show()
    settled(tasks, qtbot)
    return made


def choose(dialog: ExportDialog, kind: str, form: str) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    dialog.form.form.setCurrentIndex(dialog.form.form.findData(form))


def test_what_may_leave_is_ticked_and_sources_are_not_offered(
    dialog: ExportDialog, session: stand_in.Session, places: list[str], qtbot: QtBot
) -> None:
    choose(dialog, "tool", "table.xlsx")
    assert {"title", "authors"} <= set(dialog.form.chosen()) and "body" not in dialog.form.chosen()
    assert "body" in dialog.form.boxes and not {"known_from", "reference"} & set(dialog.form.boxes)
    dialog.form.boxes["body"].setChecked(True)
    dialog.save.click()
    qtbot.waitUntil(lambda: "saved" in dialog.banner.text())
    ((_items, target, sheet),) = session.tables.sheets
    assert places == [target.name] == ["table.xlsx"]
    assert sheet.kind == "tool" and "body" in sheet.fields and "known_from" not in sheet.fields


def test_nothing_ticked_saves_nothing(dialog: ExportDialog) -> None:
    choose(dialog, "note", "table.csv")
    assert dialog.form.fields.isVisibleTo(dialog) and not dialog.form.chosen() and not dialog.save.isEnabled()
    dialog.form.boxes["title"].setChecked(True)
    assert dialog.save.isEnabled()
    choose(dialog, "note", "folder")
    assert dialog.form.fields.isVisibleTo(dialog) and dialog.save.isEnabled()
    for box in dialog.form.boxes.values():
        box.setChecked(False)
    assert not dialog.save.isEnabled()


def test_a_card_is_useful_and_says_no_more_than_it_must(
    dialog: ExportDialog, session: stand_in.Session, places: list[str], qtbot: QtBot
) -> None:
    choose(dialog, "contact", "contacts.vcf")
    assert {"name", "phone", "email"} <= set(dialog.form.chosen())
    assert not {"note", "tags", "source", "known_from", "safely"} & set(dialog.form.chosen())
    assert "Phone" in dialog.form.inside.text() and "Others can read it." in dialog.form.inside.text()
    dialog.form.boxes["note"].setChecked(True)
    dialog.form.boxes["phone"].setChecked(False)
    assert "Phone" not in dialog.form.inside.text()
    dialog.save.click()
    qtbot.waitUntil(lambda: "saved" in dialog.banner.text())
    fields = session.transfer.fields
    assert places == ["contacts.vcf"] and fields is not None
    assert "note" in fields and "phone" not in fields


def test_what_may_be_told_to_anybody_is_not_asked_about(dialog: ExportDialog) -> None:
    choose(dialog, "tool", "references.bib")
    assert {"title", "authors", "year", "reference"} <= set(dialog.form.chosen())
    assert set(dialog.form.boxes) == {"body", "reference"} and not dialog.form.boxes["body"].isChecked()
    choose(dialog, "news", "folder")
    assert {"title", "body"} <= set(dialog.form.chosen()) and "tags" not in dialog.form.chosen()


def test_every_kind_can_be_saved_and_everything_can_be_reached(
    dialog: ExportDialog, tasks: Tasks, qtbot: QtBot
) -> None:
    for at in range(dialog.kind.count()):
        dialog.kind.setCurrentIndex(at)
        assert dialog.form.form.count() >= 2 and dialog.kind.itemData(at) in kinds.ALL
    choose(dialog, "contact", "table.csv")
    settled(tasks, qtbot)
    assert not faults(dialog)


def test_chosen_things_go_into_a_table(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot, places: list[str]
) -> None:
    made = TakeOutDialog(session, ["item-5", "item-6"], tasks)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.kind.count() > 0)
    choose(made, str(made.kind.itemData(0)), "table.csv")
    for box in made.form.boxes.values():
        box.setChecked(True)
    made.save.click()
    qtbot.waitUntil(lambda: "saved" in made.banner.text())
    ((items, _target, _sheet),) = session.tables.sheets
    assert set(items) <= {"item-5", "item-6"} and places == ["table.csv"]


def test_people_are_called_as_somebody_knows_them(
    dialog: ExportDialog, session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    session.transfer.known = ["Partners", "Press"]
    for kind, named in (("contact", True), ("event", True), ("note", False)):
        dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
        settled(tasks, qtbot)
        assert dialog.known.isVisible() is named and dialog.known.hint.isHidden()
    choose(dialog, "contact", "contacts.vcf")
    settled(tasks, qtbot)
    dialog.known.choice.setCurrentIndex(2)
    assert dialog.known.hint.isVisible() and not faults(dialog)
    dialog.save.click()
    qtbot.waitUntil(lambda: session.transfer.told == "Press")
    settled(tasks, qtbot)
