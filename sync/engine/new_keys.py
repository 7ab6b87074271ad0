"""New device keys for a notebook whose chains cannot go on: restored, copied, or torn at the end (A5.5)."""

from sync.engine import carrying, own_log, person_log
from sync.engine.notebook import Notebook
from sync.store import settings
from sync.store.database import Db

DUE = "new-keys-due"


def take(db: Db, book: Notebook) -> bool:
    """Take new device keys in the same person; say whether that is all.

    True where this was the only laptop; False where another one, or the recovery sheets, must add it again.
    What waits unsigned stays, and departs under the new keys once the spaces know them.
    """
    book.become(db, own_log.reenrolled(book.me, book.clock()))
    for space, persona in list(book.personas.items()):
        book.become(db, own_log.reenrolled(persona, book.clock()), space)
    carrying.carry_everywhere(db, book)
    settings.remove(db, DUE)
    return book.me.device in person_log.state(book.me.acts).devices


def ask(db: Db) -> None:
    """Remember that new keys are due: at the next opening, or before anything is sent."""
    settings.put(db, DUE, b"1")


def take_if_due(db: Db, book: Notebook) -> None:
    if settings.get(db, DUE) is not None:
        take(db, book)


def is_only_laptop(book: Notebook) -> bool:
    return set(person_log.state(book.me.acts).devices) == {book.me.device}
