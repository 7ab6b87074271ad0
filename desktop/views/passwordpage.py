"""The page of the first run that asks for a name and gives password words."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.newwords import NewWords
from desktop.models.door import Maker
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr


@dataclass(frozen=True, slots=True)
class Typed:
    """What stays when the page is drawn anew in another language: somebody may have learned the words."""

    name: str = ""
    made: str = ""
    own: str = ""


class PasswordPage(QWidget):
    ready_changed = Signal()

    def __init__(self, maker: Maker, tasks: Tasks, typed: Typed | None = None) -> None:
        super().__init__()
        before = typed or Typed()
        self.name = parts.line(tr("Your name, as others in your spaces see it"))
        self.name.setMaxLength(100)
        self.name.setText(before.name)
        self.new = NewWords(maker, tasks, made=before.made)
        self.new.ready_changed.connect(self.ready_changed)
        self.words, self.is_ready, self.switch = self.new.words, self.new.is_ready, self.new.switch
        self.own, self.again, self.strength = self.new.own, self.new.again, self.new.strength
        self.offered, self.match = self.new.offered, self.new.match
        inner = parts.column(self, gap=3)
        inner.addWidget(parts.label(tr("Your password words"), "title"))
        inner.addWidget(parts.labelled(tr("Your name, as others in your spaces see it"), self.name))
        inner.addWidget(self.new)
        inner.addStretch(1)
        if before.own:
            self.switch()
            self.own.setText(before.own)

    def typed(self, *, seen: bool) -> Typed:
        """Return what is on the page; words that nobody has *seen* may as well be made anew."""
        return Typed(self.name.text(), self.offered.text() if seen else "", self.own.text())
