"""Hears from the system whether things may move by themselves, as somebody asked of it for all programs."""

import plistlib
from collections.abc import Callable
from pathlib import Path
from xml.parsers.expat import ExpatError

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

MOST_BYTES = 1 << 20


class Motion(QObject):
    """Where nothing tells, nobody asked for stillness."""

    changed = Signal()

    @property
    def is_still(self) -> bool:
        return False


Motions = Callable[[QObject], Motion]


class KeptMotion(Motion):
    """As macOS keeps it in a file of the person's own, read once."""

    def __init__(self, kept: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._still = _kept_still(kept)

    @property
    @override
    def is_still(self) -> bool:
        return self._still


def _kept_still(kept: Path) -> bool:
    try:
        with kept.open("rb") as file:
            said = plistlib.loads(file.read(MOST_BYTES))
    except (OSError, ValueError, ExpatError, plistlib.InvalidFileException, OverflowError, RecursionError):
        return False  # it is the system's, and may be kept from us
    return isinstance(said, dict) and said.get("reduceMotion") in (True, 1)
