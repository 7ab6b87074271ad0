"""Pictures of the sheet of a space, page by page, and of what is asked before somebody goes."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.dialogs.laptops import LaptopsPart
from desktop.dialogs.people import PAGES, PeopleDialog
from desktop.dialogs.personcheck import CheckPart
from desktop.dialogs.persondetail import PersonDetail
from desktop.dialogs.rolechange import RemoveDialog
from desktop.models.facade_belonging import MemberRow
from desktop.tour.gallery_security import shown
from desktop.tour.stage import Stage, Stuck, settle
from desktop.views.wishes import Wish
from sync.engine.decisions import DecisionRow
from sync.engine.forum import Decision

Part = TypeVar("Part", bound=QWidget)
Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
WANTED: dict[str, Callable[[MemberRow], bool]] = {
    "organisation": lambda row: row.organisation,
    "inside": lambda row: bool(row.inside),
    "me": lambda row: row.me,
    "checked": lambda row: row.verified == "in-person",
    "held": lambda row: row.held > 0,
    "asking": lambda row: row.state == "invited",
}


def pages(app: QApplication, stage: Stage, take: Take) -> None:
    """Show every page about the open space, several people, and every dialog that is opened there."""
    stage.grant(Wish.PEOPLE)
    (sheet,) = shown(app)
    if isinstance(sheet, PeopleDialog):
        for page in PAGES[1:]:
            sheet.show_page(page)
            settle(SETTLED_S)
            take(f"space-{page}", sheet)
        sheet.show_page(PAGES[0])
        settle(SETTLED_S)
        for name, wanted in WANTED.items():
            _show(sheet, wanted)
            take(f"people-{name}", sheet)
        sheet.people.finder.show()  # as where there are many
        settle(SETTLED_S)
        take("people-finder", sheet)
        sheet.people.finder.hide()
        _dialogs(app, sheet, take)
    sheet.close()
    settle()


def _show(sheet: PeopleDialog, wanted: Callable[[MemberRow], bool]) -> None:
    person = next((row.person for row in sheet.people.model.rows if wanted(row)), "")
    sheet.people.choose(person)
    settle(SETTLED_S)


def _dialogs(app: QApplication, sheet: PeopleDialog, take: Take) -> None:
    opening: tuple[tuple[str, str, Callable[[], object]], ...] = (
        ("person-role", "checked", lambda: _detail(sheet).show_role()),
        ("person-remove", "checked", lambda: _detail(sheet).show_removal()),
        ("person-picture", "checked", lambda: _part(sheet, CheckPart).show_pictures()),
        ("person-hold", "checked", lambda: _hold(_part(sheet, LaptopsPart))),
        ("person-leave", "me", lambda: _detail(sheet).show_leave()),
        ("person-buddies", "me", lambda: _part(sheet, LaptopsPart).show_buddies()),
    )
    for name, who, open_it in opening:
        _show(sheet, WANTED[who])
        open_it()
        settle(SETTLED_S)
        for dialog in shown(app, sheet):
            take(name, dialog)
            if name == "person-remove":
                _asked(dialog, take)
            dialog.close()
        settle()


def _asked(dialog: QDialog, take: Take) -> None:
    """Show what is said while others must still agree."""
    if isinstance(dialog, RemoveDialog):
        row = DecisionRow("", "remove", "Badu", "", ("Amal",), ("Wangari", "Grace"), 2, mine=True)
        settled = (Decision(done=False, agreed=1, needed=2, action=""), [row])
        dialog._on_settled("", "", settled)  # noqa: SLF001 - a picture of its answer
        settle(SETTLED_S)
        take("person-remove-asked", dialog)


def _detail(sheet: PeopleDialog) -> PersonDetail:
    found = sheet.people.detail
    if found is None:
        raise Stuck
    return found


def _part(sheet: PeopleDialog, kind: type[Part]) -> Part:
    found = _detail(sheet).findChild(kind)
    if not isinstance(found, kind):
        raise Stuck
    return found


def _hold(part: LaptopsPart) -> None:
    part.show_hold(part.rows[0])
