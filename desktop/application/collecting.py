"""Keeps Python's collection of garbage short, which holds every thread up: the window's too."""

import gc

from PySide6.QtCore import QTimer

from desktop.application.application import Application

SETTLED_MS = 2_000  # after opening, until everything is loaded that an open notebook needs


def spare(application: Application) -> None:
    """Let no collection walk what lives as long as the program: 0.1 million objects, 70 ms each time."""
    gc.freeze()
    pause = QTimer(application)
    pause.setSingleShot(True)
    pause.setInterval(SETTLED_MS)
    pause.timeout.connect(gc.freeze)
    if application.gate is not None:
        application.gate.opened.connect(lambda _session: pause.start())
        application.gate.created.connect(lambda _session, _beginning: pause.start())
