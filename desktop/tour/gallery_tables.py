"""Pictures of bringing things in, tables among them, and of saving them."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.mapping import MappingDialog
from desktop.dialogs.transfer import ExportDialog
from desktop.tour.gallery_security import shown
from desktop.tour.stage import Stage, settle, until
from desktop.views.wishes import Wish

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
TABLE = (
    "Name,Company,Country,Languages,Last seen,Note\n"
    "Amina Odhiambo,Water Group,Kenya,English; Swahili,1/2/2026,Speaks first\n"
    "Jean Dupont,Maison des jeunes,Ruritania,French,14/2/2026,\n"
    "منى حسن,بيت الحي,Egypt,Arabic,20/2/2026,\n"
)


def pages(app: QApplication, stage: Stage, take: Take) -> None:
    with TemporaryDirectory() as folder:
        table = Path(folder) / "address book.csv"
        table.write_text(TABLE, encoding="utf-8")
        _bringing(app, stage, table, take)
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
    until(lambda: dialog.page is None)
