"""What a copy says: ids that stand in texts are those of the copies, or go (PROTOCOL 3.25)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from sync.engine import unnamed
from sync.model import kinds
from sync.model.kinds import values
from sync.model.kinds.declaration import FieldType

ID = r"[0-9a-f]{32}"
POINTER = re.compile(rf"!?\[([^\]\n]{{0,500}})\]\((?:item|attachment):({ID})\)|(?<![0-9a-f]){ID}(?![0-9a-f])")
LINKING = frozenset({FieldType.LINKS, FieldType.PERSONS})
Where = Literal["there", "elsewhere", "withheld", "nowhere"]
"""In the space that the copy goes to, in another one, there until its day, or in none that we know."""


@dataclass(slots=True)
class Pointers:
    """*ids* are the new ones of items and files by their old ones; *where* says where any other is."""

    ids: Mapping[str, str]
    where: Callable[[str], Where]
    out: set[str]
    """What something pointed to that does not go along."""

    def value(self, kind: str, name: str, text: str) -> str:
        """Return a value of a field with what it points to replaced."""
        declared = kinds.find(kind)
        known = declared.field(name) if declared else None
        if known is None or known.type not in LINKING:
            return self.text(text)
        lines = (self._line(line) for line in values.lines(text))
        return "\n".join(line for line in lines if line)

    def text(self, text: str) -> str:
        """Return a text in which links lead to copies, and those that led elsewhere are only words."""
        named = unnamed.led_to([text])
        staying = {one for one in named if one not in self.ids and self.where(one) == "withheld"}
        return POINTER.sub(self._pointer, unnamed.in_text(text, staying))

    def _line(self, line: str) -> str:
        return (self._new(line) or "") if values.RECORD.fullmatch(line) else self.text(line)

    def _new(self, name: str) -> str | None:
        """Return the id that is pointed to in the copy; None where nothing may be."""
        if name in self.ids:
            return self.ids[name]
        if self.where(name) == "there":
            return name
        self.out.add(name)
        return None

    def _pointer(self, found: re.Match[str]) -> str:
        words, name = found.groups()
        if name is None:
            bare = found.group()
            known = bare in self.ids or self.where(bare) != "nowhere"
            return (self._new(bare) or unnamed.GONE) if known else bare
        new = self._new(name)
        return self.text(words) if new is None else found.group().replace(name, new)
