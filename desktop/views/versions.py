"""Two values of one field side by side; nobody's is lost until somebody chooses."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.dialogs import trust
from desktop.models import when
from desktop.models.facade import FieldValue
from desktop.models.plain import isolated, one_line
from desktop.theme import parts
from i18n import tr

SHOWN_MAX = 4


class Versions(QFrame):
    settled = Signal(str, str)

    def __init__(
        self, field: str, label: str, values: Sequence[FieldValue], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._field = field
        inner = parts.column(self, gap=2, margin=3)
        inner.addWidget(parts.label(tr("Two versions of “{field}”", field=label), "strong"))
        inner.addWidget(
            parts.label(
                tr("They were written at the same time in two places. Both are kept until you choose."),
                "hint",
            )
        )
        cards = parts.row(gap=3)
        for value in values[:SHOWN_MAX]:
            cards.addWidget(self._card(value), 1)
        inner.addLayout(cards)

    def _card(self, value: FieldValue) -> QWidget:
        card = parts.frame("card")
        inner = parts.column(card, gap=2, margin=3)
        who = isolated(value.author, 40) or tr("No name")
        by = parts.row(gap=1.5)
        by.addWidget(trust.mark(trust.of(value.checked, me=value.checked == "me")))
        by.addWidget(parts.label(f"{who} · {when.full(value.when_ms)}", "hint"), 1)
        inner.addLayout(by)
        shown = one_line(value.value, 300) or tr("(empty)")
        inner.addWidget(parts.label(shown))
        keep = parts.button(tr("Keep this one"), "check")
        keep.setAccessibleName(tr("Keep this one: {value}", value=one_line(value.value, 80)))
        keep.clicked.connect(lambda: self.settled.emit(self._field, value.value))
        inner.addStretch(1)
        inner.addWidget(keep)
        return card
