"""Waiting until a window has heard all answers to what it asked so far."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks

ROUNDS = 3  # an answer may lead to another question


def settled(tasks: Tasks, qtbot: QtBot) -> None:
    """Short work keeps its order: whoever asks last hears last."""
    for _ in range(ROUNDS):
        answered: list[None] = []
        tasks.run(lambda: None, answered.append)
        qtbot.waitUntil(lambda answered=answered: bool(answered))
        QApplication.processEvents()
