"""The guided tour of the example: six short notes beside the parts that they are about."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.application.errands import Errands
from desktop.application.example import Example
from desktop.application.opened import Opened
from desktop.views.callout import Callout
from desktop.views.exampleline import ExampleLine
from desktop.views.window import MainWindow
from desktop.views.wishes import Wish
from i18n import tr

OVER = 99
REAL = frozenset({Wish.JOIN, Wish.INVITE, Wish.OPEN_PACKAGE, Wish.ROOM, Wish.RELAY, Wish.SEND})
"""What would reach other people, or use up an invitation that is good only once."""


@dataclass(frozen=True, slots=True)
class Step:
    heading: str
    text: str
    target: Callable[[], QWidget | None]


def steps(window: MainWindow) -> tuple[Step, ...]:
    return (
        Step(tr("Your spaces"),
             tr("Each group has a space. “My own notes” is yours alone. Choose here."),
             lambda: window.top.chooser),
        Step(tr("What is in a space"),
             tr("Notes, people and more, each in its own section."), lambda: window.side),
        Step(tr("Write something"),
             tr("Press “New” and type. It is saved by itself."), lambda: window.top.new),
        Step(tr("Find it again"),
             tr("Search looks through all your spaces, without internet."), lambda: window.top.search),
        Step(tr("Where your work is"),
             tr("This line says what is only here, what waits and what was sent."), lambda: window.status),
        Step(tr("Lock it"),
             tr("One press, or Ctrl+L, and nothing can be seen. Here it ends the example."),
             lambda: window.top.lock),
    )  # fmt: skip


class Guide(QObject):
    """Belongs to one window; *example* knows how far the tour is."""

    left = Signal()

    def __init__(self, example: Example, window: MainWindow, errands: Errands) -> None:
        super().__init__(window)
        self._example, self._window, self._errands = example, window, errands
        window.requested.disconnect(errands.grant)
        window.requested.connect(self.grant)
        self._steps = steps(window)
        self.callout: Callout | None = None
        self.line = ExampleLine()
        self.line.own_wanted.connect(self.left)
        self.line.tour_wanted.connect(self.begin)
        middle = window.centralWidget()
        layout = middle.layout() if middle is not None else None
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(0, self.line)
        if example.step < len(self._steps):
            QTimer.singleShot(0, self, lambda: self.show_step(example.step))

    @property
    def steps(self) -> int:
        return len(self._steps)

    def begin(self) -> None:
        self.show_step(0)

    def show_step(self, number: int) -> None:
        if number >= len(self._steps):
            self.end()
            return
        self._example.step = number
        callout = self.callout or self._made_callout()
        step = self._steps[number]
        callout.show_step(step.heading, step.text, (number + 1, len(self._steps)), step.target)

    def end(self) -> None:
        self._example.step = OVER
        if self.callout is not None:
            self.callout.close_all()
            self.callout = None
        self._window.desk.list.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made_callout(self) -> Callout:
        made = self.callout = Callout(self._window)
        made.next_wanted.connect(lambda: self.show_step(self._example.step + 1))
        made.back_wanted.connect(lambda: self.show_step(self._example.step - 1))
        made.end_wanted.connect(self.end)
        return made

    def grant(self, wish: str) -> None:
        """Grant what stays inside the example; the rest is for a notebook that is kept."""
        if Wish(wish) in REAL:
            self._window.banner.show_words(
                tr("This is an example. Nothing here is kept."),
                tr("For this, start your own notebook."),
                action=tr("Start my own notebook"),
                then=self.left.emit,
            )
        else:
            self._errands.grant(wish)


def guide(example: Example | None, opened: Opened, leave: Callable[[], object]) -> None:
    """Go through *example* in its window, if that is what is shown, until somebody wants to *leave*."""
    if example is not None:
        Guide(example, opened.window, opened.errands).left.connect(leave)
