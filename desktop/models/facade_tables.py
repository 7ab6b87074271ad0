"""Tables as the dialogs see them: looked at, matched, tried, brought in, and written for others."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from sync.engine.bringing import Remarked
from sync.engine.mapping import Asked, Looked, Trial
from sync.engine.mapping_out import Sheet
from sync.engine.transfer import Misread
from sync.exchange.outcome import Refused
from sync.exchange.tables_columns import Columns, Made
from sync.exchange.tables_values import Spoken


class Brought(Protocol):
    @property
    def added(self) -> int: ...
    @property
    def refused(self) -> Sequence[Refused]: ...
    @property
    def misread(self) -> Sequence[Misread]: ...
    @property
    def here(self) -> int: ...
    @property
    def remarks(self) -> Sequence[Remarked]: ...


class Tables(Protocol):
    def look(self, path: Path, encoding: str = "") -> Looked: ...
    def known(self, looked: Looked) -> Columns | None: ...
    def guessed(self, looked: Looked, kind: str, spoken: Spoken) -> Columns: ...
    def sample(self, looked: Looked, columns: Columns, spoken: Spoken) -> Sequence[Made]: ...
    def check(self, asked: Asked) -> Trial: ...
    def known_as(self, audience: str) -> "Tables": ...
    def bring_in(self, space: str, asked: Asked) -> Brought: ...
    def take_out(
        self,
        items: Sequence[str],
        target: Path,
        sheet: Sheet,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> int: ...
    def take_out_all(
        self,
        space: str,
        target: Path,
        sheet: Sheet,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> int: ...


class Tabled(Protocol):
    """What of an open notebook deals with tables."""

    @property
    def tables(self) -> Tables: ...
