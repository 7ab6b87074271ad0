"""Waiting until a window has heard all answers to what it asked so far."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks
from desktop.tour.stage import QUESTIONS


def settled(tasks: Tasks, qtbot: QtBot) -> None:
    """Short work keeps its order: whoever asks last hears last.

    The event loop of a qtbot also lets go of what is to be deleted later, as the program's does.
    """
    for _ in range(QUESTIONS):
        answered: list[None] = []
        tasks.run(lambda: None, answered.append)
        qtbot.waitUntil(lambda answered=answered: bool(answered))
        QApplication.processEvents()
