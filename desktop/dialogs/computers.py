"""All computers of a person: named, put on hold, blocked when lost, and one more added."""

import time
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.dialogs.comeback import ComeBackDialog
from desktop.dialogs.computers_add import AddComputerDialog, JoinComputerDialog
from desktop.dialogs.flow import Flow, open_over, told
from desktop.dialogs.narrowing import Card, CardList
from desktop.dialogs.typedword import TypedWord
from desktop.models import when
from desktop.models.cures import Cures
from desktop.models.facade import Session
from desktop.models.facade_security import DeviceRow, Devices
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr, tr_n
from sync.errors import Problem
from sync.model.folding import fold

DAY_MS = 86_400_000
NAME_MAX = 60
NAME, STATE, HEARD = "name", "state", "heard"
STATES = ("present", "held", "removed")


def name_of(row: DeviceRow) -> str:
    if row.name:
        return isolated(row.name)
    return tr("This computer") if row.this else tr("A computer without a name")


def state_words(row: DeviceRow) -> str:
    return {
        "present": tr("In use"),
        "held": tr("On hold: it gets nothing new"),
        "removed": tr("Blocked"),
    }.get(row.state, "")


def last_words(last_ms: int, now_ms: int) -> str:
    """Return when somebody last heard of a computer."""
    days = max(0, now_ms - last_ms) // DAY_MS
    if not last_ms:
        return tr("No sign of life yet")
    if days == 0:
        return tr("Last sign of life today")
    if days <= 30:  # noqa: PLR2004 - a month; then the date says more
        return tr_n("Last sign of life {count} day ago", "Last sign of life {count} days ago", days)
    return tr("Last sign of life on {date}", date=when.day(last_ms))


