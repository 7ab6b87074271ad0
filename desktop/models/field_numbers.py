"""Numbers as people write them: with marks between thousands, either decimal mark, any digits."""

import re
from decimal import Decimal

from babel.numbers import get_decimal_symbol

from desktop.models.field_days import latin
from i18n import formats, named
from sync.model.kinds.values import NUMBER

SPACES = re.compile(r"\s|['’]")
MARKS = {"\u066b": ".", "\u066c": "", "\u060c": ","}
THOUSAND = 3  # digits after a mark that is no decimal one


def read(text: str) -> Decimal | None:
    """Return the number that somebody wrote, or None; "1.500,50" and "1,500.50" are the same."""
    bare = SPACES.sub("", latin(text))
    bare = _plain("".join(MARKS.get(each, each) for each in bare))
    return Decimal(bare) if NUMBER.fullmatch(bare) else None


def kept(value: Decimal) -> str:
    return format(value, "f")


def shown(text: str) -> str:
    """Return a kept number as people write it, and anything else as it is."""
    return named.amount(Decimal(text)) if NUMBER.fullmatch(text) else text


def _plain(text: str) -> str:
    """Return *text* with at most one mark: the point before its decimals."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return text
    mark = text[last]
    other = "," if mark == "." else "."
    if text.count(mark) > 1 or (other not in text and _parts_thousands(text, last)):
        return text.replace(mark, "").replace(other, "")
    return text.replace(other, "").replace(mark, ".")


def _parts_thousands(text: str, at: int) -> bool:
    return text[at] != get_decimal_symbol(formats.locale()) and len(text) - at - 1 == THOUSAND
