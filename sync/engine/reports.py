"""What entries report of their authors goes where it is kept: signs of life, asks for repairs (A5.2)."""

from sync.engine import beats, repairs
from sync.engine.notebook import Notebook
from sync.model import entry
from sync.model.entry import Entry
from sync.store.database import Db


def came(db: Db, book: Notebook, one: Entry) -> None:
    """Take in the reports of an entry that passed all checks."""
    if entry.is_membership(one.header):
        return
    kinds = {encoded[0] for encoded in one.header.ops}
    if beats.BEAT in kinds:
        beats.came(db, one)
    if repairs.REPAIR in kinds:
        repairs.came(db, book, one)
