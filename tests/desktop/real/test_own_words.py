"""Two windows on two notebooks: what an organiser calls things, everybody in the space reads there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.dialogs.careful import CarefulDialog
from desktop.dialogs.network_words import NetworkWordsDialog
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.transfer import ExportDialog
from desktop.tour.stage import Stage, until
from desktop.views.wishes import Wish
from tests.desktop.real.hands import ask, dialog, send, words


def sections(stage: Stage) -> list[str]:
    return [row.label for row in stage.window.side.model.rows]


def opened_words(stage: Stage) -> NetworkWordsDialog:
    sheet = ask(stage, Wish.PEOPLE, PeopleDialog)
    sheet.show_page("rules")
    sheet.rules.words.click()
    found = dialog(NetworkWordsDialog)
    until(lambda: found.known is not None)
    return found


def closed(found: NetworkWordsDialog) -> None:
    found.reject()
    dialog(PeopleDialog).reject()


def test_what_an_organiser_keeps_a_member_reads_after_sending(two: tuple[Stage, Stage, str]) -> None:
    amal, badu, space = two
    choosing = opened_words(amal)
    choosing.sets.setCurrentIndex(choosing.sets.findData("community-programmes"))
    choosing.use.click()
    choosing.careful.setPlainText("border")
    choosing.keep.click()
    until(lambda: "Field notes" in sections(amal))
    closed(choosing)
    assert "Field notes" not in sections(badu)
    send(amal, badu)
    until(lambda: "Field notes" in sections(badu) and "Participants" in sections(badu))
    looking = opened_words(badu)
    assert not looking.keep.isVisible() and looking.careful.toPlainText() == "border"
    closed(looking)
    badu.session.items.new(space, "note", {"title": "Plan", "body": "Across the Border"})
    _asked_before_leaving(badu)
    own = badu.session.spaces.new("Mine alone").id
    badu.open_space(own)
    assert "Field notes" not in sections(badu)


def _asked_before_leaving(stage: Stage) -> None:
    export = ask(stage, Wish.TAKE_OUT, ExportDialog)
    export.save.click()
    asked = dialog(CarefulDialog)
    assert "border" in words(asked) and "Plan" in words(asked)
    asked.back.click()
    export.reject()


def test_words_that_are_not_kept_yet_are_not_lost_by_esc(two: tuple[Stage, Stage, str], qtbot: QtBot) -> None:
    amal, _, _ = two
    choosing = opened_words(amal)
    choosing.careful.setPlainText("border")
    for _ in range(2):
        qtbot.keyClick(choosing, Qt.Key.Key_Escape)
        assert choosing.isVisible() and choosing.careful.toPlainText() == "border"
    leave = choosing.banner.findChildren(QPushButton)[-1]
    until(leave.isVisible)
    leave.click()
    until(
        lambda: not [each for each in QApplication.topLevelWidgets() if isinstance(each, NetworkWordsDialog)]
    )
    dialog(PeopleDialog).reject()
