"""Pictures of one form of each kind, of the trash with its days, and of finding somebody among many."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.tour.stage import Stage, settle, until
from i18n import tr

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3


def pages(stage: Stage, take: Take) -> None:
    """Write one of each kind, look at it from its top, and drop it."""
    day = stage.session.agenda.today()
    soon, past = day + timedelta(days=6), day - timedelta(days=3)
    budget, draft, printed, shared = tr("Budget"), tr("Draft"), tr("Print"), tr("Share")
    written = {
        "call": {
            "title": tr("Small grants"), "funder": tr("House of gardens"), "deadline": f"{soon}",
            "amount": "15000 EUR", "places": "KE\nTZ", "stage": "writing",
            "milestones": f"[x] {past} {budget}\n[ ] {soon} {draft}",
        },
        "lesson": {
            "title": tr("Listening walks"), "tried": tr("Two walks a week."), "places": "TZ",
            "worked": tr("Elders spoke first."), "not_worked": tr("The hour was too late."),
            "embargo": f"{soon}",
        },
        "plan": {"title": tr("Letter to the office"), "to_whom": tr("School"), "due": f"{past}", "state": ""},
        "tool": {
            "title": tr("Field kit"), "sort": "pack", "languages": "en, sw", "places": "KE/Coast",
            "checklist": f"[x] {past} {printed}\n[ ] {soon} {shared}", "version": "2",
            "tags": "water",
        },
        "contact": {
            "name": "Jean Mukasa", "organisation": "Maison des jeunes", "languages": "fr, sw",
            "names": "public: J. M.\npartners: Jean", "phone": "+254 700 000 000",
        },
    }  # fmt: skip
    for kind, fields in written.items():
        _form(stage, take, kind, fields)
    stage.window.desk.close_item()
    stage.choose("trash")
    until(lambda: stage.window.desk.list.model.rowCount() > 1)
    settle(SETTLED_S)
    take("trash-days", stage.window)
    stage.choose("note")


def _form(stage: Stage, take: Take, kind: str, fields: dict[str, str]) -> None:
    desk = stage.window.desk
    (item,) = stage.session.items.new(desk.space, kind, fields).ids
    stage.window.choose_section(kind)
    settle()
    desk.open_item(item)
    until(lambda: desk.panes.editors[kind].item == item and desk.panes.editors[kind].isVisible())
    settle(SETTLED_S)
    take(f"form-{kind}", stage.window)
    desk.close_item()
    stage.session.items.drop(item)
