"""The one place where other threads emit: engine events and finished work become Qt signals."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

from sync.engine.events import (
    ArchiveProgress,
    DeliveryChanged,
    Event,
    GapsChanged,
    ItemsChanged,
    MembersChanged,
    RelayCaught,
    RelayNotice,
    RequestsWaiting,
    RoomChanged,
    SpacesChanged,
    WordsChanged,
)


class Bridge(QObject):
    """Emit from any thread; Qt delivers on the thread of the receiver."""

    items_changed = Signal(object, object)
    spaces_changed = Signal(object)
    members_changed = Signal(str)
    words_changed = Signal(object)
    requests_waiting = Signal(str, int)
    delivery_changed = Signal(object)
    relay_caught = Signal(object)
    relay_noticed = Signal(object)
    room_changed = Signal(object)
    gaps_changed = Signal(object)
    archive_progressed = Signal(object)
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def relay(self, event: Event) -> None:
        match event:
            case ItemsChanged(ids, by):
                self.items_changed.emit(ids, by)
            case SpacesChanged(by):
                self.spaces_changed.emit(by)
            case MembersChanged(space):
                self.members_changed.emit(space)
            case RequestsWaiting(space, count):
                self.requests_waiting.emit(space, count)
            case DeliveryChanged(state):
                self.delivery_changed.emit(state)
            case _:
                self._hand_on(event)

    def _hand_on(self, event: Event) -> None:
        """Pass on whole what says more than one thing."""
        whole = {
            RelayCaught: self.relay_caught,
            RelayNotice: self.relay_noticed,
            RoomChanged: self.room_changed,
            GapsChanged: self.gaps_changed,
            ArchiveProgress: self.archive_progressed,
            WordsChanged: self.words_changed,
        }.get(type(event))
        if whole is not None:
            whole.emit(event)

    def post(self, call: Callable[[], None]) -> None:
        """Have *call* run on the Qt thread, soon."""
        self._posted.emit(call)

    @Slot(object)
    def _on_posted(self, call: Callable[[], None]) -> None:
        call()
