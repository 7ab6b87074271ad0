"""What a sentence of ours is in every language at once: what others may have written in a table."""

from functools import cache

from i18n import CATALOGUES, OWN_NAMES, compiled
from i18n.speaking import Sentences


@cache
def _catalogues() -> tuple[Sentences, ...]:
    return tuple(compiled.read(CATALOGUES / f"{code}.mo") for code in OWN_NAMES)


@cache
def spoken(text: str) -> frozenset[str]:
    """Return *text* and what stands for it in each language of ours."""
    return frozenset({text, *(catalogue.one(text) for catalogue in _catalogues())})
