"""Attached files that are read as text: shown in the window, and looked through before they leave."""

from typing import Protocol

TEXT_MAX = 1 << 20  # bytes
MARKDOWN = "text/markdown"
TEXTS = frozenset({"text/plain", "text/csv", "text/calendar", "text/vcard", "application/json"})


class Row(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def media_type(self) -> str: ...


class Files(Protocol):
    def data(self, attachment: str, most: int, /) -> bytes: ...


def is_text(one: Row) -> bool:
    return one.size <= TEXT_MAX and (one.media_type == MARKDOWN or one.media_type in TEXTS)


def text_of(files: Files, one: Row) -> str:
    """Return what stands in a file that is on this computer; nothing where it is no text."""
    return files.data(one.id, TEXT_MAX).decode("utf-8", "replace") if is_text(one) else ""
