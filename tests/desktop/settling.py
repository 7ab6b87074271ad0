"""Waiting until a window has heard all answers to what it asked so far."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks
from desktop.tour.stage import heard


def settled(tasks: Tasks, _qtbot: QtBot) -> None:
    heard(tasks)
    QApplication.processEvents()
