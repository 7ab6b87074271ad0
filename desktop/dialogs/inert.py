"""Shows Markdown and opens nothing by itself: no file, no picture, no address."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTextBrowser, QWidget
from typing_extensions import override

from desktop.models import markdown
from desktop.theme.icons import Role
from desktop.theme.look import colour
from i18n import tr


class InertPage(QTextBrowser):
    link_wanted = Signal(QUrl)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self.link_wanted)

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        """Answer every wish with one clear pixel: returning nothing would let Qt look itself."""
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        nothing.fill(0)
        return nothing

    def show_source(self, source: str) -> None:
        made = markdown.shown(source)
        self.document().setDefaultStyleSheet(
            f"a {{ color: {colour(Role.Accent).name()}; }}"
            f"blockquote {{ color: {colour(Role.PlaceholderText).name()}; }}"
            "h1, h2, h3 { margin-top: 18px; margin-bottom: 6px; } p, li { line-height: 140%; }"
            "td, th { padding: 4px; }"
        )
        if made.html:
            self.setHtml(made.html)
        else:
            self.setPlainText(made.plain)
        if made.shortened:
            self.append(tr("The rest is not shown here. Nothing is missing in the text itself."))
        self.moveCursor(self.textCursor().MoveOperation.Start)
