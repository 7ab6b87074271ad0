"""Where things stand in an open folder, and what is found in one that somebody brings."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from sync.exchange import names, openfolder
from sync.exchange.outcome import Reason, Refused

LETTERS = 60  # of each name: five of them one below another still fit where a path may have 260
DEPTH_MAX = 6
ENTRIES_MAX = 2_000_000
FILES = "files"
HEAD = 64
REPARSED = 0x400  # FILE_ATTRIBUTE_REPARSE_POINT: the links of Windows
FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
PIECE = 1024 * 1024


class Places:
    """Gives out names that no system takes for one that is there already."""

    def __init__(self) -> None:
        self._taken: dict[str, set[str]] = {}

    def free(self, folder: PurePosixPath, title: str, ending: str = "") -> PurePosixPath:
        """Return a path in *folder* for something called *title*."""
        there = self._taken.setdefault(names.folded(str(folder)), set())
        name = names.unused(short(title), there)
        there.add(names.folded(name))
        return folder / (name + ending)

    def free_file(self, folder: PurePosixPath, name: str) -> PurePosixPath:
        """The same for a file that has an ending of its own."""
        whole = names.safe_name(name)
        stem, dot, ending = whole.rpartition(".")
        kept = f".{ending[:16]}" if dot and stem and ending.strip() else ""
        there = self._taken.setdefault(names.folded(str(folder)), set())
        plain = short(stem if kept else whole)
        number, found = 1, plain + kept
        while names.folded(found) in there:
            number += 1
            found = f"{plain}{names.AGAIN}{number}{kept}"
        there.add(names.folded(found))
        return folder / found


def short(title: str) -> str:
    return names.safe_name(names.safe_name(title)[:LETTERS])


class Survey:
    """What a folder holds: spaces, items, other files, and what is not looked at. Links are not followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.items: list[str] = []
        """Paths of Markdown files with slashes, in their order."""
        self.others: set[str] = set()
        self.refused: list[Refused] = []
        self._seen = 0
        self._look(folder, "", 0)

    def _look(self, folder: Path, prefix: str, depth: int) -> None:
        if depth > DEPTH_MAX:
            self.refused.append(Refused(prefix, Reason.TOO_DEEP))
            return
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            self.refused.append(Refused(prefix, Reason.UNREADABLE))
            return
        for entry in entries:
            self._seen += 1
            if self._seen > ENTRIES_MAX:
                self.refused.append(Refused(prefix, Reason.TOO_LARGE))
                return
            self._one(entry, prefix + entry.name.encode("utf-8", "replace").decode(), depth)

    def _one(self, entry: os.DirEntry[str], name: str, depth: int) -> None:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            self.refused.append(Refused(name, Reason.UNREADABLE))
            return
        if stat.S_ISLNK(status.st_mode) or int(getattr(status, "st_file_attributes", 0)) & REPARSED:
            self.refused.append(Refused(name, Reason.LINK))
        elif stat.S_ISDIR(status.st_mode):
            self._look(Path(entry.path), f"{name}/", depth + 1)
        elif not stat.S_ISREG(status.st_mode):
            self.refused.append(Refused(name, Reason.NOT_A_FILE))
        elif depth and name.casefold().endswith(openfolder.ENDING) and f"/{FILES}/" not in f"/{name}":
            self.items.append(name)
        else:
            self.others.add(name)

    def id_of(self, name: str) -> str:
        """Return the id that the file of an item begins with, or nothing."""
        for piece in pieces(self.folder / name, HEAD):
            found = openfolder.FIRST.match(piece)
            return found.group(1).decode() if found else ""
        return ""

    def content(self, name: str, most: int) -> bytes | Refused:
        """Return the bytes of the file *name*, or why they are not taken."""
        try:
            with _opened(self.folder / name) as file:
                raw = file.read(min(os.fstat(file.fileno()).st_size, most) + 1)
        except OSError:
            return Refused(name, Reason.UNREADABLE)
        return Refused(name, Reason.TOO_LARGE) if len(raw) > most else raw


def pieces(path: Path, size: int = PIECE) -> Iterator[bytes]:
    """Yield the bytes of an ordinary file; nothing for one that is none, or cannot be read at all."""
    try:
        yield from read_pieces(path, size)
    except OSError:
        return


def read_pieces(path: Path, size: int = PIECE) -> Iterator[bytes]:
    """The same, and raise OSError where a file is none or reading fails."""
    with _opened(path) as file:
        while piece := file.read(size):
            yield piece


def _opened(path: Path) -> BinaryIO:
    file = os.fdopen(os.open(path, FLAGS), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError("not a file")
    return file
