"""Pictures and office files are attached without what is hidden in them, unless somebody keeps that."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from sync.errors import Cancelled, FileUnreadable
from sync.exchange import details, details_office
from sync.exchange.details import Sort
from sync.exchange.unsound import Unsound
from sync.item_refusals import DetailsStay

PICTURE_MAX = 128 << 20  # bytes; larger ones are not taken apart
PIECE = 1 << 20
ARCHIVE = b"PK\x03\x04"
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Takes(Protocol[T_co]):
    """What attaches files to items."""

    def add(
        self, item: str, path: Path, *, progress: Progress | None = None,
        cancelled: Stopped | None = None, by: object = None,
    ) -> T_co: ...  # fmt: skip
    def add_pieces(
        self, item: str, name: str, media_type: str, pieces: Iterator[bytes], *,
        progress: Progress | None = None, by: object = None,
    ) -> T_co: ...  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that somebody wants to attach: its size, and what can be done about what is hidden in it."""

    path: Path
    size: int
    sort: Sort


@dataclass(frozen=True, slots=True)
class Wish:
    """How files are to be attached, and who wants to hear of it."""

    keep_details: bool = False
    progress: Progress | None = None
    cancelled: Stopped | None = None
    by: object = None


def look(path: Path) -> Looked:
    """Raises FileUnreadable."""
    try:
        with _opened(path) as file:
            head = file.read(details.HEAD)
            sort = details.sort_of(head)
            if sort == "kept" and head.startswith(ARCHIVE) and _is_office(file):
                sort = "emptied"
            elif sort == "cleaned" and details.is_raw(file, path.name):
                sort = "kept"
            return Looked(path, os.fstat(file.fileno()).st_size, sort)
    except OSError as error:
        raise FileUnreadable(name=path.name) from error


def _is_office(file: BinaryIO) -> bool:
    try:
        return bool(details_office.plan(file))
    except Unsound:
        return False


def _opened(path: Path) -> BinaryIO:
    """Open an ordinary file; a pipe would keep us waiting for ever. Raises OSError."""
    file = os.fdopen(os.open(path, FLAGS), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError("not a file")
    return file


def add(attachments: Takes[T], item: str, path: Path, wish: Wish) -> T:
    """Attach a file; of a picture only what eyes see, of an office file no maker, unless details are kept.

    Raises DetailsStay where they are to go and cannot, and what attaching raises.
    """
    sort: Sort = "none" if wish.keep_details else look(path).sort
    if sort not in ("cleaned", "emptied"):
        return attachments.add(item, path, progress=wish.progress, cancelled=wish.cancelled, by=wish.by)
    pieces = _watched(_emptied(path) if sort == "emptied" else _cleaned(path), wish.cancelled)
    return attachments.add_pieces(item, path.name, "", pieces, progress=wish.progress, by=wish.by)


def _cleaned(path: Path) -> Iterator[bytes]:
    """Yield a picture anew, while it is read where it can be. Raises DetailsStay, FileUnreadable."""
    try:
        with _opened(path) as file:
            if details.is_of_places(file.read(details.HEAD)):
                yield from details.pieces(file)
            else:
                file.seek(0)
                yield from _cut(cleaned(path.name, file.read(PICTURE_MAX + 1)))
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
    except Unsound as error:
        raise DetailsStay(name=path.name) from error


def cleaned(name: str, data: bytes) -> bytes:
    """Return a picture without its hidden details. Raises DetailsStay."""
    if len(data) > PICTURE_MAX:
        raise DetailsStay(name=name)
    try:
        return details.stripped(data)
    except Unsound as error:
        raise DetailsStay(name=name) from error


def _emptied(path: Path) -> Iterator[bytes]:
    """Yield an office file anew, while it is read. Raises DetailsStay, FileUnreadable."""
    try:
        with _opened(path) as file:
            yield from details_office.pieces(file, details_office.plan(file))
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
    except Unsound as error:
        raise DetailsStay(name=path.name) from error


def _cut(data: bytes) -> Iterator[bytes]:
    return (data[start : start + PIECE] for start in range(0, len(data), PIECE))


def _watched(pieces: Iterator[bytes], cancelled: Stopped | None) -> Iterator[bytes]:
    for piece in pieces:
        if cancelled is not None and cancelled():
            raise Cancelled
        yield piece
