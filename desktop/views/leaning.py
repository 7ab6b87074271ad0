"""A box for a text stands where that begins: at the right, when it is Arabic or Urdu."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.models import contentlanguage
from i18n import Direction, direction

SIDES = {"ltr": Qt.AlignmentFlag.AlignLeft, "rtl": Qt.AlignmentFlag.AlignRight}
LINES = 20  # of which the first with a letter says the way
WAYS = {"ltr": Qt.LayoutDirection.LeftToRight, "rtl": Qt.LayoutDirection.RightToLeft}


class Leaning(QObject):
    """Qt lets each paragraph run its own way, but would let all of them begin at the left."""

    def __init__(self, box: QPlainTextEdit) -> None:
        super().__init__(box)
        self._box = box
        self._base: Direction = direction()
        box.textChanged.connect(self._lean)
        self._lean()

    def set_base(self, base: Direction) -> None:
        """Say which way an empty text runs."""
        self._base = base
        self._lean()

    def _lean(self) -> None:
        document = self._box.document()
        found = contentlanguage.way_of(_beginning(self._box), self._base)
        way = WAYS[found] if document.isEmpty() else Qt.LayoutDirection.LayoutDirectionAuto
        option = document.defaultTextOption()
        if (option.alignment(), option.textDirection()) != (SIDES[found], way):
            option.setAlignment(SIDES[found])
            option.setTextDirection(way)
            document.setDefaultTextOption(option)


class LineLeaning(QObject):
    """Qt lets one line begin where its text does; an empty one begins where a text of the space would."""

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box)
        self._box = box
        self._base: Direction = direction()
        box.textChanged.connect(self._lean)

    def set_base(self, base: Direction) -> None:
        self._base = base
        self._lean()

    def _lean(self) -> None:
        """Put the cursor of an empty line at its side: Qt finds a side for written letters alone."""
        empty = SIDES[self._base] | Qt.AlignmentFlag.AlignAbsolute
        side = Qt.AlignmentFlag.AlignLeft if self._box.text() else empty
        self._box.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)


def _beginning(box: QPlainTextEdit) -> str:
    """Return as much of the text as shows its way, never all of a long one."""
    block = box.document().firstBlock()
    said = ""
    for _ in range(LINES):
        said += block.text()[: contentlanguage.LOOKED_AT] if block.isValid() else ""
        block = block.next()
    return said
