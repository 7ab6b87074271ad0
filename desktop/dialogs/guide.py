"""A guide on one page, with pictures: shown as it will be printed, and printed from memory."""

import html
from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRect, Qt, QUrl
from PySide6.QtGui import (
    QGuiApplication,
    QKeySequence,
    QPageLayout,
    QPageSize,
    QPainter,
    QPixmap,
    QShortcut,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QAbstractScrollArea, QDialog, QWidget

from desktop.dialogs.jobname import job_name
from desktop.models import helppages, markdown
from desktop.theme import icons, parts
from desktop.theme.ground import on_ground
from desktop.theme.look import FAMILIES, em
from i18n import direction, tr

PICTURES = (
    ("notebook-pen",),
    ("laptop", "lock"),
    ("user", "users"),
    ("user", "phone", "user-check"),
    ("laptop", "mail", "laptop"),
    ("laptop", "usb", "laptop"),
    ("laptop", "messages-square", "laptop"),
    ("file-text", "key-round"),
)
SIDE = 64
ON_PAPER = 48
IN_A_ROW = 2
MARGIN_MM = 5  # Qt adds two centimetres of its own


def document() -> QTextDocument:
    """Return the guide in the language spoken; the page says which pictures stand beside what."""
    made = QTextDocument()
    title, *panels = helppages.page(helppages.GUIDE).source.split("\n## ")
    cells = []
    for number, (panel, names) in enumerate(zip(panels, PICTURES, strict=True)):
        address = QUrl(f"guide:{number}")
        made.addResource(QTextDocument.ResourceType.ImageResource.value, address, strip(names))
        cells.append(_cell(panel, address.toString(), len(names)))
    families = ", ".join(f"'{each}'" for each in FAMILIES)
    rows = (cells[start : start + IN_A_ROW] for start in range(0, len(cells), IN_A_ROW))
    inside = "".join(f"<tr>{''.join(_in_order(row))}</tr>" for row in rows)
    heading = html.escape(title.removeprefix("# ").strip())
    made.setHtml(
        f'<body dir="{direction()}" style="color:{icons.INK}; font-family:{families}; font-size:14pt">'
        f'<p align="center" style="font-size:26pt"><b>{heading}</b></p>'
        f'<table width="100%" cellpadding="14" cellspacing="0">{inside}</table></body>'
    )
    return made


def strip(names: tuple[str, ...]) -> QPixmap:
    """Return pictures side by side in reading order."""
    step = SIDE + SIDE // 4
    made = QPixmap(step * len(names) * icons.FINENESS, SIDE * icons.FINENESS)
    made.fill(icons.CLEAR)
    painter = QPainter(made)
    for place, name in enumerate(reversed(names) if direction() == "rtl" else names):
        at = QRect(place * step * icons.FINENESS, 0, SIDE * icons.FINENESS, SIDE * icons.FINENESS)
        painter.drawPixmap(at, icons.on_paper(name, SIDE))
    painter.end()
    return made


def _in_order(row: list[str]) -> list[str]:
    """Return the cells of a row as paper has them: Qt lays tables out from left to right."""
    return row[::-1] if direction() == "rtl" else row


def _cell(panel: str, address: str, count: int) -> str:
    heading, _, rest = panel.partition("\n")
    side = "right" if direction() == "rtl" else "left"
    width = ON_PAPER * count * (SIDE + SIDE // 4) // SIDE
    picture = f'<img src="{address}" height="{ON_PAPER}" width="{width}">'
    words = f"<b>{html.escape(heading)}</b>"
    return (
        f'<td width="50%" align="{side}"><p align="{side}">{picture}</p>'
        f'<p align="{side}" style="font-size:17pt">{words}</p>{markdown.shown(rest).html}</td>'
    )


def printer() -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setDocName(job_name())
    made.setCreator(job_name())
    made.setPageLayout(page_layout())
    return made


def page_layout() -> QPageLayout:
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    upright = QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), upright, margins, QPageLayout.Unit.Millimeter)


class GuideDialog(QDialog):
    """The page as it will be, and one verb; the help, which opens this page, is handed in."""

    def __init__(self, parent: QWidget, show_help: Callable[[QWidget], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(QGuiApplication.applicationDisplayName())
        self.setAccessibleName(tr("One page to print"))
        self._document = document()
        self._printer = printer()
        self.page = QPrintPreviewWidget(self._printer)
        on_ground(self.page)
        self.page.paintRequested.connect(self._document.print_)
        self.page.setAccessibleName(tr("The page as it will be printed"))
        for each in self.page.findChildren(QAbstractScrollArea):
            each.setAccessibleName(self.page.accessibleName())
        self.page.fitInView()
        outer = parts.column(self, gap=3, margin=5)
        self.help = parts.tool("circle-help", tr("Help"), lambda: show_help(self))
        self.help.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F1 does the same
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, lambda: show_help(self))
        head = parts.row(gap=2)
        head.addWidget(parts.label(tr("One page to print"), "title"), 1)
        head.addWidget(self.help, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        outer.addWidget(self.page, 1)
        foot = parts.row(gap=2)
        foot.addStretch(1)
        foot.addWidget(parts.button(tr("Close"), then=self.reject))
        foot.addWidget(parts.button(tr("Print…"), "printer", role="primary", then=self.ask))
        outer.addLayout(foot)
        room = parent.screen().availableSize() * 0.94
        self.resize(min(44 * em(), room.width()), min(60 * em(), room.height()))

    def ask(self) -> None:
        """Show the system's dialog; the page goes straight from memory to the printer chosen there."""
        dialog = QPrintDialog(self._printer, self)
        dialog.accepted.connect(lambda: self._document.print_(self._printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)
