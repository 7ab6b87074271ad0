"""What rounds in a room, and at a steady pace, ask of attached files (A6.8, A5.8)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sync.engine import pieces
from sync.engine.places import Place
from sync.engine.steps import Stop
from sync.errors import Problem
from sync.model.belonging import RelayEntry


@dataclass(frozen=True, slots=True)
class Spare:
    """What goes where nothing else waits: a content of the one size, and what to do once it went."""

    content: bytes = field(repr=False)
    went: Callable[[], object]


class Files(Protocol):
    """What carries attached files through rooms, and in the place of cover."""

    def tend_room(self, room: RelayEntry, spaces: Sequence[bytes], cancelled: Stop, /) -> list[Problem]: ...

    def leave(self, relay: bytes, /) -> None: ...

    def prepare(self, place: Place, /) -> None: ...

    def spare(self, place: Place, /) -> Spare: ...


class NoFiles:
    """Where none are carried."""

    def tend_room(self, _room: RelayEntry, _spaces: Sequence[bytes], _cancelled: Stop, /) -> list[Problem]:
        return []

    def leave(self, _relay: bytes, /) -> None:
        pass

    def prepare(self, _place: Place, /) -> None:
        pass

    def spare(self, _place: Place, /) -> Spare:
        return Spare(pieces.cover(), lambda: None)
