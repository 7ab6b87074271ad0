"""What is said of things that are not to leave their space yet."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from desktop.models.plain import isolated
from i18n import formats, tr, tr_n

TITLES_MAX = 5


class Held(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def until(self) -> str: ...


def words(held: Sequence[Held]) -> str:
    """Return how many things stay, and the day from which each of the first few may leave."""
    if not held:
        return ""
    counted = tr_n(
        "{count} thing stays here until its day.", "{count} things stay here until their day.", len(held)
    )
    return "\n".join([counted, *map(_line, held[:TITLES_MAX])])


def _line(one: Held) -> str:
    title = isolated(one.title, 60) if one.title.strip() else tr("Without a title")
    day = dt.datetime.combine(dt.date.fromisoformat(one.until), dt.time())
    return tr("{title}: not before {day}", title=title, day=formats.date_of(day))
