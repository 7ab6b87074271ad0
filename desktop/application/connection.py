"""What the system says of the connection: whether what goes over it costs by its use."""

from collections.abc import Callable
from types import ModuleType

from PySide6.QtCore import QObject

from desktop.models.facade_sending import Metered
from desktop.tasks import Tasks


def _network() -> ModuleType:
    from PySide6 import QtNetwork  # noqa: PLC0415 - it takes longer than all else to load, and can wait

    return QtNetwork


class ConnectionWatch(QObject):
    """Asks once the library is there, and hears of every change; where nobody knows, nothing costs."""

    def __init__(self, tasks: Tasks, parent: QObject, load: Callable[[], ModuleType] = _network) -> None:
        super().__init__(parent)
        self._tasks, self._load = tasks, load
        self._metered: Metered | None = None

    def watch(self, metered: Metered) -> None:
        self._metered = metered
        self._tasks.run(self._load, self._on_loaded, long=True)

    def _on_loaded(self, network: ModuleType) -> None:
        known = network.QNetworkInformation
        if not known.loadBackendByFeatures(known.Feature.Metered):
            return
        instance = known.instance()
        instance.isMeteredChanged.connect(self._on_changed)
        self._on_changed(instance.isMetered())

    def _on_changed(self, metered: object) -> None:
        if self._metered is not None:
            self._metered.hint(metered=bool(metered))
