"""The pages of the first run that only tell or ask one thing."""

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QRadioButton, QWidget

from desktop.theme import parts
from desktop.theme.look import SCALES, em, space
from desktop.views.wizardpicture import Picture
from i18n import formats, language, languages, tr

IN_A_ROW = 2
LATER = 0
SHEETS = (3, 5)
NEEDED = {3: 2, 5: 3}


def radio(text: str, *, chosen: bool = False) -> QRadioButton:
    made = QRadioButton(text)
    made.setAccessibleName(text)
    made.setChecked(chosen)
    return made


class LanguagePage(QWidget):
    language_chosen = Signal(str)
    scale_chosen = Signal(int)

    def __init__(self, scale: int) -> None:
        super().__init__()
        inner = parts.column(self, gap=4)
        inner.addWidget(parts.picture("languages", round(2.4 * em())))
        inner.addWidget(parts.label(tr("Language"), "title"))
        inner.addLayout(self._languages())
        inner.addSpacing(em() // 2)
        inner.addWidget(parts.label(tr("Text size"), "strong"))
        inner.addLayout(self._text_sizes(scale))
        inner.addStretch(1)

    def chosen(self, *, sizes: bool) -> QAbstractButton:
        """Return what is chosen of the languages, or of the sizes."""
        group = self._sizes if sizes else self._group
        return group.checkedButton() or group.buttons()[0]

    def _tell(self, signal: SignalInstance, chosen: object) -> None:
        """Tell it once the key is done with: it still moves the focus, and then the page is drawn anew."""
        QTimer.singleShot(0, self, lambda: signal.emit(chosen))

    def _languages(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(4))
        grid.setVerticalSpacing(space(2))
        self._group = QButtonGroup(self)
        known = list(languages().items())
        rows = -(-len(known) // IN_A_ROW)
        for number, (code, name) in enumerate(known):
            button = radio(name, chosen=code == language())
            button.clicked.connect(lambda _on, chosen=code: self._tell(self.language_chosen, chosen))
            self._group.addButton(button)
            grid.addWidget(button, number % rows, number // rows)
        return grid

    def _text_sizes(self, scale: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(4))
        self._sizes = QButtonGroup(self)
        across = len(SCALES) if scale < SCALES[-1] else IN_A_ROW
        for number, each in enumerate(SCALES):
            size = QRadioButton(formats.percent(each))
            size.setAccessibleName(tr("Text size {percent} %", percent=each))
            size.setChecked(each == scale)
            size.clicked.connect(lambda _on, chosen=each: self._tell(self.scale_chosen, chosen))
            self._sizes.addButton(size)
            grid.addWidget(size, number // across, number % across)
        return grid


class IdeasPage(QWidget):
    """What this is; and the ways in for those who know it already, or want to see it first."""

    other_wanted = Signal()
    restore_wanted = Signal()
    example_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        inner = parts.column(self, gap=4)
        inner.addWidget(parts.label(tr("A shared notebook for groups"), "title"))
        inner.addWidget(Picture())
        for picture, heading, text in (
            ("laptop", tr("It works without internet."),
             tr("What you write is saved on this computer, by itself.")),
            ("lock", tr("It stays locked."), tr("Only your password words open it. There is no account.")),
            ("users", tr("You choose who reads."),
             tr("You share a space with people you let in. Nobody in between can read it.")),
        ):  # fmt: skip
            line = parts.row(gap=4)
            line.addWidget(parts.picture(picture, round(1.6 * em())), 0, Qt.AlignmentFlag.AlignTop)
            words = parts.column(gap=0)
            words.addWidget(parts.label(heading, "heading"))
            words.addWidget(parts.label(text, "hint"))
            line.addLayout(words, 1)
            inner.addLayout(line)
        inner.addStretch(1)
        ways = parts.column(gap=1)
        inner.addLayout(ways)
        for text, then in (
            (tr("Look at an example first"), self.example_wanted.emit),
            (tr("I already use this on another computer"), self.other_wanted.emit),
            (tr("I have a backup"), self.restore_wanted.emit),
        ):
            ways.addWidget(parts.button(text, role="link", then=then), 0, Qt.AlignmentFlag.AlignLeading)


class FarewellPage(QWidget):
    """In case the words are forgotten: sheets right away, or later."""

    def __init__(self) -> None:
        super().__init__()
        inner = self._inner = parts.column(self, gap=4)
        inner.addWidget(parts.picture("key-round", round(2.4 * em())))
        inner.addWidget(parts.label(tr("In case you forget"), "title"))
        inner.addWidget(
            parts.label(
                tr("Without the password words nobody can open the notebook. Not even those who made it.")
            )
        )
        inner.addWidget(
            parts.label(
                tr("Until you know them by heart, keep them on paper in a place that only you know. "
                   "Then destroy the paper."),
            )
        )  # fmt: skip
        self._choices = QButtonGroup(self)
        for shares, text in zip(
            SHEETS, (tr("Print recovery sheets now"), tr("Give sheets to people I trust")), strict=True
        ):
            enough = tr("{shares} sheets, of which any {need} are enough", shares=shares, need=NEEDED[shares])
            self._add(shares, text, enough)
        self._add(LATER, tr("Later; remind me"), "")
        self.choose(LATER)
        inner.addStretch(1)

    @property
    def shares(self) -> int:
        """The number of sheets to be made right after this, or none."""
        return self._choices.checkedId()

    def chosen(self) -> QAbstractButton:
        return self._choices.button(self.shares)

    def choose(self, shares: int) -> None:
        self._choices.button(shares).setChecked(True)

    def _add(self, shares: int, text: str, hint: str) -> None:
        button = radio(text)
        self._choices.addButton(button, shares)
        both = QWidget()
        inner = parts.column(both, gap=0)
        inner.addWidget(button)
        if hint:
            line = parts.row()
            parts.margins(line, round(1.8 * em()), 0, 0, 0)
            line.addWidget(parts.label(hint, "hint"))
            inner.addLayout(line)
        self._inner.addWidget(both)
