"""Tables from elsewhere: looked at first, matched column by column, tried, and only then brought in."""

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from sync.engine import mapping_out, under_way
from sync.engine.bringing import HowFar, Progress
from sync.engine.editing import declared_kind
from sync.engine.items import Items
from sync.engine.mapping_out import Sheet
from sync.engine.notebook import Notebook
from sync.engine.rows_here import RowsHere
from sync.engine.settings import Settings
from sync.engine.transfer import Brought, Misread, Stop, Transfer
from sync.engine.under_way import Note
from sync.exchange import letters, reading, tables_columns
from sync.exchange.outcome import Imported, Outcome, Reason, Refused
from sync.exchange.tables_columns import Columns, Made
from sync.exchange.tables_dates import DAY_FIRST
from sync.exchange.tables_values import Found, Reading, Spoken
from sync.model import kinds
from sync.model.kinds.declaration import Field, FieldType

LOOKED_AT = 20
"""Rows shown before anything is decided."""

MISREAD_MAX = 500
KEPT = "columns/"
LEADS_ELSEWHERE = frozenset({FieldType.LINKS, FieldType.PERSONS})


@dataclass(frozen=True, slots=True)
class Looked:
    """The beginning of a table."""

    path: Path
    first: tuple[str, ...]
    """The first row, which mostly holds headings."""
    rows: tuple[tuple[str, ...], ...]
    refused: tuple[Refused, ...] = ()
    encoding: str = ""
    """What it was read in, where it does not say it."""

    @property
    def width(self) -> int:
        return max(map(len, (self.first, *self.rows)))

    def head(self, columns: Columns) -> tuple[str, ...]:
        return self.first if columns.headed else ()

    def body(self, columns: Columns) -> tuple[tuple[str, ...], ...]:
        return self.rows if columns.headed else (self.first, *self.rows)


