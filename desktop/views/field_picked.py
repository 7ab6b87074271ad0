"""Things that are found by name and stand one below another, in an order of one's own."""

from abc import abstractmethod

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.views.field_finder import Choices, Finder
from desktop.views.field_framed import Typed
from i18n import tr
from sync.model.kinds.declaration import Field

NAME_MAX = 120


class PickedRow(QWidget):
    removed = Signal(str)
    moved = Signal(str, int)
    wanted = Signal(str)

    def __init__(self, key: str, name: str, *, opens: bool) -> None:
        super().__init__()
        self.key = key
        self.name = one_line(name, NAME_MAX)
        shown = self.name.replace("&", "&&")
        inner = parts.row(self, gap=1)
        if opens:
            button = parts.button(shown, role="link", then=lambda: self.wanted.emit(key))
            button.setAccessibleName(tr("Open {name}", name=self.name))
            button.setMinimumWidth(1)
            inner.addWidget(button)
            inner.addStretch(1)
        else:
            inner.addWidget(parts.label(self.name), 1)
        self.up = parts.tool(
            "chevron-up", tr("Move up: {name}", name=self.name), lambda: self.moved.emit(key, -1)
        )
        self.down = parts.tool(
            "chevron-down", tr("Move down: {name}", name=self.name), lambda: self.moved.emit(key, 1)
        )
        self.remove = parts.tool("x", tr("Remove: {name}", name=self.name), lambda: self.removed.emit(key))
        for each in (self.up, self.down, self.remove):
            inner.addWidget(each)


class PickedField(Typed):
    """Chosen things, and a line to find more; *ordered* lets somebody move them."""

    joint, ordered, opens, free = "\n", True, False, False

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.keys: list[str] = []
        self.rows: dict[str, PickedRow] = {}
        self._lines = parts.column(gap=0.5)
        name = tr("Add to {field}", field=tr(field.label))
        self.finder = Finder(name, self.offered, hint=self.words_of_add())
        self.finder.chosen.connect(self._on_chosen)
        self.finder.returnPressed.connect(self._on_finished)
        self.finder.editingFinished.connect(self._on_finished)
        self.finder.textEdited.connect(self.on_searched)
        self.inner.addLayout(self._lines)
        self.inner.addWidget(self.finder)
        self.inner.addWidget(self.sign)
        self.setFocusProxy(self.finder)

    # ------------------------------------------------------------ of each type
    @abstractmethod
    def words_of_add(self) -> str: ...

    @abstractmethod
    def name_of(self, key: str) -> str: ...

    def offered(self) -> Choices:
        """Return what is found by typing, where all of it is known."""
        return ()

    def _split(self, text: str) -> list[str]:
        return [line.strip() for line in text.splitlines() if line.strip()]

    def _leads_somewhere(self, _key: str) -> bool:
        return self.opens

    def on_searched(self, _text: str) -> None:
        """Look for what is being typed, where it is not all offered already."""

    # ------------------------------------------------------------ of all
    @override
    def raw(self) -> str:
        typed = self.finder.text().strip()
        return self.joint.join([*self.keys, *([typed] if typed else [])])

    @override
    def set_text(self, text: str) -> None:
        """Show *text*; a word that is being typed stays in its line."""
        typed, at = self.finder.text(), self.finder.cursorPosition()
        self.finder.clear()
        super().set_text(text)
        if typed:
            self.finder.setText(typed)
            self.finder.setCursorPosition(at)

    @override
    def show_value(self, text: str) -> None:
        if self._split(text) != self.keys:
            self.keys = list(dict.fromkeys(self._split(text)))
        self.finder.clear()
        self.show_rows()

    @override
    def resume(self, draft: str) -> None:
        """Go on with the word that was being typed."""
        self.finder.setText(next(iter(reversed(self._split(draft))), ""))
        self.judge()

    @override
    def finish(self) -> None:
        if self.finder.text().strip():
            self._on_finished()

    @override
    def say(self, label: str, help_text: str) -> None:
        self.finder.setAccessibleName(tr("Add to {field}", field=label))

    def _pick(self, key: str) -> None:
        """Add *key* at the end, once."""
        self.finder.clear()
        if key and key not in self.keys:
            self.keys.append(key)
            self.show_rows()
        self.on_done()

    def show_rows(self) -> None:
        """Show the chosen ones anew, each by its name of now."""
        for old in self.rows.values():
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = {}
        for key in self.keys:
            row = PickedRow(key, self.name_of(key), opens=self._leads_somewhere(key))
            row.removed.connect(self._on_removed)
            row.moved.connect(self._on_moved)
            row.wanted.connect(self.item_wanted)
            for each in (row.up, row.down):
                each.setVisible(self.ordered and len(self.keys) > 1)
            row.up.setEnabled(key != self.keys[0])
            row.down.setEnabled(key != self.keys[-1])
            self.rows[key] = row
            self._lines.addWidget(row)

    def _on_removed(self, key: str) -> None:
        self.keys.remove(key)
        self.show_rows()
        self.finder.setFocus()
        self.on_done()

    def _on_moved(self, key: str, by: int) -> None:
        at = self.keys.index(key)
        to = at + by
        if not 0 <= to < len(self.keys):
            return
        self.keys.insert(to, self.keys.pop(at))
        self.show_rows()
        row = self.rows[key]
        (row.up if by < 0 and to else row.down if to < len(self.keys) - 1 else row.up).setFocus()
        self.on_done()

    def _on_chosen(self, key: str) -> None:
        QTimer.singleShot(0, self, lambda: self._pick(key))  # the line takes the name only after this

    def _on_finished(self) -> None:
        typed = self.finder.text().strip()
        popup = self.finder.completer().popup()
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return  # it is being chosen right now
        key = self.finder.key() or (typed if self.free else "")
        if key:
            self._pick(key)
        elif typed:
            self.on_done()
        elif not self.sign.isHidden():
            self.judge()
