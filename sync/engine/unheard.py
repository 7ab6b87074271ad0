"""What entries said that an older release passed over: worked out once a release knows it (A10.3)."""

from functools import partial

from sync.engine import rebuild
from sync.engine.departure import depart
from sync.engine.notebook import Notebook
from sync.store import holes, settings
from sync.store.database import Db
from sync.store.past_table import UNHEARD

ID = 32


def take_up(book: Notebook) -> None:
    """Work out anew the spaces that said several values at once; whoever is cut off goes on with the rest."""
    while left := book.read(lambda db: settings.get(db, UNHEARD)):
        book.write(partial(_one, book, left))


def _one(book: Notebook, left: bytes, db: Db) -> None:
    space, rest = left[:ID], left[ID:]
    if not any(holes.of(db, space).values()):  # else all is worked out anew once the last of it is back
        depart(db, book, space)
        rebuild.rebuild(db, book, space)
    if rest:
        settings.put(db, UNHEARD, rest)
    else:
        settings.remove(db, UNHEARD)
