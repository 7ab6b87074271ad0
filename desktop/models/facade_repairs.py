"""What the windows ask of an open notebook about changes that have not arrived, as shapes."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from desktop.models.facade_spaces import Spaces


class GapRow(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def device(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def since_ms(self) -> int: ...
    @property
    def asked_ms(self) -> int | None: ...


class DifferingRow(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def device(self) -> str: ...
    @property
    def when_ms(self) -> int: ...


class Repairs(Protocol):
    @property
    def gaps(self) -> Callable[[str], Sequence[GapRow]]: ...
    @property
    def differing(self) -> Callable[[str], Sequence[DifferingRow]]: ...
    def ask(self, space: str, devices: Collection[str]) -> int: ...


class Archive(Protocol):
    def put_off(self, space: str) -> object: ...


class Mends(Protocol):
    """The part of an open notebook that knows what others wrote and has not arrived."""

    @property
    def spaces(self) -> Spaces: ...
    @property
    def repairs(self) -> Repairs: ...
    @property
    def archive(self) -> Archive: ...
