"""Finds people in a long list: by a part of the name or role, and in the order that is wanted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import trust
from desktop.models.facade_belonging import MemberRow
from desktop.theme import parts
from i18n import tr
from sync.model.folding import fold

USUAL, NAME, ROLE, UNCHECKED = "usual", "name", "role", "unchecked"
ROLES = ("steward", "member", "reader")


class PeopleFinder(QWidget):
    changed = Signal()

    def __init__(self, role_word: Callable[[str], str]) -> None:
        super().__init__()
        self._role_word = role_word
        self.words = parts.line(tr("Find somebody"), hint=tr("Find somebody"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        orders = (
            (tr("As usual"), USUAL),
            (tr("By name"), NAME),
            (tr("By role"), ROLE),
            (tr("Not checked first"), UNCHECKED),
        )
        self.order = parts.choice(tr("Order"), orders)
        self.order.activated.connect(lambda _at: self.changed.emit())
        inner = parts.column(self, gap=1)
        inner.addWidget(self.words)
        inner.addWidget(self.order)

    def clear(self) -> None:
        """Look for nobody any more: everybody is listed."""
        self.words.clear()

    def chosen(self, every: Sequence[MemberRow]) -> Sequence[MemberRow]:
        """Return whom the words find, in the chosen order."""
        wanted = fold(self.words.text()).split()
        found = [row for row in every if all(word in self._said(row) for word in wanted)]
        keys: dict[str, Callable[[MemberRow], tuple[int, str]]] = {
            NAME: lambda row: (not row.name, fold(row.name)),
            ROLE: lambda row: (ROLES.index(row.role) if row.role in ROLES else len(ROLES), fold(row.name)),
            UNCHECKED: lambda row: (trust.of_member(row).sure, fold(row.name)),
        }
        key = keys.get(str(self.order.currentData()))
        return found if key is None else sorted(found, key=key)

    def _said(self, row: MemberRow) -> str:
        return fold(f"{row.name} {self._role_word(row.role)}")
