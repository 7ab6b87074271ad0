"""The box in which Markdown is typed: what others wrote slips in around the cursor."""

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.models import change
from desktop.theme.look import em
from desktop.views.styling import Styling

LINE_MAX = 2_000  # Qt lays out a line as a whole: half a minute for a million letters
PARAGRAPH = "\u2029"
STYLED_MAX, STYLED_LINES_MAX = 300_000, 5_000
AT_ONCE = 50_000  # letters that Qt takes in in one go where they stand in many lines: it needs time for each
MANY_LINES = 20_000
SEAMS = tuple(chr(0xFDD2 + number) for number in range(30))  # noncharacters: never part of a text


class SourceEdit(QPlainTextEdit):
    """``text()`` is what was typed or set; what is shown may have seams in very long lines."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.document().setDocumentMargin(em() * 0.4)
        self._seam = self._coming = ""
        """What holds very long lines apart, and the end of the text that Qt has not taken in yet."""
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._take_in)
        self._quiet = False
        self._revision = 0
        self._styling: Styling | None = Styling(self.document())
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        shown = self._shown()
        return shown.replace(f"{self._seam}\n", "").replace(self._seam, "") if self._seam else shown

    def _shown(self) -> str:
        """Return all letters as they are; toPlainText would turn the hard spaces of French into soft ones."""
        return self.document().toRawText().replace(PARAGRAPH, "\n") + self._coming

    def set_text(self, text: str) -> None:
        """Show *text*: where only a part of it is new, the cursor and its history stay."""
        if text == self.text():
            return
        self._take_in(everything=True)
        self._quiet = True
        shown = self._seamed(text)
        self._style(text)
        if self.document().isEmpty() or self._seam:
            self.setPlainText(shown)
        else:
            self._slip_in(shown)
        self._settle()

    def begin(self, text: str) -> None:
        """Show *text* as something new: nothing of the one before can be brought back."""
        self._quiet = True
        self._style(text)
        shown = self._seamed(text)
        many = shown.count("\n") > MANY_LINES
        first = shown[:AT_ONCE] if many else shown
        self.setPlainText(first)
        self._coming = shown[len(first) :]
        if self._coming:
            self.document().setUndoRedoEnabled(False)  # what comes in was not typed
            self._more.start()
        self._settle()

    @override
    def setPlainText(self, text: str) -> None:
        self._coming = ""
        super().setPlainText(text)

    def _take_in(self, *, everything: bool = False) -> None:
        """Let Qt take in a piece of what is still to come, or all of it."""
        size = len(self._coming) if everything else AT_ONCE
        piece, rest = self._coming[:size], self._coming[size:]
        if piece:
            self._quiet = True
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(piece)
            self._coming = rest
            self._settle()
        if self._more.isActive() and not rest:
            self._more.stop()
            self.document().setUndoRedoEnabled(True)

    def _settle(self) -> None:
        self._revision = self.document().revision()
        self._quiet = False

    def wrap(self, before: str, after: str) -> None:
        """Put marks around the selection, or take them away again."""
        cursor = self.textCursor()
        chosen = cursor.selectedText()
        if chosen.startswith(before) and chosen.endswith(after) and len(chosen) > len(before + after):
            cursor.insertText(chosen[len(before) : len(chosen) - len(after)])
            return
        start = cursor.selectionStart()
        cursor.insertText(f"{before}{chosen}{after}")
        cursor.setPosition(start + len(before))
        cursor.setPosition(start + len(before) + len(chosen), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def prefix(self, mark: str) -> None:
        """Put *mark* before every chosen line, or take it away where all of them have it."""
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart())
        last = document.findBlock(cursor.selectionEnd())
        blocks = [first]
        while blocks[-1] != last and blocks[-1].next().isValid():
            blocks.append(blocks[-1].next())
        marked = all(each.text().startswith(mark) for each in blocks)
        cursor.beginEditBlock()
        for each in blocks:
            here = QTextCursor(each)
            if marked:
                here.setPosition(each.position() + len(mark), QTextCursor.MoveMode.KeepAnchor)
                here.removeSelectedText()
            else:
                here.insertText(mark)
        cursor.endEditBlock()
        self.setFocus()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text only; very long lines get their seams."""
        text = source.text().replace("\r\n", "\n")
        if any(len(line) > LINE_MAX for line in text.split("\n")):
            self._seam = self._seam or self._free_seam(f"{self._shown()}{text}")
            text = self._cut(text.replace(self._seam, ""))
        self.textCursor().insertText(text)

    def _seamed(self, text: str) -> str:
        if all(len(line) <= LINE_MAX for line in text.split("\n")):
            self._seam = ""
            return text
        self._seam = self._free_seam(text)
        return self._cut(text)

    def _free_seam(self, text: str) -> str:
        return next((each for each in SEAMS if each not in text), SEAMS[0])

    def _cut(self, text: str) -> str:
        joint = f"{self._seam}\n"
        return "\n".join(
            joint.join(line[start : start + LINE_MAX] for start in range(0, max(len(line), 1), LINE_MAX))
            for line in text.split("\n")
        )

    def _slip_in(self, shown: str) -> None:
        found = change.between(self._shown(), shown)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setPosition(_units(self._shown()[: found.start]))
        cursor.setPosition(_units(self._shown()[: found.end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(found.text)
        cursor.endEditBlock()

    def _style(self, text: str) -> None:
        """Style what is typed, unless there is so much of it that one would have to wait."""
        styled = len(text) <= STYLED_MAX and text.count("\n") <= STYLED_LINES_MAX
        if not styled and self._styling is not None:
            self._styling.setDocument(None)
            self._styling = None
        elif styled and self._styling is None:
            self._styling = Styling(self.document())

    def _on_text_changed(self) -> None:
        """Tell of typing; styling and what was set by us change the text as well, in Qt's eyes."""
        revision = self.document().revision()
        if revision != self._revision:
            self._revision = revision
            if not self._quiet:
                self.edited.emit()


def _units(text: str) -> int:
    """Return how long Qt finds *text*: it counts letters beyond the first plane twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)
