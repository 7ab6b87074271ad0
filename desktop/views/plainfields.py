"""What a newer version wrote, shown plainly: every field under its own name, to be read and not changed."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.models import when
from desktop.models.facade import Item
from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr
from sync.model.kinds.declaration import Kind

LINES_MAX, LINE_MAX = 60, 400
PART = "."  # in names that belong to another part of the item, such as its files


def besides(item: Item, kind: Kind | None) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every field that *kind* does not have."""
    for name, values in sorted(item.fields.items()):
        if PART not in name and (kind is None or kind.field(name) is None):
            yield from ((name, each.value) for each in values if each.value.strip())


def _readable(text: str) -> str:
    lines = text.splitlines()
    shown = [one_line(line, LINE_MAX) for line in lines[:LINES_MAX]]
    return "\n".join([*shown, *(["…"] if len(lines) > LINES_MAX else [])])


class PlainFields(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = parts.column(self, gap=2)
        self._told = parts.label(tr("A newer version wrote this. It is kept as it is."), "hint")
        self._inner.addWidget(self._told)
        self._shown: list[tuple[str, str]] = []
        self.hide()

    def show_fields(self, item: Item | None, kind: Kind | None) -> None:
        """Show what *item* says besides its form; nothing where there is none."""
        found = list(besides(item, kind)) if item is not None else []
        if found == self._shown:
            return
        self.forget()
        self._shown = found
        for name, text in found:
            value = parts.label(_readable(text))
            self._inner.addWidget(parts.labelled(one_line(name), value))
        self.setVisible(bool(found))

    def forget(self) -> None:
        """Let no word stay behind."""
        self._shown = []
        self.hide()
        while self._inner.count() > 1:
            taken = self._inner.takeAt(1)
            gone = taken.widget() if taken is not None else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()


class PlainPane(QFrame):
    """An item of a kind that this version does not know."""

    closed = Signal()
    trash_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._item = ""
        self._title, self._when = parts.label("", "title"), parts.label("", "hint", wrap=False)
        self.fields = PlainFields()
        self.back = parts.tool("arrow-left", tr("Back to the list"), self.closed.emit)
        self.back.hide()
        head = parts.row(gap=1, margin=0)
        parts.margins(head, 2 * em(), em() // 2, em(), 0)
        head.addWidget(self.back)
        head.addWidget(self._when)
        head.addStretch(1)
        head.addWidget(
            parts.tool("trash-2", tr("Move to the trash"), lambda: self.trash_requested.emit(self._item))
        )
        inside = QWidget()
        inside.setObjectName("body")
        page = parts.column(inside, gap=3)
        parts.margins(page, 2 * em(), em(), 2 * em(), em())
        page.addWidget(self._title)
        page.addWidget(self.fields)
        page.addStretch(1)
        outer = parts.column(self, gap=2, margin=0)
        outer.addLayout(head)
        outer.addWidget(parts.scrolled(inside), 1)

    def show_item(self, item: Item) -> None:
        self._item = item.id
        self._title.setText(one_line(item.title) or tr("Without a title"))
        self._when.setText(tr("Changed {when}", when=when.short(item.changed_ms)))
        self.fields.show_fields(item, None)

    def clear(self) -> None:
        self._item = ""
        self._title.setText("")
        self.fields.forget()
