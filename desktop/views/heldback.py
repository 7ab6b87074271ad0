"""Stands in front of a notebook that could not lock by itself, because something typed is not kept yet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.dialogs.help import corner
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr


class HeldBack(QWidget):
    """Shows nothing of the notebook: whoever sits there now may be somebody else."""

    def __init__(self, show: parts.Handler, lock: parts.Handler) -> None:
        """*show* brings the notebook back, *lock* locks it without what is not saved."""
        super().__init__()
        self._show = show
        self.setObjectName("backdrop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(QGuiApplication.applicationDisplayName())
        heading = parts.label(tr("It could not lock: something is not saved yet."), "title")
        self.setAccessibleName(heading.text())
        self.show_it = parts.button(
            tr("Show the notebook"), "eye", role="primary", then=self._on_show_clicked
        )
        self.lock = parts.button(tr("Lock and lose what is not saved"), "lock", then=lock)
        body = QWidget()
        body.setObjectName("body")
        outer = parts.column(self, gap=1, margin=2)
        outer.addWidget(corner("lock", self))
        outer.addWidget(parts.scrolled(body), 1)
        inner = parts.column(body, gap=4, margin=2)
        inner.addStretch(1)
        inner.addWidget(heading)
        inner.addWidget(parts.label(tr("Show it to save what you typed, or make room on the disk first.")))
        inner.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignLeading)
        inner.addWidget(self.lock, 0, Qt.AlignmentFlag.AlignLeading)
        inner.addStretch(2)
        room = self.screen().availableSize() * 0.94
        self.resize(min(34 * em(), room.width()), min(24 * em(), room.height()))
        self.setFocusProxy(self.show_it)

    def _on_show_clicked(self) -> None:
        self.hide()
        self._show()
