"""What a release of Qt for Python must keep before it is taken."""

import sys
from importlib import metadata

from PySide6.QtCore import QObject, Signal

EMITS = 10_000


class Sender(QObject):
    counted = Signal(int)


def test_emitting_does_not_use_up_true() -> None:
    # One release lost a reference to True at each emit, and the process ended after minutes of normal use.
    sender = Sender()
    seen: list[int] = []
    sender.counted.connect(seen.append)
    before = sys.getrefcount(True)
    for number in range(EMITS):
        sender.counted.emit(number)
    assert sys.getrefcount(True) >= before
    assert len(seen) == EMITS


def test_it_is_the_release_that_was_tried() -> None:
    assert metadata.version("PySide6-Essentials") == "6.11.3"
