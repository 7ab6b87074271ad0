"""Whether what goes over the line costs by its size: as the person says, or else the system."""

from sync.engine.notebook import Notebook
from sync.store import settings

KEY = "metered"
CHOICES = ("yes", "no", "ask-system")
SMALL = 64 * 1024  # bytes that go by themselves even where each of them is paid for


class Metered:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        self._hint = False

    @property
    def said(self) -> str:
        """One of CHOICES; what cannot be read is taken for the dearer one."""
        kept = self._book.read(lambda db: settings.get(db, KEY))
        if kept is None:
            return "ask-system"
        said = kept.decode("ascii", "replace")
        return said if said in CHOICES else "yes"

    def say(self, said: str) -> None:
        if said not in CHOICES:
            raise ValueError(said)
        self._book.write(lambda db: settings.put(db, KEY, said.encode()))

    def hint(self, *, metered: bool) -> None:
        """Pass on what the system says of the connection."""
        self._hint = metered

    @property
    def now(self) -> bool:
        said = self.said
        return self._hint if said == "ask-system" else said == "yes"
