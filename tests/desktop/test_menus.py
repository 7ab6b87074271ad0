"""A long menu stays within its screen, and goes on as one scrolls."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import look
from desktop.theme.look import Look
from desktop.theme.menus import Menu


def test_an_open_menu_whose_entries_change_stays_within_the_screen(
    screen: QApplication, qtbot: QtBot
) -> None:
    look.apply(screen, Look("light"))
    owner = QWidget()
    qtbot.addWidget(owner)
    menu = Menu(owner)
    entries = [menu.addAction(f"Tag {number}") for number in range(60)]
    menu.popup(owner.mapToGlobal(owner.rect().topLeft()))
    entries[0].setEnabled(False)
    assert menu.sizeHint().height() > menu.screen().availableSize().height() >= menu.height()
    menu.close()
