"""What people wrote whom others removed meanwhile: kept apart, never lost, and let in by name (A5.6, M02)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine import departure, quarantine, reconsider
from sync.engine.quarantine import Quarantine
from sync.model import ops
from sync.refusals import NotAllowed, NothingToAdmit
from sync.store import aside, chains, entries
from sync.store.database import Db
from tests.sync.engine.members_of_a_space import Member, found, join


@pytest.fixture
def member(tmp_path: Path) -> Iterator[Callable[[str], Member]]:
    opened: list[Member] = []

    def open_one(name: str) -> Member:
        opened.append(Member(tmp_path, name))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def three(member: Callable[[str], Member]) -> tuple[Member, Member, Member]:
    """A steward and two members; all know all."""
    amal, badu, chen = member("amal"), member("badu"), member("chen")
    found(amal)
    join(amal, badu)
    join(amal, chen)
    badu.receive(amal.log())
    return amal, badu, chen


def remove(steward: Member, other: Member) -> None:
    """As the window does it: with the last entry held of each device."""

    def publish(db: Db) -> None:
        last = chains.get(db, steward.space, other.book.me.device)
        cuts = () if last is None else (ops.Cut(other.book.me.dev8, last.seq, last.id),)
        departure.publish(db, steward.book, steward.space, [ops.Remove(other.book.me.person, cuts)])

    steward.book.write(publish)


def titles(member: Member) -> list[str]:
    return sorted(row.title for row in member.items.rows(member.space.hex()))


def apart(member: Member) -> int:
    return len(member.book.read(lambda db: aside.rows(db, member.space)))


def test_before_the_cut_it_counts_and_after_it_waits(three: tuple[Member, Member, Member]) -> None:
    amal, badu, chen = three
    badu.note("Before")
    amal.receive(badu.log())
    remove(amal, badu)
    badu.note("After")
    for each in (amal, chen):
        each.receive(amal.log())
        each.receive(badu.log())
        assert titles(each) == ["Before"]
        assert apart(each) == 1
    assert amal.digest() == chen.digest()


def test_what_came_before_the_removal_was_known_is_taken_back(three: tuple[Member, Member, Member]) -> None:
    amal, badu, chen = three
    remove(amal, badu)
    badu.note("Late")
    chen.receive(badu.log())
    assert titles(chen) == ["Late"]
    chen.receive(amal.log())
    amal.receive(chen.log())
    assert titles(chen) == titles(amal) == []
    assert amal.digest() == chen.digest()


def test_what_others_built_upon_before_they_knew_stays(three: tuple[Member, Member, Member]) -> None:
    amal, badu, chen = three
    remove(amal, badu)
    badu.note("Late")
    chen.receive(badu.log())
    chen.note("Answer")
    chen.depart()
    chen.receive(amal.log())
    amal.receive(chen.log())
    assert titles(chen) == titles(amal) == ["Answer", "Late"]
    assert amal.digest() == chen.digest()


def test_stewards_let_it_in_by_name(three: tuple[Member, Member, Member]) -> None:
    amal, badu, chen = three
    remove(amal, badu)
    badu.note("Late")
    for each in (amal, chen):
        each.receive(amal.log())
        each.receive(badu.log())
    late = [
        one.id for _, one in amal.book.read(lambda db: entries.of_device(db, amal.space, badu.book.me.device))
    ]

    def admit(db: Db) -> None:
        departure.publish(db, amal.book, amal.space, [ops.Admit(tuple(late))])
        reconsider.reconsider(db, amal.book, amal.space)

    amal.book.write(admit)
    chen.receive(amal.log())
    assert titles(amal) == titles(chen) == ["Late"]
    assert amal.digest() == chen.digest()


def test_who_goes_on_writing_beside_what_waits_does_not_claim_to_have_seen_it(
    three: tuple[Member, Member, Member],
) -> None:
    amal, badu, chen = three
    remove(amal, badu)
    badu.note("Late")
    chen.receive(amal.log())
    chen.receive(badu.log())
    chen.note("Own")
    assert amal.receive(chen.log()).refused == 0
    assert titles(amal) == ["Own"]
    assert amal.digest() == chen.digest()


def test_someone_who_comes_back_writes_again(three: tuple[Member, Member, Member]) -> None:
    amal, badu, chen = three
    remove(amal, badu)
    badu.receive(amal.log())
    card = badu.book.me.card
    again = ops.Add(badu.book.me.person, "member", card)
    amal.book.write(lambda db: departure.publish(db, amal.book, amal.space, [again]))
    badu.receive(amal.log())
    badu.note("Back")
    for each in (amal, chen):
        each.receive(amal.log())
        each.receive(badu.log())
        assert titles(each) == ["Back"]


def test_it_is_listed_with_its_author_and_what_it_is_about(three: tuple[Member, Member, Member]) -> None:
    amal, badu, chen = three
    remove(amal, badu)
    badu.note("Late")
    badu.depart()
    amal.receive(badu.log())
    (row,) = Quarantine(amal.book).rows(amal.space.hex())
    assert (row.kind, row.author, row.titles, row.reason) == ("late", "badu", ("Late",), "removed")
    with pytest.raises(NotAllowed):
        Quarantine(chen.book).admit(chen.space.hex())
    with pytest.raises(NothingToAdmit):
        Quarantine(amal.book).admit(amal.space.hex(), ["00"])
    assert Quarantine(amal.book).admit(amal.space.hex()) == [row.entry]
    assert titles(amal) == ["Late"]
    assert Quarantine(amal.book).rows(amal.space.hex()) == []


def test_what_was_refused_is_listed_and_cannot_be_let_in(three: tuple[Member, Member, Member]) -> None:
    amal, badu, _ = three
    badu.note("Before")
    amal.receive(badu.log())
    header = badu.next_header(ops.New(bytes(16), "note"), lamport=1)
    amal.receive([badu.signed(header)])
    (row,) = Quarantine(amal.book).rows(amal.space.hex())
    assert (row.kind, row.author, row.reason, row.admissible) == ("refused", "badu", "lamport", False)


def test_late_words_are_not_in_a_text_until_they_are_let_in(three: tuple[Member, Member, Member]) -> None:
    amal, badu, chen = three
    note = badu.note("Wells", "Before.\n")
    for each in (amal, chen):
        each.receive(badu.log())
    remove(amal, badu)
    badu.items.set(note, {"body": "Before.\nLate.\n"})
    chen.receive(badu.log())
    for each in (amal, chen):
        each.receive(amal.log())
        each.receive(badu.log())
        assert text(each, note) == "Before.\n"
    chen.items.set(note, {"body": "Before.\nBy Chen.\n"})
    amal.receive(chen.log())
    Quarantine(amal.book).admit(amal.space.hex())
    chen.receive(amal.log())
    assert sorted(text(amal, note).splitlines()) == ["Before.", "By Chen.", "Late."]
    assert text(amal, note) == text(chen, note) and amal.digest() == chen.digest()
    assert Quarantine(amal.book).rows(amal.space.hex()) == []


def test_very_much_is_let_in_by_several_words(
    three: tuple[Member, Member, Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, chen = three
    remove(amal, badu)
    for title in "abc":
        badu.note(title)
        badu.depart()
    amal.receive(badu.log())
    monkeypatch.setattr(quarantine, "ADMITTED_AT_ONCE", 2)
    before = len(amal.log())
    assert len(Quarantine(amal.book).admit(amal.space.hex())) == 3
    assert len(amal.log()) == before + 2
    chen.receive(amal.log())
    assert titles(amal) == titles(chen) == ["a", "b", "c"]


def text(member: Member, item: str) -> str:
    return str(member.items.show(item).fields["body"][0].value)
