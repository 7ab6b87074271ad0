"""Pictures of bringing things in, tables among them, and of saving them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.dialogs.letters import LettersBox
from desktop.dialogs.mapping import MappingDialog
from desktop.dialogs.transfer import ExportDialog, ImportDialog
from desktop.tour.gallery_security import shown
from desktop.tour.stage import Stage, settle, until
from desktop.views.wishes import Wish
from i18n import tr

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
TABLE = (
    "Name,Company,Country,Languages,Last seen,Note\n"
    "Amina Odhiambo,Water Group,Kenya,English; Swahili,1/2/2026,Speaks first\n"
    "Jean Dupont,Maison des jeunes,Ruritania,French,14/2/2026,\n"
    "منى حسن,بيت الحي,Egypt,Arabic,20/2/2026,\n"
)
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Школа Мост\nORG:Школа Мост\nNOTE:Звонить вечером\nEND:VCARD\n"
LIST = "\n".join(("Имя;Город", "Школа Мост;Томск", ""))


def pages(app: QApplication, stage: Stage, take: Take) -> None:
    with TemporaryDirectory() as folder:
        table = Path(folder) / "address book.csv"
        table.write_text(TABLE, encoding="utf-8")
        _bringing(app, stage, table, take)
        _letters(app, stage, Path(folder), take)
    _saving(app, stage, take)


def _bringing(app: QApplication, stage: Stage, table: Path, take: Take) -> None:
    stage.grant(Wish.BRING_IN)
    settle(SETTLED_S)
    for dialog in shown(app):
        take("bring-in", dialog)
        dialog.close()
    errands = stage.application.errands
    if errands is not None:
        errands.bring_in([table])
    until(lambda: any(isinstance(each, MappingDialog) and each.page is not None for each in shown(app)))
    settle(SETTLED_S)
    for dialog in shown(app):
        if isinstance(dialog, MappingDialog):
            take("table-columns", dialog)
            dialog.go.click()
            _until_checked(dialog)
            settle(SETTLED_S)
            take("table-checked", dialog)
        dialog.close()
    settle()


def _letters(app: QApplication, stage: Stage, folder: Path, take: Take) -> None:
    """Files that do not say what they are written in."""
    card, table = folder / "old phone.vcf", folder / "old list.csv"
    card.write_bytes(CARD.encode("koi8-r"))
    table.write_bytes(LIST.encode("cp1251"))
    stage.grant(Wish.BRING_IN)
    for dialog in shown(app):
        if isinstance(dialog, ImportDialog):
            dialog.bring_in([card])
            until(partial(_is_asked, dialog))
            settle(SETTLED_S)
            take("letters", dialog)
        dialog.close()
    errands = stage.application.errands
    if errands is not None:
        errands.bring_in([table])
    until(lambda: any(map(_is_asked, shown(app))))
    settle(SETTLED_S)
    for dialog in shown(app):
        if _is_asked(dialog):
            take("table-letters", dialog)
        dialog.close()
    settle()


def _is_asked(dialog: QWidget) -> bool:
    return any(each.isVisible() for each in dialog.findChildren(LettersBox))


def _saving(app: QApplication, stage: Stage, take: Take) -> None:
    stage.grant(Wish.TAKE_OUT)
    for dialog in shown(app):
        if isinstance(dialog, ExportDialog):
            dialog.kind.setCurrentIndex(dialog.kind.findData("contact"))
            settle(SETTLED_S)
            take("cards-saving", dialog)
            dialog.kind.setCurrentIndex(dialog.kind.findData("tool"))
            dialog.form.form.setCurrentIndex(dialog.form.form.findData("table.xlsx"))
            settle(SETTLED_S)
            take("table-saving", dialog)
        dialog.close()
    settle()


def _until_checked(dialog: MappingDialog) -> None:
    back = tr("Back to the columns")
    until(lambda: any(each.text() == back for each in dialog.findChildren(QPushButton)))
