"""Pictures of a space that has its own words, of choosing them, and of careful words before things leave."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.careful import CarefulDialog
from desktop.dialogs.network_words import NetworkWordsDialog
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.transfer import ExportDialog
from desktop.tour.gallery_security import shown
from desktop.tour.stage import Stage, settle, until
from desktop.views.wishes import Wish
from i18n import wordsets

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3


def pages(app: QApplication, stage: Stage, take: Take) -> None:
    words, space = stage.session.wording, stage.window.desk.space
    words.replace(space, wordsets.in_every_language(wordsets.DIALOGUE))
    until(lambda: bool(stage.window.wording.own))
    stage.choose("contact")
    settle(SETTLED_S)
    take("words-window", stage.window)
    stage.choose("note")
    _choosing(app, stage, take)
    _leaving(app, stage, space, take)
    words.replace(space, {})
    words.set_careful(space, ())
    until(lambda: not stage.window.wording.own)


def _choosing(app: QApplication, stage: Stage, take: Take) -> None:
    stage.grant(Wish.PEOPLE)
    for sheet in shown(app):
        if isinstance(sheet, PeopleDialog):
            sheet.show_words()
            for dialog in shown(app, sheet):
                if isinstance(dialog, NetworkWordsDialog):
                    _pages(dialog, take)
                dialog.close()
        sheet.close()
    settle()


def _pages(dialog: NetworkWordsDialog, take: Take) -> None:
    until(lambda: dialog.known is not None)
    settle(SETTLED_S)
    take("words", dialog)
    dialog.form.go_to("ar", "kind.contact.empty")
    settle(SETTLED_S)
    take("words-sentences", dialog)
    dialog.pages.turn("careful")
    settle(SETTLED_S)
    take("words-careful", dialog)


def _leaving(app: QApplication, stage: Stage, space: str, take: Take) -> None:
    titles = [row.title.split()[0] for row in stage.session.items.rows(space, "note")[:2] if row.title]
    stage.session.wording.set_careful(space, titles)
    stage.grant(Wish.TAKE_OUT)
    for export in shown(app):
        if isinstance(export, ExportDialog):
            _asked(export, take)
        export.close()
    settle()


def _asked(export: ExportDialog, take: Take) -> None:
    export.save.click()
    until(lambda: bool(export.findChildren(CarefulDialog)))
    settle(SETTLED_S)
    for dialog in export.findChildren(CarefulDialog):
        take("words-leaving", dialog)
        dialog.close()
