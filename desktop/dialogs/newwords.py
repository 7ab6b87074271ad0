"""New password words: made for you, or your own, and typed back once."""

import unicodedata
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dialogs import clipboard
from desktop.models.door import Maker, Strength
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from desktop.theme.wrapping import Wrapping
from i18n import language, tr
from sync.errors import Problem

PAUSE_MS = 250


def same_words(one: str, other: str) -> bool:
    """Say whether two typings mean the same words; spaces around them do not count."""
    first, second = (unicodedata.normalize("NFKC", " ".join(each.split())) for each in (one, other))
    return first == second


class NewWords(QWidget):
    ready_changed = Signal()

    def __init__(self, maker: Maker, tasks: Tasks, *, made: str = "") -> None:
        super().__init__()
        self._maker, self._tasks = maker, tasks
        self._made = ""
        self._enough = True
        self._own = False
        self.offered = parts.label("", "words")
        self.own = parts.line(tr("Your own password words"))
        self.own.setEchoMode(QLineEdit.EchoMode.Password)
        self.own.textChanged.connect(self._on_own_changed)
        self.own.hide()
        self.strength = parts.label("", "hint")
        self.again = parts.line(tr("Type the words once more"))
        self.again.textChanged.connect(lambda _text: self._tell())
        self.match = parts.label("", "hint")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._measure)
        self._put_together()
        if made:
            self._on_offered(made)
        else:
            self.offer()

    def words(self) -> str:
        return self.own.text() if self._own else self._made

    def is_ready(self) -> bool:
        """Say whether the words are strong enough and were typed back."""
        return bool(self.words()) and self._enough and same_words(self.words(), self.again.text())

    def offer(self) -> None:
        """Make new words."""
        self._tasks.run(
            partial(self._maker.generated_passphrase, language()), self._on_offered, self._on_failed
        )

    def _put_together(self) -> None:
        inner = parts.column(self, gap=3)
        self._intro = parts.label(tr("We made these for you. Write them down, then learn them by heart."))
        inner.addWidget(self._intro)
        self._box = parts.frame("soft")
        box = parts.column(self._box, margin=4)
        box.addWidget(self.offered)
        inner.addWidget(self._box)
        inner.addWidget(self.own)
        doing = QWidget()
        line = Wrapping(doing, gap=3)
        self._new = parts.button(tr("New words"), "refresh-cw", then=self.offer)
        self._switch = parts.button(tr("My own words…"), role="link", then=self.switch)
        self._copy = clipboard.button(lambda: clipboard.lend(self._made))
        line.addWidget(self._new)
        line.addWidget(self._copy)
        line.addWidget(self._switch)
        inner.addWidget(doing)
        inner.addWidget(self.strength)
        inner.addSpacing(em() // 3)
        inner.addWidget(parts.labelled(tr("Type the words once more, to learn them"), self.again))
        inner.addWidget(self.match)

    def _on_offered(self, words: str) -> None:
        self._made = words
        self.offered.setText(words)
        self.offered.setAccessibleName(words)
        if not self._own:
            self._enough = True
            self.strength.setText(tr("Strong: nobody can guess these."))
            self._tell()

    def _on_failed(self, _problem: Problem) -> None:
        self.strength.setText(tr("No words could be made. Try again."))

    def switch(self) -> None:
        self._own = not self._own
        self._box.setVisible(not self._own)
        for each in (self._new, self._copy):
            each.setVisible(not self._own)
        self.own.setVisible(self._own)
        self._intro.setText(
            tr("Take at least six words that nobody would guess from knowing you.")
            if self._own
            else tr("We made these for you. Write them down, then learn them by heart.")
        )
        self._switch.setText(tr("Made for me…") if self._own else tr("My own words…"))
        self.again.clear()
        self.again.setEchoMode(QLineEdit.EchoMode.Password if self._own else QLineEdit.EchoMode.Normal)
        if self._own:
            self._on_own_changed(self.own.text())
        else:
            self._on_offered(self._made)

    def _on_own_changed(self, _text: str) -> None:
        self._enough = False
        self.strength.setText("")
        self._pause.start()
        self._tell()

    def _measure(self) -> None:
        text = self.own.text()
        if text:
            self._tasks.run(partial(self._maker.strength, text), partial(self._on_measured, text))
        else:
            self.strength.setText("")

    def _on_measured(self, text: str, strength: Strength) -> None:
        if not self._own or text != self.own.text():
            return
        self._enough = strength.enough
        self.strength.setText(
            tr("Strong enough, as far as we can tell. Our estimate knows English best.")
            if strength.enough
            else tr("Too easy to guess. Add words that have nothing to do with each other.")
        )
        self._tell()

    def _tell(self) -> None:
        typed = self.again.text()
        if not typed:
            self.match.setText("")
        else:
            same = same_words(self.words(), typed)
            self.match.setText(tr("The same.") if same else tr("Not the same yet."))
        self.ready_changed.emit()
