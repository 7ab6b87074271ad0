"""A real window on a real notebook, opened through the gate like anybody's, and driven without a person."""

import math
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.application.application import Application
from desktop.application.homepage import HomePage
from desktop.application.surroundings import Surroundings
from desktop.models.preferences import Preferences
from desktop.tasks import Tasks
from desktop.views.field_framed import Framed
from desktop.views.unlock import UnlockView
from desktop.views.window import MainWindow
from sync.engine import session
from sync.engine.session import Session

WORDS = "lamp river seven mango table window"
PATIENCE = 120.0  # seconds, for a machine that has much else to do
SLICE_MS = 20
QUESTIONS = 3  # an answer may lead to another question
TURN = QEventLoop.ProcessEventsFlag


class Stuck(Exception):
    """Something that was to happen did not."""


def until(ready: Callable[[], bool]) -> None:
    """Let Qt work until *ready*. Raises Stuck when that takes too long."""
    ends = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > ends:
            raise Stuck
        _turn(SLICE_MS)


def settle(seconds: float = 0.06) -> None:
    """Let everything that waits in Qt be done and drawn."""
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 0:
        _turn(min(SLICE_MS, math.ceil(left * 1_000)))


def heard(tasks: Tasks) -> None:
    """Let windows hear all answers to what they asked so far: short work keeps its order.

    Who is closed answers nothing any more.
    """
    answered: list[None] = []
    while len(answered) < QUESTIONS and not tasks.is_closed:
        before = len(answered)
        tasks.run(lambda: None, answered.append)
        until(lambda: len(answered) > before or tasks.is_closed)  # noqa: B023 - it is asked at once


def _turn(most_ms: int) -> None:
    """Let Qt do what waits; where nothing does, leave the processor to the notebook's own thread."""
    wake = QTimer()
    wake.setSingleShot(True)
    wake.start(most_ms)
    QCoreApplication.processEvents(TURN.AllEvents | TURN.WaitForMoreEvents)
    QCoreApplication.processEvents(TURN.AllEvents, most_ms)


def below(button: QWidget) -> QPoint:
    """Return where a menu opens below *button*."""
    leftward = button.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return button.mapToGlobal(QPoint(button.width() if leftward else 0, button.height()))


class Stage:
    """One person's window; *profile* holds a notebook whose password words are WORDS."""

    def __init__(self, app: QApplication, profile: Path, now: Preferences) -> None:
        self.app = app
        self.application = Application(app, Surroundings(session, profile, lambda _: None), now)
        self.application.start()
        gate = self.application.gate
        if gate is None or not isinstance(gate.view, UnlockView):
            raise Stuck
        gate.view.opening.emit(WORDS)
        until(lambda: self.application.window is not None)

    @property
    def window(self) -> MainWindow:
        if self.application.window is None:
            raise Stuck
        return self.application.window

    @property
    def session(self) -> Session:
        opened = self.application.session
        if not isinstance(opened, Session):
            raise Stuck
        return opened

    def grant(self, wish: str) -> None:
        if self.application.errands is not None:
            self.application.errands.grant(wish)
        heard(self.application.tasks)
        settle()

    def open_space(self, space: str) -> None:
        errands = self.application.errands
        if errands is not None:
            errands.open_first(space)
        until(lambda: self.window.desk.space == space)

    def choose(self, section: str) -> None:
        self.window.side.select(section)
        heard(self.application.tasks)
        settle()

    def write_note(self, title: str, body: str) -> str:
        """Write a note as typing does, and wait until it is kept; return its id."""
        desk = self.window.desk
        before = desk.panes.editors["note"].item
        desk.new_item()
        editor = desk.panes.editors["note"]
        until(lambda: editor.item not in ("", before) and editor.isVisible())
        for name, text in (("title", title), ("body", body)):
            editor.fields[name].set_text(text)
            editor.autosave.type(name, text)
        editor.flush()
        until(lambda: self.session.items.show(editor.item).title == title)
        return editor.item

    def type(self, item: str, field: str, text: str) -> None:
        """Change a field of the open item as typing does, and wait until it is kept."""
        editor = next(each for each in self.window.desk.panes.editors.values() if each.item == item)
        editor.fields[field].set_text(text)
        editor.autosave.type(field, text)
        editor.flush()
        until(lambda: self._holds(item, field, text))

    def shown(self, item: str, field: str) -> str:
        """Return what the window shows of a field of the open item."""
        editor = next(each for each in self.window.desk.panes.editors.values() if each.item == item)
        return editor.fields[field].text()

    def _holds(self, item: str, field: str, text: str) -> bool:
        held = self.session.items.show(item).fields.get(field, ())
        return any(value.value == text for value in held)

    def open_item(self, item: str, *, showing: str) -> None:
        """Open an item and wait until its title field says *showing*."""
        self.window.desk.list.select(item)
        self.window.desk.open_item(item)
        until(lambda: showing in {field.text() for field in self._fields()})
        heard(self.application.tasks)
        settle()

    def _fields(self) -> list[Framed]:
        return [
            field for editor in self.window.desk.panes.editors.values() for field in editor.fields.values()
        ]

    def picture(self, path: Path, width: int = 1200, height: int = 760) -> None:
        self.window.resize(width, height)
        settle()
        self.window.grab().save(str(path))

    def close(self) -> None:
        opened = self.application.session
        self.application.end()
        if opened is not None:  # else it was locked
            opened.close()
        settle()


def show_home(stage: Stage) -> None:
    """Show the first page with all that has changed until now."""
    stage.choose("home")
    page = stage.window.findChild(HomePage)
    until(lambda: page is not None and page.is_current)
    settle()
