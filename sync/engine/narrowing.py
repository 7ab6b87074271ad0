"""What a list can be narrowed by: fields, their values, and how many have each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sync.engine.choice import Choice
from sync.model import kinds
from sync.store import facets
from sync.store.database import Db
from sync.store.facets import Counted, Pair

Counts = Callable[[Db, Choice], list[Counted]]


@dataclass(frozen=True, slots=True)
class Facet:
    field: str
    values: tuple[tuple[str, int], ...]
    """Each value with how many have it under what is chosen in other fields, the most frequent first."""


def section(kind: str | None) -> tuple[str, ...]:
    """Return the kinds that the list of a section holds: its own, and what belongs to it; none for all.

    Where the section is more than a list, what belongs to it has its place there.
    """
    if kind is None:
        return ()
    declared = kinds.find(kind)
    belong = [each.name for each in kinds.ALL.values() if each.section == kind]
    return (kind, *belong) if declared is not None and declared.view == "list" else (kind,)


def narrowed(db: Db, space: bytes | None, among: tuple[str, ...], chosen: Iterable[Pair]) -> str:
    """Return what asks for the rows with one of the chosen values in each field; nothing for all rows."""
    fields: dict[str, list[int]] = {}
    for pair in chosen:
        fields.setdefault(pair[0], []).extend(facets.names(db, space, among, pair))
    return facets.within(fields.values())


def counts(space: bytes, kind: str) -> Counts:
    """Return what counts in a section of a space."""
    among = section(kind)

    def counted(db: Db, choice: Choice) -> list[Counted]:
        if not choice.facets:
            return facets.counts(db, space, among)
        return facets.counts_of(db, narrowed(db, space, among, choice.facets))

    return counted


def gathered(db: Db, choice: Choice, count: Counts) -> list[Facet]:
    """Count under all that is chosen, and in a field with choices under those in the others.

    A chosen value stands there with 0 where nothing has it, so that it can be taken back.
    """
    chosen = {field for field, _ in choice.facets}
    every: dict[str, dict[str, int]] = {field: {} for field in chosen}
    for field, value in choice.facets:
        every[field][value] = 0
    for field, value, many in count(db, choice):
        if field not in chosen:
            every.setdefault(field, {})[value] = many
    for one in chosen:
        every[one] |= {value: many for field, value, many in count(db, choice.beside(one)) if field == one}
    return [
        Facet(field, tuple(sorted(values.items(), key=lambda each: (-each[1], each[0]))))
        for field, values in sorted(every.items())
    ]
