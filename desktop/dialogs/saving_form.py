"""In which form things are saved, and which of their fields stand in the file."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

import i18n
from desktop.dialogs.flow import emptied
from desktop.theme import parts
from desktop.theme.look import space
from i18n import going_out, mark, tr
from i18n.everywhere import spoken
from sync.engine.mapping_out import Sheet
from sync.exchange import going
from sync.exchange.tables_wording import Saying, may_leave
from sync.model.kinds import ALL
from sync.model.kinds.declaration import Field

FOLDER = "folder"
NAMES = {
    FOLDER: mark("A folder of files (Markdown)"),
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
    "contact": ("contacts.vcf", FOLDER),
    "event": ("calendar.ics", FOLDER),
    "plan": (FOLDER, "calendar.ics"),
    "tool": ("references.bib", "references.ris", "references.json", FOLDER),
}
OTHERS = (FOLDER,)


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
        self._heading = parts.label("", "strong")
        inner.addWidget(self._heading)
        inner.addWidget(parts.label(tr("Tick what may leave. The rest stays here."), "hint"))
        inner.addWidget(self._list)
        whole = parts.column(self, gap=3)
        whole.addWidget(parts.labelled(tr("Save as"), self.form))
        whole.addWidget(self.fields)
        self.inside = parts.label("", "hint")
        whole.addWidget(self.inside)

    def show_kind(self, kind: str) -> None:
        """Offer the forms that things of *kind* can be saved in."""
        if kind == self._kind or kind not in ALL:
            return
        self._kind = kind
        self.form.blockSignals(True)
        self.form.clear()
        for name in (*OWN.get(kind, OTHERS), *TABLES):
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
        """Return the fields that stand in the file: what was ticked, and what nobody is asked about."""
        asked = [name for name, box in self.boxes.items() if box.isChecked()]
        return (*asked, *(each.name for each in self._carried() if each.name not in self.boxes))

    def may_save(self) -> bool:
        """Say whether there is anything to be saved."""
        return bool(self.chosen())

    def _carried(self) -> tuple[Field, ...]:
        """Return all fields that the chosen form can hold."""
        kind = ALL.get(self._kind)
        if kind is None:
            return ()
        if self.suggested() in TABLES:
            return tuple(each for each in kind.fields if may_leave(each))
        return going.carried(kind, _form(self.suggested()))

    def _ticked(self) -> Mapping[str, bool]:
        """Return what somebody is asked about: of a table all fields, else those that are confidential."""
        if self.suggested() in TABLES:
            return {each.name: not each.confidential for each in self._carried()}
        form = _form(self.suggested())
        usual = going.usual(ALL[self._kind], form)
        return {each.name: each.name in usual for each in going.concerned(ALL[self._kind], form)}

    def _show_fields(self) -> None:
        emptied(self._lines)
        self.boxes = {}
        labels = {each.name: tr(each.label) for each in self._carried()}
        for name, ticked in self._ticked().items():
            box = parts.box(labels[name])
            box.setMinimumHeight(space(8))
            box.setChecked(ticked)
            box.toggled.connect(lambda _on: self._tell())
            self.boxes[name] = box
            self._lines.addWidget(box)
        table = self.suggested() in TABLES
        self._heading.setText(tr("What stands in the table") if table else tr("Confidential fields"))
        self.fields.setVisible(bool(self.boxes))
        self._tell()

    def _tell(self) -> None:
        """Say what stands in the file, before it is there."""
        chosen = set(self.chosen())
        named = [tr(each.label) for each in self._carried() if each.name in chosen]
        self.inside.setText(going_out.inside(named))
        self.changed.emit()


def _form(suggested: str) -> str:
    return going.FOLDER if suggested == FOLDER else Path(suggested).suffix
