"""Secret words on the clipboard: marked as such, gone after half a minute and when the notebook locks."""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.theme import parts
from i18n import tr

HOLD_MS = 30_000
MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "org.nspasteboard.ConcealedType": b"",
}  # clipboard histories that know one of these leave the words out


class Loan(QObject):
    """Words that are on the clipboard for a while; whatever others put there is left alone."""

    def __init__(self, text: str, hold_ms: int) -> None:
        super().__init__(QApplication.instance())
        self._text = text
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self.end)
        timer.start(hold_ms)

    def end(self) -> None:
        clipboard = QApplication.clipboard()
        if clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
        self.setParent(None)
        self.deleteLater()


def lend(text: str, hold_ms: int = HOLD_MS) -> None:
    """Put secret *text* on the clipboard for *hold_ms*."""
    forget()
    data = QMimeData()
    data.setText(text)
    for form, value in MARKS.items():
        data.setData(form, value)
    QApplication.clipboard().setMimeData(data)
    Loan(text, hold_ms)


def forget() -> None:
    """Take back at once what was lent."""
    app = QApplication.instance()
    for loan in app.findChildren(Loan) if app is not None else ():
        loan.end()


def forget_own() -> None:
    """Take back whatever was copied here, as far as the system knows that it still lies there."""
    forget()
    clipboard = QApplication.clipboard()
    for mode, is_ours in (
        (QClipboard.Mode.Clipboard, clipboard.ownsClipboard()),
        (QClipboard.Mode.Selection, clipboard.ownsSelection()),
    ):
        if is_ours:
            clipboard.clear(mode)


def button(then: parts.Handler) -> QPushButton:
    made = parts.button(tr("Copy for half a minute"), "copy", then=then)
    parts.tip(made, tr("Then the clipboard is emptied."))
    return made
