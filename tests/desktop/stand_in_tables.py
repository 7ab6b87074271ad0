"""Tables that are always the same, and what would be made of them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sync.engine.mapping import Asked, Looked, Trial
from sync.engine.mapping_out import Sheet
from sync.engine.transfer import Brought, Misread
from sync.engine.under_way import Note
from sync.exchange import tables_columns
from sync.exchange.outcome import Reason, Refused
from sync.exchange.tables_columns import Columns, Made
from sync.exchange.tables_values import Reading, Spoken
from sync.model import kinds

HEAD = ("Name", "Company", "Country", "Colour")
ROWS = (("Amina", "Water Group", "Kenya", "blue"), ("Žofie", "", "Ruritania", "red"))
NOT_UNDERSTOOD = Misread("people.csv #3", "Country", "Ruritania")


class Tables:
    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.told = ""
        self.sheets: list[tuple[Sequence[str], Path, Sheet]] = []

    def known_as(self, audience: str) -> "Tables":
        self.told = audience
        return self

    def look(self, path: Path, encoding: str = "") -> Looked:
        if path.stem == "empty":
            return Looked(path, (), (), (Refused(path.name, Reason.EMPTY),))
        if path.stem == "old":
            return Looked(path, HEAD, ROWS, encoding=encoding or "koi8-r")
        return Looked(path, HEAD, ROWS)

    def known(self, _looked: Looked) -> Columns | None:
        return None

    def guessed(self, looked: Looked, kind: str, spoken: Spoken) -> Columns:
        return Columns(kind, tables_columns.guess(kinds.ALL[kind], looked.first, spoken))

    def sample(self, looked: Looked, columns: Columns, spoken: Spoken) -> list[Made]:
        how, head = Reading(columns.order, spoken), looked.head(columns)
        kind = kinds.ALL[columns.kind]
        return [tables_columns.made(kind, columns, head, row, how) for row in looked.body(columns)]

    def check(self, asked: Asked) -> Trial:
        self.asked.append(asked)
        refused = [Refused("people.csv #9", Reason.TOO_LARGE)]
        return Trial(HEAD, 2, 1, [NOT_UNDERSTOOD], refused)

    def bring_in(self, _space: str, asked: Asked) -> Brought:
        self.asked.append(asked)
        return Brought(2, (), (NOT_UNDERSTOOD,))

    def take_out(self, items: Sequence[str], target: Path, sheet: Sheet, **_told: Any) -> int:
        self.sheets.append((items, target, sheet))
        return len(items)

    def take_out_all(self, space: str, target: Path, sheet: Sheet, **told: Any) -> int:
        return self.take_out([space], target, sheet, **told)


class UnderWay:
    """What was cut off, until somebody has seen it."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def cut_off(self) -> list[Note]:
        return list(self.notes)

    def seen(self, names: Iterable[str]) -> None:
        gone = set(names)
        self.notes = [note for note in self.notes if note.id not in gone]


def furnish(session: Any) -> None:
    session.tables = Tables()
    session.under_way = UnderWay()
