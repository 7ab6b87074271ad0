"""An open dialog speaks the new language when that changes, and loses nothing that was chosen in it."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.application.application import Application
from desktop.application.errands import Errands
from desktop.application.opened import Opened, Spot, show
from desktop.dialogs.missing import MissingDialog
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.room import RoomDialog
from desktop.dialogs.services import ServicesDialog
from desktop.dialogs.settings import Carried, SettingsDialog
from desktop.models import preferences
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from desktop.views.wishes import Wish
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.sheet_of_space import button, one
from tests.desktop.stand_in_relays import RelayRow
from tests.desktop.stand_in_rooms import GapRow, Room
from tests.desktop.test_switching import left_over

NO_BUTTON, NO_KEY = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
NO_PHASE = Qt.ScrollPhase.NoScrollPhase


@pytest.fixture
def settings(opened: Application, qtbot: QtBot) -> SettingsDialog:
    opened.errands.grant(Wish.SETTINGS)
    found = one(SettingsDialog)
    qtbot.waitUntil(found.isVisible)
    return found


def choose(dialog: SettingsDialog, code: str) -> None:
    box = dialog.look.language
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def speaks(opened: Application, code: str, qtbot: QtBot) -> SettingsDialog:
    """Wait until the settings are there in another language, and return them."""
    qtbot.waitUntil(lambda: opened.now.language == code)
    settled(opened.tasks, qtbot)
    return one(SettingsDialog)


# ---------------------------------------------------------------- the settings
def test_a_language_is_spoken_when_it_is_chosen_and_all_else_stands_as_it_was(
    opened: Application, settings: SettingsDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    settings.look.name.setText("Amina Odhiambo")
    settings.look.scheme.setCurrentIndex(settings.look.scheme.findData("dark"))
    settings.look.formats.boxes["clock"].setCurrentIndex(2)
    choose(settings, "ar")
    wanted = settings.look.chosen()
    arabic = speaks(opened, "ar", qtbot)
    assert arabic is not settings and arabic.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert not left_over(arabic, "en", "ar") and not left_over(opened.window, "en", "ar")
    assert arabic.pages.current == "look" and arabic.look.name.text() == "Amina Odhiambo"
    assert arabic.look.chosen() == wanted and arabic.focusWidget() is arabic.look.language
    assert opened.now.scheme == "light", "only the language is spoken before it is kept"
    arabic.keep.click()
    settled(opened.tasks, qtbot)
    assert (opened.now.language, opened.now.scheme) == ("ar", "dark")
    kept = preferences.read(session, preferences.Preferences())
    assert kept == opened.now and kept.formats.clock == "12"
    assert session.me.name == "Amina Odhiambo"


def test_who_does_not_keep_the_language_hears_the_one_before(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    before = preferences.Preferences()
    now = replace(before, language="fr")
    dialog = SettingsDialog(now, session, session, tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.resume(Carried("look", "Amina", now, ("Amina", before), "en"))
    heard: list[str] = []
    dialog.spoken.connect(lambda wanted: heard.append(wanted.language))
    choose(dialog, "fr")
    box, there = dialog.look.language, QPointF(9, 9)
    down = QWheelEvent(there, there, QPoint(), QPoint(0, -120), NO_BUTTON, NO_KEY, NO_PHASE, False)
    QApplication.sendEvent(box, down)
    settled(tasks, qtbot)
    assert not heard, "it is spoken already, and whoever scrolls past chooses nothing"
    dialog.reject()
    assert dialog.isVisible() and not heard, "it asks first"
    button(dialog, "Close without keeping").click()
    assert heard == ["en"]
    unlisted = SettingsDialog(replace(before, language="xx"), session, session, tasks)
    qtbot.addWidget(unlisted)
    unlisted.spoken.connect(lambda wanted: heard.append(wanted.language))
    unlisted.show()
    unlisted.reject()
    assert unlisted.isHidden() and heard == ["en"], "nothing was chosen"


# ---------------------------------------------------------------- changed elsewhere, as in another window
@pytest.fixture
def speak(opened: Application, qtbot: QtBot) -> Callable[[str], None]:
    def change(code: str) -> None:
        opened.errands.safe.preferred.emit(replace(opened.now, language=code))
        settled(opened.tasks, qtbot)

    return change


def test_people_and_services_go_on_where_they_were(
    opened: Application, speak: Callable[[str], None], session: stand_in.Session, qtbot: QtBot
) -> None:
    opened.errands.grant(Wish.PEOPLE)
    before = one(PeopleDialog)
    settled(opened.tasks, qtbot)
    before.people.choose("p-jean")
    before.people.finder.words.setText("jea")
    before.show_page("rules")
    settled(opened.tasks, qtbot)
    assert not before.rules.is_changed()
    speak("fr")
    after = one(PeopleDialog)
    assert after is not before and after.parentWidget() is opened.window
    assert after.pages.current == "rules" and not left_over(after, "en", "fr")
    assert after.people.chosen == "p-jean" and after.people.finder.wanted()[0] == "jea"
    after.rules.inviters.setCurrentIndex(1)
    speak("en")
    assert one(PeopleDialog) is after and after.rules.inviters.currentIndex() == 1, "what is chosen waits"
    after.hide()
    session.relays.there = [RelayRow(name * 64, f"https://{name}.example.org#1") for name in "abcd"]
    page = opened.errands.services.show("space-2")
    settled(opened.tasks, qtbot)
    page.list.narrowing.words.setText("c.ex")
    opened.windows.draw(opened.now)
    settled(opened.tasks, qtbot)
    again = one(ServicesDialog)
    assert again.space == "space-2" and len(again.list.shown()) == 1 and not left_over(again, "fr", "en")


def test_what_is_missing_and_a_room_wait_only_while_something_is_chosen(
    opened: Application, speak: Callable[[str], None], session: stand_in.Session, qtbot: QtBot
) -> None:
    session.repairs.missing["space-1"] = [GapRow()]
    lacking = opened.errands.arrivals.show()
    settled(opened.tasks, qtbot)
    lacking.list.choose_all()
    speak("fr")
    assert one(MissingDialog) is lacking, "something is ticked in it"
    lacking.list.choose_none()
    opened.windows.draw(opened.now)
    settled(opened.tasks, qtbot)
    assert one(MissingDialog) is not lacking and not left_over(one(MissingDialog), "en", "fr")
    one(MissingDialog).hide()
    ways = opened.errands.gathering.show()
    settled(opened.tasks, qtbot)
    speak("en")
    assert one(RoomDialog) is ways, "a step is left by whoever stands at it"
    session.rooms.current = Room(is_ours=True)
    ways.reload()
    settled(opened.tasks, qtbot)
    opened.windows.draw(opened.now)
    settled(opened.tasks, qtbot)
    assert one(RoomDialog) is not ways and not left_over(one(RoomDialog), "fr", "en")
    assert session.rooms.current is not None


def test_settings_take_on_what_was_changed_elsewhere_once_nothing_stands_over_them(
    opened: Application, settings: SettingsDialog, speak: Callable[[str], None], qtbot: QtBot
) -> None:
    settings.show_page("sending")
    settings.look.idle.setCurrentIndex(0)
    settings.sending.show_services()
    settled(opened.tasks, qtbot)
    speak("fr")
    assert one(SettingsDialog) is settings
    one(ServicesDialog).reject()
    qtbot.waitUntil(lambda: one(SettingsDialog) is not settings)
    settled(opened.tasks, qtbot)
    after = one(SettingsDialog)
    assert after.pages.current == "sending" and not left_over(after, "en", "fr")
    after.show_page("look")
    assert after.look.language.currentData() == "fr" and after.look.idle.currentIndex() == 0
    after.look.idle.setCurrentIndex(2)
    assert not after.has_unkept(), "the language was changed elsewhere"


def test_a_window_drawn_anew_is_in_its_place_when_it_is_shown(qtbot: QtBot) -> None:
    """A dialog that is made over it in the same moment asks it for the size of the screen."""
    seen: list[QRect] = []

    class Shown(QWidget):
        @override
        def showEvent(self, event: QShowEvent) -> None:
            seen.append(self.geometry())

    window, place = Shown(), QRect(60, 70, 300, 200)
    qtbot.addWidget(window)
    spot = Spot("", "", "", alone=False, geometry=place)
    show(Opened(cast("MainWindow", window), cast("Errands", None)), spot)
    assert seen == [place] and window.geometry() == place
