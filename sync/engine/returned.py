"""Items that lost entries bring back: shown at once where they are whole in themselves (A2.6.7).

Until the last hole of a space is filled, most of what is shown was read from the damaged file, and cannot be
worked out from the entries. What nothing was left of can: an item of one device's own words from its
beginning on. Whatever is still missing comes when all is worked out anew.
"""

from collections.abc import Iterable

from sync.engine import past_steps
from sync.engine.merge import Author, Merge
from sync.engine.notebook import Notebook
from sync.model import ops
from sync.model.entry import DEV8_SIZE, Entry
from sync.model.records import Stamp
from sync.model.update import BadUpdate
from sync.store import entries, forks, past_table, records, touched
from sync.store.database import Db

Said = list[tuple[Author, past_steps.Said]]


def show(db: Db, book: Notebook, space: bytes, came: Iterable[Entry]) -> frozenset[bytes]:
    """Show the items of *came* of which nothing was shown; return those that are shown now."""
    about = dict.fromkeys(record for one in came for record in past_table.records(one.header.ops))
    found: frozenset[bytes] = frozenset()
    for record in about:
        if records.space_of(db, record) is None:
            found |= _shown(db, book, space, record)
    return found


def _shown(db: Db, book: Notebook, space: bytes, record: bytes) -> frozenset[bytes]:
    every = [entries.in_row(db, row) for row in touched.rows(db, space, record)]
    devices = {one.header.device for one in every}
    if len(devices) != 1 or devices & forks.every(db, space).keys():
        return frozenset()
    said = [(_author(one), op) for one in every for _, op in past_steps.about(record, one.header.ops)]
    if not said or not isinstance(said[0][1], ops.New):
        return frozenset()
    try:
        _merged(Merge(db, book, space), [each for each in said if isinstance(each[1], ops.Doc)])
    except BadUpdate:  # a part of a text is missing still
        return frozenset()
    return _merged(Merge(db, book, space), said).finish()


def _merged(work: Merge, said: Said) -> Merge:
    for author, op in said:
        work.apply(op, author)
    return work


def _author(one: Entry) -> Author:
    header = one.header
    stamp = Stamp(header.lamport, header.device[:DEV8_SIZE], header.seq)
    return Author(header.device, stamp, {stamp.dev8: header.seq}, header.wall_ms)
