"""The two copies of the slots file: written one after the other, read with fall-back, healed (A2.6.2)."""

import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from crypto import slots
from crypto.errors import Malformed
from crypto.slots import Slots
from sync.engine import ballast, folder
from sync.errors import NotebookNewer, SlotsDamaged

FIRST, SECOND = "slots", "slots.2"
NAMES = (FIRST, SECOND)
VERSION_AT = slice(8, 10)


@dataclass(frozen=True, slots=True)
class Found:
    """The newest whole copy, and the names under which something else stands."""

    slots: Slots
    data: bytes
    to_heal: tuple[str, ...]


def present(profile: Path) -> bool:
    return any((profile / name).is_file() for name in NAMES)


def write(profile: Path, content: Slots) -> None:
    """Write both copies, numbered above *content*; at each moment one of them is whole. Raises OSError."""
    data = slots.encode(replace(content, counter=content.counter + 1))
    for name in NAMES:
        folder.write_whole(profile / name, data)


def write_even_if_full(profile: Path, content: Slots) -> None:
    """Write both copies, on a full disk in the room of the ballast.

    An error means that the old slots count. Where only the second copy could not be written, the new ones
    count already: that is no error, and the next opening writes the other. Raises OSError.
    """
    try:
        write(profile, content)
    except OSError:
        ballast.give_up(profile)
        try:
            write(profile, content)
        except OSError:
            if read(profile).slots.boxes != content.boxes:
                raise


def overwrite(profile: Path, content: Slots) -> None:
    """Write over both copies in their place, so that no file system keeps the old slots if it can help it.

    One after the other, and the one that is not whole first: at each moment one is whole. Raises OSError.
    """
    data = slots.encode(replace(content, counter=content.counter + 1))
    for name in sorted(NAMES, key=lambda name: _parsed(_bytes(profile / name)) is not None):
        _write_over(profile / name, data)


def _write_over(path: Path, data: bytes) -> None:
    if not path.is_file():
        folder.write_whole(path, data)
        return
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def read(profile: Path) -> Found:
    """Return the newest whole copy; nothing is written. Raises SlotsDamaged, NotebookNewer."""
    copies = {name: _bytes(profile / name) for name in NAMES}
    whole = {name: parsed for name, data in copies.items() if (parsed := _parsed(data)) is not None}
    if not whole:
        if any(_is_newer(data) for data in copies.values()):
            raise NotebookNewer
        raise SlotsDamaged
    best = max(whole, key=lambda name: whole[name].counter)  # of equals the first
    to_heal = tuple(name for name in NAMES if copies[name] != copies[best])
    return Found(whole[best], copies[best], to_heal)


def heal(profile: Path, found: Found) -> None:
    """Put the good copy where another stands; after an opening only, so that a guess changes nothing."""
    with contextlib.suppress(
        OSError
    ):  # a full or read-only disk must not keep anyone out: the next time does it
        for name in found.to_heal:
            folder.write_whole(profile / name, found.data)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(slots.FILE_SIZE + 1)
    except OSError:
        return b""  # missing and unreadable are one: the other copy counts


def _parsed(data: bytes) -> Slots | None:
    try:
        return slots.parse(data)
    except Malformed:
        return None


def _is_newer(data: bytes) -> bool:
    version = int.from_bytes(data[VERSION_AT], "big")
    return len(data) == slots.FILE_SIZE and data.startswith(slots.MAGIC) and version > slots.VERSION
