"""Help in one page: the ideas that matter, then the keys."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import space
from i18n import tr


class HelpDialog(Sheet):
    """*keys* are pairs of keys and what they do."""

    def __init__(self, keys: Sequence[tuple[str, str]], tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Help and keys"), tasks, parent)
        for text in (
            tr("Everything is saved by itself, on this computer, locked with your password words."),
            tr("A space is shared with the people you let in. Only they can read it."),
            tr("A delivery service carries sealed letters and can read none. "
               "Without one, packages carried by hand do the same."),
            tr("Check words show that it is really them. Compare them when you meet or in a call."),
        ):  # fmt: skip
            self.body.addWidget(parts.label(text))
        self.body.addWidget(parts.rule())
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(6))
        grid.setVerticalSpacing(space(2))
        for number, (key, what) in enumerate(keys):
            grid.addWidget(parts.label(key, "strong", wrap=False), number, 0)
            grid.addWidget(parts.label(what), number, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.add_close()
