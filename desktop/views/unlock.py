"""The locked notebook: password words, and nothing that says whose or what it is."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QScrollArea, QWidget
from typing_extensions import override

from desktop import problems
from desktop.dialogs.banner import Banner
from desktop.models.label import Label
from desktop.theme import parts
from desktop.theme.icons import Role, pixmap
from desktop.theme.look import em
from desktop.views.checking import Checking
from i18n import language, languages, tr
from sync.errors import Problem

ROOMY_EM, LOW_EM = 26, 30
WAITS_S = (0, 1, 2, 4, 8, 16, 30)


class UnlockView(QWidget):
    opening = Signal(str)
    opening_incomplete = Signal(str)
    forgotten = Signal()
    rescuing = Signal(str)
    language_chosen = Signal(str)
    other_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, label: Label, *, failures: int = 0) -> None:
        super().__init__()
        self.setObjectName("backdrop")
        self.failures = failures
        """How often wrong words were typed, also on the page that was here before this one."""
        self.banner = Banner(stacked=True)
        self.words = parts.line(tr("Password words"), hint=tr("Your password words"))
        self.words.setEchoMode(QLineEdit.EchoMode.Password)
        self.words.textChanged.connect(self._on_words_changed)
        self.words.returnPressed.connect(self._on_open_clicked)
        self.show_words = parts.tool("eye", tr("Show the words"), None)
        self.show_words.setCheckable(True)
        self.show_words.toggled.connect(self._on_show_toggled)
        self.open = parts.button(tr("Open"), "lock-open", role="primary", then=self._on_open_clicked)
        self.open.setEnabled(False)
        self.stay = QCheckBox(tr("Keep open until I close the lid"))
        self.stay.setAccessibleName(self.stay.text())
        self.forgot = parts.button(tr("I forgot my words"), role="link", then=self.forgotten.emit)
        self.other = parts.button(tr("Open another notebook"), role="link", then=self.other_wanted.emit)
        self.checking = Checking()
        self.languages = language_box(self.language_chosen.emit)
        """Stands above, beside the way to the help."""
        self._keyboard = parts.label("", "hint")
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._on_waited)
        self._put_together(label)
        QGuiApplication.inputMethod().localeChanged.connect(self._show_keyboard)
        self._show_keyboard()
        self.setFocusProxy(self.words)
        self._wait()

    def show_problem(self, problem: Problem) -> None:
        self.set_busy(busy=False)
        if problem.code == "wrong-passphrase":
            self.failures += 1
            self.words.selectAll()
        if problem.code == "notebook-incomplete":
            self._offer_what_is_there(problem)
        elif problem.code == "notebook-damaged":
            self._offer_rescue(problem)
        elif problem.code == "wrong-passphrase":
            self._tell_wrong(problem)
        elif problem.code == "notebook-missing":
            self._offer_new(problem)
        else:
            self.banner.show_problem(problem)
        if problem.code == "wrong-passphrase":
            self._wait()
        self.words.setFocus()

    def _wait(self) -> None:
        wait = WAITS_S[min(self.failures, len(WAITS_S) - 1)]
        if wait:
            self.open.setEnabled(False)
            self._waiting.start(wait * 1000)

    def show_label(self, label: Label) -> None:
        """Show the name and the picture that this notebook has outside."""
        self._title.setText(label.name)
        side = round(2.4 * em())
        self._picture.setPixmap(pixmap(label.icon, side, Role.Accent))

    def _tell_wrong(self, problem: Problem) -> None:
        """Say what may be the matter, and with what language the keyboard writes just now."""
        words = problems.worded(problem)
        now = tr("Now it writes: {code}.", code=_keyboard_code())
        self.banner.show_words(words.what, f"{words.safe} {words.do} {now}")

    def _offer_new(self, problem: Problem) -> None:
        words = problems.worded(problem)
        text, then = tr("Make a new notebook…"), self.new_wanted.emit
        self.banner.show_words(words.what, f"{words.safe} {words.do}", action=text, then=then)

    def _offer_what_is_there(self, problem: Problem) -> None:
        words = problems.worded(problem)
        warning = tr(
            "If that cannot be done, you can open what is there. What was written last will be missing."
            " From then on use this copy or the notebook that it was made of, never both."
        )
        more = f"{words.safe} {words.do} {warning}"
        act = self._on_incomplete_clicked
        self.banner.show_words(words.what, more, action=tr("Open what is there"), then=act)

    def _offer_rescue(self, problem: Problem) -> None:
        words = problems.worded(problem)
        typed = self.words.text()
        self.banner.show_words(
            words.what,
            words.safe,
            action=tr("Save what is there…"),
            then=lambda: self.rescuing.emit(typed),
        )

    def _on_incomplete_clicked(self) -> None:
        if self.open.isEnabled():
            self.set_busy(busy=True)
            self.opening_incomplete.emit(self.words.text())

    def set_busy(self, *, busy: bool) -> None:
        self.words.setEnabled(not busy)
        self.open.setEnabled(not busy and bool(self.words.text()))
        self.open.setText(tr("Opening…") if busy else tr("Open"))
        for each in (self.forgot, self.other, self.stay):
            each.setEnabled(not busy)
        if busy:
            self.checking.begin()
        else:
            self.checking.end()

    def clear(self) -> None:
        self.words.clear()

    def _put_together(self, label: Label) -> None:
        card = parts.frame("card")
        card.setMaximumWidth(30 * em())
        card.setMinimumWidth(min(22 * em(), 560))
        low = self.screen().availableSize().height() < LOW_EM * em()
        inner = parts.column(card, gap=2 if low else 3, margin=3 if low else 6)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._picture = parts.picture(label.icon, round(2.4 * em()))
        inner.addWidget(self._picture, 0, centre)
        self._title = parts.label(label.name, "title")
        self._title.setAlignment(centre)
        inner.addWidget(self._title)
        inner.addWidget(self.banner)
        line = parts.row(gap=1)
        line.addWidget(self.words, 1)
        line.addWidget(self.show_words)
        inner.addLayout(line)
        inner.addWidget(self._keyboard)
        inner.addWidget(self.stay)
        inner.addWidget(self.open)
        inner.addWidget(self.checking)
        inner.addWidget(self.forgot, 0, centre)
        inner.addWidget(self.other, 0, centre)
        outer = parts.column(self, margin=1 if low else 4)
        self._whole = scrolling(card)
        outer.addWidget(self._whole)
        self.checking.came.connect(self._on_checking_came)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the picture out where there is little room."""
        super().resizeEvent(event)
        self._picture.setVisible(event.size().height() > ROOMY_EM * em())

    def _on_checking_came(self) -> None:
        """Let it be seen on a low screen too, once it has its place."""
        QTimer.singleShot(0, self, lambda: self._whole.ensureWidgetVisible(self.checking))

    def _on_words_changed(self, text: str) -> None:
        self.open.setEnabled(bool(text) and not self._waiting.isActive())

    def _on_open_clicked(self) -> None:
        if self.open.isEnabled():
            self.set_busy(busy=True)
            self.opening.emit(self.words.text())

    def _on_show_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.words.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _on_waited(self) -> None:
        self.open.setEnabled(bool(self.words.text()))

    def _show_keyboard(self) -> None:
        self._keyboard.setText(tr("Keyboard language: {code}", code=_keyboard_code()))


def _keyboard_code() -> str:
    return QGuiApplication.inputMethod().locale().bcp47Name().partition("-")[0].upper()


def language_box(chosen: Callable[[str], object]) -> QComboBox:
    """Return a box with every language in its own words."""
    box = parts.choice(tr("Language"), [(name, code) for code, name in languages().items()], language())
    box.activated.connect(lambda _number: chosen(box.currentData()))
    return box


def scrolling(card: QWidget) -> QScrollArea:
    inside = QWidget()
    inside.setObjectName("body")
    middle = parts.column(inside, gap=0)
    middle.addStretch(2)
    line = parts.row()
    line.addStretch(1)
    line.addWidget(card, 100)
    line.addStretch(1)
    middle.addLayout(line)
    middle.addStretch(3)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    return scroll
