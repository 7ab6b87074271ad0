"""A space's own words: what operations 59 and 60 hold, and the table that everybody makes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from unicodedata import category

from sync.model import shapes
from sync.model.entry import BadEntry

LANGUAGE_MIN, LANGUAGE_MAX = 2, 16  # bytes, all ASCII
FORM_MAX = 400  # bytes of UTF-8 in one form of a message
FORMS_MAX = 6  # as many as the language with most of them has
MESSAGES_MAX = 256  # in one operation
PHRASE_MAX = 80  # bytes of UTF-8 in one careful word
PHRASES_MAX = 256  # in one operation
TABLE_MAX = 4096  # messages of a space, all languages together
CAREFUL_MAX = 512  # careful words of a space
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Message:
    """One whole message or label; no forms give the program's own words back."""

    key: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Own words of a space in one language."""

    language: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    on: bool


@dataclass(frozen=True, slots=True)
class Careful:
    """Words that a space wants pointed out before anything leaves it, or no longer."""

    phrases: tuple[Phrase, ...]


Part = TypeVar("Part", Message, Phrase)
Place = tuple[int, bytes, int]
"""Where an operation stands: lamport, entry id, its number in the entry."""


@dataclass(frozen=True, slots=True)
class Said:
    place: Place
    op: Words | Careful


@dataclass(frozen=True, slots=True)
class Table:
    """What a space's own words are: by language and key the forms, and the careful words."""

    messages: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    careful: tuple[str, ...] = ()


def merged(said: Iterable[Said]) -> Table:
    """Return the table of all that was *said*, in whatever order it comes (PROTOCOL 3.24).

    For each language and key, and for each careful word, the last in the order of places counts.
    """
    words: dict[tuple[str, str], tuple[str, ...]] = {}
    careful: dict[str, bool] = {}
    for one in sorted(said, key=lambda each: each.place):
        if isinstance(one.op, Words):
            words |= {(one.op.language, each.key): each.forms for each in one.op.messages}
        else:
            careful |= {each.text: each.on for each in one.op.phrases}
    by_language: dict[str, dict[str, tuple[str, ...]]] = {}
    for language, key in sorted(place for place, forms in words.items() if forms)[:TABLE_MAX]:
        by_language.setdefault(language, {})[key] = words[language, key]
    return Table(by_language, tuple(sorted(text for text, on in careful.items() if on)[:CAREFUL_MAX]))


# ---------------------------------------------------------------- reading the fields
def is_language(text: str) -> bool:
    return LANGUAGE_MIN <= len(text) <= LANGUAGE_MAX and LETTERS.issuperset(text)


def is_plain(text: str, most: int) -> bool:
    """Whether *text* is one line of at most *most* bytes that turns no direction and begins with no blank."""
    if not text or text != text.strip(" ") or len(text) > most:
        return False
    return all(category(sign) not in BREAKING and sign not in TURNING for sign in text) and (
        len(text.encode()) <= most
    )


def _language(value: object) -> str:
    text = shapes.text(value)
    if not is_language(text):
        raise BadEntry("words-language")
    return text


def _form(value: object) -> str:
    text = shapes.text(value)
    if not is_plain(text, FORM_MAX):
        raise BadEntry("words-form")
    return text


def _message(value: object) -> Message:
    match value:
        case [key, [*forms]]:
            if len(forms) > FORMS_MAX:
                raise BadEntry("words-forms")
            return Message(shapes.field_name(key), tuple(map(_form, forms)))
    raise BadEntry("op-shape")


def _messages(value: object) -> tuple[Message, ...]:
    if len(shapes.array(value)) > MESSAGES_MAX:
        raise BadEntry("words-many")
    found = shapes.each(value, _message)
    _must_ascend([each.key for each in found])
    return found


def _phrase(value: object) -> Phrase:
    match value:
        case [text, on]:
            phrase = Phrase(shapes.text(text), shapes.truth(on))
            if not is_plain(phrase.text, PHRASE_MAX):
                raise BadEntry("words-phrase")
            return phrase
    raise BadEntry("op-shape")


def _phrases(value: object) -> tuple[Phrase, ...]:
    if len(shapes.array(value)) > PHRASES_MAX:
        raise BadEntry("words-many")
    found = shapes.each(value, _phrase)
    _must_ascend([each.text for each in found])
    return found


def _must_ascend(names: list[str]) -> None:
    if names != sorted(set(names)):
        raise BadEntry("words-order")


WORDS = (_language, _messages)
"""What reads the fields of own words. Raises BadEntry."""

CAREFUL = (_phrases,)
"""The same of careful words."""
