"""Dialogs that speak another language at once: made anew where they stood, with what was chosen in them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from desktop.application import redrawing
from desktop.application.opened import Opened
from desktop.dialogs.missing import MissingDialog
from desktop.dialogs.narrowing import Narrowing, Wanted
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.personcheck import CheckPart
from desktop.dialogs.room import RoomDialog
from desktop.dialogs.services import ServicesDialog
from desktop.dialogs.settings import SettingsDialog
from desktop.dialogs.sheet import Sheet
from desktop.models.preferences import Preferences

Again = Callable[[Opened, Preferences], QDialog]
"""Opens the same over a window drawn anew."""


def kept(opened: Opened) -> Again | None:
    """Return how to show what is open over a window in the words of now; or nothing, and it stays as it is.

    It stays where something is typed, chosen, said or under way in it, or where another stands over it.
    """
    there = redrawing.dialogs(opened.window)
    if len(there) != 1 or opened.words == redrawing.words_now():
        return None
    dialog = there[0]
    made = _MADE.get(type(dialog))
    again = made(dialog) if made is not None and dialog.isEnabled() else None
    return None if again is None else partial(_look_again, again, dialog.pos(), _looked_for(dialog))


def _look_again(
    again: Again, place: QPoint, wanted: list[Wanted], opened: Opened, now: Preferences
) -> QDialog:
    """Open it in its place, and go on looking for what was looked for."""
    dialog = again(opened, now)
    dialog.move(place)
    if isinstance(dialog, Sheet):
        dialog.fit_soon()  # a window that is just there may not know its screen yet
    found = dialog.findChildren(Narrowing)
    if len(found) == len(wanted):
        for narrowing, each in zip(found, wanted, strict=True):
            narrowing.begin_as(each)
            narrowing.changed.emit()
    return dialog


def _looked_for(dialog: QDialog) -> list[Wanted]:
    return [each.wanted() for each in dialog.findChildren(Narrowing)]


def _is_at_rest(dialog: Sheet) -> bool:
    """Say whether nothing is lost when it is closed: nothing is typed or ticked, and nothing just said."""
    return not (dialog.banner.text() or dialog.has_unkept() or any(map(_is_filled, _parts(dialog))))


def _parts(dialog: QWidget) -> list[QWidget]:
    looking = {id(line) for each in dialog.findChildren(Narrowing) for line in each.findChildren(QLineEdit)}
    return [each for each in dialog.findChildren(QWidget) if id(each) not in looking]


def _is_filled(part: QWidget) -> bool:
    if isinstance(part, QLineEdit):
        return bool(part.text())
    if isinstance(part, QPlainTextEdit):
        return bool(part.toPlainText())
    return isinstance(part, QCheckBox) and part.isChecked()


# ---------------------------------------------------------------- each in its way
def _settings(old: SettingsDialog) -> Again:
    """The language is chosen here: whatever else was chosen goes along."""
    carried = old.carried()

    def again(opened: Opened, now: Preferences) -> QDialog:
        dialog = opened.errands.safe.show_settings(now, carried.page)
        dialog.resume(carried)
        return dialog

    return again


def _people(old: PeopleDialog) -> Again | None:
    ways = [box for part in old.findChildren(CheckPart) for box in part.findChildren(QComboBox)]
    if not _is_at_rest(old) or old.rules.is_changed() or any(box.currentIndex() > 0 for box in ways):
        return None
    row, page, person = old.row, old.pages.current, old.people.chosen
    return lambda opened, _now: opened.errands.company.show(row, page, person)


def _services(old: ServicesDialog) -> Again | None:
    space = old.space
    return (lambda opened, _now: opened.errands.services.show(space)) if _is_at_rest(old) else None


def _missing(old: MissingDialog) -> Again | None:
    return (lambda opened, _now: opened.errands.arrivals.show()) if _is_at_rest(old) else None


def _room(old: RoomDialog) -> Again | None:
    """Only inside: before that there is a step that somebody stands at."""
    if old.inside is None or not _is_at_rest(old):
        return None
    return lambda opened, _now: opened.errands.gathering.show()


_MADE: Mapping[type, Callable[[Any], Again | None]] = {
    SettingsDialog: _settings, PeopleDialog: _people, ServicesDialog: _services,
    MissingDialog: _missing, RoomDialog: _room,
}  # fmt: skip
