"""Two people talk on a board in their own windows; each is shown what is new to them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.dialogs.past import PastSheet
from desktop.tour import flaws
from desktop.tour.stage import Stage, heard, settle, until
from desktop.views import board_page
from desktop.views.board import BoardLook
from desktop.views.board_page import TopicPage
from tests.desktop import access
from tests.desktop.real.hands import dialog, send

Two = tuple[Stage, Stage, str]


def look(stage: Stage) -> BoardLook:
    stage.window.choose_section("topic")
    shown = stage.window.desk.looks.look
    assert isinstance(shown, BoardLook)
    return shown


def page(stage: Stage) -> TopicPage:
    found = stage.window.desk.panes.readers.pages["topic"]
    assert isinstance(found, TopicPage)
    return found


def listed(stage: Stage) -> list[tuple[str, str, str]]:
    rows = look(stage).list.rows
    return [(row.text, row.detail.partition(" · ")[0], row.aside) for row in rows.rows if not row.heading]


def read(stage: Stage) -> list[str]:
    return [view.page.toPlainText().strip() for view in page(stage).views]


def begin(stage: Stage, title: str, text: str) -> str:
    """Begin a topic as hands do: with the button for new things, in a form."""
    look(stage)
    stage.window.desk.new_item()
    editor = stage.window.desk.panes.editors["topic"]
    until(lambda: editor.isVisible() and bool(editor.item))
    QTest.keyClicks(editor.fields["title"].box, title)
    QTest.keyClicks(editor.fields["body"].source, text)
    editor.flush()
    until(lambda: bool(stage.session.items.show(editor.item).fields.get("body")))
    return editor.item


def answer(stage: Stage, topic: str, text: str) -> None:
    """Open a topic from the list by key, write below it, and give the reply by key."""
    until(lambda: look(stage).list.rows.rowCount() > 0)
    stage.window.desk.looks.take_focus()
    QTest.keyClick(look(stage).list, Qt.Key.Key_Return)
    until(lambda: page(stage).isVisible() and page(stage).item == topic and bool(page(stage).views))
    stage.window.activateWindow()
    until(stage.window.isActiveWindow)
    before = len(page(stage).views)
    page(stage).reply.source.setFocus()
    QTest.keyClicks(page(stage).reply.source, text)
    QTest.keyClick(page(stage).reply.source, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: len(page(stage).views) == before + 1)


def said(part: QWidget) -> list[str]:
    return [each.text() for each in access.shown(part) if isinstance(each, QLabel)]


def press(part: QWidget, name: str) -> None:
    next(each for each in part.findChildren(QAbstractButton) if each.accessibleName() == name).click()


def test_two_people_talk_and_weeks_later_all_of_it_reads_in_order(two: Two) -> None:
    amal, badu, _ = two
    topic = begin(amal, "Where to meet?", "Kisumu or Kisii?")
    answer(amal, topic, "I say Kisumu.")
    assert read(amal) == ["Kisumu or Kisii?", "I say Kisumu."]
    assert page(amal).reply.source.text() == ""
    send(amal, badu)
    look(badu)
    until(lambda: listed(badu) == [("Where to meet?", "1 reply", "2 new")])
    answer(badu, topic, "Kisii!")
    until(lambda: listed(badu) == [("Where to meet?", "2 replies", "")])
    send(badu, amal)
    until(lambda: read(amal)[-1] == "Kisii!")
    last = page(amal).views[-1]
    heard(amal.application.tasks)
    assert "new" in said(last)
    assert "New since you last looked" in [
        each.text() for each in access.shown(page(amal)) if hasattr(each, "text")
    ]
    assert last.page.accessibleName().endswith(": Kisii!") and "Badu" in last.page.accessibleName()
    amal.window.desk.close_item()
    until(lambda: listed(amal) == [("Where to meet?", "2 replies", "")])


def test_a_reply_that_was_begun_is_there_when_one_comes_back(
    person: Callable[[str], Stage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_page, "FIRST_SHOWN", 3)
    amal = person("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.open_space(space)
    (meeting,) = amal.session.items.new(space, "event", {"title": "Review"}).ids
    fields = {"title": "Agenda", "body": "What first?", "meeting": meeting, "state": "open"}
    (topic,) = amal.session.items.new(space, "topic", fields).ids
    for number in range(8):
        amal.session.board.reply(topic, f"Word {number}")
    until(lambda: bool(listed(amal)))
    amal.window.desk.open_item(topic)
    until(lambda: len(page(amal).views) == 4)
    QTest.keyClicks(page(amal).reply.source, "I think th")
    amal.window.desk.close_item()
    assert page(amal).reply.source.text() == "" and not page(amal).views
    amal.window.desk.open_item(topic)
    until(lambda: page(amal).reply.source.text() == "I think th")
    heard(amal.application.tasks)
    settle()
    assert not [*access.faults(page(amal)), *flaws.found(page(amal), page(amal).size())]
    press(page(amal), "Show 5 earlier replies")
    until(lambda: len(page(amal).views) == 7)
    settle()
    press(page(amal), "Meeting: Review")
    until(amal.window.desk.panes.editors["event"].isVisible)
    amal.window.desk.open_item(topic)
    until(page(amal).isVisible)
    press(page(amal), "History")
    dialog(PastSheet).reject()
    page(amal).edit.click()
    until(amal.window.desk.panes.editors["topic"].isVisible)
