"""A space's own words for labels and messages, and what it wants pointed out before it leaves (3.24)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from unicodedata import category, normalize

from sync.engine import attach_listed, departure, space_words_log
from sync.engine.events import WordsChanged
from sync.engine.items import Items
from sync.engine.notebook import Notebook
from sync.item_refusals import StaysUntil
from sync.model import careful, ops, terms, wording
from sync.model.careful import Finder
from sync.model.wording import BREAKING, TURNING, Message, Phrase
from sync.store.database import Db
from sync.word_refusals import CarefulTooLong, TooManyCareful, WordForms, WordHoles, WordTooLong, WordUnknown

Forms = Sequence[str]
ByKey = Mapping[str, Forms]
NO_HOLES = "–"


@dataclass(frozen=True, slots=True)
class OwnWords:
    messages: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By language and key all forms, those of other releases too."""
    careful: tuple[str, ...]
    may_set: bool


@dataclass(frozen=True, slots=True)
class CarefulFound:
    """A careful word, and the items in which it stands."""

    word: str
    items: tuple[str, ...]
    titles: tuple[str, ...]


class SpaceWords:
    def __init__(self, book: Notebook, items: Items) -> None:
        self._book, self._items = book, items

    # ------------------------------------------------------------ own words
    def table(self, space: str) -> OwnWords:
        return self._book.read(lambda db: self._table(db, bytes.fromhex(space)))

    def shown(self, space: str, language: str) -> dict[str, tuple[str, ...]]:
        """Return by key what a window shows in *language* instead of the program's own words."""
        found = self._book.read(lambda db: space_words_log.of_space(db, self._book, bytes.fromhex(space)))
        return terms.shown(found, language)

    def put(self, space: str, words: Mapping[str, ByKey]) -> OwnWords:
        """Set messages, by language and key all forms of each; no forms give our own words back.

        What is not named stays. Raises NotAllowed, WordUnknown, WordForms, WordHoles, WordTooLong.
        """
        cleaned = {
            language: {key: _checked(key, language, forms) for key, forms in by_key.items()}
            for language, by_key in words.items()
        }
        return self._book.write(lambda db: self._put(db, bytes.fromhex(space), cleaned))

    def replace(self, space: str, words: Mapping[str, ByKey]) -> OwnWords:
        """The same, and what is not named goes, in all languages."""
        there = self.table(space).messages
        gone = {language: dict.fromkeys(by_key, ()) for language, by_key in there.items()}
        every = {*gone, *words}
        return self.put(space, {one: {**gone.get(one, {}), **words.get(one, {})} for one in sorted(every)})

    # ------------------------------------------------------------ careful words
    def careful(self, space: str) -> tuple[str, ...]:
        return self.table(space).careful

    def set_careful(self, space: str, phrases: Iterable[str]) -> OwnWords:
        """Make these the careful words of a space. Raises NotAllowed, CarefulTooLong, TooManyCareful."""
        wanted = {careful.key(phrase): phrase for phrase in map(_plain, phrases)}
        wanted.pop("", None)
        return self._book.write(lambda db: self._set_careful(db, bytes.fromhex(space), set(wanted.values())))

    def check(self, space: str, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the careful words that stand in *texts*."""
        return Finder(self.careful(space)).find(texts)

    def check_items(self, space: str, items: Iterable[str]) -> tuple[CarefulFound, ...]:
        """Return which careful words stand in these items, and where, before something leaves."""
        return self._checked(space, items, files=False)

    def check_kind(self, space: str, kind: str) -> tuple[CarefulFound, ...]:
        """The same of all items of a kind."""
        return self.check_items(space, self._items.lists.ids(space, kind) if self.careful(space) else ())

    def check_space(self, space: str, *, trash: bool) -> tuple[CarefulFound, ...]:
        """The same of all there is in a space, with the names of its files, and its trash or without."""
        if not self.careful(space):
            return ()
        rows = self._items.rows(space) + (self._items.rows(space, trashed=True) if trash else [])
        return self._checked(space, [row.id for row in rows], files=True)

    def check_file(
        self, item: str, name: str, text: str = "", *, held: bool = False
    ) -> tuple[CarefulFound, ...]:
        """The same of a file that is attached to an item: of its name, and of *text* that stands in it.

        Raises StaysUntil where the item, and so its file, is not to leave its space yet, and nobody asked
        for what is *held* as well.
        """
        if not held and self._items.lists.held([item]):
            raise StaysUntil
        found = self.check(self._items.show(item).space, [name, text])
        return tuple(CarefulFound(word, (item,), (name,)) for word in found)

    def _checked(self, space: str, items: Iterable[str], *, files: bool) -> tuple[CarefulFound, ...]:
        phrases = self.careful(space)
        if not phrases:
            return ()
        finder, where = Finder(phrases), dict[str, list[tuple[str, str]]]()
        for item in items:
            shown = self._items.show(item)
            texts = [value.value for values in shown.fields.values() for value in values]
            texts += self._book.read(partial(attach_listed.names, item=item)) if files else []
            for word in finder.find(texts):
                where.setdefault(word, []).append((item, shown.title))
        return tuple(_found(word, where[word]) for word in phrases if word in where)

    # ------------------------------------------------------------ on the lane
    def _table(self, db: Db, space: bytes) -> OwnWords:
        found = space_words_log.of_space(db, self._book, space)
        role = self._book.state(db, space).role_of_device(self._book.me_in(space).device)
        return OwnWords(found.messages, found.careful, role == "steward")

    def _put(self, db: Db, space: bytes, words: Mapping[str, Mapping[str, tuple[str, ...]]]) -> OwnWords:
        self._book.must_steward(db, space)
        there = space_words_log.of_space(db, self._book, space).messages
        said: list[ops.Op] = []
        for language, by_key in sorted(words.items()):
            known = there.get(language, {})
            new = [
                Message(key, forms) for key, forms in sorted(by_key.items()) if known.get(key, ()) != forms
            ]
            said += [ops.Words(language, tuple(some)) for some in _in_parts(new, wording.MESSAGES_MAX)]
        return self._say(db, space, said)

    def _set_careful(self, db: Db, space: bytes, wanted: set[str]) -> OwnWords:
        self._book.must_steward(db, space)
        if len(wanted) > wording.CAREFUL_MAX:
            raise TooManyCareful(count=wording.CAREFUL_MAX)
        there = set(space_words_log.of_space(db, self._book, space).careful)
        changed = [Phrase(text, text in wanted) for text in sorted(wanted ^ there)]
        return self._say(
            db, space, [ops.Careful(tuple(some)) for some in _in_parts(changed, wording.PHRASES_MAX)]
        )

    def _say(self, db: Db, space: bytes, said: Iterable[ops.Op]) -> OwnWords:
        """Signed at once: words are seen by everybody or by nobody."""
        staging = departure.Staging(db, self._book, space)
        for op in said:
            staging.add(op)
        staging.keep()
        departure.depart(db, self._book, space)
        self._book.tell(WordsChanged(space.hex()))
        return self._table(db, space)


def _in_parts(some: Sequence[wording.Part], most: int) -> list[Sequence[wording.Part]]:
    return [some[at : at + most] for at in range(0, len(some), most)]


def _found(word: str, places: Sequence[tuple[str, str]]) -> CarefulFound:
    return CarefulFound(word, tuple(item for item, _ in places), tuple(title for _, title in places))


def _plain(text: str) -> str:
    """Return *text* in one line, as it may stand in an operation; raises CarefulTooLong."""
    plain = _one_line(text)
    if plain and not wording.is_plain(plain, wording.PHRASE_MAX):
        raise CarefulTooLong(name=plain[: wording.PHRASE_MAX])
    return plain


def _one_line(text: str) -> str:
    spaced = (" " if sign.isspace() else sign for sign in text if sign not in TURNING)
    seen = (sign for sign in spaced if category(sign) not in BREAKING and terms.is_seen(sign))
    return normalize("NFC", " ".join("".join(seen).split()))


def _checked(key: str, language: str, forms: Forms) -> tuple[str, ...]:
    """Return *forms* as they may be signed: none where all are empty. Raises what `put` does."""
    plain = tuple(map(_one_line, forms))
    if not any(plain):
        return ()
    match terms.unfit(key, language, plain):
        case "words-key":
            raise WordUnknown(name=key)
        case "words-language":
            raise WordUnknown(name=language)
        case "words-forms":
            raise WordForms(name=terms.ALL[key].one, count=terms.ALL[key].forms(language))
        case "words-holes":
            raise WordHoles(name=terms.ALL[key].one, holes=_holes(key))
        case "words-form" | "words-long":
            if not all(map(terms.has_letters, plain)):
                raise WordForms(name=terms.ALL[key].one, count=terms.ALL[key].forms(language))
            raise WordTooLong(name=terms.ALL[key].one, count=terms.ALL[key].limit)
        case _:
            return plain


def _holes(key: str) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(terms.ALL[key].holes)) or NO_HOLES
