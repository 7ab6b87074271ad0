"""What hands do at two windows."""

from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QLabel

from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.rolechange import RoleDialog
from desktop.tour.stage import Stage, settle, until
from desktop.views.wishes import Wish
from sync.engine.events import DeliveryChanged, Event

Dialog = TypeVar("Dialog", bound=QDialog)


def dialog(kind: type[Dialog]) -> Dialog:
    """Return the open dialog of this kind."""
    found: list[Dialog] = []

    def is_there() -> bool:
        found[:] = [
            each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()
        ]
        return bool(found)

    until(is_there)
    return found[0]


def ask(stage: Stage, wish: Wish, kind: type[Dialog]) -> Dialog:
    stage.grant(wish)
    return dialog(kind)


def send(*stages: Stage) -> None:
    """Press "Send and receive" in one window after the other."""
    for stage in stages:
        heard: list[Event] = []
        leave = stage.session.events.subscribe(heard.append)
        until(stage.window.status.send.isEnabled)
        stage.window.status.send.click()
        until(partial(_is_through, heard))
        leave()
        settle()


def _is_through(heard: list[Event]) -> bool:
    return any(isinstance(each, DeliveryChanged) and each.state.name != "sending" for each in tuple(heard))


def share(amal: Stage, badu: Stage, address: str) -> str:
    """Share a space of Amal's with Badu, and open it in both windows."""
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, address)
    badu.session.invitations.join_qr(amal.session.invitations.qr_text(space))
    amal.session.invitations.admit(space)
    badu.session.delivery.sync()
    for each in (amal, badu):
        each.open_space(space)
    return space


def titles(stage: Stage) -> set[str]:
    model = stage.window.desk.list.model
    return {str(model.index(row).data()) for row in range(model.rowCount())}


def words(window: QDialog) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def opened(stage: Stage, person: str) -> PeopleDialog:
    """Open the sheet of the space, and choose somebody in it."""
    sheet = ask(stage, Wish.PEOPLE, PeopleDialog)
    until(lambda: sheet.people.model.index_of(person).isValid())
    sheet.people.choose(person)
    return sheet


def promote(stage: Stage, person: str) -> None:
    sheet = opened(stage, person)
    sheet.people.detail.show_role()
    change = dialog(RoleDialog)
    change.role.setCurrentIndex(change.role.findData("steward"))
    change.go.click()
    until(lambda: "is now: Organiser" in words(change) or "have agreed" in words(change))
    change.reject()
    sheet.reject()
