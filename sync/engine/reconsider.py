"""What counts is looked at again after somebody went or came back, or a chain split (A5.5, A5.6)."""

from sync.engine import rebuild, standing
from sync.engine.notebook import Notebook
from sync.store import aside
from sync.store.database import Db


def reconsider(db: Db, book: Notebook, space: bytes, *, split: bool = False) -> frozenset[bytes]:
    """Set aside what does not count any more and take back what does; return the records that changed.

    Where nothing changed, nothing is merged anew, unless entries of a chain that *split* came.
    """
    membership = book.membership(db, space)
    gone = membership.now.removed or membership.now.revoking
    before = aside.rows(db, space) if gone else frozenset()
    now = standing.set_aside(db, space, membership) if gone else frozenset()
    if now != before:
        aside.replace(db, space, now)
    return rebuild.rebuild(db, book, space) if split or now != before else frozenset()
