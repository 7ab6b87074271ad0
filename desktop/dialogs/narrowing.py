"""Finds things in a long list of anything: by a part of what it says, and in the order that is wanted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget
from typing_extensions import override

from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr
from sync.model.folding import fold

BESIDE_EM = 26
FEW = 7  # more are looked for rather than looked through
USUAL = "usual"
WORDS_MAX = 200
T = TypeVar("T")
Way = QBoxLayout.Direction
Orders = Sequence[tuple[str, str]]
"""Words for an order, and its name."""
Wanted = tuple[str, str]
"""What is looked for, and the name of the order."""


class Narrowing(QWidget):
    """A line to type in, and the orders there are besides the usual one."""

    changed = Signal()

    def __init__(self, name: str, orders: Orders = (), few: int = FEW) -> None:
        super().__init__()
        self._few = few
        self.words = parts.line(name, hint=name)
        self.words.setClearButtonEnabled(True)
        self.words.setMaxLength(WORDS_MAX)
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        self.order = parts.choice(tr("Order"), [(tr("As usual"), USUAL), *orders])
        self.order.activated.connect(lambda _at: self.changed.emit())
        self._inner = parts.column(self, gap=1)
        self._inner.addWidget(self.words, 1)
        self._inner.addWidget(self.order)
        self.order.setVisible(bool(orders))  # only now: until it is in here it would be a window by itself
        self.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one line where there is room: a list below needs the height."""
        super().resizeEvent(event)
        beside = event.size().width() >= BESIDE_EM * em()
        self._inner.setDirection(Way.LeftToRight if beside else Way.TopToBottom)

    def show_for(self, count: int) -> None:
        """Be there for a list of so many, unless one looks through it at a glance."""
        self.setVisible(count > self._few or self.is_narrow)

    @property
    def is_narrow(self) -> bool:
        """Whether something is looked for."""
        return bool(self.words.text().strip())

    def clear(self) -> None:
        """Look for nothing any more: everything is listed."""
        self.words.clear()

    def begin_as(self, wanted: Wanted) -> None:
        """Go on looking for what somebody looked for before."""
        self.words.setText(wanted[0])
        self.order.setCurrentIndex(max(0, self.order.findData(wanted[1])))

    def wanted(self) -> Wanted:
        return self.words.text(), str(self.order.currentData())

    def chosen(
        self, every: Sequence[T], said: Callable[[T], str], keys: Mapping[str, Callable[[T], Any]]
    ) -> Sequence[T]:
        """Return what the words find, in the chosen order."""
        wanted = fold(self.words.text()).split()
        found = (
            [each for each in every if all(word in fold(said(each)) for word in wanted)] if wanted else every
        )
        key = keys.get(str(self.order.currentData()))
        return found if key is None else sorted(found, key=key)


@dataclass(frozen=True, slots=True)
class Card:
    """A widget in a list, what is looked for in it, and by what it stands in each order."""

    widget: QWidget
    said: str
    order: Mapping[str, Any] = field(default_factory=dict)


class CardList(QWidget):
    """Cards one below the other; whoever narrows them keeps what is ticked and typed on each."""

    sized = Signal()

    def __init__(self, name: str, orders: Orders = (), few: int = FEW) -> None:
        super().__init__()
        self._names = [each for _, each in orders]
        self._cards: Sequence[Card] = ()
        self.narrowing = Narrowing(name, orders, few)
        self.narrowing.changed.connect(self._arrange)
        self._column = parts.column(gap=3)
        self._nothing = parts.label(tr("Nothing here says this."), "hint")
        self._nothing.hide()
        inner = parts.column(self, gap=3)
        inner.addWidget(self.narrowing)
        inner.addLayout(self._column)
        inner.addWidget(self._nothing)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these instead of those before."""
        for each in self._cards:
            self._column.removeWidget(each.widget)
            each.widget.hide()
            each.widget.deleteLater()
        self._cards = cards
        self.narrowing.show_for(len(cards))
        self._arrange()

    def drop_card(self, widget: QWidget) -> None:
        """List a card no longer."""
        self._cards = [each for each in self._cards if each.widget is not widget]
        self._column.removeWidget(widget)
        widget.hide()
        self._arrange()

    def add_card(self, card: Card) -> None:
        self._cards = [*self._cards, card]
        self.narrowing.show_for(len(self._cards))
        self._arrange()

    def shown(self) -> list[QWidget]:
        """Return the cards that are found, in their order, and below them what is ticked besides."""
        keys = {name: lambda card, name=name: card.order[name] for name in self._names}
        found = self.narrowing.chosen(self._cards, lambda card: card.said, keys)
        there = {id(each) for each in found}
        ticked = [each for each in self._cards if id(each) not in there and _is_ticked(each)]
        return [each.widget for each in (*found, *ticked)]

    def _arrange(self) -> None:
        found = self.shown()
        there = set(found)
        for card in self._cards:
            if card.widget not in there:
                self._column.removeWidget(card.widget)
                card.widget.setParent(self)
                card.widget.hide()
        for at, widget in enumerate(found):
            self._column.insertWidget(at, widget)
            widget.show()
        self._nothing.setVisible(bool(self._cards) and not found)
        self.sized.emit()


def _is_ticked(card: Card) -> bool:
    """Say whether something on it is chosen: nothing is done with what one does not see."""
    return any(each.isChecked() for each in (card.widget, *card.widget.findChildren(QCheckBox))
               if isinstance(each, QCheckBox))  # fmt: skip
