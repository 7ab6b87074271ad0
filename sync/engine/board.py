"""The board of a space: topics with their replies, and what of them is new since one looked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sync.engine import shown
from sync.engine.events import ItemsChanged
from sync.engine.items import Items
from sync.engine.notebook import Notebook
from sync.engine.shown import Writers
from sync.store import board as table
from sync.store import docs, looks, records, settings
from sync.store.board import ReplyRow
from sync.store.database import Db

SEEN, DRAFT = "setting/board-seen/", "setting/board-draft/"
SHORT = 8  # digits of an id, enough to tell the words under one topic apart
TITLE_MAX = 60


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic as the board lists it; what was said last, by whom, and how far that is known to be them."""

    id: str
    title: str
    state: str
    replies: int
    new: int
    """How many words in it were not looked at yet, the topic itself among them."""
    last_ms: int
    last_author: str
    last_checked: str


@dataclass(frozen=True, slots=True)
class Word:
    """The topic itself, or one reply to it."""

    id: str
    text: str
    author: str
    checked: str
    when_ms: int
    changed_ms: int
    new: bool


@dataclass(frozen=True, slots=True)
class Thread:
    id: str
    space: str
    title: str
    state: str
    meetings: tuple[tuple[str, str], ...]
    """Id and title of each."""
    words: tuple[Word, ...]
    """The topic, then all replies as they were written."""
    draft: str
    """A reply that was begun and not sent."""


class Board:
    def __init__(self, book: Notebook, items: Items) -> None:
        self._book, self._items = book, items

    def topics(self, space: str) -> list[TopicRow]:
        """Return the topics of a space, the one that was spoken in last first."""
        return self._book.read(lambda db: self._topics(db, bytes.fromhex(space)))

    def thread(self, topic: str) -> Thread:
        """Return all that was said under a topic. Raises UnknownItem."""
        return self._book.read(lambda db: self._thread(db, topic))

    def reply(self, topic: str, text: str, *, by: object = None) -> ItemsChanged:
        """Say something under a topic; the draft of it is done with."""
        space = self._items.show(topic).space
        fields = {"title": _first_words(text), "topic": topic, "body": text}
        changed = self._items.new(space, "reply", fields, by=by)
        self.hold(topic, "")
        return changed

    def looked(self, topic: str, words: Iterable[str]) -> None:
        """Remember that these words were on the screen; then they are no news on the first page either."""
        shown_now = tuple(dict.fromkeys(words))
        self._book.write(lambda db: _looked(db, topic, shown_now))

    def hold(self, topic: str, text: str) -> None:
        """Keep a reply that is being written; nothing forgets it."""
        if text:
            self._book.write(lambda db: settings.put(db, DRAFT + topic, text.encode("utf-8", "replace")))
        else:
            self._book.write(lambda db: settings.remove(db, DRAFT + topic))

    def _topics(self, db: Db, space: bytes) -> list[TopicRow]:
        said: dict[str, list[ReplyRow]] = {}
        for reply in table.replies(db, space):
            said.setdefault(reply.topic, []).append(reply)
        seen, writers = table.settings(db, SEEN), Writers(db, self._book, space)
        found = []
        for record, title, _changed_ms in table.topics(db, space):
            name = record.hex()
            words = [_opening(db, record), *said.get(name, [])]
            told = [writers.told(word.dev8, word.when_ms) for word in words]
            known = frozenset(seen.get(name, "").split())
            new = sum(_is_new(word, known, who[2]) for word, who in zip(words, told, strict=True))
            author, last_ms, checked = told[-1]
            state = _shown(db, record, "state")
            found.append(TopicRow(name, title, state, len(words) - 1, new, last_ms, author, checked))
        return sorted(found, key=lambda row: row.last_ms, reverse=True)

    def _thread(self, db: Db, topic: str) -> Thread:
        known = shown.record(db, topic)
        writers = Writers(db, self._book, known.space)
        seen = frozenset((settings.get(db, SEEN + topic) or b"").decode("utf-8", "replace").split())
        words = []
        for row in (_opening(db, known.record), *table.replies(db, known.space, topic)):
            author, when_ms, checked = writers.told(row.dev8, row.when_ms)
            text = docs.texts(db, row.record).get("body", "")
            new = _is_new(row, seen, checked)
            words.append(Word(row.record.hex(), text, author, checked, when_ms, row.changed_ms, new))
        draft = (settings.get(db, DRAFT + topic) or b"").decode("utf-8", "replace")
        place = (topic, known.space.hex(), known.title, _shown(db, known.record, "state"))
        return Thread(*place, _meetings(db, known), tuple(words), draft)


def _looked(db: Db, topic: str, words: Sequence[str]) -> None:
    before = frozenset((settings.get(db, SEEN + topic) or b"").decode("utf-8", "replace").split())
    for word in (each for each in words if each[:SHORT] not in before):
        looks.see(db, bytes.fromhex(word))
    seen = " ".join(dict.fromkeys(word[:SHORT] for word in words))
    settings.put(db, SEEN + topic, seen.encode())


def _opening(db: Db, record: bytes) -> ReplyRow:
    """Return the topic as the first of its own words: by whoever gave it its title, and then."""
    known = records.get(db, record)
    changed_ms = known.changed_ms if known else 0
    first = min(records.values(db, record, "title"), key=lambda value: value.stamp, default=None)
    if first is None:
        return ReplyRow(record, "", changed_ms, b"", 0, changed_ms)
    return ReplyRow(record, "", first.wall_ms, first.stamp.dev8, first.stamp.lamport, changed_ms)


def _is_new(word: ReplyRow, seen: frozenset[str], checked: str) -> bool:
    return checked != "me" and word.record.hex()[:SHORT] not in seen


def _shown(db: Db, record: bytes, field: str) -> str:
    found = records.values(db, record, field)
    return (found[0].value or "") if found else ""


def _meetings(db: Db, known: records.Record) -> tuple[tuple[str, str], ...]:
    named = [line.strip() for line in _shown(db, known.record, "meeting").splitlines() if line.strip()]
    return tuple((name, there.title) for name in named if (there := _there(db, name)) is not None)


def _there(db: Db, name: str) -> records.Record | None:
    try:
        found = records.get(db, bytes.fromhex(name))
    except ValueError:
        return None
    return found if found is not None and found.present else None


def _first_words(text: str) -> str:
    """Return what lists call a reply by: the beginning of its first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = " ".join(first.lstrip("#>*- ").split())
    return bare if len(bare) <= TITLE_MAX else f"{bare[:TITLE_MAX].rsplit(' ', 1)[0]}…"
