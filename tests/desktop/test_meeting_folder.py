"""The folder of a meeting: what names it is listed below its form, opened from there, and begun there."""

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.theme.parts import Choice
from desktop.tour import flaws
from desktop.views.meetingfolder import MeetingFolder
from sync.engine.events import ItemsChanged
from sync.engine.meetings import Belonging
from tests.desktop import access, stand_in
from tests.desktop.settling import settled


def heard(folder: MeetingFolder) -> list[str]:
    plain = str.maketrans("", "", "\u2068\u2069")
    return [
        each.accessibleName().translate(plain)
        for each in folder.findChildren(QPushButton)
        if each.isVisible()
    ]


def test_topics_and_plans_are_listed_opened_and_begun(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window, meetings = opened.window, session.meetings
    window.choose_section("event")
    window.desk.new_item()
    settled(opened.tasks, qtbot)
    editor = window.desk.panes.editors["event"]
    folder = editor.findChild(MeetingFolder)
    assert folder is not None and not folder.nothing.isHidden()
    meetings.folder = [
        Belonging("item-1", "topic", "Where next?", "open", ""), Belonging("x", "plan", "", "", "2026-12-09"),
        Belonging("y", "of a newer release", "R & D", "", "soon"),
    ]  # fmt: skip
    session.events.tell(ItemsChanged(frozenset({"item-1"})))
    qtbot.waitUntil(lambda: len(heard(folder)) == 5)
    assert heard(folder)[:3] == ["New topic", "New plan", "Where next? · Still discussed"]
    assert heard(folder)[3].startswith("Without a title · ") and heard(folder)[4] == "R & D"
    assert not [*access.faults(folder), *flaws.found(folder, folder.size())]
    meeting = editor.item
    folder.add["plan"].click()
    settled(opened.tasks, qtbot)
    made = window.desk.panes.editors["plan"]
    assert window.section == "plan" and session.items.show(made.item).fields["meeting"][0].value == meeting
    meetings.may = False
    window.desk.open_item(meeting)
    settled(opened.tasks, qtbot)
    qtbot.waitUntil(lambda: folder.isVisible() and len(heard(folder)) == 3)
    folder.findChildren(QPushButton)[-1].click()
    editor.clear()
    assert heard(folder) == []


def test_nothing_new_leaves_the_keys_in_the_folder_and_what_has_no_room_is_counted(qtbot: QtBot) -> None:
    folder = MeetingFolder()
    qtbot.addWidget(folder)
    folder.show()
    rows = [Belonging(f"t{number}", "topic", "T", "", "") for number in range(43)]
    folder.show_rows(rows, writable=True)
    before = folder.findChildren(Choice)
    folder.show_rows(list(rows), writable=False)
    assert folder.findChildren(Choice) == before and len(before) == 40
    assert "and 3 more" in {each.text() for each in folder.findChildren(QLabel)}
    folder.show_rows(rows[:1], writable=True)
    assert "and 3 more" not in {each.text() for each in folder.findChildren(QLabel) if not each.isHidden()}
