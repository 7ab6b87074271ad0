"""Finds people in a long list: by a part of the name or role, and in the order that is wanted."""

from collections.abc import Callable, Sequence

from desktop.dialogs import trust
from desktop.dialogs.narrowing import Narrowing
from desktop.models.facade_belonging import MemberRow
from i18n import tr
from sync.model.folding import fold

NAME, ROLE, UNCHECKED = "name", "role", "unchecked"
ROLES = ("steward", "member", "reader")


class PeopleFinder(Narrowing):
    def __init__(self, role_word: Callable[[str], str]) -> None:
        self._role_word = role_word
        orders = ((tr("By name"), NAME), (tr("By role"), ROLE), (tr("Not checked first"), UNCHECKED))
        super().__init__(tr("Find somebody"), orders)

    def people(self, every: Sequence[MemberRow]) -> Sequence[MemberRow]:
        """Return whom the words find, in the chosen order."""
        return self.chosen(every, lambda row: f"{row.name} {self._role_word(row.role)}", KEYS)


def _by_role(row: MemberRow) -> tuple[int, str]:
    return (ROLES.index(row.role) if row.role in ROLES else len(ROLES), fold(row.name))


KEYS: dict[str, Callable[[MemberRow], tuple[int, str]]] = {
    NAME: lambda row: (not row.name, fold(row.name)),
    ROLE: _by_role,
    UNCHECKED: lambda row: (trust.of_member(row).sure, fold(row.name)),
}
