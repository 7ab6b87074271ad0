"""Which attached files go over the line by themselves, and which wait until somebody asks."""

from dataclasses import dataclass
from typing import Protocol

from sync.engine.metered import Metered
from sync.engine.notebook import Notebook
from sync.store import settings

KEY = "attachments"
CHOICES = ("always", "ask", "never")
DEFAULT_MB = 1
MEGABYTE = 1 << 20
MOST_MB = 1 << 20
NOTHING = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """*way* is one of CHOICES; with "ask" what is larger than *above_mb* waits."""

    way: str = "ask"
    above_mb: int = DEFAULT_MB


class Costs(Protocol):
    """What knows whether the connection that is there costs by its use."""

    @property
    def metered(self) -> Metered: ...


class Rules:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        self.metered: Metered | None = None

    @property
    def said(self) -> Rule:
        """What a person chose; what cannot be read is taken for the default."""
        kept = (self._book.read(lambda db: settings.get(db, KEY)) or b"").decode("ascii", "replace")
        way, _, above = kept.partition(":")
        if way not in CHOICES or not above.isdigit() or len(above) > len(str(MOST_MB)):
            return Rule()
        return Rule(way, int(above))

    def say(self, way: str, above_mb: int = DEFAULT_MB) -> None:
        if way not in CHOICES or not 0 <= above_mb <= MOST_MB:
            raise ValueError(way)
        self._book.write(lambda db: settings.put(db, KEY, f"{way}:{above_mb}".encode()))

    @property
    def most_now(self) -> int | None:
        """The same as `most`, of the connection that is there now."""
        return self.most(metered=self.metered is not None and self.metered.now)

    def most(self, *, metered: bool) -> int | None:
        """Return up to how many bytes a file goes by itself: NOTHING for none, None for any.

        Where the connection costs by its use, every file is asked for, unless "always" was said.
        """
        said = self.said
        if said.way == "always":
            return None
        return NOTHING if metered or said.way == "never" else said.above_mb * MEGABYTE
