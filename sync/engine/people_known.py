"""People as an audience knows them, wherever something that leaves a space names them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sync.engine.lists import Lists
from sync.engine.shown import ItemRow
from sync.model.folding import fold
from sync.model.kinds import audiences
from sync.model.kinds.audiences import NAMES


class Rows:
    """What `Lists.rows` gives to stand in a file, with the names of one audience; without one, the usual."""

    def __init__(self, lists: Lists, audience: str = "") -> None:
        self._lists, self.audience = lists, audience

    def rows(self, ids: Sequence[str]) -> list[ItemRow]:
        """What is not to leave its space yet has no title here."""
        found = self._lists.rows(ids)
        staying = {one.id for one in self._lists.held([row.id for row in found])}
        found = [replace(row, title="") if row.id in staying else row for row in found]
        if not self.audience:
            return found
        said = self._lists.columns([row.id for row in found if row.kind == "contact"], (NAMES,))
        names = {item: audiences.name_for(text, self.audience) for item, (text,) in said.items()}
        return [replace(row, title=names.get(row.id) or row.title) for row in found]


def every_audience(lists: Lists, spaces: Collection[str]) -> list[str]:
    """Return for whom somebody in *spaces* has a name, in the order of the alphabet."""
    ids = [item for space in spaces for item in lists.listing(space, "contact").ids]
    found = {
        key: audience
        for (text,) in lists.columns(ids, (NAMES,)).values()
        for key, (audience, _) in audiences.known(text).items()
    }
    return sorted(found.values(), key=fold)
