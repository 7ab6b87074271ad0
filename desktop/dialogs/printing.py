"""Printing items: how it will look, what paper means, and then the printer; nothing of ours on the disk."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QAbstractScrollArea, QCheckBox, QDialog, QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.dialogs.careful import Leaving, ask_first
from desktop.dialogs.flow import emptied
from desktop.dialogs.jobname import job_name
from desktop.dialogs.sheet import Sheet
from desktop.models import leaving, printed, staying
from desktop.models.facade import Item, Items, Session
from desktop.models.said import Titles
from desktop.models.staying import Held
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.ground import on_ground
from desktop.theme.look import FAMILIES, em
from i18n import tr, tr_n

MOST = 200
POINTS = 11
STYLE = "body, a { color: #000000; } h1 { font-size: 17pt; } h4 { margin-top: 10px; margin-bottom: 0px; }"
PREVIEW_EM, LEAST_EM = 24, 34
COLUMNS, ROWS_EM = 2, 5


class Paper(QTextDocument):
    """Fetches nothing, whatever is written in it."""

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        """Answer every wish with one clear pixel: returning nothing would let Qt look itself."""
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        nothing.fill(0)
        return nothing


@dataclass(frozen=True, slots=True)
class Read:
    """What is printed, by space the titles of what it leads to, and what is not printed or named yet."""

    items: Sequence[Item] = ()
    titles: Mapping[str, Titles] = field(default_factory=dict)
    held: Sequence[Held] = ()
    unnamed: Collection[str] = ()


class OnPaper(QWidget):
    """Asks which confidential fields stand on the paper: only of those that say something."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self._of: dict[str, Collection[printed.Asked]] = {}
        inner = parts.column(self, gap=1)
        inner.addWidget(parts.label(tr("Confidential fields"), "strong"))
        inner.addWidget(parts.label(tr("Tick what may stand on the paper."), "hint"))
        self._grid = QGridLayout()
        inner.addLayout(self._grid)
        self.hide()

    def ask(self, items: Sequence[Item]) -> None:
        emptied(self._grid)
        self.boxes, self._of = {}, {}
        for number, (label, asked) in enumerate(printed.asked(items).items()):
            box = parts.box(label)
            box.setChecked(any(asked.values()))
            box.toggled.connect(lambda _on: self.changed.emit())
            self.boxes[label], self._of[label] = box, tuple(asked)
            self._grid.addWidget(box, number // COLUMNS, number % COLUMNS)
        self.setVisible(bool(self.boxes))

    def left_out(self) -> frozenset[printed.Asked]:
        out = (self._of[label] for label, box in self.boxes.items() if not box.isChecked())
        return frozenset(one for asked in out for one in asked)


def document(
    items: Sequence[Item],
    titles: Mapping[str, Titles] | None = None,
    without: printed.Without | None = None,
) -> QTextDocument:
    """Return what is printed; each line of it runs its own way, and Arabic ones begin at the right."""
    made = Paper()
    font = made.defaultFont()
    font.setFamilies(FAMILIES)
    font.setPointSize(POINTS)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(STYLE)
    made.setHtml(f"<body>{printed.pages(items, titles, without)}</body>")
    return made


def printer() -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setDocName(job_name())
    made.setCreator(job_name())
    return made


class Preview(QPrintPreviewWidget):
    """Wants no more room than it is given at least: by itself it would be as high as its pages."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


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
        self._read = Read()
        self.on_paper = OnPaper()
        self.on_paper.changed.connect(self._on_fields_changed)
        self.body.addWidget(self.on_paper)
        self.preview = Preview(self.printer)
        on_ground(self.preview)
        for each in (self.preview, *self.preview.findChildren(QAbstractScrollArea)):
            each.setAccessibleName(tr("The pages as they will look"))
        low = self.screen().availableSize().height() * 2 // 5
        self.preview.setMinimumHeight(min(PREVIEW_EM * em(), low))
        self.preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.preview.paintRequested.connect(self._on_paint_requested)
        self.body.addWidget(self.preview, 1)
        self.add_close(tr("Cancel"))
        self.go = self.add_primary(tr("Choose a printer…"), self._on_go_clicked, "printer")
        self.go.setEnabled(False)
        self._session, self._ids = session, tuple(ids[:MOST])
        self.tasks.run(partial(_shown, session.items, self._ids), self._on_items, self.show_problem)

    def _on_items(self, read: Read) -> None:
        items, held = read.items, read.held
        self._ids, self._read = tuple(item.id for item in items), read
        self.on_paper.ask(items)
        rows = -(-len(self.on_paper.boxes) // COLUMNS)
        self.least_em = LEAST_EM + (ROWS_EM + 2 * rows if rows else 0)
        self._on_fields_changed()
        self.staying.setText(staying.words(held))
        self.staying.setVisible(bool(held))
        self.go.setEnabled(bool(items))
        self.fit_soon()

    def _on_fields_changed(self) -> None:
        without = printed.Without(self.on_paper.left_out(), self._read.unnamed)
        self.document = document(self._read.items, self._read.titles, without)
        self.preview.updatePreview()

    def _on_paint_requested(self, onto: QPrinter) -> None:
        self.document.print_(onto)

    def _on_go_clicked(self) -> None:
        check = partial(leaving.found, self._session.items, self._session.wording, self._ids)
        leaves = Leaving(check, tr("Print all the same"), self._ask, self.go)
        ask_first(leaves, self.tasks, self, self.show_problem)

    def _ask(self) -> None:
        dialog = self.ask(self.printer, self)
        dialog.accepted.connect(self._on_printer_chosen)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _on_printer_chosen(self) -> None:
        self.document.print_(self.printer)
        self.accept()


def _shown(items: Items, ids: Sequence[str]) -> Read:
    held = items.lists.held(ids)
    stay = {one.id for one in held}
    shown = [items.show(item) for item in ids if item not in stay]
    rows = items.lists.rows(printed.links(shown))
    led_to = {*printed.led_to(shown), *(row.id for row in rows)}
    unnamed = {one.id for one in items.lists.held([*led_to])}
    titles: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.id not in unnamed:
            titles.setdefault(row.space, {})[row.id] = row.title
    return Read(shown, titles, held, unnamed)


def _asked(onto: QPrinter, parent: QWidget) -> QPrintDialog:
    made = QPrintDialog(onto, parent)
    made.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    return made
