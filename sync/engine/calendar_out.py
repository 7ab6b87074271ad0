"""Events and plans as other calendars know them: people and papers by name, and a name of their own."""

from collections.abc import Mapping, Sequence

from sync.engine.people_known import Rows
from sync.model.kinds.values import RECORD

PEOPLE = ("people", "who")
PAPERS = "papers"
UID = "uid"


def with_names(people: Rows, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of an item for other programs, which know people by name."""
    shown = dict(fields)
    for name in PEOPLE:
        said = fields.get(name, "").splitlines()
        titles = _titles(people, said)
        if titles:
            shown[name] = "\n".join(dict.fromkeys(titles.get(line, line) for line in said))
    return shown


def dressed(people: Rows, item: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of an item as they stand in a calendar file.

    What no other calendar named is called by its own id: so it is known again when it comes back.
    """
    shown = {UID: item, **with_names(people, fields)}
    papers = fields.get(PAPERS, "").splitlines()
    titles = _titles(people, papers)
    if papers:
        shown[PAPERS] = "\n".join(f"{each} {titles.get(each, '')}".rstrip() for each in papers)
    return shown


def _titles(people: Rows, said: Sequence[str]) -> dict[str, str]:
    """Return what the items among these lines are called."""
    ids = [line for line in said if RECORD.fullmatch(line)]
    return {row.id: " ".join(row.title.split()) for row in people.rows(ids) if row.title} if ids else {}
