"""What stands where in a tar file, without unpacking anything: bounded, and whatever it says it is."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Self

from sync.exchange.outcome import Reason, Refused

BLOCK = 512
MEMBERS_MAX, HEADS_MAX, REFUSED_MAX = 300_000, 1_000_000, 10_000
EXTENDED_MAX, RECORDS_MAX, NAME_MAX = 64 * 1024, 100, 1_000
PIECE = 256 * 1024
NAME, SIZE, SUM, TYPE, PREFIX = slice(0, 100), slice(124, 136), slice(148, 156), 156, slice(345, 500)
ORDINARY = frozenset({b"0", b"\0", b"7"})
FOLDER, GLOBAL, EXTENDED, LONG_NAME = b"5", b"g", b"x", b"L"
BASE_256 = 0x80
SIZE_SAID = re.compile(rb"\x80[\0-\xff]+|[ \0]*[0-7]*[ \0]*", re.DOTALL)
"""Nothing less than nought: it would lead back to where we have been."""

RECORD = re.compile(rb"(\d{1,6}) ([^=]{1,200})=")
LONG_SIZE = re.compile(rb"\d{1,19}")
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotATar(Exception):
    """It does not begin like one."""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    at: int
    size: int


@dataclass(slots=True)
class _Next:
    """What the records before a member say of it."""

    name: str = ""
    size: int | None = None


@dataclass
class Tar:
    """An open tar file. Raises OSError and NotATar."""

    path: Path
    members: list[Member] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._file: BinaryIO = os.fdopen(os.open(self.path, FLAGS), "rb")
        try:
            status = os.fstat(self._file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise NotATar
            self._end = status.st_size
            self._survey()
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def pieces(self, member: Member) -> Iterator[bytes]:
        """Yield the bytes of a member. Raises OSError where the file ends before."""
        at, end = member.at, member.at + member.size
        while at < end:
            self._file.seek(at)
            piece = self._file.read(min(PIECE, end - at))
            if not piece:
                raise OSError("cut short")
            at += len(piece)
            yield piece

    def content(self, member: Member) -> bytes:
        return b"".join(self.pieces(member))

    def _survey(self) -> None:
        at, heads, following = 0, 0, _Next()
        while at + BLOCK <= self._end:
            self._file.seek(at)
            head = self._file.read(BLOCK)
            if not head.strip(b"\0"):
                break
            if not _is_sound(head):
                if at == 0:
                    raise NotATar
                self.refused.append(Refused(self.path.name, Reason.CUT_SHORT))
                break
            heads += 1
            if self._is_too_much(heads):
                self.refused.append(Refused(self.path.name, Reason.TOO_LARGE))
                break
            following = self._member(head, at + BLOCK, following)
            at += BLOCK + -(-self._size_of(head, following) // BLOCK) * BLOCK
            following = following if head[TYPE : TYPE + 1] in (EXTENDED, LONG_NAME) else _Next()
        if not self.members and not self.refused:
            raise NotATar

    def _is_too_much(self, heads: int) -> bool:
        many = len(self.members) >= MEMBERS_MAX or len(self.refused) >= REFUSED_MAX
        return many or heads > HEADS_MAX

    @staticmethod
    def _size_of(head: bytes, following: _Next) -> int:
        """Return how long what follows a head is; a record before a member may say that of the member."""
        size = _number(head[SIZE])
        named = following.size if head[TYPE : TYPE + 1] not in (EXTENDED, LONG_NAME, GLOBAL) else None
        return size if named is None else named

    def _member(self, head: bytes, at: int, following: _Next) -> _Next:
        kind, size = head[TYPE : TYPE + 1], self._size_of(head, following)
        if kind in (EXTENDED, LONG_NAME):
            self._file.seek(at)
            said = self._file.read(min(size, EXTENDED_MAX))
            return _extended(said, following) if kind == EXTENDED else _Next(_text(said), following.size)
        name = following.name or _name(head)
        if kind in ORDINARY and at + size <= self._end:
            self.members.append(Member(name, at, size))
        elif kind in ORDINARY:
            self.refused.append(Refused(name, Reason.CUT_SHORT))
        elif kind not in (FOLDER, GLOBAL):
            self.refused.append(Refused(name, Reason.LINK if kind in (b"1", b"2") else Reason.NOT_A_FILE))
        return following


def _is_sound(head: bytes) -> bool:
    """Say whether the sum of a head is right, as all programs that write tar files make it."""
    try:
        said = int(head[SUM].strip(b" \0") or b"x", 8)
    except ValueError:
        return False
    if not SIZE_SAID.fullmatch(head[SIZE]):
        return False
    return said == sum(head) - sum(head[SUM]) + 8 * ord(" ")


def _number(raw: bytes) -> int:
    if raw[0] & BASE_256:
        return int.from_bytes(raw[1:], "big")
    return int(raw.strip(b" \0") or b"0", 8)


def _text(raw: bytes) -> str:
    return raw.partition(b"\0")[0].decode("utf-8", "replace")[:NAME_MAX]


def _name(head: bytes) -> str:
    prefix = _text(head[PREFIX]) if head[257:262] == b"ustar" else ""
    return f"{prefix}/{_text(head[NAME])}" if prefix else _text(head[NAME])


def _extended(said: bytes, following: _Next) -> _Next:
    """Read the records ``length key=value`` that stand before a member."""
    found, at = _Next(following.name, following.size), 0
    for _ in range(RECORDS_MAX):
        record = RECORD.match(said, at)
        end = at + int(record[1]) if record else 0
        if record is None or not record.end() <= end <= len(said):
            break
        value = said[record.end() : end].rstrip(b"\n")
        if record[2] == b"path":
            found.name = _text(value)
        elif record[2] == b"size" and LONG_SIZE.fullmatch(value):
            found.size = int(value)
        at = end
    return found
