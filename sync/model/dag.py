"""Operations that name their parents: their order, their depth and their pasts (A4.2)."""

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Node(Protocol):
    @property
    def id(self) -> bytes: ...

    @property
    def parents(self) -> tuple[bytes, ...]: ...


N = TypeVar("N", bound=Node)


@dataclass(frozen=True, slots=True)
class Arranged(Generic[N]):
    """A set in the order (depth, id); *pasts* has for each a bit for every place it descends from."""

    ordered: tuple[N, ...]
    pasts: tuple[int, ...]
    places: Mapping[bytes, int]
    heads: tuple[bytes, ...]


def arrange(operations: Mapping[bytes, N]) -> Arranged[N]:
    """Return *operations* in their order; parents that are not among them are passed over."""
    depth = depths(operations)
    ordered = sorted(operations.values(), key=lambda op: (depth[op.id], op.id))
    places = {op.id: at for at, op in enumerate(ordered)}
    pasts: list[int] = []
    for op in ordered:
        past = 0
        for parent in op.parents:
            place = places.get(parent)
            past |= 0 if place is None else pasts[place] | 1 << place
        pasts.append(past)
    return Arranged(tuple(ordered), tuple(pasts), places, heads(operations))


def past(operations: Mapping[bytes, N], starts: Iterable[bytes]) -> dict[bytes, N]:
    """Return everything that *starts* descend from, themselves included; unknown ones are passed over."""
    found: dict[bytes, N] = {}
    waiting = [start for start in starts if start in operations]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = operations[name]
            waiting += [parent for parent in operations[name].parents if parent in operations]
    return found


def since(
    operations: Mapping[bytes, N],
    depth: Callable[[bytes], int],
    starts: Iterable[bytes],
    known: Callable[[bytes], bool],
) -> tuple[bytes, dict[bytes, N]]:
    """Return the last operation that is *known* and divides the past of *starts*, and all that follows it.

    Everything else either follows it or is in its past, so that nothing before it is beside anything after
    it. Without one the name is empty and what follows is all of the past.
    """
    waiting = [(-depth(start), start) for start in set(starts) if start in operations]
    heapq.heapify(waiting)
    seen, found = {name for _, name in waiting}, dict[bytes, N]()
    while waiting:
        if len(waiting) == 1 and known(waiting[0][1]):
            return waiting[0][1], found
        _, name = heapq.heappop(waiting)
        found[name] = operations[name]
        for parent in operations[name].parents:
            if parent not in seen:
                seen.add(parent)
                heapq.heappush(waiting, (-depth(parent), parent))
    return b"", found


def heads(operations: Mapping[bytes, N]) -> tuple[bytes, ...]:
    """Return the ids that nothing else descends from, sorted."""
    parents = {parent for op in operations.values() for parent in op.parents}
    return tuple(sorted(set(operations) - parents))


def depths(operations: Mapping[bytes, N]) -> dict[bytes, int]:
    """Return for each operation its longest path from the genesis."""
    found: dict[bytes, int] = {}
    for start in operations:
        waiting = [start]
        while waiting:
            parents = [parent for parent in operations[waiting[-1]].parents if parent in operations]
            missing = [parent for parent in parents if parent not in found]
            if missing:
                waiting += missing
                continue
            found[waiting.pop()] = 1 + max((found[parent] for parent in parents), default=-1)
    return found
