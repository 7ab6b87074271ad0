"""What people call things, and what they type for one: its exact name, or the beginning of its id."""

from collections.abc import Iterable

from sync.errors import NameMissing, Problem, TextTooLarge

SHORTEST_PREFIX = 4
HEX = frozenset("0123456789abcdef")
NAME_MAX = 200


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


def clean(text: str) -> str:
    """Return a name as it is kept. Raises NameMissing, TextTooLarge."""
    name = " ".join(text.split())
    if not name:
        raise NameMissing
    if len(name) > NAME_MAX:
        raise TextTooLarge(name=name[:20], limit_mb=1)
    return name
