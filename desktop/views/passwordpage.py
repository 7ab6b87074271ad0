"""The page of the first run that asks for a name and gives password words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.newwords import NewWords
from desktop.models.door import Maker
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr


class PasswordPage(QWidget):
    ready_changed = Signal()

    def __init__(self, maker: Maker, tasks: Tasks) -> None:
        super().__init__()
        self.name = parts.line(tr("Your name, as others in your spaces see it"))
        self.name.setMaxLength(100)
        self.new = NewWords(maker, tasks)
        self.new.ready_changed.connect(self.ready_changed)
        self.words, self.is_ready, self.switch = self.new.words, self.new.is_ready, self.new.switch
        self.own, self.again, self.strength = self.new.own, self.new.again, self.new.strength
        self.offered, self.match = self.new.offered, self.new.match
        inner = parts.column(self, gap=3)
        inner.addWidget(parts.label(tr("Your password words"), "title"))
        inner.addWidget(parts.labelled(tr("Your name, as others in your spaces see it"), self.name))
        inner.addWidget(self.new)
        inner.addStretch(1)
