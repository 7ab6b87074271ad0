"""What a printer shows and remembers of something printed: the label that was chosen, or a neutral word."""

from PySide6.QtGui import QGuiApplication

from desktop.models.label import Label

PLAIN = "Document"


def job_name() -> str:
    name = QGuiApplication.applicationDisplayName()
    return PLAIN if name in ("", Label().name) else name
