"""What the log says of attached files (A5.2)."""

from crypto import chunk
from sync.engine.notebook import Notebook
from sync.model.attaching import Attach
from sync.store import attachments
from sync.store.database import Db


def described(db: Db, book: Notebook, space: bytes, op: Attach, author: bytes) -> None:
    """Remember a file where its id is that of what is said of it; anything else says nothing."""
    if chunk.name_of(op.key, op.size, op.digest) == op.att:
        own = author == book.me_in(space).device
        attachments.describe(db, space, op, book.clock(), own=own)
