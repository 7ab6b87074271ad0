"""A translator loads a file and sees it at once; nothing of it is kept."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from desktop.dialogs import files
from desktop.models.plain import one_line
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr, tr_n, trial, tried, try_out
from i18n.compiled import Damaged
from i18n.speaking import SOURCE, Tried
from i18n.trial import Trial
from sync.errors import FileUnreadable, Problem


class TryTranslation(QWidget):
    """Says what is tried now, and what of it does not fit."""

    changed = Signal()
    """Everything is to be drawn anew."""
    failed = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        inner = parts.column(self, gap=2)
        now = tried()
        self.stop: QPushButton | None = None
        self.report: QPlainTextEdit | None = None
        if now is not None:
            inner.addWidget(parts.label(said_of(now)))
            if now.unfit:
                self.report = _report(now)
                inner.addWidget(self.report)
            self.stop = parts.button(tr("Stop trying"), then=partial(self._on_tried, None))
        self.choose = parts.button(tr("Try a translation file…"), then=self._on_choose_clicked)
        buttons = parts.row(gap=2)
        for each in (self.choose, self.stop):
            if each is not None:
                buttons.addWidget(each)
        buttons.addStretch(1)
        inner.addLayout(buttons)

    def try_file(self, path: Path) -> None:
        self._tasks.run(partial(_read, path), self._on_tried, self._on_failed, long=True)

    def _on_choose_clicked(self) -> None:
        wanted = files.kinds(tr("Translations"), "*.po")
        files.choose_open(self, tr("Try a translation file"), wanted, self._on_paths_chosen)

    def _on_paths_chosen(self, paths: list[Path]) -> None:
        self.try_file(paths[0])

    def _on_tried(self, read: Trial | None) -> None:
        try_out(read)
        self.changed.emit()

    def _on_failed(self, problem: Problem) -> None:
        self.failed.emit(problem)


def said_of(now: Tried) -> str:
    """Return in whole sentences which file is tried, and how much of it can be said."""
    heard = tr_n("It says {fits} of {count} sentence.", "It says {fits} of {count} sentences.", now.total,
                 fits=now.fits)  # fmt: skip
    said = [tr("You are trying “{name}”.", name=one_line(now.name)), heard]
    if now.unfit:
        unfit = len(now.unfit)
        said.append(tr_n("{count} does not fit: it is said in English.",
                         "{count} do not fit: they are said in English.", unfit))  # fmt: skip
    if not now.rule_is_sound:
        said.append(tr("Its rule for plurals cannot be read."))
    return " ".join(said)


def _report(now: Tried) -> QPlainTextEdit:
    made = QPlainTextEdit("\n".join(now.unfit))
    made.setReadOnly(True)
    made.setProperty("language", SOURCE)  # these are the originals
    made.setAccessibleName(tr("Sentences that do not fit"))
    made.setMaximumHeight(made.fontMetrics().lineSpacing() * 6)
    return made


def _read(path: Path) -> Trial:
    try:
        return trial.read(path)
    except (OSError, Damaged) as error:
        raise FileUnreadable(name=one_line(path.name)) from error
