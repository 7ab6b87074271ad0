"""Follows the system to dark colours, more contrast or less motion, where a person wants it as it has it."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.application.application import Application
from desktop.application.motion import Motion, Motions
from desktop.theme import look

LATER_MS = 1_000


class SystemLook(QObject):
    def __init__(self, app: QApplication, application: Application, motions: Motions = Motion) -> None:
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
        self._motion = motions(self)
        self._motion.changed.connect(self._on_motion_changed)
        if self._motion.is_still:
            self._on_motion_changed()

    def _on_motion_changed(self) -> None:
        """Let things move or not from now on; nothing need be drawn anew for that."""
        look.note_stillness(self._app, still=self._motion.is_still)
        look.apply(self._app, self._application.now.look)

    def follow(self, _what: object = None) -> None:
        """Draw everything anew if the system asks for other colours than before.

        Before a notebook is open that closes dialogs, with what is typed in them: it waits until none is.
        """
        application = self._application
        if application.errands is None and QApplication.activeModalWidget() is not None:
            self._later.start()
            return
        before, self._seen = self._seen, look.system_scheme(self._app)
        if self._seen == before or application.now.scheme != "system":
            return
        if application.errands is not None:
            application.errands.safe.preferred.emit(application.now)
        elif application.gate is not None and not application.gate.is_working:
            application.gate.scale_chosen.emit(application.now.scale)
