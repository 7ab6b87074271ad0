"""The page of a topic: what is new is marked, what one reads stays in its place, nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.models import board as told
from desktop.tasks import Tasks
from desktop.tour import flaws
from desktop.views.board import BoardLook
from desktop.views.board_page import TopicPage
from desktop.views.reading import Readers
from sync.errors import DiskFull
from tests.desktop import access, stand_in
from tests.desktop.settling import settled

DAY_MS = 86_400_000


@dataclass(frozen=True)
class Word:
    id: str
    text: str
    author: str = "Badu"
    checked: str = "call"
    when_ms: int = 1_790_000_000_000
    changed_ms: int = 1_790_000_000_000
    new: bool = False


@dataclass(frozen=True)
class Thread:
    words: tuple[Word, ...]
    id: str = "t"
    space: str = "space-1"
    title: str = "Where <b>to</b> meet?"
    state: str = "open"
    meetings: tuple[tuple[str, str], ...] = field(default=(("m", "Review"),))
    draft: str = ""


@dataclass(frozen=True)
class Item:
    id: str
    kind: str = "topic"


@dataclass(frozen=True)
class TopicRow:
    id: str
    title: str
    state: str = "open"
    replies: int = 0
    new: int = 0
    last_ms: int = 1_790_000_000_000
    last_author: str = "Badu"
    last_checked: str = ""


OPENING = Word("t", "Kisumu or Kisii?", "Amina", "me")


@pytest.fixture
def page(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> TopicPage:
    made = TopicPage(session.board, tasks)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


@pytest.fixture
def show(session: stand_in.Session, tasks: Tasks, page: TopicPage, qtbot: QtBot) -> Callable[[Thread], None]:
    def shown(thread: Thread) -> None:
        session.board.threads[thread.id] = thread
        page.show_item(Item(thread.id))
        settled(tasks, qtbot)

    return shown


def said(page: TopicPage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if not each.isHidden() and each.text()]


def test_what_is_new_is_parted_from_what_is_known(
    page: TopicPage, show: Callable[[Thread], None], session: stand_in.Session
) -> None:
    words = (OPENING, Word("a", "Kisumu"), Word("b", "Kisii", new=True), Word("c", "Yes, Kisii", new=True))
    show(Thread(words))
    assert said(page).count("new") == 2 and said(page).count("New since you last looked") == 1
    assert session.board.seen["t"] == ["t", "a", "b", "c"]
    assert "Where <b>to</b> meet?" in said(page), "nobody's title is markup"
    page.setAccessibleName("A topic")
    assert not [
        *access.nameless(page),
        *access.small(page),
        *access.readable(page),
        *flaws.found(page, page.size()),
    ]


def test_where_all_is_new_nothing_is_parted(page: TopicPage, show: Callable[[Thread], None]) -> None:
    show(Thread((Word("t", "?", new=True), Word("a", "Kisumu", new=True))))
    assert said(page).count("new") == 2 and "New since you last looked" not in said(page)


def test_a_reply_that_comes_while_one_reads_moves_nothing(
    page: TopicPage, show: Callable[[Thread], None], session: stand_in.Session, qtbot: QtBot
) -> None:
    show(Thread((OPENING, Word("a", "Kisumu"))))
    before = list(page.views)
    page.reply.source.setFocus()
    qtbot.keyClicks(page.reply.source, "I th")
    session.board.threads["t"] = Thread((OPENING, Word("a", "Kisumu"), Word("b", "Kisii", new=True)))
    page.on_items_changed(frozenset({"b"}), None)
    qtbot.waitUntil(lambda: len(page.views) == 3)
    assert page.views[:2] == before and page.reply.source.text() == "I th"
    session.board.threads["t"] = Thread((OPENING, Word("a", "Nairobi"), Word("b", "Kisii")))
    page.on_items_changed(frozenset({"a"}), None)
    qtbot.waitUntil(lambda: page.views[1].page.toPlainText().strip() == "Nairobi")
    assert page.reply.source.text() == "I th"
    assert "new" in said(page), "a mark stays while one reads"


def test_half_a_reply_is_held_and_one_that_failed_stays(
    page: TopicPage, show: Callable[[Thread], None], session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    show(Thread((OPENING,), draft="I say"))
    assert page.reply.source.text() == "I say" and page.reply.go.isEnabled()
    qtbot.keyClicks(page.reply.source, "So ")
    page.flush()
    settled(tasks, qtbot)
    assert session.board.held == {"t": "So I say"}

    def refuse(*_what: object, **_who: object) -> None:
        raise DiskFull

    kept, session.board.reply = session.board.reply, refuse
    with qtbot.waitSignal(page.failed):
        page.reply.go.click()
    assert page.reply.source.text() == "So I say" and page.reply.go.isEnabled()
    session.board.reply = kept
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.reply.source.setFocus()
    qtbot.keyClick(page.reply.source, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.board.said == [("t", "So I say")])
    qtbot.waitUntil(lambda: page.reply.source.text() == "")
    assert not page.reply.go.isEnabled()


def test_the_page_forgets_every_word(page: TopicPage, show: Callable[[Thread], None]) -> None:
    show(Thread((OPENING, Word("a", "Kisumu"))))
    page.clear()
    assert not page.views and not any("Kis" in each or "meet" in each for each in said(page))


def test_own_replies_can_be_changed_and_meetings_opened(
    page: TopicPage, show: Callable[[Thread], None]
) -> None:
    later = Word("a", "Kisumu", "Amina", "me", changed_ms=1_790_000_000_000 + DAY_MS)
    show(Thread((OPENING, later, Word("b", "Kisii"))))
    wanted: list[str] = []
    page.item_wanted.connect(wanted.append)
    for name in ("Change this reply", "Meeting: Review"):
        next(each for each in access.shown(page) if access.said(each) == name).click()
    assert wanted == ["a", "m"]
    assert sum("changed" in each for each in said(page)) == 1


def test_a_topic_without_a_word_is_begun_in_its_form(page: TopicPage, session: stand_in.Session) -> None:
    readers = Readers.__new__(Readers)
    readers.pages = {"topic": page}
    empty = session.items.show(next(iter(session.items.new("space-1", "topic", {}).ids)))
    begun = session.items.show(next(iter(session.items.new("space-1", "topic", {"title": "Tea"}).ids)))
    assert Readers.of(readers, empty) is None and Readers.of(readers, begun) is page


def test_topics_stand_under_what_they_are(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> None:
    session.board.rows = [
        TopicRow("1", "Tea", replies=2, new=1),
        TopicRow("2", "Camp", state="closed", last_checked="me"),
    ]
    look = BoardLook(session.board, tasks)
    qtbot.addWidget(look)
    look.show()
    look.show_space("space-1")
    settled(tasks, qtbot)
    rows = [(row.text, row.detail.partition(" · ")[0], row.aside) for row in look.list.rows.rows]
    assert rows == [
        ("Still discussed", "", ""), ("Tea", "2 replies", "1 new"),
        ("Concluded", "", ""), ("Camp", "No reply yet", ""),
    ]  # fmt: skip
    assert "You, " in look.list.rows.rows[3].detail
    chosen: list[str] = []
    look.item_wanted.connect(chosen.append)
    qtbot.keyClick(look.list, Qt.Key.Key_Return)
    assert chosen == ["1"]
    session.board.rows = []
    look.on_items_changed(())
    qtbot.waitUntil(lambda: look.list.rows.rowCount() == 0)
    look.forget()


def test_only_what_follows_is_added() -> None:
    one, two, three = Word("a", "1"), Word("b", "2"), Word("c", "3")
    assert told.added([OPENING, one], [OPENING, one, two]) == [two]
    assert told.added([OPENING, two], [OPENING, one, two, three]) == [three]
    assert told.added([OPENING], [OPENING, one]) is None
    assert told.added([OPENING, one, two], [OPENING, one, three, two]) is None
