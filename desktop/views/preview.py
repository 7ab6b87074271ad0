"""Shows somebody's text as it will look, inert."""

from PySide6.QtWidgets import QWidget

from desktop.dialogs.inert import InertPage
from i18n import tr


class Preview(InertPage):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("The text as it will look"), parent)
