"""Which rows of a table are here already: items of the same kind that say just what they do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sync.engine import merge, valued
from sync.engine.editing import storable
from sync.engine.notebook import Notebook
from sync.exchange import tables_columns
from sync.model.kinds.declaration import Kind
from sync.model.records import Value
from sync.store import alike
from sync.store.database import Db

AT_ONCE = 500
DIGEST = 16
Fields = Mapping[str, str]
Alike = tuple[int, bytes]


@dataclass
class RowsHere:
    """What is here is looked at when its title comes up first: rows of one file never count for others.

    Only what the table says is compared, and the text only where it says something: what somebody added
    here meanwhile in another field does not make a row a new one.
    """

    book: Notebook
    space: bytes
    kind: Kind
    mapped: frozenset[str]
    """Fields that have a column."""
    _seen: dict[str, set[Alike]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        text = tables_columns.text_field(self.kind)
        more = self.mapped | {text.name} if text is not None else self.mapped
        self._compared = (sorted(self.mapped), sorted(more))
        self._text = text.name if text is not None else ""

    def known(self, every: Sequence[Fields]) -> list[bool]:
        """Say of each row whether it is here."""
        good = [valued.as_far_as_good(self.kind, fields) for fields in every]
        rows = [{name: storable(text) for name, text in fields.items()} for fields in good]
        self._look({self._title(row) for row in rows} - self._seen.keys())
        return [self._mark(row) in self._seen[self._title(row)] for row in rows]

    def _title(self, row: Fields) -> str:
        return row.get(self.kind.title_field, "").partition("\n")[0]

    def _mark(self, row: Fields) -> Alike:
        which = 1 if row.get(self._text) else 0
        return which, _digest(row, self._compared[which])

    def _look(self, titles: Iterable[str]) -> None:
        """In several steps: other work goes in between."""
        left = dict.fromkeys(titles, 0)
        self._seen |= {title: set() for title in left}
        while left:
            for title, fields in self.book.read(lambda db: self._some(db, left)):
                marks = ((which, _digest(fields, names)) for which, names in enumerate(self._compared))
                self._seen[title].update(marks)

    def _some(self, db: Db, left: dict[str, int]) -> list[tuple[str, Fields]]:
        """Return what some items say; what is looked through goes out of *left*."""
        found: list[tuple[str, bytes]] = []
        for title, after in list(left.items()):
            most = AT_ONCE - len(found)
            several = alike.titled(db, self.space, self.kind.name, title, after, most)
            found += [(title, record) for _, record in several]
            if len(several) == most:
                left[title] = several[-1][0]
                break
            del left[title]
        said = self._every(db, [record for _, record in found])
        return [(title, said[record]) for title, record in found]

    def _every(self, db: Db, every: Sequence[bytes]) -> dict[bytes, dict[str, str]]:
        held: dict[bytes, dict[str, tuple[Value, ...]]] = {record: {} for record in every}
        for record, name, value in alike.values(db, every):
            held[record][name] = (*held[record].get(name, ()), value)
        said = {record: self._said(values) for record, values in held.items()}
        for record, name, text in alike.texts(db, every):
            said[record][name] = text
        return said

    def _said(self, values: Mapping[str, tuple[Value, ...]]) -> dict[str, str]:
        return {name: merge.one_text(self.kind, name, each) for name, each in values.items()}


def _digest(fields: Fields, names: Iterable[str]) -> bytes:
    """Of each text its length goes before it, so that no two rows look alike that are not."""
    mark = sha256()
    for name in names:
        said = fields.get(name, "").encode()
        mark.update(len(said).to_bytes(8, "little") + said)
    return mark.digest()[:DIGEST]
