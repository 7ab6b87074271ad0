"""A real window: files are attached, looked at from memory, fetched when asked, saved after a sentence."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from desktop.dialogs.attach import AttachDialog
from desktop.dialogs.attachsave import RenameFileDialog, SaveFileDialog
from desktop.dialogs.attachview import ViewDialog
from desktop.dialogs.careful import CarefulDialog
from desktop.tour.stage import Stage, until
from desktop.views.attachments import AttachmentStrip
from tests.desktop.real.hands import dialog, send, words
from tests.sync.exchange import papers, pictures

Person = Callable[[str], Stage]


TURNS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def strip(stage: Stage) -> AttachmentStrip:
    (found,) = stage.window.desk.panes.editors["note"].findChildren(AttachmentStrip)
    return found


def names(stage: Stage) -> list[str]:
    return [one.name for one in strip(stage).rows]


def drop(stage: Stage, *paths: Path) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    strip(stage).dropEvent(QDropEvent(QPointF(5, 5), copy, held, left, none))


def attached(stage: Stage, *paths: Path, keep: bool = False) -> None:
    drop(stage, *paths)
    asked = dialog(AttachDialog)
    until(asked.go.isEnabled)
    asked.keep.setChecked(keep)
    asked.go.click()


@pytest.fixture
def amal(person: Person) -> Stage:
    stage = person("Amal")
    stage.open_space(stage.session.spaces.new("Horizon").id)
    stage.write_note("Well", "The old pump.")
    return stage


def test_a_picture_is_attached_without_its_details_and_looked_at(amal: Stage, tmp_path: Path) -> None:
    photo, other, sheet = tmp_path / "photo.jpg", tmp_path / "plan.pdf", tmp_path / "sheet.xlsx"
    photo.write_bytes(pictures.jpeg(6))
    made = openpyxl.Workbook()
    made.properties.creator = "SECRET maker"
    made.save(sheet)
    other.write_bytes(papers.pdf((200, 300), (300, 200)))
    drop(amal, photo, other, sheet)
    asked = dialog(AttachDialog)
    until(asked.go.isEnabled)
    said = words(asked)
    assert "without their hidden details" in said and "These stay inside" in said
    assert "Office files are attached without who made them, and when." in said
    assert not asked.keep.isChecked()
    asked.go.click()
    until(lambda: names(amal) == ["photo.jpg", "plan.pdf", "sheet.xlsx"])
    kept = strip(amal).rows[0]
    assert b"SECRET" not in amal.session.attachments.data(kept.id, 1 << 20)
    found = BytesIO(amal.session.attachments.data(strip(amal).rows[2].id, 1 << 20))
    assert openpyxl.load_workbook(found).properties.creator != "SECRET maker"
    strip(amal).view_requested.emit(kept)
    shown = dialog(ViewDialog)
    until(lambda: shown.picture is not None and not shown.picture.pixmap().isNull())
    shown.reject()
    strip(amal).view_requested.emit(strip(amal).rows[1])
    paper = dialog(ViewDialog)
    until(lambda: paper.number.text() == "Page 1 of 2")
    paper.on.click()
    until(lambda: paper.number.text() == "Page 2 of 2" and not paper.on.isEnabled())
    paper.reject()


def test_a_picture_is_pasted_and_details_are_kept_on_purpose(amal: Stage, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setImage(pictures.image())
    strip(amal).setFocus()
    QTest.keyClick(strip(amal), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    until(lambda: names(amal) == ["picture.png"])
    held = QMimeData()
    held.setData("image/png", pictures.png(1))
    held.setImageData(pictures.image())
    QGuiApplication.clipboard().setMimeData(held)
    QTest.keyClick(strip(amal), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    until(lambda: names(amal) == ["picture.png", "picture.png"])
    kept = [amal.session.attachments.data(one.id, 1 << 20) for one in strip(amal).rows]
    assert not any(b"SECRET" in each for each in kept)
    amal.session.attachments.remove(strip(amal).rows[0].item, strip(amal).rows[1].id)
    QGuiApplication.clipboard().clear()
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(pictures.jpeg(1))
    attached(amal, photo, keep=True)
    until(lambda: names(amal) == ["photo.jpg", "picture.png"])
    assert amal.session.attachments.data(strip(amal).rows[0].id, 1 << 20) == photo.read_bytes()


def test_a_file_is_renamed_saved_and_taken_off(amal: Stage, tmp_path: Path, choosing: list[Path]) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Bring the pump.")
    attached(amal, text)
    until(lambda: names(amal) == ["notes.txt"])
    strip(amal).rename_requested.emit(strip(amal).rows[0])
    renaming = dialog(RenameFileDialog)
    renaming.line.setText("pump.txt")
    renaming.go.click()
    until(lambda: names(amal) == ["pump.txt"])
    amal.session.wording.set_careful(amal.window.desk.space, ["pump"])
    choosing.append(tmp_path / "out.txt")
    strip(amal).save_requested.emit(strip(amal).rows[0])
    asked = dialog(SaveFileDialog)
    assert "Traces may stay on this computer." in words(asked)
    asked.go.click()
    careful = dialog(CarefulDialog)
    assert "pump · In 1 place" in words(careful).translate(TURNS) and "pump.txt" in words(careful)
    assert not (tmp_path / "out.txt").exists()
    careful.go.click()
    until((tmp_path / "out.txt").exists)
    assert (tmp_path / "out.txt").read_text() == "Bring the pump."
    strip(amal).remove_requested.emit(strip(amal).rows[0])
    until(lambda: names(amal) == [])
    amal.window.desk.undo()
    until(lambda: names(amal) == ["pump.txt"])
    changes = amal.session.past.of(strip(amal).rows[0].item)
    assert changes[0].what == "attached"


def test_a_colleague_gets_it_when_they_ask(two: tuple[Stage, Stage, str], tmp_path: Path) -> None:
    amal, badu, _ = two
    note = amal.write_note("Well", "The old pump.")
    text = tmp_path / "notes.txt"
    text.write_text("Bring the pump.")
    attached(amal, text)
    until(lambda: names(amal) == ["notes.txt"])
    send(amal, badu)
    until(lambda: any(row.id == note for row in badu.session.items.rows(badu.window.desk.space)))
    badu.open_item(note, showing="Well")
    until(lambda: names(badu) == ["notes.txt"])
    if not strip(badu).rows[0].present:
        strip(badu).fetch_requested.emit(strip(badu).rows[0])
    until(lambda: strip(badu).rows[0].present)
