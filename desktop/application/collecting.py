"""Collects Python's garbage on Qt's thread alone, and little at a time.

In reference cycles there may be parts of windows, which no other thread may let go of; and a collection
holds every thread up.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from desktop.application.application import Application

LOOK_MS = 500
SETTLED_MS = 2_000  # after opening, until everything is loaded that an open notebook needs


class Collector(QObject):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(LOOK_MS)
        timer.timeout.connect(collect_what_is_due)
        timer.start()


def collect_what_is_due() -> None:
    """Do what Python would do by itself, on whichever thread needs memory just then."""
    due = [now > most for now, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(due):
        gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))


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
