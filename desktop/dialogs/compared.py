"""A text of which some words differ from another: heavier, underlined and on a ground of their own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget
from typing_extensions import override

from desktop.models.differing import Piece
from desktop.models.plain import one_line
from desktop.theme.icons import Role
from desktop.theme.look import colour, em
from i18n import tr

TEXT_MAX, HEARD_MAX = 4_000, 400
MOST_EM = 9


class Compared(QTextEdit):
    """Read only, as high as its words; *who* says whose they are, for those who hear it."""

    def __init__(self, who: str, text: str, pieces: Sequence[Piece], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setProperty("role", "quiet")
        heard = one_line(text, HEARD_MAX) or tr("(empty)")
        self.setAccessibleName(f"{who}: {heard}")
        differing = " · ".join(one_line(each.text) for each in pieces if each.differs)
        if differing:
            self.setAccessibleDescription(tr("Only here: {words}", words=one_line(differing, HEARD_MAX)))
        self._write(pieces)

    def let_be_copied(self, *, copied: bool) -> None:
        """Let its words be taken onto the clipboard, or not."""
        if not copied:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def _write(self, pieces: Sequence[Piece]) -> None:
        plain, marked = QTextCharFormat(), QTextCharFormat()
        marked.setFontWeight(QFont.Weight.Bold)
        marked.setFontUnderline(True)
        marked.setBackground(colour(Role.Light))
        cursor = self.textCursor()
        left = TEXT_MAX
        for piece in pieces:
            cursor.insertText(piece.text[: max(0, left)], marked if piece.differs else plain)
            left -= len(piece.text)
        if not pieces:
            cursor.insertText(tr("(empty)"), plain)
        self.moveCursor(self.textCursor().MoveOperation.Start)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        edges = self.contentsMargins().top() + self.contentsMargins().bottom()
        self.setFixedHeight(min(round(self.document().size().height()) + edges + 2, MOST_EM * em()))
