"""What rounds in a room ask of attached files (A6.8)."""

from collections.abc import Sequence
from typing import Protocol

from sync.engine.steps import Stop
from sync.errors import Problem
from sync.model.belonging import RelayEntry


class Files(Protocol):
    """What carries attached files through a room."""

    def tend_room(self, room: RelayEntry, spaces: Sequence[bytes], cancelled: Stop, /) -> list[Problem]: ...

    def leave(self, relay: bytes, /) -> None: ...


class NoFiles:
    """Where none are carried."""

    def tend_room(self, _room: RelayEntry, _spaces: Sequence[bytes], _cancelled: Stop, /) -> list[Problem]:
        return []

    def leave(self, _relay: bytes, /) -> None:
        pass
