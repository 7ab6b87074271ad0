"""Filters that are kept: used with one press, called otherwise, and kept no longer."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.flow import emptied
from desktop.models.arranging import NAME_MAX, Kept
from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.theme.keys import left_by_escape
from i18n import tr


class NameLine(QLineEdit):
    """Esc leaves the name as it was, and closes nothing."""

    left = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        left_by_escape(self, self.left.emit)


class KeptFilters(QWidget):
    """``used`` carries a choice, ``renamed`` the old and the new name, ``forgotten`` a name."""

    used = Signal(object)
    renamed = Signal(str, str)
    forgotten = Signal(str)
    left = Signal()
    """The keys were here, and there is nothing left for them."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: QVBoxLayout = parts.column(self, gap=1)
        self._every: Sequence[Kept] = ()
        self._uses: dict[str, QPushButton] = {}
        self._wanted = ""
        self._typed: NameLine | None = None
        self.hide()

    def show_kept(self, every: Sequence[Kept], naming: str = "") -> None:
        """Show all filters; of the one that is called *naming* the name can be changed."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        self._every, self._uses, self._typed = every, {}, None
        emptied(self._lines)
        if every:
            self._lines.addWidget(parts.label(tr("Kept filters"), "strong"))
        for one in every:
            self._lines.addWidget(self._naming(one) if one.name == naming else self._line(one))
        self.setVisible(bool(every))
        if inside and not naming:
            self._take_keys()

    def _take_keys(self) -> None:
        """Put the keys where they were, as far as that is still there."""
        use = self._uses.get(self._wanted) or next(iter(self._uses.values()), None)
        if use is None:
            self.left.emit()
        else:
            use.setFocus()

    def _line(self, one: Kept) -> QWidget:
        line = QWidget()
        inner = parts.row(line, gap=1)
        words = one_line(one.name, NAME_MAX)
        use: QPushButton = parts.button(
            words.replace("&", "&&"), "filter", then=partial(self.used.emit, one.choice)
        )
        use.setAccessibleName(words)
        self._uses[one.name] = use
        inner.addWidget(use, 1)
        inner.addWidget(
            parts.tool("pencil", tr("Rename: {name}", name=words), partial(self._rename, one.name))
        )
        gone = partial(self.forgotten.emit, one.name)
        inner.addWidget(parts.tool("trash-2", tr("Keep no longer: {name}", name=words), gone))
        return line

    def _rename(self, name: str) -> None:
        self._wanted = name
        self.show_kept(self._every, name)
        if self._typed is not None:
            self._typed.show()
            self._typed.setFocus()
            self._typed.selectAll()

    def _naming(self, one: Kept) -> NameLine:
        self._typed = line = NameLine(one.name)
        line.setMaxLength(NAME_MAX)
        line.setAccessibleName(tr("Name of this filter"))
        line.returnPressed.connect(lambda: self._on_named(one.name, line.text()))
        line.left.connect(lambda: self.show_kept(self._every))
        return line

    def _on_named(self, old: str, typed: str) -> None:
        new = " ".join(typed.split())
        if new and new != old:
            self._wanted = new
            self.renamed.emit(old, new)
        else:
            self.show_kept(self._every)
