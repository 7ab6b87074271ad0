"""From a file or a folder that somebody chose to the things in it, and what was left out and why."""

import os
import stat
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import NamedTuple

from sync.errors import Cancelled
from sync.exchange import decoding, foreign, letters, tables
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Outcome, Reason, Refused

DEPTH_MAX = 16
TABLE_SILENCE, TABLE_WHOLE = 30.0, 300.0
"""In seconds: the texts of a large sheet are all read before its first row."""

FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
HIDDEN = 0x2  # FILE_ATTRIBUTE_HIDDEN
REPARSED = 0x400  # FILE_ATTRIBUTE_REPARSE_POINT: the links of Windows


class Candidate(NamedTuple):
    """A file to be read, and its path below what was chosen, with slashes."""

    path: Path
    name: str


def read_path(
    path: Path,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    encoding: str = "",
) -> Iterator[Outcome]:
    """Yield everything that the file or folder *path* holds, file by file in the order of their names.

    Hidden files and links inside a folder are not followed. *on_progress* hears (files done, files in all),
    of a single file (things done, things that seem to be in it); when *cancelled* answers yes, Cancelled is
    raised and nothing more is read. What does not say what it is written in is read in *encoding*, one of
    `letters.NAMES`, or in what it looks like.
    """
    found = list(_survey(path))
    inside = on_progress if len(found) == 1 else None
    with LimitedReader() as reader:
        for done, item in enumerate(found, 1):
            for outcome in _outcomes(item, _Asking(reader, encoding), inside):
                _stop_if(cancelled)
                yield outcome
            _stop_if(cancelled)
            if on_progress is not None:
                on_progress(done, len(found))


def read_table(
    path: Path, cancelled: Callable[[], bool] | None = None, encoding: str = ""
) -> Generator[Outcome]:
    """Yield the rows of the one table *path*; what they become is decided by whoever asked.

    Raises Cancelled. Whoever has enough closes the iterator, and the process ends.
    """
    item = next(iter(_survey(path)))
    if isinstance(item, Candidate) and foreign.ending(item.name) not in tables.ENDINGS:
        item = Refused(item.name, Reason.UNKNOWN_TYPE)
    raw = item if isinstance(item, Refused) else _content(item)
    if isinstance(raw, Refused):
        yield raw
        return
    with LimitedReader(silence=TABLE_SILENCE, whole=TABLE_WHOLE) as reader:
        for outcome in _Asking(reader, encoding).read(item.name, raw):
            _stop_if(cancelled)
            yield outcome


class _Asking(NamedTuple):
    """A reader, and what files are to be read in that do not say it."""

    reader: LimitedReader
    encoding: str

    def read(self, name: str, raw: bytes) -> Iterator[Outcome]:
        for one in self.reader.read(letters.asked(name, self.encoding), raw):
            named = isinstance(one, Refused) and one.name.startswith(letters.ASKED)
            yield Refused(name, one.reason) if named and isinstance(one, Refused) else one


def telling(path: Path) -> tuple[bytes, ...]:
    """Return lines of a file by which somebody sees what it is written in; none where it says so itself."""
    raw = _content(Candidate(path, path.name)) if foreign.ending(path.name) in letters.ENDINGS else b""
    if isinstance(raw, Refused) or decoding.says(raw):
        return ()
    return letters.telling(raw)


def _stop_if(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled


def _outcomes(
    item: Candidate | Refused, reader: _Asking, told: Callable[[int, int], None] | None = None
) -> Iterator[Outcome]:
    if isinstance(item, Refused):
        yield item
        return
    if foreign.ending(item.name) in tables.ENDINGS:
        yield Refused(item.name, Reason.NEEDS_COLUMNS)
        return
    raw = _content(item)
    if isinstance(raw, Refused):
        yield raw
        return
    expected = foreign.things(item.name, raw) if told is not None else 0
    for done, outcome in enumerate(reader.read(item.name, raw), 1):
        yield outcome
        if told is not None and expected > 1:
            told(min(done, expected), expected)


def _survey(path: Path) -> Iterator[Candidate | Refused]:
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError):
        yield Refused(_shown(path.name), Reason.MISSING)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(real, "", 0)
    elif not stat.S_ISREG(mode):
        yield Refused(_shown(path.name), Reason.NOT_A_FILE)
    else:
        yield _file(real, _shown(path.name))


def _folder(folder: Path, prefix: str, depth: int) -> Iterator[Candidate | Refused]:
    if depth > DEPTH_MAX:
        yield Refused(prefix, Reason.TOO_DEEP)
        return
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield Refused(prefix, Reason.UNREADABLE)
        return
    for entry in entries:
        yield from _entry(entry, prefix + _shown(entry.name), depth)


def _entry(entry: os.DirEntry[str], name: str, depth: int) -> Iterator[Candidate | Refused]:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        yield Refused(name, Reason.UNREADABLE)
        return
    if entry.name.startswith(".") or _attributes(status) & HIDDEN:
        yield Refused(name, Reason.HIDDEN)
    elif stat.S_ISLNK(status.st_mode) or _attributes(status) & REPARSED:
        yield Refused(name, Reason.LINK)
    elif stat.S_ISDIR(status.st_mode):
        yield from _folder(Path(entry.path), f"{name}/", depth + 1)
    elif not stat.S_ISREG(status.st_mode):
        yield Refused(name, Reason.NOT_A_FILE)
    else:
        yield _file(Path(entry.path), name)


def _attributes(status: os.stat_result) -> int:
    return int(getattr(status, "st_file_attributes", 0))


def _file(path: Path, name: str) -> Candidate | Refused:
    known = foreign.ending(name) in foreign.LIMITS
    return Candidate(path, name) if known else Refused(name, Reason.UNKNOWN_TYPE)


def _content(item: Candidate) -> bytes | Refused:
    limit = foreign.LIMITS[foreign.ending(item.name)]
    try:
        with os.fdopen(os.open(item.path, FLAGS), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return Refused(item.name, Reason.NOT_A_FILE)
            raw = file.read(limit + 1)
    except OSError:
        return Refused(item.name, Reason.UNREADABLE)
    return Refused(item.name, Reason.TOO_LARGE) if len(raw) > limit else raw


def _shown(name: str) -> str:
    """Return a file name as text, whatever bytes it has on the disk."""
    return name.encode("utf-8", "replace").decode()
