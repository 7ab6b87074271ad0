"""The last page of the first run: what to begin with, where it is kept and what shows outside."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr

PATH_MAX = 400
NOTES, JOIN, PACKAGE, EXAMPLE = "notes", "join", "package", "example"


class StartPage(QWidget):
    """Each large button makes the notebook and goes there."""

    chosen = Signal(str)
    folder_wanted = Signal()
    label_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.folder: Path | None = None
        inner = parts.column(self, gap=3)
        inner.addWidget(parts.label(tr("How do you want to begin?"), "title"))
        inner.addWidget(parts.label(tr("Your notebook is made now. You can do all of these later."), "hint"))
        self.choices = {
            name: parts.Choice(picture, text, partial(self.chosen.emit, name))
            for name, picture, text in (
                (NOTES, "notebook-pen", tr("Start with my own notes")),
                (JOIN, "log-in", tr("I have an invitation")),
                (PACKAGE, "package-open", tr("Open a package")),
                (EXAMPLE, "book-open", tr("Look at an example")),
            )
        }
        for each in self.choices.values():
            inner.addWidget(each)
        self.where = parts.label("", "hint")
        self.other = parts.button(tr("Keep it in another folder…"), "folder", then=self.folder_wanted.emit)
        self.outside = parts.button(tr("How it shows outside…"), "eye", then=self.label_wanted.emit)
        inner.addStretch(1)
        inner.addWidget(self.where)
        for button in (self.other, self.outside):
            inner.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def show_folder(self, folder: Path) -> None:
        """Say where the notebook will be kept."""
        self.where.setText(tr("It is kept in {folder}", folder=isolated(str(folder), PATH_MAX)))
