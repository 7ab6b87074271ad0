"""What was typed while another's value came in stands beside it, and does not replace it (A5.2)."""

from collections.abc import Mapping, Sequence

from sync.engine.departure import NEVER, depart, depart_unaware
from sync.engine.merge import Author, Merge
from sync.engine.notebook import Notebook
from sync.model import ops
from sync.model.kinds import joining
from sync.model.kinds.declaration import Kind
from sync.model.records import Seen, Stamp, Value, had_seen
from sync.store import chains
from sync.store import records as table
from sync.store.database import Db


class Beside:
    """One person's changes to one record, written by somebody who had seen only *looked*."""

    def __init__(self, db: Db, book: Notebook, space: bytes, looked: Seen) -> None:
        self._db = db
        self._book = book
        self._space = space
        self._looked = looked

    def write(self, record: bytes, kind: Kind, fields: Mapping[str, str]) -> dict[str, str]:
        """Write the fields whose values changed since the writer looked; return the others, to be set."""
        missed = {name: self._missed(record, name, text) for name, text in fields.items()}
        if not any(missed.values()):
            return dict(fields)
        depart(self._db, self._book, self._space)
        own = chains.get(self._db, self._space, self._book.me_in(self._space).device) or NEVER
        said = [
            ops.Set(record, name, fields[name])
            for name, values in missed.items()
            if values and not any(had_seen(own.vector, value.stamp) for value in values)
        ]
        self._say(said)
        apart = {op.field for op in said}
        return {
            name: joined(kind, name, [text, *(value.value or "" for value in missed[name])])
            for name, text in fields.items()
            if name not in apart
        }

    def _missed(self, record: bytes, field: str, text: str) -> list[Value]:
        """The values that came since the writer looked, and say something else."""
        mine = self._book.me_in(self._space).dev8  # what this device wrote, its person knows
        return [
            value
            for value in table.values(self._db, record, field)
            if value.value != text and value.stamp.dev8 != mine and not had_seen(self._looked, value.stamp)
        ]

    def _say(self, said: Sequence[ops.Set]) -> None:
        if not said:
            return
        header = depart_unaware(self._db, self._book, self._space, said, self._looked).header
        own = chains.get(self._db, self._space, header.device) or NEVER
        stamp = Stamp(header.lamport, header.device[:8], header.seq)
        merge = Merge(self._db, self._book, self._space)
        for op in said:
            merge.apply(op, Author(header.device, stamp, own.vector, header.wall_ms))
        merge.finish()


def joined(kind: Kind, name: str, texts: Sequence[str]) -> str:
    """Return one value that says all of *texts*, for an author who cannot unsee what they have answered."""
    said = tuple(dict.fromkeys(text for text in texts if text))
    if said in ((), (texts[0],)):
        return texts[0]
    return joining.joined(kind.field(name), said)
