"""What the words typed into the palette may mean, the best and the newest first."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from desktop.models import when
from desktop.models.facade import ItemRow, Items
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_spaces import Belonging
from desktop.models.grouped import Entry, Goal, Group
from desktop.models.items import MARKS, SCAN_MAX
from desktop.models.plain import isolated, one_line
from i18n import tr
from sync.errors import Problem
from sync.model.folding import fold
from sync.model.kinds import values

ITEMS_SHOWN, OTHERS_SHOWN, LEADING_SHOWN, BEFORE_WORDS = 12, 5, 3, 40
NAME_MAX = 40
WORDS_MAX = 200  # letters; more is a text, not a question
LEADING_LETTERS = 3  # fewer begin too much
WHOLE, BEGINNINGS, NONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Ground:
    """What can be found without asking the notebook each time."""

    spaces: Sequence[SpaceRow] = ()
    people: Sequence[Entry] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of spaces by their ids."""
    lately: Sequence[Entry] | None = None
    """What was opened lately, as it is called now; None where nobody looked yet."""


def ground(belonging: Belonging) -> Ground:
    """Read all spaces, and everybody in them once."""
    spaces = tuple(belonging.spaces.all())
    people: dict[str, Entry] = {}
    for row in (each for each in spaces if not each.pending):
        for member in belonging.spaces.members(row.id):
            if member.me or not member.name or member.state == "removed":
                continue
            known = people.get(member.person)
            place = isolated(row.name, NAME_MAX)
            detail = f"{known.detail} · {place}" if known is not None else place
            goal = known.goal if known is not None else Goal("person", member.person, row.id)
            picture = "building" if member.organisation else "user"
            people[member.person] = Entry(member.name, goal, detail, picture=picture)
    return Ground(spaces, tuple(people.values()), {each.id: each.name for each in spaces})


def still_there(entries: Sequence[Entry], items: Items) -> list[Entry]:
    """Return the *entries* whose items can still be opened, with the titles they have now."""
    found = []
    for entry in entries:
        with contextlib.suppress(Problem):  # whoever left a space may no longer ask for what is in it
            item = items.show(entry.goal.id)
            found += [] if item.trashed else [replace(entry, text=item.title)]
    return found


def linked(items: Items, item: str, field: str) -> list[str]:
    """Return what *field* of an item leads to that can be opened."""
    found = items.show(item).fields.get(field, ())
    there = []
    for name in (
        line for value in found for line in values.lines(value.value) if values.RECORD.fullmatch(line)
    ):
        with contextlib.suppress(Problem):
            there += [] if items.show(name).trashed else [name]
    return there


def space_entries(spaces: Sequence[SpaceRow], current: str) -> list[Entry]:
    return [
        Entry(row.name, Goal("space", row.id, row.id), aside=tr("open now") if row.id == current else "",
              picture="book-open")
        for row in spaces
    ]  # fmt: skip


def item_entries(rows: Sequence[ItemRow], known: Ground, pictures: Mapping[str, str]) -> list[Entry]:
    """Return what was found in the notebook, with the space that each of it stands in."""
    return [_of_item(row, known.names.get(row.space, ""), pictures) for row in rows]


def _of_item(row: ItemRow, space: str, pictures: Mapping[str, str]) -> Entry:
    begins = one_line(MARKS.sub("", row.preview[:SCAN_MAX]), 100)
    detail = " · ".join(part for part in (isolated(space, NAME_MAX) if space else "", begins) if part)
    goal = Goal("item", row.id, row.space, row.kind)
    return Entry(row.title, goal, detail, when.short(row.changed_ms), pictures.get(row.kind, "file-text"))


def groups(words: str, others: Sequence[Group], found: Sequence[Entry]) -> list[Group]:
    """Return what fits *words*: what is called so leads, then what was *found*, then what resembles.

    Without words everything is offered, to be read rather than searched; with them, what was opened lately
    is among what was found.
    """
    terms = _words(words[:WORDS_MAX])
    if not terms:
        return [replace(group, entries=group.entries[:BEFORE_WORDS]) for group in others]
    leading: list[Group] = []
    behind: list[Group] = []
    for group in (each for each in others if each.entries and each.entries[0].goal.what != "item"):
        ranked = sorted((rank(terms, each.text), at) for at, each in enumerate(group.entries))
        fitting = [(score, group.entries[at]) for score, at in ranked if score < NONE]
        if fitting:
            leads = fitting[0][0] == WHOLE and len("".join(terms)) >= LEADING_LETTERS
            kept = [each for _, each in fitting][: LEADING_SHOWN if leads else OTHERS_SHOWN]
            (leading if leads else behind).append(replace(group, entries=kept))
    things = list(found[:ITEMS_SHOWN])
    if len(found) > ITEMS_SHOWN:
        things.append(Entry(tr("Show all of them in the list"), Goal("all", words.strip()), picture="list"))
    return [*leading, Group(tr("Found in all spaces"), things), *behind]


def rank(terms: Sequence[str], text: str) -> int:
    """Say how well *terms* fit: the text begins with them, each begins a word of it, or they do not."""
    known = _words(one_line(text))
    if " ".join(known).startswith(" ".join(terms)):
        return WHOLE
    return BEGINNINGS if all(map(partial(_begins_one, known), terms)) else NONE


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in fold(text)).split()


def _begins_one(words: Sequence[str], term: str) -> bool:
    return any(word.startswith(term) for word in words)
