"""What waits to be confirmed, in words: how long ago somebody did, and that it is still right."""

from collections import Counter
from collections.abc import Mapping, Sequence

from desktop.models.facade_agenda import Asked, Standing
from desktop.models.grouped import Act, Entry, Goal
from desktop.models.plain import isolated, one_line
from i18n import tr, tr_n
from sync.model import kinds

SHOWN = 4
CONFIRM, STALE = "confirm", "stale"
MONTH_DAYS = 30
MONTHS_FROM = 60  # days; what is fewer is said in days
NAME_MAX = 60


def ago(one: Asked | Standing) -> str:
    """Return how long ago somebody confirmed something."""
    if one.confirmed is None:
        return tr("Never confirmed")
    if one.days < MONTHS_FROM:
        return tr_n("Confirmed {count} day ago", "Confirmed {count} days ago", one.days)
    months = one.days // MONTH_DAYS
    return tr_n("Confirmed {count} month ago", "Confirmed {count} months ago", months)


def question(one: Standing) -> str:
    """Return what is asked over a form."""
    if one.confirmed is None:
        return tr("Nobody confirmed this yet. Is it right?")
    if one.days < MONTHS_FROM:
        return tr_n(
            "Confirmed {count} day ago. Still right?", "Confirmed {count} days ago. Still right?", one.days
        )
    months = one.days // MONTH_DAYS
    return tr_n(
        "Confirmed {count} month ago. Still right?", "Confirmed {count} months ago. Still right?", months
    )


def entries(found: Sequence[Asked], spaces: Mapping[str, str]) -> list[Entry]:
    """Return the rows of the first page: those that wait longest, and a way to each list with more."""
    rows = [_entry(one, spaces.get(one.space, "")) for one in found[:SHOWN]]
    lists = Counter((one.space, one.kind) for one in found)
    further = {(one.space, one.kind): one for one in found[SHOWN:]}
    return rows + [_more(one, lists[each], spaces) for each, one in list(further.items())[:SHOWN]]


def _more(one: Asked, count: int, spaces: Mapping[str, str]) -> Entry:
    """Return the way to one list, as what waits in others is not in it; what waits there alone is itself."""
    if count == 1:
        return _entry(one, spaces.get(one.space, ""))
    said = tr_n("Show all {count} to be confirmed", "Show all {count} to be confirmed", count)
    kind = kinds.find(one.kind)
    detail = " · ".join(filter(None, (tr(kind.plural) if kind else "", spaces.get(one.space, ""))))
    return Entry(said, Goal(STALE, one.kind, one.space, one.kind), detail, picture="list")


def _entry(one: Asked, space: str) -> Entry:
    title = isolated(one_line(one.title, NAME_MAX) or tr("Without a title"))
    right = Act(
        tr("Still right"), tr("Still right: {name}", name=title),
        Goal(CONFIRM, one.item, one.space, one.kind), "check",
    )  # fmt: skip
    kind = kinds.find(one.kind)
    detail = " · ".join(part for part in (ago(one), space) if part)
    goal = Goal("item", one.item, one.space, one.kind)
    return Entry(one.title, goal, detail, picture=kind.icon if kind else "circle", acts=(right,))
