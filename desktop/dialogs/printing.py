"""Printing items: how it will look, what paper means, and then the printer; nothing of ours on the disk."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QAbstractScrollArea, QDialog, QSizePolicy, QWidget
from typing_extensions import override

from desktop.dialogs.careful import Leaving, ask_first
from desktop.dialogs.jobname import job_name
from desktop.dialogs.sheet import Sheet
from desktop.models import leaving, printed, staying
from desktop.models.facade import Item, Items, Session
from desktop.models.said import Titles
from desktop.models.staying import Held
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import FAMILIES, em
from i18n import tr, tr_n

MOST = 200
POINTS = 11
STYLE = "body, a { color: #000000; } h1 { font-size: 17pt; } h4 { margin-top: 10px; margin-bottom: 0px; }"
PREVIEW_EM, LEAST_EM = 24, 34


class Paper(QTextDocument):
    """Fetches nothing, whatever is written in it."""

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        """Answer every wish with one clear pixel: returning nothing would let Qt look itself."""
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        nothing.fill(0)
        return nothing


def document(items: Sequence[Item], titles: Mapping[str, Titles] | None = None) -> QTextDocument:
    """Return what is printed; each line of it runs its own way, and Arabic ones begin at the right."""
    made = Paper()
    font = made.defaultFont()
    font.setFamilies(FAMILIES)
    font.setPointSize(POINTS)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(STYLE)
    made.setHtml(f"<body>{printed.pages(items, titles)}</body>")
    return made


def printer() -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setDocName(job_name())
    made.setCreator(job_name())
    return made


class PrintDialog(Sheet):
    """Shows the pages first; *ask* opens the system's dialog for a printer."""

    def __init__(
        self, session: Session, ids: Sequence[str], tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Print"), tasks, parent, width_em=44)
        self.least_em = LEAST_EM
        self.document = QTextDocument()
        self.printer = printer()
        self.ask: Callable[[QPrinter, QWidget], QPrintDialog] = _asked
        self.body.addWidget(parts.label(tr("Anybody who finds the paper can read it.")))
        self.body.addWidget(
            parts.label(tr("The printer, and this computer until then, may keep a copy."), "hint")
        )
        if len(ids) > MOST:
            first = tr_n("Only the first {count} is printed.", "Only the first {count} are printed.", MOST)
            self.body.addWidget(parts.label(first, "strong"))
        self.staying = parts.label("", "strong")
        self.staying.hide()
        self.body.addWidget(self.staying)
        self.preview = QPrintPreviewWidget(self.printer)
        for each in (self.preview, *self.preview.findChildren(QAbstractScrollArea)):
            each.setAccessibleName(tr("The pages as they will look"))
        low = self.screen().availableSize().height() * 2 // 5
        self.preview.setMinimumHeight(min(PREVIEW_EM * em(), low))
        self.preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.preview.paintRequested.connect(self._on_paint_requested)
        self.body.addWidget(self.preview, 1)
        self.add_close(tr("Cancel"))
        self.go = self.add_primary(tr("Choose a printer…"), self._on_go_clicked, "printer")
        self.go.setEnabled(False)
        self._session, self._ids = session, tuple(ids[:MOST])
        self.tasks.run(partial(_shown, session.items, self._ids), self._on_items, self.show_problem)

    def _on_items(self, read: tuple[list[Item], dict[str, Titles], Sequence[Held]]) -> None:
        items, titles, held = read
        self._ids = tuple(item.id for item in items)
        self.document = document(items, titles)
        self.preview.updatePreview()
        self.staying.setText(staying.words(held))
        self.staying.setVisible(bool(held))
        self.go.setEnabled(bool(items))

    def _on_paint_requested(self, onto: QPrinter) -> None:
        self.document.print_(onto)

    def _on_go_clicked(self) -> None:
        check = partial(leaving.found, self._session.items, self._session.wording, self._ids)
        ask_first(Leaving(check, tr("Print all the same"), self._ask), self.tasks, self, self.show_problem)

    def _ask(self) -> None:
        dialog = self.ask(self.printer, self)
        dialog.accepted.connect(self._on_printer_chosen)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _on_printer_chosen(self) -> None:
        self.document.print_(self.printer)
        self.accept()


def _shown(items: Items, ids: Sequence[str]) -> tuple[list[Item], dict[str, Titles], Sequence[Held]]:
    """Return what is printed, by space the titles of what it leads to, and what is not printed yet."""
    held = items.lists.held(ids)
    stay = {one.id for one in held}
    shown = [items.show(item) for item in ids if item not in stay]
    titles: dict[str, dict[str, str]] = {}
    for row in items.lists.rows(printed.links(shown)):
        titles.setdefault(row.space, {})[row.id] = row.title
    return shown, dict(titles), held


def _asked(onto: QPrinter, parent: QWidget) -> QPrintDialog:
    made = QPrintDialog(onto, parent)
    made.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    return made
