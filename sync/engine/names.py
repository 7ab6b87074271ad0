"""What people type for a space or an item: its exact name, or the beginning of its id."""

from collections.abc import Iterable

from sync.errors import Problem

SHORTEST_PREFIX = 4
HEX = frozenset("0123456789abcdef")


def is_prefix(text: str) -> bool:
    return len(text) >= SHORTEST_PREFIX and set(text) <= HEX


def the_one(
    text: str, known: Iterable[tuple[str, str]], *, missing: type[Problem], several: type[Problem]
) -> str:
    """Return the id meant by *text* among (id, name) pairs; an exact id wins, then a name, then a prefix."""
    pairs = list(known)
    wanted = text.strip()
    exact = {key for key, _ in pairs if key == wanted}
    named = {key for key, name in pairs if name == wanted}
    prefixed = {key for key, _ in pairs if is_prefix(wanted) and key.startswith(wanted)}
    found = exact or named or prefixed
    if not found:
        raise missing(name=text)
    if len(found) > 1:
        raise several(name=text)
    return found.pop()
