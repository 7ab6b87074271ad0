"""Which letters a file is written in that does not say it: what they seem to be, and how they look."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import brought_in, tr
from sync.engine.bringing import Assumed
from sync.exchange import letters


class LettersBox(QWidget):
    """A box to choose from; it says that nobody knows for sure."""

    chosen = Signal(str)

    def __init__(self, name: str, *, each: bool = False) -> None:
        super().__init__()
        options = [(brought_in.letters(one), one) for one in letters.NAMES]
        if each:
            options = [(tr("Each as it looks"), ""), *options]
        self.box = parts.choice(tr("Letters"), options, name)
        self.box.currentIndexChanged.connect(lambda _at: self.chosen.emit(self.now()))
        inner = parts.column(self, gap=1)
        inner.addWidget(parts.labelled(tr("Letters"), self.box))
        inner.addWidget(
            parts.label(tr("The file does not say it. Choose others if words look wrong."), "hint")
        )

    def now(self) -> str:
        return str(self.box.currentData())


class LettersPage(QWidget):
    """The first lines of files in what they seem to be written in."""

    def __init__(self, files: Sequence[Assumed]) -> None:
        super().__init__()
        self._files = files
        seems = {one.encoding for one in files}
        self.box = LettersBox(files[0].encoding if len(seems) == 1 else "", each=len(seems) > 1)
        self.box.chosen.connect(lambda _name: self._show())
        inner = parts.column(self, gap=3)
        inner.addWidget(self.box)
        self.samples = [parts.label("") for _ in files]
        for one, sample in zip(files, self.samples, strict=True):
            inner.addWidget(parts.label(isolated(one.path.name, 80), "strong"))
            inner.addWidget(sample)
        self._show()

    def chosen(self) -> str:
        """Return the name of the encoding; empty where each file is read as it looks."""
        return self.box.now()

    def _show(self) -> None:
        for one, sample in zip(self._files, self.samples, strict=True):
            shown = letters.shown(one.lines, self.chosen() or one.encoding)
            sample.setText("\n".join(isolated(line, 120) for line in shown.split("\n")))
