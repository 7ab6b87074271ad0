"""Asks before a link is opened, and shows the whole address."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr

SCHEMES = {"https", "http", "mailto"}


def may_open(url: QUrl) -> bool:
    return url.isValid() and url.scheme().lower() in SCHEMES


class LinkDialog(Sheet):
    def __init__(self, url: QUrl, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Open this address?"), tasks, parent)
        self._url = url
        address = QPlainTextEdit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        address.setReadOnly(True)
        address.setAccessibleName(tr("The whole address"))
        address.setFixedHeight(6 * em())
        self.body.addWidget(address)
        allowed = may_open(url)
        self.body.addWidget(
            parts.label(
                tr("Your web browser will open it. The other side can see that you came.")
                if allowed
                else tr("Addresses of this sort are not opened from here."),
                "hint",
            )
        )
        self.add_close(tr("Cancel"))
        if allowed:
            self.add_primary(tr("Open the address"), self._on_open_clicked, "external-link")

    def _on_open_clicked(self) -> None:
        QDesktopServices.openUrl(self._url)
        self.accept()
