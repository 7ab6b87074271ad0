"""From things to a folder or a file on a disk: whole under its name, or not there at all."""

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from sync.errors import DiskFailing, DiskFull, FileUnwritable, Problem, UnknownKind
from sync.exchange import (
    csv_writing,
    going,
    icalendar_writing,
    lasting,
    markdown,
    markdown_kinds,
    names,
    references,
    references_bibtex,
    references_ris,
    vcard,
    xlsx_writing,
)
from sync.item_refusals import SheetTooSmall
from sync.model import kinds

FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
REFERENCES = {".bib": references_bibtex.write, ".ris": references_ris.write}
Pieces = Callable[[Iterator[Mapping[str, str]]], Iterable[bytes]]
FLUSHERS = 8  # side by side they share the disk's own waiting


def write_items(kind: str, items: Iterable[Mapping[str, str]], target: Path) -> int:
    """Write *items* as a folder of Markdown files, or as one file of cards, events or references.

    Returns how many. The folder *target* must not exist or be empty, and an empty one is always taken for
    Markdown; a file *target* is replaced.
    Raises UnknownKind, DiskFull, DiskFailing or FileUnwritable; then, and when *items* raises, *target* is as
    it was.
    """
    declared = kinds.find(kind)
    if declared is None:
        raise UnknownKind(name=kind)
    with _in_words(target):
        if kind == markdown.KIND:
            return _folder(map(markdown.write, items), target)
        if going.form_of(kind, target) == going.FOLDER:
            return _folder((markdown_kinds.write(declared, item) for item in items), target)
        return _file(_pieces(kind, target), items, target)


def write_table(rows: Iterable[Sequence[str]], target: Path, *, mirrored: bool = False) -> int:
    """Write *rows*, the first of which are headings, as a table by the ending of *target*.

    Returns how many rows were written below the headings. Raises SheetTooSmall, DiskFull, DiskFailing or
    FileUnwritable; then, and when *rows* raises, *target* is as it was.
    """
    count = 0

    def counted() -> Iterator[Sequence[str]]:
        nonlocal count
        for count, row in enumerate(rows):  # noqa: B007 - the headings are number nought
            yield row

    with _in_words(target), _whole_file(target) as file:
        if target.suffix.casefold() == ".xlsx":
            try:
                xlsx_writing.write(counted(), file, mirrored=mirrored)
            except xlsx_writing.TooLong as error:
                raise SheetTooSmall from error
        else:
            file.writelines(csv_writing.write(counted()))
    return count


@contextmanager
def _in_words(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _problem(error, target) from error


def _problem(error: OSError, target: Path) -> Problem:
    if error.errno in FULL:
        return DiskFull()
    return DiskFailing() if error.errno == errno.EIO else FileUnwritable(name=target.name)


@contextmanager
def _beside(target: Path, discard: Callable[[Path], object]) -> Iterator[Path]:
    """Give a name in the same folder that is renamed to *target* at the end, or discarded."""
    path = target.with_name(f".{target.name[:60]}.{secrets.token_hex(8)}.part")
    try:
        yield path
        if path.is_dir() and target.is_dir():
            target.rmdir()
        path.replace(target)
    except BaseException:
        discard(path)
        raise
    lasting.flush(target.parent)


def _pieces(kind: str, target: Path) -> Pieces:
    if kind in (icalendar_writing.KIND, icalendar_writing.TASK):
        return icalendar_writing.write if kind == icalendar_writing.KIND else icalendar_writing.write_tasks
    if kind == vcard.KIND:
        return lambda every: map(vcard.write, every)
    write = REFERENCES.get(target.suffix.casefold(), references.write_csl)
    return lambda every: (piece.encode() for piece in write(every))


def _file(pieces: Pieces, items: Iterable[Mapping[str, str]], target: Path) -> int:
    count = 0

    def counted() -> Iterator[Mapping[str, str]]:
        nonlocal count
        for count, item in enumerate(items, 1):  # noqa: B007 - the last one is the answer
            yield item

    with _whole_file(target) as file:
        file.writelines(pieces(counted()))
    return count


@contextmanager
def _whole_file(target: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the place of *target* once it is whole."""
    with _beside(target, lambda path: path.unlink(missing_ok=True)) as path, _private(path) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _private(path: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _folder(files: Iterable[tuple[PurePosixPath, bytes]], target: Path) -> int:
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise FileUnwritable(name=target.name)
    with _beside(target, lambda path: shutil.rmtree(path, ignore_errors=True)) as folder:
        folder.mkdir(mode=0o700)
        written = list(_files(files, folder))
        with ThreadPoolExecutor(FLUSHERS) as pool:
            list(pool.map(lasting.flush, written))
        for inner in {folder, *(path.parent for path in written)}:
            lasting.flush(inner)
    return len(written)


def _files(files: Iterable[tuple[PurePosixPath, bytes]], folder: Path) -> Iterator[Path]:
    taken: dict[str, set[str]] = {}
    for wanted, content in files:
        path = folder / wanted.parent / _free(wanted, taken)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)
        yield path


def _free(wanted: PurePosixPath, taken: dict[str, set[str]]) -> str:
    """Return the name for *wanted* that no system takes for another one in the same folder."""
    there = taken.setdefault(names.folded(str(wanted.parent)), set())
    name = names.unused(wanted.stem, there)
    there.add(names.folded(name))
    return name + wanted.suffix
