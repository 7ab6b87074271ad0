"""Which sections can be seen as something else than a list, and as what."""

from desktop.models.facade import Session
from desktop.tasks import Tasks
from desktop.views.map import MapLook
from desktop.views.window import MainWindow
from i18n import tr


def offer(window: MainWindow, session: Session, tasks: Tasks) -> None:
    """Offer the looks of all sections in a window on an open notebook."""
    looks = window.desk.looks
    looks.offer("programme", MapLook("programme", "map", session.spots, tasks), tr("Map"), "map")
