"""The pages of the first run that only tell or ask one thing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.theme import parts
from desktop.theme.look import SCALES, em
from i18n import language, languages, tr


class LanguagePage(QWidget):
    language_chosen = Signal(str)
    scale_chosen = Signal(int)

    def __init__(self, scale: int) -> None:
        super().__init__()
        inner = parts.column(self, gap=4)
        inner.addWidget(parts.picture("languages", round(2.4 * em())))
        inner.addWidget(parts.label(tr("Language"), "title"))
        self._group = QButtonGroup(self)
        for code, name in languages().items():
            button = QRadioButton(name)
            button.setAccessibleName(name)
            button.setChecked(code == language())
            button.clicked.connect(lambda _on, chosen=code: self.language_chosen.emit(chosen))
            self._group.addButton(button)
            inner.addWidget(button)
        inner.addSpacing(em() // 2)
        inner.addWidget(parts.label(tr("Text size"), "strong"))
        line = parts.row(gap=4)
        self._sizes = QButtonGroup(self)
        for each in SCALES:
            size = QRadioButton(f"{each} %")
            size.setAccessibleName(tr("Text size {percent} %", percent=each))
            size.setChecked(each == scale)
            size.clicked.connect(lambda _on, chosen=each: self.scale_chosen.emit(chosen))
            self._sizes.addButton(size)
            line.addWidget(size)
        line.addStretch(1)
        inner.addLayout(line)
        inner.addStretch(1)


class IdeasPage(QWidget):
    """What this is; and the two ways in for those who know it already."""

    other_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        inner = parts.column(self, gap=5)
        inner.addWidget(parts.label(tr("A shared notebook for groups"), "title"))
        for picture, heading, text in (
            ("laptop", tr("It works without internet."),
             tr("What you write is saved on this computer, by itself.")),
            ("lock", tr("It stays locked."), tr("Only your password words open it. There is no account.")),
            ("users", tr("You choose who reads."),
             tr("You share a space with people you let in. Nobody in between can read it.")),
        ):  # fmt: skip
            line = parts.row(gap=4)
            line.addWidget(parts.picture(picture, 2 * em()), 0, Qt.AlignmentFlag.AlignTop)
            words = parts.column(gap=1)
            words.addWidget(parts.label(heading, "heading"))
            words.addWidget(parts.label(text, "hint"))
            line.addLayout(words, 1)
            inner.addLayout(line)
        inner.addStretch(1)
        for text, then in (
            (tr("I already use this on another computer"), self.other_wanted.emit),
            (tr("I have a backup"), self.restore_wanted.emit),
        ):
            inner.addWidget(parts.button(text, role="link", then=then), 0, Qt.AlignmentFlag.AlignLeading)


class FarewellPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        inner = parts.column(self, gap=4)
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
        self.sheets = QRadioButton(tr("Make recovery sheets for people I trust, right after this"))
        self.later = QRadioButton(tr("Later; remind me"))
        self.later.setChecked(True)
        for each in (self.sheets, self.later):
            each.setAccessibleName(each.text())
            inner.addWidget(each)
        inner.addStretch(1)
