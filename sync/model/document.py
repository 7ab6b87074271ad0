"""A text that merges word by word: the only module that knows the merge library (A5.3)."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING

from sync.model.update import ROOT, BadUpdate

if TYPE_CHECKING:
    from pycrdt import Doc, Text

TEXT_MAX = 16 << 20  # bytes of UTF-8
PIECE = 12_000  # characters inserted at once, at most 48 kB of UTF-8
TOKENS_MAX = 4_000  # above this many, only the whole changed middle is replaced
Splice = tuple[int, int, str]
"""Start and end in the old text, in characters, and what stands there now."""


def peer_id(identifier: bytes) -> int:
    """Return the library's client number: the first 53 bits of 32 bytes, never 0 (A5.3.1)."""
    return int.from_bytes(identifier[:7], "big") >> 3 or 1


class Document:
    """One replica of one text. *client* is our own number in it; *state* what `state` gave before."""

    def __init__(self, client: int, state: bytes | None = None) -> None:
        self._client = client
        self._applied: list[bytes] = [] if state is None else [state]
        self._loaded = len(self._applied)
        self._made: list[bytes] = []
        self._doc, self._text = self._load()

    def _load(self) -> "tuple[Doc[Text], Text]":
        from pycrdt import Doc, Text  # noqa: PLC0415 - 0.1 s that a start without texts need not pay

        doc: Doc[Text] = Doc(client_id=self._client)
        text = doc.get(ROOT, type=Text)
        for update in self._applied:
            doc.apply_update(update)
        self._watching = doc.observe(lambda event: self._made.append(event.update))
        return doc, text

    @property
    def changed(self) -> bool:
        """Whether anything was applied or written since it was loaded."""
        return len(self._applied) > self._loaded

    @property
    def text(self) -> str:
        return str(self._text)

    def state(self) -> bytes:
        """Return the whole replica as one update."""
        return self._doc.get_update()

    def clocks(self) -> dict[int, int]:
        """Return for each client number the next clock that this replica expects."""
        return dict(_pairs(self._doc.get_state()))

    def apply(self, update: bytes) -> None:
        """Merge a checked update; what the library or the bound refuses leaves the replica as it was.

        Raises BadUpdate (A5.3.4).
        """
        try:
            self._doc.apply_update(update)
            fits = len(self._text) <= TEXT_MAX and bool(self.text or True)
        except BaseException as error:  # noqa: BLE001 - bindings raise bare ones, and nothing may pass here
            self._restore()
            raise BadUpdate("library") from error
        if not fits:
            self._restore()
            raise BadUpdate("text-too-large")
        self._made.clear()
        self._applied.append(update)

    def _restore(self) -> None:
        self._doc, self._text = self._load()
        self._made.clear()

    def edit(self, new: str) -> list[bytes]:
        """Make this replica read *new* with the smallest changes; return the updates that say so (A5.3.2).

        Each is at most 60 KiB. Raises BadUpdate when *new* is over 16 MiB of UTF-8.
        """
        if len(new.encode("utf-8")) > TEXT_MAX:
            raise BadUpdate("text-too-large")
        old = self.text
        for part in _transactions(list(splices(old, new))):
            with self._doc.transaction():
                for start, end, said in part:
                    self._splice(len(old[:start].encode()), len(old[start:end].encode()), said)
        made, self._made = self._made, []
        self._applied += made
        return made

    def _splice(self, at: int, size: int, said: str) -> None:
        """The library counts places in bytes of UTF-8."""
        if size:
            del self._text[at : at + size]
        if said:
            self._text.insert(at, said)


def merged(base: str, mine: str, theirs: str) -> str:
    """Return *base* with the changes of both texts in it, as two replicas would merge them."""
    if theirs in (base, mine):
        return mine
    first = Document(1)
    begun = first.edit(base)
    replicas = [Document(client) for client in (2, 3)]
    for replica in replicas:
        for update in begun:
            replica.apply(update)
    for update in replicas[1].edit(theirs):
        first.apply(update)
    for update in replicas[0].edit(mine):
        first.apply(update)
    return first.text


def _pairs(state: bytes) -> Iterator[tuple[int, int]]:
    numbers = list(_numbers(state))
    yield from zip(numbers[1::2], numbers[2::2], strict=True)


def _numbers(data: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0


def splices(old: str, new: str) -> Iterator[Splice]:
    """Yield the changes that make *new* of *old*, from the last to the first."""
    start = _common(old, new)
    tail = _common(old[start:][::-1], new[start:][::-1])
    was, now = old[start : len(old) - tail], new[start : len(new) - tail]
    if was and now:
        yield from _inner(was, now, start)
    elif was or now:
        yield start, start + len(was), now


def _common(one: str, other: str) -> int:
    """The length of the common beginning, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _inner(was: str, now: str, start: int) -> Iterator[Splice]:
    """Compare two different middles by words, or by lines where there are too many words."""
    olds, news = _words(was), _words(now)
    if len(olds) + len(news) > TOKENS_MAX:
        olds, news = was.splitlines(keepends=True), now.splitlines(keepends=True)
    if len(olds) + len(news) > TOKENS_MAX:
        yield start, start + len(was), now
        return
    places = [start]
    for token in olds:
        places.append(places[-1] + len(token))
    changes = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    for tag, first, last, new_first, new_last in reversed(changes):
        if tag != "equal":
            yield places[first], places[last], "".join(news[new_first:new_last])


def _words(text: str) -> list[str]:
    """Words and single characters between them, which together are the text again."""
    tokens: list[str] = []
    for letter in text:
        if tokens and letter.isalnum() and tokens[-1][-1].isalnum():
            tokens[-1] += letter
        else:
            tokens.append(letter)
    return tokens


def _transactions(changes: Sequence[Splice]) -> list[list[Splice]]:
    """All in one transaction where little is inserted, else pieces small enough for one update each."""
    if sum(len(said) for _, _, said in changes) <= PIECE:
        return [list(changes)] if changes else []
    return list(chain.from_iterable(_pieces(change) for change in changes))


def _pieces(change: Splice) -> Iterator[list[Splice]]:
    """Delete first, then insert piece by piece from the last, all at the same place."""
    start, end, said = change
    if end > start:
        yield [(start, end, "")]
    for at in reversed(range(0, len(said), PIECE)):
        yield [(start, start, said[at : at + PIECE])]
