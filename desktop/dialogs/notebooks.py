"""More than one notebook in a folder: one more, and words that clear."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.dialogs.flow import Flow, told
from desktop.dialogs.newwords import NewWords
from desktop.dialogs.words import secret_line
from desktop.models.door import Maker
from desktop.models.facade_security import Compartments
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import notices, tr

OTHERS_MAX = 3  # notebooks in a folder, beside the open one


class KeptWords(QWidget):
    """The words of the other notebooks that are to stay."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[QLineEdit] = []
        self._inner = parts.column(self, gap=2)
        self._inner.addWidget(parts.label(tr("Words of other notebooks to keep"), "strong"))
        self._more = parts.button(tr("One more"), "plus", then=self.add)
        self.add()
        line = parts.row()
        line.addWidget(self._more)
        line.addStretch(1)
        self._inner.addLayout(line)

    def add(self) -> None:
        number = len(self.lines) + 1
        made = secret_line(tr("Words of notebook {number}", number=number))
        made.setPlaceholderText(made.accessibleName())
        self._inner.insertWidget(number, made)
        if self.lines:
            QWidget.setTabOrder(self.lines[-1], made)
        self.lines.append(made)
        if number == OTHERS_MAX:
            self._more.hide()

    def words(self) -> list[str]:
        return [each.text() for each in self.lines if each.text()]


@dataclass(frozen=True)
class Adding:
    """What is added, in the words that go with it."""

    heading: str
    sentences: Sequence[str]
    verb: str
    put: Callable[[str, Sequence[str]], object]
    """Takes the new words, and those of the notebooks to keep."""
    done: Sequence[str]


def one_more(compartments: Compartments) -> Adding:
    return Adding(
        tr("One more notebook in this folder"),
        [tr("It has its own password words, and knows nothing of this one. Nobody sees how many there are.")],
        tr("Make the notebook"),
        lambda new, keep: compartments.add(new, keep=keep),
        [tr("The notebook is made."), tr("Lock this one, then open the other with its own words.")],
    )


def clearing(compartments: Compartments) -> Adding:
    return Adding(
        tr("Words that clear everything"),
        notices.lines(notices.CLEARING),
        tr("Add these words"),
        lambda new, keep: compartments.add_clearing_words(new, keep=keep),
        [
            tr("These words now empty the whole folder when somebody types them to unlock."),
            tr("Type them among the words to keep when you add another notebook."),
        ],
    )


class AddDialog(Flow):
    """Asks for the words to keep, and for new words."""

    def __init__(self, adding: Adding, maker: Maker, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(adding.heading, tasks, parent)
        self._adding = adding
        self.kept = KeptWords()
        self.sure = QCheckBox(tr("I typed all the words that I want to keep."))
        self.sure.setAccessibleName(self.sure.text())
        self.sure.toggled.connect(lambda _on: self._on_edited())
        self.new = NewWords(maker, tasks)
        self.new.ready_changed.connect(self._on_edited)
        above = [told([*adding.sentences, *notices.lines(notices.ADDING)]), self.kept, self.sure]
        new = parts.label(tr("The new words"), "heading")
        self.show_step([*above, new, self.new], adding.verb, self._on_go)
        self._on_edited()

    def _on_edited(self) -> None:
        self.go.setEnabled(self.sure.isChecked() and self.new.is_ready())

    def _on_go(self) -> None:
        new, kept = self.new.words(), self.kept.words()
        self.setEnabled(False)
        self.tasks.run(lambda: self._adding.put(new, kept), self._on_put, self.show_problem, long=True)

    def _on_put(self, _done: object) -> None:
        self.banner.clear()
        first, *others = self._adding.done
        self.show_step([parts.label(first, "heading"), told(others)])


class NoClearingDialog(Flow):
    """Takes back words that clear."""

    def __init__(self, compartments: Compartments, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Take back words that clear"), tasks, parent)
        self._compartments = compartments
        self.typed = secret_line(tr("The words that clear everything"))
        self.typed.textChanged.connect(lambda text: self.go.setEnabled(bool(text)))
        self.show_step(
            [parts.labelled(tr("The words that clear everything"), self.typed)],
            tr("Take them back"),
            self._on_go,
        )
        self.go.setEnabled(False)

    def _on_go(self) -> None:
        typed = self.typed.text()
        self.setEnabled(False)
        self.tasks.run(
            lambda: self._compartments.remove_clearing_words(typed),
            self._on_gone,
            self.show_problem,
            long=True,
        )

    def _on_gone(self, _done: None) -> None:
        self.banner.clear()
        self.show_step([parts.label(tr("These words do nothing any more."), "heading")])
