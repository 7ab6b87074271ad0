"""Lines that say what came of something, to be read and copied."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class Report(QPlainTextEdit):
    """Its lines begin where those of the window do: by itself Qt lets all of them begin at the left."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        option = self.document().defaultTextOption()
        option.setTextDirection(self.layoutDirection())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.document().setDefaultTextOption(option)
        self.setPlainText(text)
