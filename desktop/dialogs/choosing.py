"""Cards of which several are chosen at a time, by mouse, by key or from a menu, and done with together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QScrollArea, QWidget
from typing_extensions import override

from desktop.dialogs.narrowing import FEW, Card, CardList, Orders
from desktop.theme import parts
from desktop.theme.icons import icon
from desktop.theme.look import em
from i18n import tr

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
LEAST_PX = 24  # what a finger or a tired hand hits
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with all that are chosen; its words say how many they are."""

    words: Callable[[int], str]
    picture: str
    do: Callable[[], object]


def boxed(title: str) -> tuple[QWidget, QCheckBox]:
    """Return a line with a box before *title*, which may run over several lines."""
    box = QCheckBox()
    box.setAccessibleName(title)
    side = max(LEAST_PX, round(em() * 1.6))
    box.setMinimumSize(side, side)
    line = QWidget()
    inner = parts.row(line, gap=2)
    inner.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
    inner.addWidget(parts.label(title, "strong"), 1)
    return line, box


class ChoosingList(CardList):
    """The button for all that are chosen stands wherever its dialog puts it, and only while some are."""

    def __init__(self, name: str, orders: Orders, deed: Deed, few: int = FEW, least: int = 2) -> None:
        super().__init__(name, orders, few)
        self._deed, self._least = deed, least
        self.boxes: Mapping[str, QCheckBox] = {}
        self._anchor: QCheckBox | None = None
        self._stretched = False
        self.act = parts.button("", deed.picture, then=deed.do)
        self.act.setAutoDefault(False)
        self.act.hide()

    def show_choices(self, cards: Sequence[Card], boxes: Mapping[str, QCheckBox]) -> None:
        """Show *cards* instead of those before; what was chosen by its key stays chosen."""
        before = set(self.chosen())
        self.boxes, self._anchor = boxes, None
        for key, box in boxes.items():
            box.setChecked(key in before)
            box.setVisible(len(boxes) >= self._least)
            box.installEventFilter(self)
            box.toggled.connect(self._on_toggled)
            box.clicked.connect(lambda _on, box=box: self._on_clicked(box))
        self.show_cards(cards)
        self._on_toggled()

    def chosen(self) -> list[str]:
        return [key for key, box in self.boxes.items() if box.isChecked()]

    def choose_all(self) -> None:
        """Choose all that are found."""
        for box in self._line():
            box.setChecked(True)

    def choose_none(self) -> None:
        for box in self.boxes.values():
            box.setChecked(False)

    def _line(self) -> list[QCheckBox]:
        """Return the boxes that are seen, from above."""
        places = {id(widget): at for at, widget in enumerate(self.shown())}
        at = {box: places.get(id(self._card_of(box)), -1) for box in self.boxes.values()}
        return sorted((box for box in at if at[box] >= 0 and not box.isHidden()), key=lambda box: at[box])

    def _card_of(self, box: QWidget | None) -> QWidget | None:
        while box is not None and box.parentWidget() is not self:
            box = box.parentWidget()
        return box

    def _on_toggled(self, _on: object = None) -> None:
        count = len(self.chosen())
        self.act.setText(self._deed.words(count))
        self.act.setAccessibleName(self.act.text())
        self.act.setVisible(count > 0)

    def _on_clicked(self, box: QCheckBox) -> None:
        stretched, self._stretched = self._stretched, False
        if self._anchor is not None and stretched:
            for each in self._between(self._anchor, box):
                each.setChecked(box.isChecked())
        self._anchor = box

    def _between(self, one: QCheckBox, other: QCheckBox) -> list[QCheckBox]:
        line = self._line()
        if one not in line or other not in line:
            return [other]
        first, last = sorted((line.index(one), line.index(other)))
        return line[first : last + 1]

    # ------------------------------------------------------------ by key, and with the mouse
    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QCheckBox) and isinstance(event, QKeyEvent) and event.key() in STEPS:
            if event.type() == QEvent.Type.KeyPress:
                self._step(watched, STEPS[Qt.Key(event.key())], stretched=bool(event.modifiers() & SHIFT))
            return True
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self._stretched = bool(event.modifiers() & SHIFT)
        return super().eventFilter(watched, event)

    def _step(self, box: QCheckBox, by: int, *, stretched: bool) -> None:
        """Go to the next box; with Shift choose all from where that began, and no further."""
        line = self._line()
        to = line[min(max(line.index(box) + by, 0), len(line) - 1)]
        if stretched:
            begun = self._anchor if self._anchor is not None and self._anchor in line else box
            chosen, self._anchor = self._between(begun, to), begun
            box.setChecked(box in chosen)
            for each in chosen:
                each.setChecked(True)
        else:
            self._anchor = to
        to.setFocus()
        _scroll_to(to)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that neither a box nor a button wanted."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.choose_all()
        elif event.key() == Qt.Key.Key_Delete:
            self._choose_here(self.focusWidget())
            if self.chosen():
                self._deed.do()
        else:
            super().keyPressEvent(event)

    def _choose_here(self, place: QWidget | None) -> None:
        """Where nothing is chosen, take the card that is meant."""
        card = self._card_of(place)
        found = next((each for each in self._line() if self._card_of(each) is card), None)
        if found is not None and not self.chosen():
            found.setChecked(True)

    # ------------------------------------------------------------ from a menu
    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyed = event.reason() == QContextMenuEvent.Reason.Keyboard
        self._choose_here(self.focusWidget() if keyed else self.childAt(event.pos()))
        self.show_menu(event.globalPos())

    def show_menu(self, place: QPoint) -> QMenu | None:
        """Show what can be done with what is chosen."""
        if not self._line():
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.chosen():
            menu.addAction(icon(self._deed.picture), self.act.text(), self._deed.do)
        menu.addAction(tr("Choose all"), self.choose_all)
        menu.addAction(tr("Choose none"), self.choose_none)
        menu.popup(place)
        return menu


def _scroll_to(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget)
