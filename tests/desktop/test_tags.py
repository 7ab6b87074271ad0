"""The page of shared tags, and their words where somebody types tags."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.tags import TagsDialog
from desktop.views.tagwords import TagWords
from sync.engine.tags import Word
from tests.desktop.settling import settled

Page = Callable[[], TagsDialog]


@pytest.fixture
def page(opened: Application, qtbot: QtBot) -> TagsDialog:
    tags = opened.session.tags
    tags.kept = [Word("coast", "tag-coast", {"fr": "côte"}), Word("plan", "tag-plan"), Word("tea", count=3)]
    opened.window.desk.list.arranger.tags_page_wanted.emit()
    settled(opened.tasks, qtbot)
    (found,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, TagsDialog) and each.isVisible()
    ]
    qtbot.waitUntil(lambda: bool(found.words))
    return found


def button(page: TagsDialog, name: str) -> QPushButton:
    (found,) = [
        each for each in page.findChildren(QPushButton) if each.accessibleName() == name and each.isVisible()
    ]
    return found


def words(application: Application) -> list[str]:
    return sorted(one.word for one in application.session.tags.kept if one.id)


def test_words_are_added_and_shared(opened: Application, page: TagsDialog, qtbot: QtBot) -> None:
    page.line.setText("water")
    page.add.click()
    settled(opened.tasks, qtbot)
    assert words(opened) == ["coast", "plan", "water"]
    button(page, "Share: tea").click()
    settled(opened.tasks, qtbot)
    assert words(opened) == ["coast", "plan", "tea", "water"]
    page.line.setText("  ")
    page.add.click()
    settled(opened.tasks, qtbot)
    assert len(words(opened)) == 4
    page.close()


def test_a_word_is_translated_and_called_otherwise(
    opened: Application, page: TagsDialog, qtbot: QtBot
) -> None:
    button(page, "Change: coast").click()
    settled(opened.tasks, qtbot)
    assert page.called["fr"].text() == "côte"
    page.called["sw"].setText(" pwani ")
    page.name.setText("shore")
    page.go.click()
    qtbot.waitUntil(lambda: words(opened) == ["plan", "shore"])
    (kept,) = [one for one in opened.session.tags.kept if one.word == "shore"]
    assert kept.translations == {"fr": "côte", "sw": "pwani"}
    settled(opened.tasks, qtbot)
    page.close()


def test_two_words_become_one_or_are_shared_no_longer(
    opened: Application, page: TagsDialog, qtbot: QtBot
) -> None:
    button(page, "Change: plan").click()
    settled(opened.tasks, qtbot)
    assert not page.merge.isEnabled()
    page.into.setCurrentIndex(1)
    page.merge.click()
    qtbot.waitUntil(lambda: opened.session.tags.done == [("merge", "tag-plan", "tag-coast")])
    settled(opened.tasks, qtbot)
    button(page, "Change: coast").click()
    settled(opened.tasks, qtbot)
    page.back.click()
    settled(opened.tasks, qtbot)
    button(page, "Change: coast").click()
    settled(opened.tasks, qtbot)
    page.drop.click()
    settled(opened.tasks, qtbot)
    assert words(opened) == []
    page.close()


def test_words_are_offered_behind_the_last_comma_by_any_name(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    typed: list[str] = []
    line.textEdited.connect(typed.append)
    offered = TagWords(line)
    offered.offer([Word("water", "1", {"fr": "eau"}), Word("coast")])
    line.setText("plan, ea")
    assert offered.splitPath(line.text()) == ["ea"]
    offered.setCompletionPrefix("ea")
    assert offered.completionCount() == 1
    assert offered.pathFromIndex(offered.currentIndex()) == "plan, water"
    line.setText("")
    offered.setCompletionPrefix("COA")
    assert offered.pathFromIndex(offered.currentIndex()) == "coast"
    offered.activated.emit("coast")
    qtbot.waitUntil(lambda: typed == [""])


def test_an_editor_offers_the_words_of_its_space(opened: Application, qtbot: QtBot) -> None:
    opened.session.tags.kept = [Word("coast", "tag-coast")]
    window = opened.window
    editor = window.desk.panes.editors["note"]
    line = editor.fields["tags"].focusProxy()
    assert isinstance(line, QLineEdit) and isinstance(line.completer(), TagWords)
    window.desk.show_section("space-2", "note")
    qtbot.waitUntil(lambda: line.completer().model().stringList() == ["coast"])
