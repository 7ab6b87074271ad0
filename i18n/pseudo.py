"""A language that nobody speaks, made from the source: what is not in it did not go through i18n."""

import re
from dataclasses import dataclass

PLAIN, MIRRORED = "qps", "qpm"
LONGER = 0.4  # the share by which languages like Russian or French are longer, and more for short ones
OPEN, CLOSE = "⟦", "⟧"
LETTERS = str.maketrans(
    "abcdefghijklmnoprstuwyzABCDEFGHIJKLMNOPRSTUWYZ",
    "áƀçđéƒğĥíĵķĺḿñóþŕšţúŵýžÁɃÇĐÉƑĞĤÍĴĶĹḾÑÓÞŔŠŢÚŴÝŽ",
)
KEPT = re.compile(r"(\{[^{}]*\}|&(?=\w)|\n)")  # holes, the letter of a shortcut, ends of lines


@dataclass(frozen=True, slots=True)
class Pseudo:
    """Stands where a catalogue stands."""

    def one(self, text: str) -> str:
        return spoken(text)

    def of(self, one: str, many: str, count: int) -> str:
        return spoken(one if count == 1 else many)


def spoken(text: str) -> str:
    """Return *text* with accents, longer by two fifths and in brackets, its holes as they are."""
    core = text.rstrip(" ")
    end = "…" if core.endswith("…") else ""
    parts = KEPT.split(core.removesuffix("…"))
    changed = "".join(part if KEPT.fullmatch(part) else part.translate(LETTERS) for part in parts)
    padding = "·" * max(1, round(len(core) * LONGER))
    return f"{OPEN}{changed}{padding}{CLOSE}{end}{text[len(core) :]}"


def is_spoken(text: str) -> bool:
    """Whether nothing in *text* stands outside the brackets but signs, numbers and spaces."""
    outside, depth = [], 0
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        if depth == 0 and letter.isalpha():
            outside.append(letter)
    return not outside and depth == 0
