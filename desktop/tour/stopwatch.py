"""How long it takes from the start of the process to a list that can be read."""

import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.application.application import Application
from desktop.application.surroundings import Surroundings
from desktop.models.preferences import Preferences
from desktop.tour.stage import until
from desktop.views.unlock import UnlockView
from sync.engine import session


def run(app: QApplication, profile: Path, now: Preferences) -> None:
    """Open the notebook with the words on standard input, and print the seconds since the process began."""
    words = sys.stdin.readline().rstrip("\n")
    application = Application(app, Surroundings(session, profile, lambda _: None), now)
    application.start()
    if application.gate is not None and isinstance(application.gate.view, UnlockView):
        application.gate.view.opening.emit(words)
    until(lambda: application.window is not None and application.window.isVisible())
    print(f"{_since_start():.3f}", flush=True)  # noqa: T201 - what was asked for
    opened = application.session
    application.end()
    if opened is not None:
        opened.close()


def _since_start() -> float:
    """Seconds since the process began, as the system counts them; where it does not, since Python did."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        uptime = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    except OSError:
        return time.process_time()
    ticks_a_second = 100
    return uptime - int(fields[19]) / ticks_a_second
