"""Entering recovery sheets one after the other, typed or from a picture or file, each looked at by itself."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.dialogs import files, qrcode
from desktop.dialogs.banner import Banner
from desktop.dialogs.join import read_small
from desktop.models.cures import Cures, SheetSeen
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr
from sync.errors import FileUnreadable, Problem

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif"})


def read(path: Path) -> str:
    """Return the words in a picture or in a text file. Raises FileUnreadable."""
    if path.suffix.lower() not in PICTURES:
        return read_small(path).decode("utf-8", "replace")
    text = qrcode.read(path)
    if text is None:
        raise FileUnreadable(name=path.name)
    return text


class EnterSheets(QWidget):
    ready_changed = Signal()
    sized = Signal()

    def __init__(self, cures: Cures, tasks: Tasks) -> None:
        super().__init__()
        self._cures, self._tasks = cures, tasks
        self._entered: list[tuple[str, SheetSeen]] = []
        self.banner = Banner()
        self.state = parts.label("", "strong")
        self.typed = QPlainTextEdit()
        self.typed.setAccessibleName(tr("The words of one sheet"))
        self.typed.setPlaceholderText(tr("All its words, in their order, with spaces between them"))
        self.typed.setTabChangesFocus(True)
        self.typed.setFixedHeight(7 * em())
        self.typed.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the words are English everywhere
        self.typed.textChanged.connect(self._on_typed)
        self.add = parts.button(tr("Add this sheet"), "plus", then=self._on_add_clicked)
        self.add.setEnabled(False)
        self.load = parts.button(tr("From a picture or file…"), "qr-code", then=self.choose)
        self._again = parts.button(tr("Begin again"), role="link", then=self.clear)
        inner = parts.column(self, gap=3)
        inner.addWidget(self.state)
        inner.addWidget(self.banner)
        inner.addWidget(self.typed)
        line = parts.row(gap=3)
        for each in (self.add, self.load, self._again):
            line.addWidget(each)
        line.addStretch(1)
        inner.addLayout(line)
        self._tell()

    def texts(self) -> list[str]:
        return [text for text, _ in self._entered]

    def is_ready(self) -> bool:
        return bool(self._entered) and len(self._entered) >= self._entered[0][1].need

    def clear(self) -> None:
        self._entered.clear()
        self.typed.clear()
        self.banner.clear()
        self._tell()

    def enter(self, text: str) -> None:
        """Look at the words of one sheet, and keep them when they are right."""
        place = len(self._entered) + 1
        self.add.setEnabled(False)
        self._tasks.run(
            partial(self._cures.sheet, text, place), partial(self._on_seen, text), self.show_problem
        )

    def choose(self) -> None:
        kinds = files.kinds(tr("Pictures and text"), "*.png *.jpg *.jpeg *.bmp *.gif *.txt")
        files.choose_open(self, tr("Read a recovery sheet"), kinds, self._on_chosen)

    def show_problem(self, problem: Problem) -> None:
        self.add.setEnabled(bool(self.typed.toPlainText().strip()))
        self.banner.show_problem(problem)
        if problem.code == "sheet-misspelt":
            self._mark(int(problem.holes["word"]))
        self.sized.emit()

    def _mark(self, place: int) -> None:
        """Select the word that cannot be right, where it was typed as plain words."""
        cursor = self.typed.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        seen = 0
        while not cursor.atEnd():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
            seen += cursor.selectedText().strip().isalpha()
            if seen == place:
                self.typed.setTextCursor(cursor)
                self.typed.setFocus()
                return
            if not cursor.movePosition(QTextCursor.MoveOperation.NextWord):
                return

    def _on_typed(self) -> None:
        self.add.setEnabled(bool(self.typed.toPlainText().strip()))

    def _on_add_clicked(self) -> None:
        self.enter(self.typed.toPlainText())

    def _on_chosen(self, paths: list[Path]) -> None:
        self._tasks.run(partial(read, paths[0]), self.enter, self.show_problem)

    def _on_seen(self, text: str, seen: SheetSeen) -> None:
        fault = self._fault(seen)
        if fault:
            self.banner.show_words(fault, tr("Nothing was changed. Enter another sheet."))
        else:
            self.banner.clear()
            self._entered.append((text, seen))
        self.typed.clear()
        self._tell()
        if not self.is_ready():
            self.typed.setFocus()

    def _fault(self, seen: SheetSeen) -> str:
        for _, other in self._entered:
            if other.set_id != seen.set_id:
                return tr(
                    "This sheet is of set {this}, the first one of set {other}. They do not belong together.",
                    this=seen.set_id, other=other.set_id,
                )  # fmt: skip
            if other.number == seen.number:
                return tr("You have entered sheet {number} already.", number=seen.number)
        return ""

    def _tell(self) -> None:
        count = len(self._entered)
        need = self._entered[0][1].need if self._entered else 0
        if not need:
            self.state.setText(tr("Enter the first sheet."))
        else:
            here = tr("{count} of {need} sheets are here.", count=count, need=need)
            then = tr("That is enough.") if self.is_ready() else tr("Enter the next one.")
            self.state.setText(f"{here} {then}")
        for each in (self.typed, self.add, self.load):
            each.setVisible(not self.is_ready())
        self._again.setVisible(count > 0)
        self.ready_changed.emit()
        self.sized.emit()