class ComputersPage(QWidget):
    failed = Signal(object)
    sized = Signal()
    adopted = Signal()

    def __init__(self, session: Session, cures: Cures, tasks: Tasks) -> None:
        super().__init__()
        self._session, self._cures, self._tasks = session, cures, tasks
        self._devices = session.devices
        self.rows: Sequence[DeviceRow] = ()
        inner = parts.column(self, gap=3)
        orders = ((tr("By name"), NAME), (tr("In use first"), STATE), (tr("Last heard of first"), HEARD))
        self.list = CardList(tr("Find in this list"), orders)
        self.list.sized.connect(self.sized)
        inner.addWidget(self.list)
        silent = tr("One that is silent for long gets nothing new. Once it is used again it is let back in.")
        self.silent = parts.label(silent, "hint")
        self.silent.hide()
        inner.addWidget(self.silent)
        self.add = parts.Choice("plus", tr("Add a computer of yours"), self.show_add)
        inner.addWidget(self.add)
        self.join = parts.Choice("laptop", tr("I already use this on another computer"), self.show_join)
        self.join.hide()
        inner.addWidget(self.join)

    def reload(self) -> None:
        devices, spaces = self._devices, self._session.spaces
        self._tasks.run(lambda: (devices.rows(), not spaces.all()), self._on_rows, self.failed.emit)

    def _on_rows(self, found: tuple[Sequence[DeviceRow], bool]) -> None:
        self.rows, empty = found
        self.list.show_cards([_listed(row, self._card(row)) for row in self.rows])
        self.silent.setVisible(len(self.rows) > 1)
        self.join.setVisible(empty and len(self.rows) == 1)
        self.sized.emit()

    def _card(self, row: DeviceRow) -> QFrame:
        card = parts.frame("card")
        inner = parts.column(card, gap=2, margin=3)
        line = parts.row(gap=3)
        line.addWidget(parts.picture("laptop", round(em() * 1.6)), 0, Qt.AlignmentFlag.AlignTop)
        words = parts.column(gap=1)
        words.addWidget(parts.label(name_of(row), "strong"))
        here = [tr("You are using it now")] if row.this else []
        said = " · ".join([state_words(row), *here, last_words(row.last_ms, time.time_ns() // 1_000_000)])
        words.addWidget(parts.label(said, "hint"))
        line.addLayout(words, 1)
        inner.addLayout(line)
        buttons = parts.row(gap=2)
        for text, then in self._ways(row):
            made = parts.button(text, then=then)
            made.setAccessibleName(f"{text} {name_of(row)}")
            buttons.addWidget(made)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        return card

    def _ways(self, row: DeviceRow) -> list[tuple[str, Callable[[], None]]]:
        if row.state == "removed":
            return []
        ways: list[tuple[str, Callable[[], None]]] = [(tr("Name…"), partial(self.show_name, row))]
        if not row.this:
            if row.state != "held":
                ways.append((tr("Put on hold…"), partial(self.show_hold, row)))
            ways.append((tr("Block…"), partial(self.show_block, row)))
        return ways

    def show_name(self, row: DeviceRow) -> None:
        self._open(NameDialog(self._devices, row, self._tasks, self.window()))

    def show_hold(self, row: DeviceRow) -> None:
        self._open(HoldDialog(self._devices, row, self._tasks, self.window()))

    def show_block(self, row: DeviceRow) -> None:
        self._open(BlockDialog(self._devices, row, self._tasks, self.window()))

    def show_add(self) -> None:
        dialog = AddComputerDialog(self._devices, self._session.me, self._tasks, self.window())
        dialog.finished.connect(lambda _how: self.reload())
        open_over(dialog)

    def show_join(self) -> None:
        dialog = JoinComputerDialog(self._devices, self._tasks, self.window())
        dialog.adopted.connect(self.adopted)
        dialog.gone.connect(self.show_come_back)
        dialog.finished.connect(lambda _how: self.reload())
        open_over(dialog)

    def show_come_back(self) -> None:
        returning = self._session.returning
        dialog = ComeBackDialog(returning, self._devices, self._cures, self._tasks, self.window())
        dialog.adopted.connect(self.adopted)
        dialog.finished.connect(lambda _how: self.reload())
        open_over(dialog)

    def _open(self, dialog: "_OneComputer") -> None:
        dialog.finished.connect(lambda _how: self.reload())
        open_over(dialog)


def _listed(row: DeviceRow, card: QWidget) -> Card:
    name = (not row.this and not row.name, fold(name_of(row)))
    state = STATES.index(row.state) if row.state in STATES else len(STATES)
    order = {NAME: name, STATE: (state, *name), HEARD: (-row.last_ms, *name)}
    return Card(card, f"{name_of(row)} {state_words(row)}", order)


class _OneComputer(Flow):
    def __init__(self, heading: str, row: DeviceRow, tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(heading, tasks, parent)
        self._row = row

    def do(self, work: Callable[[], object]) -> None:
        self.setEnabled(False)
        self.tasks.run(work, self._on_done, self._on_failed)

    def _on_done(self, _answer: object) -> None:
        self.accept()

    def _on_failed(self, problem: Problem) -> None:
        self.show_problem(problem)


class NameDialog(_OneComputer):
    def __init__(self, devices: Devices, row: DeviceRow, tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("Name this computer"), row, tasks, parent)
        self.name = parts.line(tr("What you call it, in this notebook only"))
        self.name.setMaxLength(NAME_MAX)
        self.name.setText(row.name)
        self.name.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        asked = parts.labelled(tr("What you call it, in this notebook only"), self.name)
        self.show_step(
            [asked], tr("Keep the name"), lambda: self.do(partial(devices.rename, row.id, self.name.text()))
        )


class HoldDialog(_OneComputer):
    def __init__(self, devices: Devices, row: DeviceRow, tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("Put {name} on hold", name=name_of(row)), row, tasks, parent)
        said = [
            tr("If it is mislaid and may come back. From now on it gets nothing new."),
            tr("What is on it already stays readable for whoever knows its words."),
            tr("Another organiser of the space lifts the hold again; you cannot do it alone."),
        ]
        self.show_step(
            [told(said)], tr("Put on hold"), lambda: self.do(partial(devices.hold, row.id, on=True))
        )


class BlockDialog(_OneComputer):
    def __init__(self, devices: Devices, row: DeviceRow, tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("Block {name}", name=name_of(row)), row, tasks, parent)
        said = [
            tr("If it is lost for good. It gets nothing new any more, in none of your spaces."),
            tr("What is on it already stays readable for whoever knows its words."),
            tr("It cannot come back; the same computer then begins again with a new notebook."),
        ]
        self.word = TypedWord(tr("block"))
        self.word.ready_changed.connect(lambda: self.go.setEnabled(self.word.is_ready()))
        self.show_step(
            [told(said), self.word], tr("Block it"), lambda: self.do(partial(devices.block, row.id))
        )
        self.go.setEnabled(False)
