"""The tags that a space shares: all say the same word for the same thing, each in their language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from sync.engine import many, shown, vocabulary
from sync.engine.editing import Edit, declared_kind
from sync.engine.events import ItemsChanged
from sync.engine.items import Items
from sync.engine.many import Say
from sync.engine.notebook import Notebook
from sync.engine.vocabulary import KIND, Kept
from sync.model.folding import fold
from sync.model.kinds.declaration import split_tags
from sync.store import facets
from sync.store.database import Db
from sync.store.records import Record

TRANSLATIONS = "translations"
Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Word:
    word: str
    id: str = ""
    """The item that keeps it; nothing for a tag that is in use and not shared yet."""
    translations: Mapping[str, str] = field(default_factory=dict)
    """What it is called, by the code of the language."""
    count: int = 0
    """So many items of the space have it."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A tag gives way to another: on all items, and where it is kept."""

    old: str
    new: str
    kept: Mapping[str, Say]
    """What becomes of items of the vocabulary themselves."""
    had_both: frozenset[str] = frozenset()
    """Items that keep the old one beside the new."""

    def say(self, edit: Edit, one: Record) -> bool:
        if special := self.kept.get(one.record.hex()):
            return special(edit, one)
        tags = split_tags(one.tags)
        if self.old not in tags:
            return False
        swapped = [self.new if tag == self.old else tag for tag in tags]
        wanted = [*tags, self.new] if one.record.hex() in self.had_both else swapped
        return many.retagged(edit, one, tags, list(dict.fromkeys(wanted)))


class Tags:
    """Ids are those of items of the kind `tag`."""

    def __init__(self, book: Notebook, items: Items) -> None:
        self._book, self._items = book, items

    def words(self, space: str) -> list[Word]:
        """Return the shared words and all other tags in use, in the order of the alphabet."""
        place = bytes.fromhex(space)
        kept, counts = self._book.read(lambda db: (vocabulary.every(db, place), facets.counts(db, place, ())))
        used = {value: many for name, value, many in counts if name == "tags"}
        words = {one.word: _word(one, used) for one in reversed(kept)}
        rest = (Word(tag, count=count) for tag, count in used.items() if tag not in words)
        return sorted([*words.values(), *rest], key=lambda one: fold(one.word))

    def shown(self, space: str, language: str) -> dict[str, str]:
        """Return what shared words are called in a language, where somebody said so."""
        place, wanted = bytes.fromhex(space), language.lower()
        kept = self._book.read(lambda db: vocabulary.every(db, place))
        found = {}
        for one in reversed(kept):
            said = dict(one.translations)
            if word := said.get(wanted) or said.get(wanted.partition("-")[0]):
                found[one.word] = word
        return found

    def add(
        self, space: str, word: str, translations: Mapping[str, str] | None = None, *, by: object = None
    ) -> ItemsChanged:
        """Share a word; what a shared one is called is added to what is known of it."""
        tag, place = plain(word), bytes.fromhex(space)
        if not tag:
            return ItemsChanged(frozenset(), by)
        said = {code: plain(name) for code, name in (translations or {}).items()}
        kept = self._book.read(lambda db: vocabulary.every(db, place))
        known = next((one for one in kept if fold(one.word) == fold(tag)), None)
        if known is None:
            fields = {"title": tag, TRANSLATIONS: vocabulary.written(said.items())}
            return self._items.new(space, KIND, fields, by=by)
        together = dict(known.translations) | said
        fields = {TRANSLATIONS: vocabulary.written(together.items())}
        return self._items.set(known.record.hex(), fields, by=by)

    def translate(self, word: str, translations: Mapping[str, str], *, by: object = None) -> ItemsChanged:
        """Say what the word with this id is called, by the code of the language."""
        said = ((code, plain(name)) for code, name in translations.items())
        fields = {TRANSLATIONS: vocabulary.written((code, name) for code, name in said if name)}
        return self._items.set(word, fields, by=by)

    def drop(self, word: str, *, by: object = None) -> ItemsChanged:
        """Share a word no more; items keep it as their tag."""
        return self._items.drop(word, by=by)

    def rename(
        self,
        word: str,
        to: str,
        *,
        by: object = None,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> ItemsChanged:
        """Call a shared word otherwise, on all items that have it. Raises UnknownItem, Cancelled."""
        kept = self._book.read(lambda db: _kept(db, word))
        new = plain(to)
        if not new or new == kept.word:
            return ItemsChanged(frozenset(), by)
        forth, back = ({word: _says(title=title)} for title in (new, kept.word))
        step = _Step(kept.word, new, forth)
        return self._retag(step, _Step(new, kept.word, back), word, (by, progress, cancelled))

    def merge(
        self,
        word: str,
        into: str,
        *,
        by: object = None,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> ItemsChanged:
        """Make one of two shared words: items get the tag *into*, which takes over unknown translations.

        One step to take back. Raises UnknownItem, Cancelled.
        """
        gone, stays = self._book.read(lambda db: (_kept(db, word), _kept(db, into)))
        before = vocabulary.written(stays.translations)
        after = vocabulary.written((dict(gone.translations) | dict(stays.translations)).items())
        forth: dict[str, Say] = {word: many.dropped, into: _says(translations=after)}
        back: dict[str, Say] = {word: many.restored, into: _says(translations=before)}
        step = _Step(gone.word, stays.word, forth)
        return self._retag(step, _Step(stays.word, gone.word, back), word, (by, progress, cancelled))

    def _retag(
        self, step: _Step, back: _Step, word: str, asked: tuple[object, Progress | None, Stopped | None]
    ) -> ItemsChanged:
        by, progress, cancelled = asked
        tagged, both = self._book.read(lambda db: _tagged(db, word, step.old, step.new))
        back = _Step(back.old, back.new, back.kept, both)
        take_back = partial(self._back, step, back)
        return self._items.many.each(
            [*step.kept, *tagged], step.say, take_back, by=by, progress=progress, cancelled=cancelled
        )

    def _back(self, step: _Step, back: _Step, ids: Iterable[str], *, by: object = None) -> ItemsChanged:
        return self._items.many.each(ids, back.say, partial(self._back, back, step), by=by)


def plain(word: str) -> str:
    """Return a word as it can be a tag: in one line, without commas."""
    return " ".join(word.replace(",", " ").split())[: facets.VALUE_MAX]


def _word(one: Kept, used: Mapping[str, int]) -> Word:
    return Word(one.word, one.record.hex(), dict(one.translations), used.get(one.word, 0))


def _kept(db: Db, word: str) -> Kept:
    record = shown.record(db, word)
    found = (one for one in vocabulary.every(db, record.space) if one.record == record.record)
    return next(found, Kept(record.record, record.title))


def _tagged(db: Db, word: str, old: str, new: str) -> tuple[list[str], frozenset[str]]:
    """Return the items of the word's space that have *old*, and those of them that have *new* as well."""
    space = shown.record(db, word).space
    found = [set(facets.records(db, space, ("tags", tag))) for tag in (old, new)]
    return [one.hex() for one in found[0]], frozenset(one.hex() for one in found[0] & found[1])


def _says(**fields: str) -> Say:
    def say(edit: Edit, one: Record) -> bool:
        edit.fields(one.record, declared_kind(one.kind), fields)
        return True

    return say
