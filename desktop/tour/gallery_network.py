"""Pictures of a network: its organisations, whom they send, and every dialog that is opened there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.dialogs.organisations_ask import promoting, releasing, withdrawing
from desktop.dialogs.organisations_bring import AddOrganisationDialog
from desktop.dialogs.organisations_card import OrganisationPart
from desktop.dialogs.organisations_found import FoundDialog
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.spaces import NewSpaceDialog
from desktop.tour.gallery_security import shown
from desktop.tour.stage import Stage, Stuck, settle, until
from desktop.views.wishes import Wish

Take = Callable[[str, QWidget], None]
Opening = tuple[str, Callable[[], object]]
SETTLED_S = 0.3


def pages(app: QApplication, stage: Stage, take: Take) -> None:
    """Show the organisations of the network that is in the notebook, and what is asked there."""
    before = stage.window.desk.space
    network = next(row for row in stage.session.spaces.all() if row.network)
    stage.open_space(network.id)
    stage.grant(Wish.PEOPLE)
    (sheet,) = shown(app)
    if not isinstance(sheet, PeopleDialog):
        raise Stuck
    _page(app, stage, sheet, take)
    sheet.close()
    settle()
    stage.grant(Wish.NEW_SPACE)
    for dialog in shown(app):
        if isinstance(dialog, NewSpaceDialog):
            dialog.network.setChecked(True)
            settle(SETTLED_S)
            take("network-new", dialog)
        dialog.close()
    stage.open_space(before)


def _page(app: QApplication, stage: Stage, sheet: PeopleDialog, take: Take) -> None:
    sheet.show_page("organisations")
    until(lambda: len(sheet.organisations.shown) > 1)
    settle(SETTLED_S)
    take("network", sheet)
    for name, open_it in _openings(sheet):
        open_it()
        settle(SETTLED_S)
        for dialog in shown(app, sheet):
            take(name, dialog)
            _further(stage, dialog, take)
            dialog.close()
        settle()


def _openings(sheet: PeopleDialog) -> list[Opening]:
    page = sheet.organisations
    ours, theirs = (_part(sheet, mine=mine) for mine in (True, False))
    one = next(each for each in ours.row.people if not each.me)
    return [
        ("network-add", page.show_adding),
        ("network-found", page.show_founding),
        ("network-bring", ours.show_bringing),
        ("network-release", partial(ours.ask, partial(releasing, one=one))),
        ("network-officer", partial(ours.ask, partial(promoting, one=one))),
        ("network-withdraw", partial(ours.ask, withdrawing)),
        ("network-share", ours.show_sharing),
        ("network-remove", theirs.show_removal),
    ]


def _part(sheet: PeopleDialog, *, mine: bool) -> OrganisationPart:
    return next(each for each in sheet.organisations.shown if each.row.mine is mine)


def _further(stage: Stage, dialog: QDialog, take: Take) -> None:
    """Show what a card says before it is added, and once one's own is made."""
    organisations = stage.session.organisations
    own = organisations.own()[0]
    if isinstance(dialog, AddOrganisationDialog):
        dialog.show_card(own.card, organisations.look(own.card))
        settle(SETTLED_S)
        take("network-add-compare", dialog)
    if isinstance(dialog, FoundDialog):
        dialog.again[0].click()
        settle(SETTLED_S)
        take("network-found-card", dialog)
