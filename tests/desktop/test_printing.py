"""Items on paper: whole, inert, each line its own way, and under a name that says nothing."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrinter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.dialogs import printing
from desktop.dialogs.jobname import job_name
from desktop.dialogs.printing import PrintDialog, Read
from desktop.models import printed
from desktop.tasks import Tasks
from tests.desktop import stand_in
from tests.desktop.rows import FieldValue, Item
from tests.desktop.settling import settled


def item(kind: str, called: str, **fields: str) -> Item:
    return Item("i", "s", kind, called, {name: (FieldValue(text),) for name, text in fields.items()})


def test_a_page_holds_all_that_a_person_wrote_and_nothing_else() -> None:
    note = item("note", "Plan", title="Plan", body="# Day\n\nBring **water**.", tags="plan", extra="x: y")
    contact = item("contact", "", phone="1\n2", note="by the market", source="BEGIN:VCARD")
    text = printing.document([note, contact]).toPlainText()
    for part in (
        "Plan",
        "Day",
        "Bring water.",
        "Tags",
        "Without a title",
        "Phone",
        "1",
        "2",
        "by the market",
    ):
        assert part in text
    assert "x: y" not in text and "VCARD" not in text
    assert printed.pages([note, contact]).count("page-break-before") == 1


def test_values_are_printed_as_people_say_them_and_where_they_are_known_from_is_not() -> None:
    here, elsewhere = "ab" * 16, "cd" * 16
    fields = {"state": "active", "places": "KE/Coast", "actor": f"{here}\n{elsewhere}\nAmina"}
    programme = item("programme", "Seeds", confirmed="2026-05-02", budget="1250.50 KES", **fields)
    tool = item("tool", "Guide", title="Guide", known_from="a friend at the office")
    titles = {"s": {here: "Office"}, "another": {elsewhere: "Nobody must see this"}}
    assert printed.links([programme, tool]) == [here, elsewhere]
    text = printing.document([programme, tool], titles).toPlainText()
    for part in ("Running", "Kenya, Coast", "Office", "Amina", "2 May 2026", "1,250.50 KES"):
        assert part in text
    assert "friend" not in text and "Nobody" not in text and here not in text


def test_what_is_printed_is_black_whatever_the_screen_is() -> None:
    cursor = printing.document([item("note", "Plan", body="Bring [water](https://example.org).")]).find(
        "water"
    )
    assert cursor.charFormat().foreground().color() == Qt.GlobalColor.black


def test_paper_fetches_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    hostile = f'<img src="file://{tmp_path}/a.png"> ![p](file:///etc/passwd) <script>alert(1)</script>'
    page = printed.pages([item("note", "<b>&", body=hostile, tags="<img src=x>")])
    assert "<img" not in page and "<script" not in page and "<b>" not in page
    assert printing.Paper().loadResource(2, QUrl("file:///etc/passwd")).width() == 1
    assert isinstance(printing.document([item("note", "Plan")]), printing.Paper)


def test_two_values_of_a_field_are_both_on_the_page() -> None:
    two = Item("i", "s", "contact", "Office", {"phone": (FieldValue("0700"), FieldValue("0711"))})
    text = printing.document([two]).toPlainText()
    assert "0700" in text and "0711" in text


def test_what_is_printed_is_shown_first_and_paper_is_explained(
    session: stand_in.Session, tasks: Tasks, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = PrintDialog(session, ["item-5", "item-8"], tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.go.isEnabled)
    assert any("Anybody who finds the paper" in each.text() for each in dialog.findChildren(QLabel))
    assert dialog.preview.pageCount() == 2
    assert dialog.printer.docName() == dialog.printer.creator() == job_name()
    assert "Field plan" in dialog.document.toPlainText()
    dialog.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    dialog._on_printer_chosen()
    assert (tmp_path / "paper.pdf").stat().st_size > 1_000
    assert dialog.isHidden()


def test_what_is_confidential_is_asked_about_once(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    dialog = PrintDialog(session, ["item-5"], tasks)
    qtbot.addWidget(dialog)
    settled(tasks, qtbot)
    office = item("contact", "Office", phone="0700", note="At night", tags="tea")
    dialog._on_items(Read([office, item("call", "Wells")]))
    ticked = {label: box.isChecked() for label, box in dialog.on_paper.boxes.items()}
    assert ticked == {"Phone": True, "Tags": False, "Notes about this contact": False}
    assert "0700" in dialog.document.toPlainText() and "At night" not in dialog.document.toPlainText()
    dialog.on_paper.boxes["Notes about this contact"].setChecked(True)
    dialog.on_paper.boxes["Phone"].setChecked(False)
    assert "0700" not in dialog.document.toPlainText() and "At night" in dialog.document.toPlainText()


def test_no_file_is_offered_to_print_into(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> None:
    dialog = PrintDialog(session, ["item-5"], tasks)
    qtbot.addWidget(dialog)
    asked = dialog.ask(dialog.printer, dialog)
    assert not asked.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
    asked.deleteLater()


def test_very_many_are_cut_off_and_that_is_said(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    dialog = PrintDialog(session, ["item-1"] * 300, tasks)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.go.isEnabled)
    assert any("first 200" in each.text() for each in dialog.findChildren(QLabel))
