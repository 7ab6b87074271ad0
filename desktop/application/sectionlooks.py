"""Which sections can be seen as something else than a list, and as what."""

from desktop.models.facade import Session
from desktop.tasks import Tasks
from desktop.views.window import MainWindow


def offer(_window: MainWindow, _session: Session, _tasks: Tasks) -> None:
    """Offer the looks of all sections in a window on an open notebook."""
