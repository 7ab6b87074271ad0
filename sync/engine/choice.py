"""How somebody wants a list: in which order, and which of all there is."""

from dataclasses import dataclass, replace

from sync.store.facets import Pair

BEST = "best"
"""What fits the words best comes first; of what was found only."""
STALE = "stale"
"""Only what somebody is to confirm again."""
BY_FIELD = "field:"
"""An order by the values of a field, whose name follows."""


@dataclass(frozen=True, slots=True)
class Choice:
    sort: str = "newest"
    """newest, oldest, title, author, best, or "field:" and a name."""
    tag: str = ""
    only: str = ""
    """twofold, unsent, stale (to be confirmed), or nothing."""
    facets: tuple[Pair, ...] = ()
    """Fields and values: in one field any of its values will do, and every field counts."""
    descending: bool = False
    """For title, author and fields."""

    @property
    def narrows(self) -> bool:
        return bool(self.tag or self.only or self.facets)

    @property
    def needs_order(self) -> bool:
        """Whether everything has to be known before the first row is."""
        return self.sort != "newest"

    @property
    def field(self) -> str:
        """The field whose values give the order, or nothing."""
        return self.sort.removeprefix(BY_FIELD) if self.sort.startswith(BY_FIELD) else ""

    def beside(self, field: str) -> "Choice":
        """Return the choice without what is chosen in one field."""
        return replace(self, facets=tuple(pair for pair in self.facets if pair[0] != field))


NEWEST = Choice()
