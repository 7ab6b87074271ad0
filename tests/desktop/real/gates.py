"""Notebooks opened through the gate, and sheets that are entered as a person would."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.application.application import Application
from desktop.application.cures import EngineCures
from desktop.application.surroundings import Surroundings
from desktop.dialogs.flow import Flow
from desktop.dialogs.newwords import NewWords
from desktop.dialogs.sheets_enter import EnterSheets
from desktop.models.facade import Progress, Stopped
from desktop.models.preferences import Preferences
from desktop.theme import parts
from desktop.tour.stage import Stuck, until
from desktop.views.unlock import UnlockView
from sync.engine import session
from sync.engine.restoring import Backup
from sync.engine.session import Session

NOW = Preferences(scheme="light")


class QuickCures(EngineCures):
    """What is brought back is as quick to open as the other notebooks of a trial."""

    def restore(
        self, backup: Path, given: Sequence[str], profile: Path, new_words: str,
        progress: Progress | None, cancelled: Stopped | None,
    ) -> Session:  # fmt: skip
        quick = session.quick_cost()
        return Backup(backup, given).restore(
            profile, new_words, cost=quick, progress=progress, cancelled=cancelled
        )


class Gate:
    """Somebody in front of the gate of *profile*; it ends with the process being replaced."""

    def __init__(self, app: QApplication, profile: Path) -> None:
        self.left: list[Preferences] = []
        around = Surroundings(session, profile, self.left.append, cures=QuickCures())
        self.application = Application(app, around, NOW)
        self.application.start()

    @property
    def view(self) -> QWidget:
        gate = self.application.gate
        if gate is None or gate.view is None:
            raise Stuck
        return gate.view

    @property
    def session(self) -> Session:
        until(lambda: self.application.window is not None)
        opened = self.application.session
        assert isinstance(opened, Session)
        return opened

    def unlock(self, words: str) -> Session:
        assert isinstance(self.view, UnlockView)
        self.view.opening.emit(words)
        return self.session

    def is_refused(self, words: str) -> bool:
        """Type words that open nothing, and hear so."""
        view = self.view
        assert isinstance(view, UnlockView)
        view.opening.emit(words)
        until(lambda: bool(view.banner.text()) or self.application.window is not None)
        return self.application.window is None

    def close(self) -> None:
        opened = self.application.session
        self.application.end()
        if opened is not None:
            opened.close()


def labels(dialog: QWidget) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def says(dialog: QWidget, part: str) -> Callable[[], bool]:
    return lambda: part in labels(dialog)


def press(flow: Flow, text: str) -> None:
    """Press the large button that begins with *text*."""
    (found,) = [
        each for each in flow.findChildren(parts.Choice)
        if each.isVisible() and each.accessibleName().startswith(text)
    ]  # fmt: skip
    found.click()


def enter(sheets: EnterSheets, texts: Sequence[str]) -> None:
    """Type one sheet after the other."""
    for number, text in enumerate(texts, 1):
        sheets.typed.setPlainText(text)
        sheets.add.click()
        until(lambda wanted=number: len(sheets.texts()) == wanted)


def new_words(asked: NewWords) -> str:
    """Take the words that are offered, and return them."""
    until(lambda: bool(asked.words()))
    asked.again.setText(asked.words())
    assert asked.is_ready()
    return asked.words()
