"""Every label and message that a space may say in its own words: the one list of them (PROTOCOL 3.24)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import Formatter
from typing import Literal
from unicodedata import category, combining

from sync.model import kinds, plurals, wording
from sync.model.kinds.declaration import Kind, mark, mark_n
from sync.model.wording import Table

LABEL_MAX, SENTENCE_MAX = 40, 120  # characters
MARKS_MAX = 4  # on one letter; no language needs more
LEADING = frozenset("\u061c\u200c\u200d\u200e\u200f")  # unseen, and needed: joiners, and where a line runs
FILLING = frozenset("\u115f\u1160\u3164\uffa0")  # letters by name that show nothing
UNSEEN = frozenset({"Cf", "Co", "Cn"})

Group = Literal["kinds", "fields", "roles", "places", "sentences"]
Unfit = Literal["", "words-key", "words-language", "words-forms", "words-form", "words-long", "words-holes"]


@dataclass(frozen=True)
class Term:
    """One message: the program's own words for it, and where it is shown."""

    key: str
    group: Group
    one: str
    many: str = ""
    """The program's words for several, where the message has a count."""

    @cached_property
    def holes(self) -> frozenset[str]:
        return frozenset(name for _, name, _, _ in Formatter().parse(self.one) if name)

    @property
    def limit(self) -> int:
        return SENTENCE_MAX if self.group == "sentences" else LABEL_MAX

    def forms(self, language: str) -> int:
        return plurals.forms(language) if self.many else 1


def _of_kind(kind: Kind) -> Iterator[Term]:
    name = kind.name
    yield Term(f"kind.{name}.many", "kinds", kind.plural)
    yield Term(f"kind.{name}.one", "kinds", kind.label)
    yield Term(f"kind.{name}.count", "kinds", *mark_n("{count} item", "{count} items"))
    yield Term(f"kind.{name}.new", "kinds", mark("New"))
    yield Term(f"kind.{name}.empty", "sentences", mark("Nothing here yet. Press “New” to begin."))
    for field in kind.fields:
        if not field.hidden:
            yield Term(f"field.{name}.{field.name}", "fields", field.label)
            if field.help:
                yield Term(f"help.{name}.{field.name}", "sentences", field.help)


def _fixed() -> Iterator[Term]:
    yield Term("role.steward", "roles", mark("Organiser"))
    yield Term("role.member", "roles", mark("Member"))
    yield Term("role.reader", "roles", mark("Reader"))
    yield Term("section.trash", "places", mark("Trash"))
    yield Term("trash.empty", "sentences", mark("The trash is empty."))


def _declared() -> dict[str, Term]:
    every = [*(term for kind in kinds.ALL.values() for term in _of_kind(kind)), *_fixed()]
    return {term.key: term for term in every}


ALL: Mapping[str, Term] = _declared()


def unfit(key: str, language: str, forms: Sequence[str]) -> Unfit:
    """Return what keeps *forms* from being shown for *key* in *language*; nothing where they fit."""
    term = ALL.get(key)
    if term is None:
        return "words-key"
    if not wording.is_language(language):
        return "words-language"
    if len(forms) != term.forms(language):
        return "words-forms"
    return next((found for form in forms if (found := _unfit_form(term, form))), "")


def _unfit_form(term: Term, form: str) -> Unfit:
    if not wording.is_plain(form, wording.FORM_MAX) or not is_legible(form):
        return "words-form"
    if len(form) > term.limit:
        return "words-long"
    return "" if _fills(term, form) else "words-holes"


def is_legible(form: str) -> bool:
    """Return whether there is a letter or number to see in *form*, no tower of marks, and nothing unseen."""
    marks = 0
    for sign in form:
        marks = marks + 1 if combining(sign) else 0
        if marks > MARKS_MAX or not is_seen(sign):
            return False
    return has_letters(form)


def has_letters(form: str) -> bool:
    return any(category(sign)[0] in "LN" and sign not in FILLING for sign in form)


def is_seen(sign: str) -> bool:
    return sign in LEADING or category(sign) not in UNSEEN


def _fills(term: Term, form: str) -> bool:
    """Holes are named as in our own words; a form for one or two things may leave the number out."""
    try:
        parts = [part for part in Formatter().parse(form) if part[1] is not None]
    except ValueError:
        return False
    if any(spec or conversion for _, _, spec, conversion in parts):
        return False
    found = {name for _, name, _, _ in parts}
    return found == term.holes or (bool(term.many) and not found)


def shown(table: Table, language: str) -> dict[str, tuple[str, ...]]:
    """Return what of a space's own words is shown where *language* is spoken: what fits, by key.

    There is no other language to fall back on: whoever reads the interface in one language may read no
    other, and for what is missing there are the program's own words in it.
    """
    own = table.messages.get(language, {})
    return {key: forms for key, forms in own.items() if not unfit(key, language, forms)}
