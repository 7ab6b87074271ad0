"""Two values of one field side by side; nobody's is lost until somebody chooses."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QPlainTextEdit, QRadioButton, QWidget
from typing_extensions import override

from desktop.dialogs import trust
from desktop.dialogs.compared import Compared
from desktop.dialogs.uncopied import UncopiedText
from desktop.models import when
from desktop.models.differing import folded, pieces
from desktop.models.facade import FieldValue
from desktop.models.plain import isolated, one_line
from desktop.models.said import said as said_of
from desktop.theme import parts
from desktop.theme.look import em, space
from i18n import tr
from sync.model.kinds import joining
from sync.model.kinds.declaration import Field, FieldType
from sync.model.kinds.joining import SINGLE

SHOWN_MAX = 4
BESIDE_EM = 26  # narrower than this, one stands below the other
LINES = 4
WRITTEN = frozenset({FieldType.TEXT, FieldType.LINES})  # the others are changed in their own parts


class Versions(QFrame):
    """``settled`` carries the field and the value that was decided on; they are shown as people say them."""

    settled = Signal(str, str)
    history_wanted = Signal()

    def __init__(
        self,
        field: Field,
        label: str,
        values: Sequence[FieldValue],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._field, self._found, self._values = field, tuple(values), _mine_first(values)[:SHOWN_MAX]
        self.item = ""
        self.choices = QButtonGroup(self)
        self.both = self._choice(tr("Keep both"), tr("Keep both"))
        self.own = self._choice(tr("Edit myself"), tr("Edit myself"))
        if field.type in SINGLE:
            self.both.hide()
        if field.type not in WRITTEN:
            self.own.hide()
        self.text = UncopiedText() if field.compartment else QPlainTextEdit()
        self.text.setPlainText(self._all_of_them())
        self.text.setAccessibleName(tr("Edit myself"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(round(em() * (LINES * 1.45 + 1.2)))
        self.text.hide()
        self.own.toggled.connect(self.text.setVisible)
        self.done = parts.button(tr("Done"), "check", role="primary", then=self._on_done_clicked)
        self.history = parts.button(tr("History"), "history", role="quiet", then=self.history_wanted.emit)
        self.cards = parts.row(gap=3)
        self.keep: list[QRadioButton] = []
        self._cards = [self._card(value) for value in self._values]
        for card in self._cards:
            self.cards.addWidget(card, 1)
        (self.keep[0] if field.type in SINGLE else self.both).setChecked(True)
        self._put_together(label)

    def value(self) -> str:
        """Return what is decided on now."""
        if self.own.isChecked():
            return self.text.toPlainText()
        chosen = next((at for at, each in enumerate(self.keep) if each.isChecked()), None)
        return self._all_of_them() if chosen is None else self._values[chosen].value

    def shows(self, values: Sequence[FieldValue], item: str) -> bool:
        return item == self.item and tuple(values) == self._found

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        beside = width >= max(BESIDE_EM * em(), self._width_beside())
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.cards.setDirection(across if beside else down)

    @override
    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than one card needs, as they can stand below each other."""
        hint = super().minimumSizeHint()
        one = max(each.minimumSizeHint().width() for each in self._cards) + 2 * space(3)
        return QSize(min(hint.width(), one), hint.height())

    def _width_beside(self) -> int:
        return sum(each.minimumSizeHint().width() + space(3) for each in self._cards) + 2 * space(3)

    def _put_together(self, label: str) -> None:
        inner = parts.column(self, gap=2, margin=3)
        inner.addWidget(parts.label(tr("Two versions of “{field}”", field=label), "strong"))
        inner.addWidget(
            parts.label(
                tr("They were written at the same time in two places. Both are kept until you choose."),
                "hint",
            )
        )
        inner.addLayout(self.cards)
        for each in (self.both, self.own, self.text):
            inner.addWidget(each)
        inner.addWidget(parts.label(tr("If you undo this, both come back in one line."), "hint"))
        inner.addWidget(parts.label(tr("What you do not keep stays in History."), "hint"))
        last = parts.row()
        last.addWidget(self.history)
        last.addStretch(1)
        last.addWidget(self.done)
        inner.addLayout(last)

    def _card(self, value: FieldValue) -> QWidget:
        card = parts.frame("card")
        inner = parts.column(card, gap=2, margin=3)
        mine = value.checked == "me"
        name = isolated(value.author, 40) or tr("No name")
        by = parts.row(gap=1.5)
        by.addWidget(trust.mark(trust.of(value.checked, me=mine)))
        written = when.full(value.when_ms)
        said = tr("Yours, {when}", when=written) if mine else f"{name} · {written}"
        by.addWidget(parts.label(said, "hint"), 1)
        inner.addLayout(by)
        shown = self._said(value)
        others = [self._said(each) for each in self._values if each is not value]
        compared = Compared(said, shown, folded(pieces(shown, others[0] if others else "")))
        compared.let_be_copied(copied=not self._field.compartment)
        inner.addWidget(compared)
        words = tr("Keep mine") if mine else tr("Keep the one by {name}", name=name)
        keep = self._choice(words, tr("Keep this one: {value}", value=one_line(shown, 80)))
        self.keep.append(keep)
        inner.addStretch(1)
        inner.addWidget(keep)
        return card

    def _choice(self, words: str, heard: str) -> QRadioButton:
        made = QRadioButton(words.replace("&", "&&"))
        made.setAccessibleName(heard)
        made.setMinimumHeight(space(7))
        self.choices.addButton(made)
        return made

    def _all_of_them(self) -> str:
        texts = [each.value for each in self._values if each.value]
        if self._field.type is FieldType.TEXT and any("\n" in text for text in texts):
            return "\n".join(texts)
        return joining.joined(self._field, texts)

    def _said(self, value: FieldValue) -> str:
        return said_of(self._field, value.value)

    def _on_done_clicked(self) -> None:
        self.settled.emit(self._field.name, self.value())


def _mine_first(values: Sequence[FieldValue]) -> tuple[FieldValue, ...]:
    return tuple(sorted(values, key=lambda value: value.checked != "me"))
