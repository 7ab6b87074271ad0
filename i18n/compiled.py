"""Compiled catalogues, read so that a damaged one costs single sentences and never the program."""

import gettext
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

MAGIC = gettext.GNUTranslations.LE_MAGIC
HEAD = struct.Struct("<7I")  # magic, version, how many, where the originals are, where what is said is, …
PAIR = struct.Struct("<2I")  # length, place
LARGEST = 4 * 2**20  # bytes; the largest of ours has a tenth of it
FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=([^;\n]*)")
MOST_FORMS = 6
HIGHEST = 200  # a formula is tried with each number up to here

Forms = tuple[str, ...]
Rule = Callable[[int], int]


class Damaged(Exception):
    """What was read is no catalogue, or its rule for plurals is none."""


def germanic(count: int) -> int:
    return int(count != 1)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is said for each original sentence, by its form in the singular; only what is sound is said."""

    said: dict[str, Forms] = field(default_factory=dict)
    rule: Rule = germanic
    forms: int = 2
    _sound: dict[tuple[str, str, bool], bool] = field(default_factory=dict)

    def one(self, text: str) -> str:
        forms = self.said.get(text, ())
        return forms[0] if len(forms) == 1 and self._is_sound(text, forms[0], plural=False) else text

    def of(self, one: str, many: str, count: int) -> str:
        source = (one, many)[germanic(count)]
        forms = self.said.get(one, ())
        if not forms or len(forms) != self.forms:
            return source
        said = forms[self.rule(abs(count))]
        return said if self._is_sound(many, said, plural=True) else source

    def _is_sound(self, original: str, said: str, *, plural: bool) -> bool:
        known = self._sound.get((original, said, plural))
        if known is None:
            known = self._sound[original, said, plural] = is_sound(original, said, plural=plural)
        return known


def is_sound(original: str, said: str, *, plural: bool = False) -> bool:
    """Whether *said* has exactly the holes of *original*; a plural may leave the number out."""
    wanted = holes(original)
    found = holes(said)
    if wanted is None or found is None or not said:
        return wanted is None and bool(said)  # an original with braces of its own is never filled
    spare = {("count", "", "")} if plural else set()
    return wanted - spare <= found <= wanted


def holes(text: str) -> set[tuple[str, str, str]] | None:
    """Return name, format and conversion of each hole, or nothing where braces do not pair."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    return {(name, layout or "", turned or "") for _, name, layout, turned in parts if name is not None}


def rule_of(header: str) -> tuple[Rule, int]:
    """Return the rule for plurals that a header tells and its number of forms. Raises Damaged."""
    found = FORMS.search(header)
    if found is None:
        return germanic, 2
    forms = int(found[1]) if len(found[1]) == 1 else 0
    if not 1 <= forms <= MOST_FORMS:
        raise Damaged
    try:
        rule = gettext.c2py(found[2].strip())
        chosen = [rule(count) for count in range(HIGHEST + 1)]
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Damaged from error
    if not all(0 <= each < forms for each in chosen):
        raise Damaged
    return _within(rule, forms), forms


def _within(rule: Rule, forms: int) -> Rule:
    """Return *rule* for numbers beyond those tried, too."""

    def careful(count: int) -> int:
        try:
            return min(max(rule(count), 0), forms - 1)
        except (ValueError, ArithmeticError):
            return forms - 1

    return careful


def read(path: Path) -> Catalogue:
    """Return what can be read of the compiled catalogue at *path*: nothing, where there is none."""
    try:
        with path.open("rb") as file:
            return parsed(file.read(LARGEST))
    except (OSError, Damaged):
        return Catalogue()


def parsed(data: bytes) -> Catalogue:
    """Return the sentences in *data* that are whole. Raises Damaged where there can be none."""
    if len(data) < HEAD.size:
        raise Damaged
    magic, _, count, originals, said, _, _ = HEAD.unpack_from(data)
    if magic != MAGIC:
        raise Damaged
    read_all: dict[str, Forms] = {}
    for index in range(min(count, len(data) // PAIR.size)):
        key = _text(data, originals + index * PAIR.size)
        value = _text(data, said + index * PAIR.size)
        if key is not None and value is not None:
            read_all[key.partition("\0")[0]] = tuple(value.split("\0"))
    header = "".join(read_all.pop("", ()))
    return catalogue(read_all, header)


def catalogue(said: dict[str, Forms], header: str) -> Catalogue:
    """Return a catalogue; with a damaged rule for plurals, counts are said as in the source."""
    try:
        rule, forms = rule_of(header)
    except Damaged:
        rule, forms = germanic, 0
    return Catalogue(said, rule, forms)


def _text(data: bytes, entry: int) -> str | None:
    if entry + PAIR.size > len(data):
        return None
    length, place = PAIR.unpack_from(data, entry)
    if place + length > len(data):
        return None
    try:
        return data[place : place + length].decode("utf-8")
    except UnicodeDecodeError:
        return None
