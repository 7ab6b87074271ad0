"""In which form things are saved, and, of a table, which of their fields stand in it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

import i18n
from desktop.dialogs.flow import emptied
from desktop.theme import parts
from desktop.theme.look import space
from i18n import going_out, mark, tr
from i18n.everywhere import spoken
from sync.engine.mapping_out import Sheet
from sync.exchange.tables_wording import Saying, may_leave
from sync.model.kinds import ALL

FOLDER = "folder"
NAMES = {
    FOLDER: mark("A folder of notes (Markdown)"),
    "contacts.vcf": mark("Contacts (.vcf)"),
    "calendar.ics": mark("Calendars (.ics)"),
    "references.bib": mark("References (BibTeX)"),
    "references.ris": mark("References (RIS)"),
    "references.json": mark("References (CSL)"),
    "table.csv": mark("A table (CSV)"),
    "table.xlsx": mark("A table (Excel)"),
}
"""Forms by the file that is suggested: neutral names, which say nothing of what is inside."""

TABLES = ("table.csv", "table.xlsx")
OWN = {
    "note": (FOLDER,),
    "contact": ("contacts.vcf",),
    "event": ("calendar.ics",),
    "tool": ("references.bib", "references.ris", "references.json"),
}


class SavingForm(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        self.boxes: dict[str, QCheckBox] = {}
        self.form = parts.choice(tr("Save as"), ())
        self.form.currentIndexChanged.connect(lambda _at: self._show_fields())
        self._list = QWidget()
        self._lines = parts.column(self._list, gap=0)
        self.fields = QWidget()
        inner = parts.column(self.fields, gap=1)
        inner.addWidget(parts.label(tr("What stands in the table"), "strong"))
        inner.addWidget(parts.label(tr("Tick what may leave. The rest stays here."), "hint"))
        inner.addWidget(self._list)
        whole = parts.column(self, gap=3)
        whole.addWidget(parts.labelled(tr("Save as"), self.form))
        whole.addWidget(self.fields)
        self.whole = parts.label(going_out.of_fields(), "hint")
        whole.addWidget(self.whole)

    def show_kind(self, kind: str) -> None:
        """Offer the forms that things of *kind* can be saved in."""
        if kind == self._kind or kind not in ALL:
            return
        self._kind = kind
        self._make_boxes()
        self.form.blockSignals(True)
        self.form.clear()
        for name in (*OWN.get(kind, ()), *TABLES):
            self.form.addItem(tr(NAMES[name]), name)
        self.form.blockSignals(False)
        self._show_fields()

    def suggested(self) -> str:
        """Return the name of the file that is suggested, or FOLDER."""
        return str(self.form.currentData())

    def sheet(self) -> Sheet | None:
        """Return what was decided about a table, or None where another form was chosen."""
        if self.suggested() not in TABLES:
            return None
        mirrored = i18n.direction() == "rtl"
        return Sheet(self._kind, self.chosen(), Saying(tr, spoken, i18n.language(), mirrored=mirrored))

    def chosen(self) -> tuple[str, ...]:
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def may_save(self) -> bool:
        """Say whether there is anything to be saved."""
        return self.suggested() not in TABLES or bool(self.chosen())

    def _make_boxes(self) -> None:
        emptied(self._lines)
        self.boxes = {}
        for field in ALL[self._kind].fields:
            if may_leave(field):
                box = parts.box(tr(field.label))
                box.setMinimumHeight(space(8))
                box.setChecked(not field.confidential)
                box.toggled.connect(lambda _on: self.changed.emit())
                self.boxes[field.name] = box
                self._lines.addWidget(box)

    def _show_fields(self) -> None:
        self.fields.setVisible(self.suggested() in TABLES)
        self.whole.setVisible(self.suggested() not in TABLES)
        self.changed.emit()
