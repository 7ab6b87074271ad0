"""A text that merges word by word: the only module that knows the merge library (A5.3)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.model import difference, letters
from sync.model.skeleton import Place, skeleton
from sync.model.update import CLOCK_MAX, ROOT, BadUpdate

if TYPE_CHECKING:
    from pycrdt import Doc, Text

TEXT_MAX = 16 << 20  # bytes of UTF-8
PIECE = 12_000  # characters inserted at once, at most 48 kB of UTF-8
TRANSACTION_BYTES = 50_000  # so that an update stays under 60 KiB with what the library adds
CHANGE_BYTES = 100  # what one change takes beside its text, at most; so 500 to an update
NUMBER_BITS = 7  # of each byte of the library's numbers; the eighth says that another follows


@dataclass(frozen=True, slots=True)
class _Change:
    """A place and how much is taken out there, both in bytes of UTF-8, and what is put in."""

    at: int
    size: int
    said: str


def peer_id(identifier: bytes) -> int:
    """Return the library's client number: the first 53 bits of 32 bytes, never 0 (A5.3.1)."""
    return int.from_bytes(identifier[:7], "big") >> 3 or 1


class Document:
    """One replica of one text. *client* is our own number in it; *state* what `state` gave before."""

    def __init__(self, client: int, state: bytes | None = None) -> None:
        self._client = client
        self._applied: list[bytes] = [] if state is None else [state]
        self._loaded = len(self._applied)
        self._doc, self._text = self._load()
        self._order: _Order | None = None

    def _load(self) -> "tuple[Doc[Text], Text]":
        from pycrdt import Doc, Text  # noqa: PLC0415 - 0.1 s that a start without texts need not pay

        doc: Doc[Text] = Doc(client_id=self._client)
        text = doc.get(ROOT, type=Text)
        for update in self._applied:
            doc.apply_update(update)
        return doc, text

    @property
    def changed(self) -> bool:
        """Whether anything was applied or written since it was loaded."""
        return len(self._applied) > self._loaded

    @property
    def text(self) -> str:
        return letters.shown(str(self._text))

    def state(self) -> bytes:
        """Return the whole replica as one update."""
        return self._doc.get_update()

    def clocks(self) -> dict[int, int]:
        """Return for each client number the next clock that this replica expects."""
        return dict(_pairs(self._doc.get_state()))

    def apply(self, update: bytes) -> None:
        """Merge a checked update; what the library or a bound refuses leaves the replica as it was.

        Raises BadUpdate (A5.3.4).
        """
        self._check_order(update)
        try:
            self._doc.apply_update(update)
            fits = len(str(self._text).encode("utf-8")) <= TEXT_MAX
        except BaseException as error:  # bindings raise bare ones, and nothing may pass here
            self._restore()
            raise BadUpdate("library") from error
        if not fits:
            self._restore()
            raise BadUpdate("text-too-large")
        self._applied.append(update)

    def _check_order(self, update: bytes) -> None:
        """Refuse a piece whose right neighbour stands before its left one (see skeleton)."""
        bare = skeleton(update)
        if not bare.between and self._order is None:
            return
        order = self._order or _Order(self._applied)
        self._order = None  # begun anew, should anything go wrong from here on
        order.add(bare.data)
        if not all(order.place(left) < order.place(right) for left, right in bare.between):
            raise BadUpdate("order")
        self._order = order

    def _restore(self) -> None:
        self._order = None
        self._doc, self._text = self._load()

    def edit(self, new: str) -> list[bytes]:
        """Make this replica read *new* with the smallest changes; return the updates that say so (A5.3.2).

        Each is at most 60 KiB. Raises BadUpdate when *new* is over 16 MiB of UTF-8 or has none,
        or when this client has written too many letters in this text.
        """
        try:
            size = len(letters.stored(new).encode("utf-8"))
        except UnicodeEncodeError as error:
            raise BadUpdate("utf-8") from error
        if size > TEXT_MAX or self.clocks().get(self._client, 0) + size > CLOCK_MAX:
            raise BadUpdate("text-too-large")
        made: list[bytes] = []
        with self._watched(made):
            for part in _transactions(str(self._text), new):
                with self._doc.transaction():
                    for change in part:
                        self._change(change)
        self._applied += made
        if self._order:
            self._order.add_all(made)
        return made

    @contextmanager
    def _watched(self, made: list[bytes]) -> Iterator[None]:
        """Collect updates as they are made; a text that stays watched is never freed by the library."""
        watching = self._doc.observe(lambda event: made.append(event.update))
        try:
            yield
        finally:
            self._doc.unobserve(watching)

    def _change(self, change: _Change) -> None:
        if change.size:
            del self._text[change.at : change.at + change.size]
        if change.said:
            self._text.insert(change.at, change.said)


class _Order:
    """Where every letter stands that a text ever had."""

    def __init__(self, updates: Iterable[bytes]) -> None:
        from pycrdt import Doc, StickyIndex, Text  # noqa: PLC0415 - as in Document

        self._read = StickyIndex.from_json
        self._doc: Doc[Text] = Doc()
        self._text = self._doc.get(ROOT, type=Text)
        self.add_all(updates)

    def add_all(self, updates: Iterable[bytes]) -> None:
        for update in updates:
            self.add(skeleton(update).data)

    def add(self, bare: bytes) -> None:
        self._doc.apply_update(bare)

    def place(self, letter: Place) -> int:
        client, clock = letter
        return self._read({"item": {"client": client, "clock": clock}, "assoc": 0}, self._text).get_index()


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
        shift += NUMBER_BITS
        if not byte >> NUMBER_BITS:
            yield value
            value = shift = 0


def _transactions(held: str, new: str) -> Iterator[list[_Change]]:
    """The changes from *held* to *new*, in transactions that give one update of at most 60 KiB each."""
    waiting: list[_Change] = []
    size = 0
    for change in _changes(held, new):
        more = CHANGE_BYTES + len(change.said.encode("utf-8"))
        if size + more > TRANSACTION_BYTES:
            yield waiting
            waiting, size = [], 0
        waiting.append(change)
        size += more
    if waiting:
        yield waiting


def _changes(held: str, new: str) -> Iterator[_Change]:
    """From the last to the first, so that the places in front of each still hold."""
    old = letters.shown(held)
    stored: Callable[[str], str] = letters.stored
    if stored(old) != held:  # a half of a pair came from elsewhere: compare letter by letter as held
        old, new, stored = held, stored(new), str
    found: list[_Change] = []
    at = place = 0
    for start, end, said in difference.splices(old, new):
        place += len(stored(old[at:start]).encode("utf-8"))
        size = len(stored(old[start:end]).encode("utf-8"))
        found.append(_Change(place, size, stored(said)))
        place, at = place + size, end
    for change in reversed(found):
        yield from _pieces(change)


def _pieces(change: _Change) -> Iterator[_Change]:
    """One long insertion as several, the last first: places behind a long text are slow to find."""
    if len(change.said) <= PIECE:
        yield change
        return
    yield _Change(change.at, change.size, "")
    for start in reversed(range(0, len(change.said), PIECE)):
        yield _Change(change.at, 0, change.said[start : start + PIECE])
