"""By which names people stand in what is taken out: the usual ones, or those that somebody knows."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr
from sync.model import kinds
from sync.model.kinds.audiences import NAMES
from sync.model.kinds.declaration import FieldType

LETTERS = 60


class KnownAs(QWidget):
    """Is there only where somebody has a name of their own for somebody."""

    def __init__(self) -> None:
        super().__init__()
        inner = parts.column(self, gap=1)
        label = tr("By which names people stand in it")
        self.choice = parts.choice(label, ())
        inner.addWidget(parts.labelled(label, self.choice))
        hint = tr("Who has no name for them keeps the usual one. Other names and pictures stay here.")
        self.hint = parts.label(hint, "hint")
        inner.addWidget(self.hint)
        self.choice.currentIndexChanged.connect(lambda at: self.hint.setVisible(at > 0))
        self.show_audiences(())

    def show_audiences(self, audiences: Sequence[str]) -> None:
        self.choice.clear()
        self.choice.addItem(tr("Their usual names"), "")
        for each in audiences:
            self.choice.addItem(tr("As known to: {audience}", audience=isolated(each, LETTERS)), each)
        self.hint.hide()
        self.setVisible(bool(audiences))

    def chosen(self) -> str:
        return str(self.choice.currentData() or "")


def names_people(name: str) -> bool:
    """Say whether things of a kind are people, or say who they are about."""
    kind = kinds.find(name)
    return kind is not None and any(
        each.name == NAMES or each.type is FieldType.PERSONS for each in kind.fields
    )
