"""Pictures of what stands before a notebook: the first run, the password words, the example and its tour."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.application.application import Application
from desktop.application.example import Example
from desktop.application.example_tour import Guide
from desktop.application.surroundings import Surroundings
from desktop.dialogs.locks import LocksDialog
from desktop.models.preferences import Preferences
from desktop.tour import gallery_security
from desktop.tour.stage import settle, until
from desktop.views.heldback import HeldBack
from desktop.views.unlock import UnlockView
from desktop.views.wizard import WizardView
from sync.engine import session
from sync.errors import NotebookMissing, WrongPassphrase

Take = Callable[[str, QWidget], None]
Fill = Callable[[QWidget], None]


def pages(app: QApplication, now: Preferences, profile: Path, take: Take, fill: Fill) -> None:
    """Show the gate of nobody's notebook, then that of *profile*, and then the example."""
    with tempfile.TemporaryDirectory() as place:
        begun = _at_the_gate(app, Path(place) / "notebook", now)
        if begun.gate is not None and isinstance(begun.gate.view, WizardView):
            fill(begun.gate.window)
            _first_run(begun.gate.window, begun.gate.view, take)
        begun.end()
    _unlock(app, now, profile, take, fill)
    _example(app, now, take, fill)


def _first_run(window: QWidget, view: WizardView, take: Take) -> None:
    until(lambda: bool(view.password_page.words()))
    for page in range(5):
        take(f"wizard-{page + 1}", window)
        if page < 4:  # noqa: PLR2004 - the last page would make the notebook
            view.turn(1)
    view.turn(-2)
    view.password_page.switch()
    take("wizard-own-words", window)


def _unlock(app: QApplication, now: Preferences, profile: Path, take: Take, fill: Fill) -> None:
    begun = _at_the_gate(app, profile, now)
    if begun.gate is not None and isinstance(begun.gate.view, UnlockView):
        window, view = begun.gate.window, begun.gate.view
        fill(window)
        take("unlock", window)
        view.show_problem(NotebookMissing())
        take("unlock-missing", window)
        view.show_problem(WrongPassphrase())
        take("unlock-wrong", window)
        gallery_security.at_the_gate(window, view, begun.tasks, take)
        dialog = begun.labelling.ask(window)
        settle()
        take("label", dialog)
        dialog.close()
    begun.end()


def _example(app: QApplication, now: Preferences, take: Take, fill: Fill) -> None:
    with tempfile.TemporaryDirectory() as place:
        shown = Example(Path(place))
        begun = Application(app, Surroundings(session, shown.profile, lambda _: None, example=shown), now)
        begun.start()
        if begun.gate is not None:
            fill(begun.gate.window)
            take("example-making", begun.gate.window)
        until(lambda: begun.window is not None and begun.window.desk.list.model.rowCount() > 0)
        window = begun.window
        guide = window.findChild(Guide) if window is not None else None
        if window is not None and guide is not None:
            fill(window)
            _tour(guide, window, take)
        opened = begun.session
        if opened is not None:
            dialog = LocksDialog(opened.settings, begun.tasks, window)
            dialog.open()
            until(dialog.go.isEnabled)
            take("locks", dialog)
            dialog.close()
        held = HeldBack(lambda: None, lambda: None)
        held.show()
        fill(held)
        take("held-back", held)
        held.deleteLater()
        begun.end()
        if opened is not None:
            opened.rhythm.stop()
            opened.close()
        shown.end()


def _tour(guide: Guide, window: QWidget, take: Take) -> None:
    for number in range(guide.steps):
        guide.show_step(number)
        take(f"tour-{number + 1}", window)
    guide.end()
    take("example", window)


def _at_the_gate(app: QApplication, profile: Path, now: Preferences) -> Application:
    begun = Application(app, Surroundings(session, profile, lambda _: None), now)
    begun.start()
    settle()
    return begun
