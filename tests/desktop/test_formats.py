"""How dates, times and digits are written is chosen in Settings, kept in the notebook, and holds at once."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

import i18n
from desktop.application.application import Application
from desktop.dialogs.formats import FormatsBox
from desktop.dialogs.settings import SettingsDialog
from desktop.models import preferences
from desktop.models.preferences import Preferences
from i18n import formats
from i18n.speaking import CHOICES, Formats
from tests.desktop import stand_in

AFTERNOON = datetime(2026, 11, 21, 17, 5, tzinfo=UTC)
OWN = Formats("year-month-day", "latin", "12", "saturday")


def settings(application: Application) -> SettingsDialog:
    assert application.errands is not None
    return application.errands.safe.show_settings(application.now)


def test_what_is_chosen_holds_at_once_and_is_there_again(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    dialog = settings(opened)
    for name, box in dialog.look.formats.boxes.items():
        box.setCurrentIndex(box.findData(getattr(OWN, name)))
    assert dialog.look.formats.example.text().startswith("For example: 20")
    assert formats.time_of(AFTERNOON) == "17:05"
    dialog.keep.click()
    qtbot.waitUntil(lambda: session.settings.get("format-week") == "saturday")
    assert opened.now.formats == OWN == preferences.read(session, Preferences()).formats
    assert formats.time_of(AFTERNOON).startswith("5:05") and formats.first_weekday() == 5
    assert settings(opened).look.formats.chosen() == OWN


def test_what_cannot_be_read_is_left_to_the_language(session: stand_in.Session) -> None:
    for name in CHOICES:
        session.settings.put(f"format-{name}", "%Y'); --")
    assert preferences.read(session, Preferences()).formats == Formats()


def test_digits_are_asked_of_where_there_are_two_kinds(screen: object) -> None:
    def asked(code: str) -> list[str]:
        i18n.set_language(code)
        box = FormatsBox(Formats())
        return [each.accessibleName() for each in box.findChildren(QComboBox) if not each.isHidden()
                and not each.parentWidget().isHidden()]  # fmt: skip

    assert screen is not None
    try:
        assert len(asked("fr")) == 3
        assert len(asked("ar")) == 4
    finally:
        i18n.set_language("en")


@pytest.mark.parametrize(("digits", "zero"), [("latin", "0"), ("arabic-indic", "\u0660"), ("language", "0")])
def test_what_qt_writes_has_the_same_digits(opened: Application, digits: str, zero: str) -> None:
    opened._speech.apply(Preferences("ar", formats=Formats(digits=digits)))
    try:
        assert QLocale().zeroDigit() == zero == formats.number(0)
    finally:
        opened._speech.apply(Preferences("en"))
