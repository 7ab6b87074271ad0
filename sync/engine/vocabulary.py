"""The tags that a space shares, with what they are called in other languages, as kept (PROTOCOL 3.28)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sync.model import kinds
from sync.model.kinds import values
from sync.model.kinds.declaration import NOWHERE
from sync.store import listing, search
from sync.store import spaces as table
from sync.store.database import Db
from sync.store.listing import NAMED, Wanted
from sync.store.search import Question

KIND = "tag"
HIDDEN = tuple(kind.name for kind in kinds.ALL.values() if kind.section == NOWHERE)


@dataclass(frozen=True, slots=True)
class Kept:
    """One word that a space shares."""

    record: bytes
    word: str
    translations: tuple[tuple[str, str], ...] = ()
    """Languages, and what it is called in each."""


def spaces(db: Db, within: bytes | None = None) -> list[bytes]:
    return [within] if within is not None else list(table.every(db))


def every(db: Db, space: bytes) -> list[Kept]:
    """Return the words of a space, the last changed first."""
    light = listing.light(db, Wanted(space, (KIND,)), NAMED)
    said = listing.values(db, [one[0] for one in light], "translations")
    return [Kept(bytes(one[0]), one[1], tuple(parsed(said.get(one[0], "")))) for one in light if one[1]]


def parsed(text: str) -> Iterator[tuple[str, str]]:
    """Yield language and word of each line that has both; the first of a language counts."""
    seen: set[str] = set()
    for line in values.lines(text):
        language, _, word = (part.strip() for part in line.partition(":"))
        if language and word and language.lower() not in seen:
            seen.add(language.lower())
            yield language.lower(), word


def written(translations: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{language}: {word}" for language, word in translations)


def also(db: Db, within: bytes | None) -> dict[str, tuple[str, ...]]:
    """Return for each name of a shared word, folded, its names in the other languages."""
    found: dict[str, tuple[str, ...]] = {}
    for space in spaces(db, within):
        for kept in every(db, space):
            names = (kept.word, *(word for _, word in kept.translations))
            folded = dict.fromkeys(name for each in names if (name := " ".join(search.split(each))))
            for name in folded if len(folded) > 1 else ():
                found[name] = tuple(
                    dict.fromkeys((*found.get(name, ()), *(other for other in folded if other != name)))
                )
    return found


def question(db: Db, words: str, within: bytes | None) -> Question:
    """Return the question for *words*, which may be said in any language that the space has them in."""
    return Question(words, within, without=HIDDEN, also=also(db, within))
