"""One of several options in a box, or any of them as ticks that flow."""

from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.theme.look import space
from desktop.theme.wrapping import Wrapping
from desktop.views.field_framed import Typed, choice_of
from i18n import tr
from sync.model.kinds.declaration import Field, split_tags


class ChoiceField(Typed):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = choice_of(tr(field.label))
        self.box.addItem(tr("Not chosen"), "")
        for option in field.options:
            self.box.addItem(tr(option.label), option.key)
        self.box.currentIndexChanged.connect(self.on_done)
        self.inner.addWidget(self.box)
        self.inner.addWidget(self.sign)
        self.setFocusProxy(self.box)

    @override
    def raw(self) -> str:
        return str(self.box.currentData() or "")

    @override
    def show_value(self, text: str) -> None:
        """Show an option; another's word that is none stands at the end of the list as it is."""
        first_odd = len(self.field.options) + 1
        while self.box.count() > first_odd:
            self.box.removeItem(first_odd)
        if self.box.findData(text) < 0:
            self.box.addItem(one_line(text, 80), text)
        self.box.setCurrentIndex(self.box.findData(text))

    @override
    def say(self, label: str, help_text: str) -> None:
        self.box.setAccessibleName(label)


class ChoicesField(Typed):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._place = QWidget()
        self._flow = Wrapping(gap=3)
        self._place.setLayout(self._flow)
        self.boxes: dict[str, QCheckBox] = {}
        for option in field.options:
            self._add(option.key, tr(option.label))
        self.inner.addWidget(self._place)
        self.inner.addWidget(self.sign)
        for first in list(self.boxes.values())[:1]:
            self.setFocusProxy(first)

    @override
    def raw(self) -> str:
        return ", ".join(key for key, box in self.boxes.items() if box.isChecked())

    @override
    def show_value(self, text: str) -> None:
        """Tick options; words of others that are none get boxes of their own, as they are written."""
        keys = split_tags(text)
        declared = {option.key for option in self.field.options}
        for odd in [key for key in self.boxes if key not in declared]:
            box = self.boxes.pop(odd)
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        for key in keys:
            if key not in self.boxes:
                self._add(key, one_line(key, 80))
        for key, box in self.boxes.items():
            box.setChecked(key in keys)

    @override
    def say(self, label: str, help_text: str) -> None:
        self.setAccessibleName(label)

    def _add(self, key: str, words: str) -> None:
        made = parts.box(words)
        made.setAccessibleName(words)
        made.setMinimumHeight(space(7))
        made.toggled.connect(self.on_done)
        self.boxes[key] = made
        self._flow.addWidget(made)
