"""Things of one kind as a table for others: what may leave stands in it, and nothing else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sync.engine.editing import declared_kind
from sync.exchange import tables_wording, writing
from sync.exchange.tables_wording import Saying
from sync.item_refusals import NoFieldsChosen


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody decided about a table that is to be written."""

    kind: str
    fields: tuple[str, ...] = ()
    """Names of the fields that were chosen; none for those that may leave without being chosen."""
    saying: Saying = field(default_factory=Saying)


def write(every: Iterator[Mapping[str, str]], target: Path, sheet: Sheet, title: Callable[[str], str]) -> int:
    """Write a row for each item. Raises UnknownKind, NoFieldsChosen and what `write_table` does."""
    kind = declared_kind(sheet.kind)
    wanted = sheet.fields or tables_wording.releasable(kind)
    names = tuple(each.name for each in kind.fields if each.name in wanted and tables_wording.may_leave(each))
    if not names:
        raise NoFieldsChosen
    saying = replace(sheet.saying, title=title)

    def rows() -> Iterator[list[str]]:
        yield tables_wording.head(kind, names, saying)
        for fields in every:
            yield tables_wording.row(kind, names, fields, saying)

    return writing.write_table(rows(), target, mirrored=saying.mirrored)
