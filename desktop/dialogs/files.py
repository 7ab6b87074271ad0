"""Choosing files and folders with Qt's own dialog, which is kept from remembering anything."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from desktop.dialogs.help import open_help
from desktop.theme import parts
from i18n import tr

NOWHERE = "/dev/null/nowhere"  # cannot be made, on purpose: reliability 2.4


def forget_everything() -> None:
    """Give Qt no place to keep visited folders; to be called before the first dialog."""
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(form, scope, NOWHERE)


class FileChooser(QFileDialog):
    """Asks for one or more paths and hands them on."""

    def __init__(self, parent: QWidget | None, name: str, then: Callable[[list[Path]], object]) -> None:
        super().__init__(parent)
        self._then = then
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setWindowTitle(QGuiApplication.applicationDisplayName())
        self.setAccessibleName(name)
        self.setDirectory(str(Path.home()))
        self.setModal(True)
        keys = QKeySequence(QKeySequence.StandardKey.HelpContents)
        QShortcut(keys, self, self._show_help)
        self._add_help()
        self.accepted.connect(self._on_accepted)
        self.finished.connect(self.deleteLater)

    def _add_help(self) -> None:
        """Put the way to the help above what Qt laid out, in the same corner as everywhere."""
        self.help = parts.tool("circle-help", tr("Help"), self._show_help)
        self.help.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F1 does the same
        laid = self.layout()
        head = laid.itemAtPosition(0, 1) if isinstance(laid, QGridLayout) else None
        line = head.layout() if head is not None else None
        if line is not None:
            line.addWidget(self.help)  # behind the buttons above the list

    def _show_help(self) -> None:
        open_help("notes", self)

    def _on_accepted(self) -> None:
        self._then([Path(each) for each in self.selectedFiles()])


def kinds(name: str, patterns: str) -> str:
    """Return Qt's filter for files of one kind, such as *.png, and for all files."""
    everything = tr("All files")
    return f"{name} ({patterns});;{everything} (*)"


def choose_open(
    parent: QWidget, name: str, wanted: str, then: Callable[[list[Path]], object], *, several: bool = False
) -> None:
    """Ask for files that are there; *wanted* is a filter made by `kinds`."""
    chooser = FileChooser(parent, name, then)
    several_files, one_file = QFileDialog.FileMode.ExistingFiles, QFileDialog.FileMode.ExistingFile
    chooser.setFileMode(several_files if several else one_file)
    chooser.setNameFilter(wanted)
    chooser.open()


def choose_folder(parent: QWidget, name: str, then: Callable[[list[Path]], object]) -> None:
    chooser = FileChooser(parent, name, then)
    chooser.setFileMode(QFileDialog.FileMode.Directory)
    chooser.setOption(QFileDialog.Option.ShowDirsOnly)
    chooser.open()


def choose_save(parent: QWidget, name: str, suggested: str, then: Callable[[list[Path]], object]) -> None:
    """Ask where to save; the suffix of *suggested* is added when none is typed."""
    chooser = FileChooser(parent, name, then)
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    chooser.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
    chooser.selectFile(suggested)
    chooser.open()
