"""Links in texts to what is not to leave its space yet: they leave without the words that name it."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

LEADS = re.compile(r"\]\(\s*<?item:([0-9a-f]{32})>?[^()\n]*\)")
"""The end of a link to an item, with the title that Markdown lets stand in it."""
WORDS_MAX = 2_000  # letters of the words of one link
GONE = "…"
Stay = Callable[[Collection[str]], Collection[str]]
"""Says which of some ids are of things that stay."""


def led_to(texts: Iterable[str]) -> frozenset[str]:
    """Return the ids of the items that texts lead to."""
    return frozenset(name for text in texts for name in LEADS.findall(text))


def in_fields(fields: Mapping[str, str], stay: Stay) -> dict[str, str]:
    """Return *fields* without words of links to what stays."""
    named = led_to(fields.values())
    staying = stay(named) if named else ()
    return {name: in_text(text, staying) for name, text in fields.items()} if staying else dict(fields)


def in_text(text: str, staying: Collection[str]) -> str:
    """Return *text* with links to ids of *staying* that say “…”."""
    parts, done = [], 0
    for found in LEADS.finditer(text):
        begun = _beginning(text, found.start(), done)
        if found.group(1) in staying and begun is not None:
            parts += [text[done:begun], f"[{GONE}](item:{found.group(1)})"]
            done = found.end()
    return "".join([*parts, text[done:]])


def _beginning(text: str, end: int, since: int) -> int | None:
    """Return where the words begin that end before the bracket at *end*; those may hold brackets, too."""
    depth = 1
    for at in range(end - 1, max(since, end - WORDS_MAX) - 1, -1):
        if text[at] in "[]" and (at == 0 or text[at - 1] != "\\"):
            depth += 1 if text[at] == "]" else -1
        if not depth:
            return at
    return None
