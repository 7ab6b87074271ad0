"""The language switches while the program runs: no sentence of the old one is left anywhere."""

from collections.abc import Callable
from functools import cache
from itertools import pairwise

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

import i18n
from desktop.application.application import Application
from desktop.dialogs.settings import PAGES
from i18n import compiled
from tests.desktop import hearing, stand_in
from tests.desktop.settling import settled

ORDER = [code for code in i18n.OWN_NAMES if code in i18n.languages()]
ROUND = list(pairwise([*ORDER, ORDER[0]]))
A_SPACE = "My own notes"  # named in one language by whoever began it


@cache
def sentences(code: str) -> frozenset[str]:
    said = compiled.read(i18n.CATALOGUES / f"{code}.mo").said.values()
    return frozenset(form for forms in said for form in forms if "{" not in form)


def left_over(window: QWidget, old: str, new: str) -> set[str]:
    gone = sentences(old) - sentences(new) - {A_SPACE}
    return {text for text in hearing.heard(window) if text in gone}


def dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def choose(application: Application, code: str) -> None:
    assert application.errands is not None
    dialog = application.errands.safe.show_settings(application.now)
    box = dialog.look.language
    box.setCurrentIndex(box.findData(code))
    dialog.keep.click()


def test_every_language_in_turn_with_everything_open(opened: Application, qtbot: QtBot) -> None:
    opened.errands.window_requested.emit()
    for old, new in ROUND:
        qtbot.waitUntil(lambda: bool(opened.errands._spaces))
        opened.window.desk.open_item("item-5")
        choose(opened, new)
        qtbot.waitUntil(lambda new=new: opened.now.language == new and not dialogs())
        assert i18n.language() == new and QLocale().language() == QLocale(new).language()
        opened.window.side.select("note")
        settings = opened.errands.safe.show_settings(opened.now)
        for page in PAGES:
            settings.show_page(page)
        shown = [settings, *(each.window for each in opened.windows.every)]
        assert len(shown) == 3
        settled(opened.tasks, qtbot)
        assert not [found for each in shown if (found := left_over(each, old, new))]
        settings.close()
        assert (opened.window.layoutDirection().name == "RightToLeft") == (new == "ar")


@pytest.mark.parametrize("words", [None, "right words"], ids=["first run", "password words"])
def test_the_gate_too(launch: Callable[..., Application], qtbot: QtBot, words: str | None) -> None:
    begun = launch(stand_in.Door(words=words) if words else stand_in.Door())
    for old, new in ROUND:
        begun.gate.language_chosen.emit(new)
        settled(begun.tasks, qtbot)
        assert not left_over(begun.gate.window, old, new)
        assert i18n.language() == new


def test_the_test_finds_what_it_looks_for(opened: Application) -> None:
    assert len(left_over(opened.window, "en", "fr")) > 10
