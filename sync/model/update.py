"""A strict reader for text updates: every byte is judged before the merge library sees it (A5.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.model import letters

UPDATE_MAX = 256 * 1024  # bytes
NUMBER_BITS = 53
NUMBER_MAX = (1 << NUMBER_BITS) - 1
CLOCK_MAX = 1 << 27  # letters that one client may ever write in a text, deleted ones too
STRUCTS_MAX = 1_000  # pieces of text; each may have to be compared with every piece of the document
DELETED, STRING = 1, 4
REFERENCE, HAS_LEFT, HAS_RIGHT, HAS_SUB = 0x1F, 0x80, 0x40, 0x20
MORE = 0x80  # the bit of a number that says another byte follows
ROOT = "text"


class BadUpdate(ValueError):
    """An update that may not be applied; *reason* is a short code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Reader:
    """Reads numbers and texts off an update; what the bytes do not hold raises BadUpdate."""

    data: bytes
    at: int = 0

    def number(self) -> int:
        """The shortest form only, and no more bytes than 53 bits need: nobody's number keeps us busy."""
        value = 0
        for shift in range(0, NUMBER_BITS, 7):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < MORE:
                if value > NUMBER_MAX or (byte == 0 and shift):
                    raise BadUpdate("number")
                return value
        raise BadUpdate("number")

    def byte(self) -> int:
        if self.at >= len(self.data):
            raise BadUpdate("short")
        self.at += 1
        return self.data[self.at - 1]

    def text(self) -> str:
        size = self.number()
        end = self.at + size
        if end > len(self.data):
            raise BadUpdate("short")
        try:
            said = self.data[self.at : end].decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadUpdate("utf-8") from error
        self.at = end
        return said


@dataclass(slots=True)
class _Check:
    """One update read against what its author may touch and what the receiver holds."""

    reader: Reader
    author: int
    clocks: Mapping[int, int]
    next: int = field(init=False)

    def __post_init__(self) -> None:
        self.next = self.clocks.get(self.author, 0)

    def run(self) -> None:
        clients = self.reader.number()
        if clients > 1:
            raise BadUpdate("other-client")
        if clients:
            self._structs()
        self._deletions()
        if self.reader.at != len(self.reader.data):
            raise BadUpdate("long")

    def _structs(self) -> None:
        count, client, clock = self.reader.number(), self.reader.number(), self.reader.number()
        if client != self.author:
            raise BadUpdate("other-client")
        if clock != self.next:
            raise BadUpdate("clock")
        if not 0 < count <= STRUCTS_MAX:
            raise BadUpdate("structs")
        for _ in range(count):
            self._struct()

    def _struct(self) -> None:
        info = self.reader.byte()
        kind = info & REFERENCE
        if kind not in (DELETED, STRING):
            raise BadUpdate("content")
        self._place(info)
        self._grow(self.reader.number() if kind == DELETED else self._letters())

    def _letters(self) -> int:
        """The library counts in UTF-16 units; a letter of two could be cut in half (see letters)."""
        said = self.reader.text()
        if not letters.is_narrow(said):
            raise BadUpdate("letters")
        return len(said)

    def _place(self, info: int) -> None:
        if info & HAS_SUB:
            raise BadUpdate("map")
        if info & HAS_LEFT:
            self._reference()
        if info & HAS_RIGHT:
            self._reference()
        if not info & (HAS_LEFT | HAS_RIGHT) and (self.reader.number() != 1 or self.reader.text() != ROOT):
            raise BadUpdate("parent")

    def _reference(self) -> None:
        client, clock = self.reader.number(), self.reader.number()
        if clock >= self._held(client):
            raise BadUpdate("reference")

    def _held(self, client: int) -> int:
        return self.next if client == self.author else self.clocks.get(client, 0)

    def _grow(self, units: int) -> None:
        if units == 0:
            raise BadUpdate("empty")
        self.next += units
        if self.next > min(CLOCK_MAX, self.clocks.get(self.author, 0) + UPDATE_MAX):
            raise BadUpdate("clock")  # deleted letters take no bytes, and yet have to be counted

    def _deletions(self) -> None:
        """Each client once and its ranges in order, none over another: so many bytes, so much work."""
        done: set[int] = set()
        for _ in range(self.reader.number()):
            client = self.reader.number()
            if client in done:
                raise BadUpdate("deletions")
            done.add(client)
            self._ranges(self._held(client))

    def _ranges(self, held: int) -> None:
        end = 0
        for _ in range(self.reader.number()):
            clock, length = self.reader.number(), self.reader.number()
            if clock < end or length == 0:
                raise BadUpdate("deletions")
            end = clock + length
        if end > held:
            raise BadUpdate("reference")


def check_update(update: bytes, author: int, clocks: Mapping[int, int]) -> None:
    """Return when *update* only adds and deletes text, as its author may; else raise BadUpdate (A5.3.3).

    *author* is the client number that A5.3.1 gives the entry's author; *clocks* gives for each client
    number the next clock that the receiver expects. At most 256 KiB; the format is Yjs updates, version 1.
    """
    if len(update) > UPDATE_MAX:
        raise BadUpdate("large")
    _Check(Reader(update), author, clocks).run()
