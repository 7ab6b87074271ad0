"""What stands on the screen, and is not to leave its space yet."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from desktop.models.facade import Item
from desktop.models.staying import Held
from sync.engine import embargo


@dataclass(frozen=True, slots=True)
class Stays:
    id: str
    title: str
    until: str


def of(item: Item, typed: Callable[[str], str] | None = None) -> Held | None:
    """Return *item* where its day has not come; *typed* gives what stands in a field of its form now."""
    field = embargo.field_of(item.kind)
    if field is None:
        return None
    days = [each.value for each in item.fields.get(field.name, ())]
    if typed is not None and len(days) < 2:  # noqa: PLR2004 - of two nobody typed one
        days = [typed(field.name)]
    until = embargo.until(field, days, dt.datetime.now().astimezone().date())
    return Stays(item.id, item.title, until) if until else None
