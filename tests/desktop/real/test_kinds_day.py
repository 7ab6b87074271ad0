"""A day of two people with things of all kinds: each opens where it is read, keys do what they say."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.tour.stage import Stage, heard, until
from desktop.views.attachments import AttachmentStrip
from desktop.views.editor import ItemEditor
from desktop.views.palette import Palette
from tests.desktop.real.hands import send

Person = Callable[[str], Stage]
Two = tuple[Stage, Stage, str]
Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def in_front(stage: Stage) -> Stage:
    stage.window.activateWindow()
    until(stage.window.isActiveWindow)
    return stage


def alone(person: Person) -> Stage:
    amal = person("Amal")
    amal.open_space(amal.session.spaces.new("Field team").id)
    return in_front(amal)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)


def begun(stage: Stage, section: str, title: str) -> ItemEditor:
    """Begin something by key, and type its title where the keys are."""
    stage.window.choose_section(section)
    stage.window.focus_rows()
    press(Key.Key_N, CONTROL)
    editor = stage.window.desk.panes.editors[section]
    until(lambda: bool(editor.item) and editor.isVisible() and editor.fields["title"].box.hasFocus())
    QTest.keyClicks(QApplication.focusWidget(), title)
    return editor


def kept(stage: Stage, item: str, field: str) -> str:
    values = stage.session.items.show(item).fields.get(field, ())
    return values[0].value if values else ""


def typed(line: QWidget, text: str) -> None:
    line.setFocus()
    QTest.keyClicks(line, text)


def test_a_zone_that_is_being_typed_holds_nothing_back_and_a_name_needs_no_enter(person: Person) -> None:
    amal = alone(person)
    editor = begun(amal, "event", "Seed meeting")
    begins = editor.fields["begins"]
    typed(begins.days.line, "1 Dec 2026")
    begins.whole.click()
    typed(begins.time, "10:30")
    typed(begins.zone, "nai")
    amal.window.desk.panes.flush()
    until(lambda: kept(amal, editor.item, "begins") == "2026-12-01T10:30")
    assert kept(amal, editor.item, "title") == "Seed meeting" and not amal.window.banner.text()
    begins.on_done()
    assert "Choose a time zone from the list." in begins.sign.words.text()
    typed(begins.zone, "robi")
    QTest.keyClick(QApplication.activePopupWidget() or begins.zone, Key.Key_Tab)
    people = editor.fields["people"].finder
    typed(people, "Jea")
    amal.session.items.set(editor.item, {"where": "Kisumu"})
    until(lambda: editor.fields["where"].text() == "Kisumu")
    typed(people, "n")
    amal.window.desk.panes.flush()
    until(lambda: kept(amal, editor.item, "begins") == "2026-12-01T10:30 Africa/Nairobi")
    until(lambda: kept(amal, editor.item, "people") == "Jean")
    assert begins.sign.isHidden()


def test_undo_by_key_takes_back_a_date_and_bold_is_for_one_text(person: Person) -> None:
    amal = alone(person)
    editor = begun(amal, "plan", "Bring the pump")
    due = editor.fields["due"].days.line
    for day, stored in (("5 Dec 2026", "2026-12-05"), ("9 Dec 2026", "2026-12-09")):
        due.setFocus()
        due.selectAll()
        QTest.keyClicks(due, day)
        press(Key.Key_Tab)
        editor.flush()
        until(lambda stored=stored: kept(amal, editor.item, "due") == stored)
    press(Key.Key_Z, CONTROL)
    until(lambda: kept(amal, editor.item, "due") == "2026-12-05" and due.text() == "5 Dec 2026")
    press(Key.Key_Y, CONTROL)
    until(lambda: kept(amal, editor.item, "due") == "2026-12-09" and due.text() == "9 Dec 2026")
    event = begun(amal, "event", "Seed meeting")
    notes = event.fields["notes"].source
    typed(notes, "pump")
    notes.selectAll()
    press(Key.Key_B, CONTROL)
    assert notes.text() == "**pump**" and not event.fields["agenda"].text()


def found(stage: Stage, words: str) -> None:
    """Search by key, and open what stands first."""
    press(Key.Key_K, CONTROL)
    palette = stage.window.findChildren(Palette)[0]
    until(palette.isVisible)
    QTest.keyClicks(palette.line, words)
    until(lambda: any(not row.heading for row in palette.list.rows.rows))
    heard(stage.application.tasks)
    QTest.keyClick(palette.line, Key.Key_Return)


def test_what_is_searched_opens_where_it_is_read_though_its_section_is_off(
    person: Person, tmp_path: Path
) -> None:
    amal = alone(person)
    space, window = amal.window.desk.space, amal.window
    (fund,) = amal.session.items.new(space, "call", {"title": "Seed fund"}).ids
    (topic,) = amal.session.items.new(space, "topic", {"title": "Where?", "body": "Kisumu?"}).ids
    amal.session.board.reply(topic, "Zebra camp")
    file = tmp_path / "Quince map.txt"
    file.write_text("Here.")
    amal.session.attachments.add(fund, file)
    window.focus_rows()
    for words in ("Seed fund", "quince"):
        found(amal, words)
        editor = window.desk.panes.editors["call"]
        until(lambda editor=editor: editor.isVisible() and editor.fields["title"].box.hasFocus())
        assert window.side.list.currentIndex().data() == "Funding"
        window.side.select("note")
        until(lambda: "Funding" not in [row.label for row in window.side.model.rows])
        window.focus_rows()
    found(amal, "Zebra")
    page = window.desk.panes.readers.pages["topic"]
    until(lambda: page.isVisible() and page.item == topic)
    found(amal, "Funding")
    until(lambda: window.section == "call" and window.desk.list.rows.hasFocus())
    window.choose_section("event")
    window.choose_section("home")
    press(Key.Key_N, CONTROL)
    until(lambda: window.section == "note" and window.desk.panes.editors["note"].isVisible())


def news(stage: Stage) -> set[str]:
    return {row.text for row in stage.window.home.list.rows.rows if row.marked}


def strip(stage: Stage) -> AttachmentStrip:
    return stage.window.desk.panes.editors["note"].findChildren(AttachmentStrip)[0]


def pressed(stage: Stage, name: str) -> bool:
    """Press a button of the strip of files, where it is there."""
    there = [
        each for each in strip(stage).findChildren(QPushButton) if each.accessibleName().startswith(name)
    ]
    for each in there:
        each.click()
    return bool(there)


def test_a_large_file_goes_when_one_says_so_and_what_is_read_is_no_news(two: Two, tmp_path: Path) -> None:
    amal, badu, space = two
    note = amal.write_note("Well", "The old pump.")
    large = tmp_path / "report.pdf"
    large.write_bytes(bytes(1_200_000))
    amal.session.attachments.add(note, large)
    (topic,) = amal.session.items.new(space, "topic", {"title": "Where?", "body": "Kisumu?"}).ids
    amal.session.board.reply(topic, "Yes, Kisumu")
    plan = tmp_path / "plan.txt"
    plan.write_text("By boat.")
    amal.session.attachments.add(topic, plan)
    send(amal, badu)
    in_front(badu).choose("home")
    until(lambda: news(badu) == {"Well", "Where?", "Yes, Kisumu"})
    row = next(each for each in badu.window.home.list.rows.rows if each.text == "Yes, Kisumu")
    badu.window.home.chosen.emit(row.goal)
    page = badu.window.desk.panes.readers.pages["topic"]
    until(lambda: page.isVisible() and len(page.views) == 2)
    (files,) = page.findChildren(AttachmentStrip)
    until(lambda: [row.name for row in files.rows] == ["plan.txt"])
    badu.choose("home")
    until(lambda: news(badu) == {"Well"})
    badu.choose("note")
    badu.open_item(note, showing="Well")
    until(lambda: pressed(badu, "Get"))
    until(lambda: "Nobody has sent this file yet." in badu.window.banner.text())
    until(lambda: pressed(amal, "Send"))
    until(lambda: "Others can get this file now." in amal.window.banner.text())
    until(lambda: pressed(badu, "Get"))
    until(lambda: strip(badu).rows[0].present)
