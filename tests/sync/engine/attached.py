"""A member's notebook with files attached, and what can be looked at beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crypto import slots
from sync.engine import pairs
from sync.engine.attachments import Attachments
from sync.engine.mailboxes import Mailboxes
from sync.engine.pairs import Place
from sync.store.database import Db
from tests.sync.engine.members_of_a_space import Member


@contextmanager
def attaching(one: Member, folder: Path) -> Iterator[Attachments]:
    """Open the second file of a member's notebook in *folder*, with a key that is the same each time."""
    folder.mkdir(exist_ok=True)
    payload = slots.Payload(slots.PASSPHRASE, 0, pairs.VaultKey(bytes(32)), bytes(16))
    place = Place(folder, pairs.keys(folder, payload))
    opened = Attachments(one.book, place, one.items.history, Mailboxes(one.book))
    yield opened
    opened.close()


def look(one: Attachments, sql: str) -> list[tuple[object, ...]]:
    """Ask the second file."""

    def ask(db: Db) -> list[tuple[object, ...]]:
        return db.rows(sql)

    return one._keeping.read(ask)


def rows(one: Attachments) -> tuple[int, int]:
    """How many files and how many chunks are noted there."""
    ((files,),) = look(one, "SELECT count(*) FROM held")
    ((chunks,),) = look(one, "SELECT count(*) FROM chunk")
    return int(str(files)), int(str(chunks))
