"""Follows the system to dark colours or more contrast, where a person wants it as the system has it."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.application.application import Application
from desktop.theme import look

LATER_MS = 1_000


class SystemLook(QObject):
    def __init__(self, app: QApplication, application: Application) -> None:
        super().__init__(application)
        self._app, self._application = app, application
        self._seen = look.system_scheme(app)
        self._hints = app.styleHints()
        self._access = self._hints.accessibility()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self.follow)
        self._hints.colorSchemeChanged.connect(self.follow)
        self._access.contrastPreferenceChanged.connect(self.follow)

    def follow(self, _what: object = None) -> None:
        """Draw everything anew if the system asks for other colours than before.

        That closes dialogs, with what is typed or under way in them: it waits until none is open.
        """
        if QApplication.activeModalWidget() is not None:
            self._later.start()
            return
        before, self._seen = self._seen, look.system_scheme(self._app)
        application = self._application
        if self._seen == before or application.now.scheme != "system":
            return
        if application.errands is not None:
            application.errands.safe.preferred.emit(application.now)
        elif application.gate is not None and not application.gate.is_working:
            application.gate.scale_chosen.emit(application.now.scale)