@dataclass(slots=True)
class Trial:
    """What bringing a table in would do."""

    first: tuple[str, ...] = ()
    rows: int = 0
    misread_count: int = 0
    misread: list[Misread] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def heard(self, name: str, made: Made) -> None:
        self.misread_count += len(made.misread)
        room = MISREAD_MAX - len(self.misread)
        self.misread += [Misread(name, heading, text) for heading, text in made.misread[:room]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A table, what was decided about it, and who wants to hear how far it is and may stop it."""

    path: Path
    columns: Columns
    spoken: Spoken
    total: int = 0
    """How many rows a trial found."""
    progress: Progress | None = None
    cancelled: Stop | None = None
    encoding: str = ""
    """What it is read in where it does not say it; empty for what it looks like."""


class Tables:
    def __init__(self, book: Notebook, items: Items, transfer: Transfer) -> None:
        self._book, self._items, self._transfer = book, items, transfer
        self._settings = Settings(book)

    def look(self, path: Path, encoding: str = "") -> Looked:
        """Return the beginning of the table *path*; without rows it says why."""
        rows: list[tuple[str, ...]] = []
        read_in = ""
        refused: list[Refused] = []
        with closing(_rows(path, None, encoding)) as outcomes:
            for outcome in outcomes:
                if isinstance(outcome, Refused):
                    refused.append(outcome)
                else:
                    rows.append(tuple(tables_columns.cells_of(outcome.fields)))
                    read_in = letters.told(outcome.remark)
                if len(rows) > LOOKED_AT:
                    break
        if not rows:
            return Looked(path, (), (), tuple(refused))
        return Looked(path, rows[0], tuple(rows[1:]), tuple(refused), read_in)

    def known(self, looked: Looked) -> Columns | None:
        """Return what was decided before about a table with the same headings."""
        kept = self._settings.get(KEPT + tables_columns.key(looked.first))
        columns = tables_columns.unpacked(kept) if kept is not None else None
        if columns is None or kinds.find(columns.kind) is None or len(columns.fields) != looked.width:
            return None
        return columns

    def guessed(self, looked: Looked, kind: str, spoken: Spoken) -> Columns:
        """Return what the headings seem to mean for items of *kind*. Raises UnknownKind."""
        head = [*looked.first, *[""] * (looked.width - len(looked.first))]
        fields = tables_columns.guess(declared_kind(kind), head, spoken)
        texts = [cell for row in looked.rows for cell in row]
        return Columns(kind, fields, tables_columns.order_of(texts) or DAY_FIRST)

    def sample(self, looked: Looked, columns: Columns, spoken: Spoken) -> tuple[Made, ...]:
        """Return what the first rows would become. Raises UnknownKind."""
        how, kind = Reading(columns.order, spoken), declared_kind(columns.kind)
        head = looked.head(columns)
        return tuple(tables_columns.made(kind, columns, head, row, how) for row in looked.body(columns))

    def check(self, asked: Asked) -> Trial:
        """Read the whole table and write nothing. Raises UnknownKind, Cancelled."""
        trial = Trial()
        for outcome in self._items_of(asked, Reading(asked.columns.order, asked.spoken), trial):
            if isinstance(outcome, Refused):
                trial.refused.append(outcome)
            else:
                trial.rows += 1
        return trial

    def bring_in(self, space: str, asked: Asked) -> Brought:
        """Make the items, as one step to take back, and remember what was decided.

        A row that says just what an item here says is left out; equal rows of one file all come.
        Raises UnknownKind, Cancelled; then what was made before stays, and is one step to take back.
        """
        trial = Trial()
        how = Reading(asked.columns.order, asked.spoken, self._titles(space, asked.columns))
        try:
            here = self._rows_here(space, asked.columns).known
            with self._transfer.going(Note(under_way.TABLE, asked.path.name, space)) as mark:
                how_far = HowFar(mark, total=asked.total)
                brought = self._transfer.add(space, self._items_of(asked, how, trial), here, how_far)
        finally:
            self._remember(trial.first, asked.columns)
        return replace(brought, misread=tuple(trial.misread))

    def _rows_here(self, space: str, columns: Columns) -> RowsHere:
        mapped = frozenset(filter(None, columns.fields))
        return RowsHere(self._book, bytes.fromhex(space), declared_kind(columns.kind), mapped)

    def known_as(self, audience: str) -> "Tables":
        """Return what takes tables out with the names of people that *audience* knows, and no others."""
        return Tables(self._book, self._items, self._transfer.known_as(audience))

    def take_out(
        self,
        items: Sequence[str],
        target: Path,
        sheet: Sheet,
        *,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> int:
        """Write these items, which are all of one kind, as a table by the ending of *target*.

        Raises NothingToExport, NoFieldsChosen, SheetTooSmall, Cancelled, DiskFull and the like; then nothing
        was written.
        """
        spaces = self._items.lists.spaces(items)
        titled = partial(self._named, spaces)
        return mapping_out.write(self._transfer.each(items, progress, cancelled), target, sheet, titled)

    def take_out_all(
        self,
        space: str,
        target: Path,
        sheet: Sheet,
        *,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> int:
        """Write every item of a kind as `take_out` does."""
        ids = self._items.lists.ids(space, sheet.kind)[::-1]
        return self.take_out(ids, target, sheet, progress=progress, cancelled=cancelled)

    def _named(self, spaces: Collection[str], item: str) -> str:
        """Return the title of what is in one of *spaces*: nothing of another one leaves with them."""
        return next((row.title for row in self._transfer.people.rows([item]) if row.space in spaces), "")

    def _remember(self, first: Sequence[str], columns: Columns) -> None:
        if first:
            self._settings.put(KEPT + tables_columns.key(first), tables_columns.packed(columns))

    def _items_of(self, asked: Asked, how: Reading, trial: Trial) -> Iterator[Outcome]:
        kind, columns = declared_kind(asked.columns.kind), asked.columns
        head: Sequence[str] | None = None if columns.headed else ()
        for number, outcome in enumerate(_rows(asked.path, asked.cancelled, asked.encoding)):
            if isinstance(outcome, Refused):
                yield outcome
                continue
            cells = tables_columns.cells_of(outcome.fields)
            trial.first = trial.first or tuple(cells)
            if head is None:
                head = cells
                continue
            made = tables_columns.made(kind, columns, head, cells, how)
            trial.heard(outcome.name, made)
            new = Imported(kind.name, made.fields, outcome.name, outcome.remark)
            yield new if made.fields else _nothing(outcome.name)
            if asked.progress is not None:
                asked.progress(number, max(asked.total, number))

    def _titles(self, space: str, columns: Columns) -> Found:
        kind = declared_kind(columns.kind)
        used = [kind.field(name) for name in columns.fields if name]
        if not any(each is not None and each.type in LEADS_ELSEWHERE for each in used):
            return lambda _field, _title: None
        return _finder(self._items, space)


def _nothing(name: str) -> Refused:
    return Refused(name, Reason.EMPTY)


def _rows(path: Path, cancelled: Callable[[], bool] | None, encoding: str) -> Generator[Outcome]:
    return reading.read_table(path, cancelled, encoding)


def _finder(items: Items, space: str) -> Found:
    """Return what finds the one item of a title, of a kind that the field leads to."""
    named: dict[tuple[str, str], list[str]] = {}
    for row in items.rows(space):
        named.setdefault((row.kind, row.title), []).append(row.id)

    def found(field: Field, title: str) -> str | None:
        kinds = field.kinds or tuple(dict.fromkeys(kind for kind, _ in named))
        ids = [one for kind in kinds for one in named.get((kind, title), ())]
        return ids[0] if len(ids) == 1 else None

    return found
