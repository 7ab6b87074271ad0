"""How dates, times and numbers are written: four choices, and at once an example of what they do."""

import time

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.models import when
from desktop.theme import parts
from i18n import formats, set_formats, tr
from i18n.speaking import Formats, spoken

EXAMPLE = 1234567


class FormatsBox(QWidget):
    """Digits are asked of only where the language knows two kinds."""

    def __init__(self, now: Formats) -> None:
        super().__init__()
        self._now = now
        self.boxes: dict[str, QComboBox] = {}
        inner = parts.column(self, gap=3)
        for name, words, choices in _choices():
            box = parts.choice(words, choices, getattr(now, name))
            box.currentIndexChanged.connect(self._on_changed)
            self.boxes[name] = box
            labelled = parts.labelled(words, box)
            inner.addWidget(labelled)
            labelled.setVisible(name != "digits" or formats.knows_arabic_digits())
        self.example = parts.label("", "hint")
        inner.addWidget(self.example)
        self._on_changed()

    def chosen(self) -> Formats:
        return Formats(**{name: box.currentData() for name, box in self.boxes.items()})

    def choose(self, wanted: Formats) -> None:
        for name, box in self.boxes.items():
            box.setCurrentIndex(box.findData(getattr(wanted, name)))

    def _on_changed(self, _index: int = 0) -> None:
        self.example.setText(example(self.chosen()))


def _choices() -> list[tuple[str, str, list[tuple[str, object]]]]:
    as_language = (tr("As the language has it"), "language")
    dates = [(tr("Day, month, year"), "day-month-year"), (tr("Year, month, day"), "year-month-day")]
    times = [(tr("24 hours"), "24"), (tr("12 hours"), "12")]
    digits = [(formats.LATIN, "latin"), (formats.ARABIC_INDIC, "arabic-indic")]
    days = [(tr("Monday"), "monday"), (tr("Saturday"), "saturday"), (tr("Sunday"), "sunday")]
    return [
        ("dates", tr("Dates"), [as_language, *dates]),
        ("clock", tr("Times"), [as_language, *times]),
        ("digits", tr("Digits"), [as_language, *digits]),
        ("week", tr("First day of the week"), [as_language, *days]),
    ]


def example(wanted: Formats) -> str:
    """Return a moment and a number as *wanted* writes them; what is written elsewhere stays as it is."""
    before = spoken.formats
    set_formats(wanted)
    try:
        return tr(
            "For example: {moment}; {number}",
            moment=when.full(round(time.time() * 1000)),
            number=formats.number(EXAMPLE),
        )
    finally:
        set_formats(before)
