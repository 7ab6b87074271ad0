"""What pages to be printed lie on while they are looked at."""

from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QGraphicsView

from desktop.theme.icons import Role
from desktop.theme.look import colour


def on_ground(shown: QPrintPreviewWidget) -> None:
    """Lay the pages on a colour of the window: by itself the ground is a light grey in the dark too."""
    for view in shown.findChildren(QGraphicsView):
        view.scene().setBackgroundBrush(colour(Role.Mid))
