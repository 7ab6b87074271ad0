"""What finding asks of the engine besides lists: tags that a space shares, and a library to begin with."""

from typing import Protocol

from desktop.models.facade_items import Tags


class Starter(Protocol):
    def languages(self) -> tuple[str, ...]: ...
    def add(self, space: str, language: str) -> object: ...


class Finds(Protocol):
    @property
    def tags(self) -> Tags: ...
    @property
    def starter(self) -> Starter: ...
