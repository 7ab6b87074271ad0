"""Damaged and forged updates, each handed to the strict reader and then to a copy (A5.3.7)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import shake_128

from sync.model.document import Document
from sync.model.update import BadUpdate, check_update
from tests.sync.model.updates import Item, deletions, number, update

ANA, BADU, MALLORY = 11, (1 << 53) - 5, 33
COMMON = 2_000
"""Mutants in the normal run; tests/bench/mutants.py makes more."""

SAID = (
    "We meet on Monday. أحضر الماء 😀\n",
    "We meet on Tuesday. أحضر الماء والشاي 😀\n- water\n- tea\n",
    "",
    "Now: we meet on Tuesday 👩‍👩‍👧, bring water.\n- tea\n" * 3,
)
ODD = (
    b"\x00",
    b"\xff",
    b"\x7f",
    b"\x80",
    number(1 << 31),
    number(1 << 53),
    number((1 << 64) - 1),
    b"\x8a\x01",
)


class Choice:
    """Numbers that look random and are the same in every run."""

    def __init__(self, seed: int) -> None:
        self._bytes = iter(shake_128(b"mutant %d" % seed).digest(400))

    def below(self, bound: int) -> int:
        return int.from_bytes(bytes(next(self._bytes) for _ in range(3)), "big") % bound


@dataclass(frozen=True)
class Case:
    """A real update, and the state of a replica that it would fit."""

    data: bytes
    author: int
    state: bytes


def cases() -> list[Case]:
    ana, badu, found = Document(ANA), Document(BADU), []
    for said in SAID:
        for author, writer, reader, text in ((ANA, ana, badu, said), (BADU, badu, ana, said + "\nBadu.")):
            for data in writer.edit(text):
                found.append(Case(data, author, reader.state()))
                reader.apply(data)
    known = badu.clocks()
    items = [Item("forged", (ANA, 3), (ANA, 4)), Item(4, None, (ANA, 9)), Item("x", (MALLORY, 2))]
    forged = update(MALLORY, 0, items, deletions([(ANA, [(0, 2), (5, 3)]), (BADU, [(1, 1)])]))
    check_update(forged, MALLORY, known)
    return [*found, Case(forged, MALLORY, badu.state())]


def mutant(data: bytes, other: bytes, choice: Choice) -> bytes:
    changed = bytearray(data)
    for _ in range(1 + choice.below(3)):
        at, end = sorted((choice.below(len(changed) + 1), choice.below(len(changed) + 1)))
        match choice.below(8):
            case 0 | 1 | 2:
                changed[at : at + 1] = bytes([choice.below(256)])
            case 3:
                changed[at : at + 1] = ODD[choice.below(len(ODD))]
            case 4:
                del changed[at : at + 1 + choice.below(4)]
            case 5:
                changed[at:at] = changed[at:end]
            case 6:
                changed[at:end] = other[at:end]
            case _:
                del changed[at:]
    return bytes(changed)


def mutants(count: int) -> Iterator[tuple[Case, bytes]]:
    known = cases()
    for seed in range(count):
        choice = Choice(seed)
        case = known[choice.below(len(known))]
        yield case, mutant(case.data, known[choice.below(len(known))].data, choice)


def outcome(case: Case, data: bytes) -> str:
    """Take in one mutant; whatever is refused must have changed nothing, what passes must be sound."""
    replica = Document(BADU + 1, case.state)
    before = replica.text, replica.clocks(), replica.state()
    try:
        check_update(data, case.author, replica.clocks())
    except BadUpdate as error:
        return error.reason
    try:
        replica.apply(data)
    except BadUpdate as error:
        assert (replica.text, replica.clocks(), replica.state()) == before, data.hex()
        return error.reason
    sound(replica, case.author, before[1], data)
    return "accepted"


def sound(replica: Document, author: int, before: dict[int, int], data: bytes) -> None:
    after = replica.clocks()
    assert {**after, author: 0} == {**before, author: 0}, data.hex()
    assert after.get(author, 0) >= before.get(author, 0), data.hex()
    again = Document(1, replica.state())
    assert (again.text, again.clocks()) == (replica.text, after), data.hex()
    replica.edit("a text of our own 😀")
    assert replica.text == "a text of our own 😀", data.hex()


def drive(count: int) -> Counter[str]:
    """Return how many mutants had which outcome."""
    return Counter(outcome(case, data) for case, data in mutants(count))
