"""What a sentence of ours is in another language than the one spoken now, or in every one at once."""

from functools import cache

import i18n
from i18n import CATALOGUES, OWN_NAMES, compiled, formats
from i18n.speaking import Sentences


@cache
def _catalogue(code: str) -> Sentences:
    """Return the sentences of *code*; those of the source where it is no language of ours."""
    return compiled.read(CATALOGUES / f"{code}.mo") if code in OWN_NAMES else compiled.Catalogue()


def say(code: str, text: str) -> str:
    """Return *text*, which has no holes, in the language *code*; where none is named, in the one spoken."""
    return i18n.tr(text) if code in ("", i18n.language()) else _catalogue(code).one(text)


def say_n(code: str, one: str, many: str, count: int) -> str:
    """Return the form for *count* in the language *code*, with the number in it."""
    if code in ("", i18n.language()):
        return i18n.tr_n(one, many, count)
    return _catalogue(code).of(one, many, count).format(count=formats.number(count))


@cache
def spoken(text: str) -> frozenset[str]:
    """Return *text* and what stands for it in each language of ours."""
    return frozenset({text, *(catalogue.one(text) for catalogue in map(_catalogue, OWN_NAMES))})
