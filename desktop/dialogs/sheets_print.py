"""A recovery sheet on paper: words, picture, and what its keeper is to know; never on the disk."""

import html

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.dialogs import qrcode
from desktop.dialogs.jobname import job_name
from desktop.models.facade_security import SheetRow
from i18n import direction, sheets

PICTURE_SIDE = 600
ON_PAPER = 190
IN_A_ROW = 3


def document(sheet: SheetRow) -> QTextDocument:
    made = QTextDocument()
    picture = QUrl("sheet:picture")
    made.addResource(
        QTextDocument.ResourceType.ImageResource.value,
        picture,
        qrcode.drawn(sheet.qr_text, PICTURE_SIDE).toImage(),
    )
    made.setHtml(_html(sheet, picture.toString()))
    return made


def _html(sheet: SheetRow, picture: str) -> str:
    way = direction()
    sentences = "".join(f"<p>{html.escape(line)}</p>" for line in sheets.instructions(sheet))
    holder = f"<p><b>{html.escape(sheet.holder)}</b></p>" if sheet.holder else ""
    footer = "".join(f"<p>{html.escape(line)}</p>" for line in sheets.footer(sheet))
    return (
        f'<body dir="{way}" style="font-size:11pt"><h2>{html.escape(sheets.title(sheet))}</h2>{holder}'
        f"{sentences}{_words(sheet)}"
        f'<p><img src="{picture}" width="{ON_PAPER}" height="{ON_PAPER}"></p>{footer}</body>'
    )


def _words(sheet: SheetRow) -> str:
    """Return the numbered words, which are English and run from left to right."""
    cells = [
        f'<td style="padding-right:28px; font-size:13pt">{place}. {html.escape(word)}</td>'
        for place, word in enumerate(sheet.words, 1)
    ]
    rows = (cells[start : start + IN_A_ROW] for start in range(0, len(cells), IN_A_ROW))
    inside = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f'<table dir="ltr" cellspacing="2">{inside}</table>'


def ask(parent: QWidget, sheet: SheetRow) -> QPrintDialog:
    """Show the system's dialog; the sheet goes straight from memory to the printer that is chosen there."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(job_name())
    printer.setCreator(job_name())
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: document(sheet).print_(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog
