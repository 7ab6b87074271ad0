"""Who this person is to others."""

from sync.engine import identity, safety
from sync.engine.events import SpacesChanged
from sync.engine.notebook import Notebook
from sync.errors import NameMissing


class Me:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    @property
    def person(self) -> str:
        return self._book.me.person.hex()

    @property
    def name(self) -> str:
        return self._book.me.name

    @property
    def check_words(self) -> tuple[str, ...]:
        return safety.check_words(self._book.me.person)

    @property
    def digits(self) -> str:
        return safety.digits(self._book.me.person)

    def rename(self, name: str) -> None:
        """Show another name from now on; spaces joined before keep the one they know."""
        shown = " ".join(name.split())
        if not shown:
            raise NameMissing
        renamed = identity.renamed(self._book.me, shown)
        self._book.write(lambda db: self._book.become(db, renamed))
        self._book.events.tell(SpacesChanged())
