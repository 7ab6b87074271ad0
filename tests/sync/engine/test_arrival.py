"""What a member, a former friend or a stranger may try with entries, and what comes of it (A5.7, M03)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crypto.keys import SigningKey
from crypto.labels import Label, identifier
from sync.engine import departure, in_flight, merge
from sync.model import ops
from sync.model.document import Document
from sync.store import waiting_room
from tests.sync.engine.members_of_a_space import Member, found, join, last

RECORD = bytes(range(16))


@pytest.fixture
def member(tmp_path: Path) -> Iterator[Callable[[str], Member]]:
    made: list[Member] = []

    def make(name: str) -> Member:
        made.append(Member(tmp_path, name))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def pair(member: Callable[[str], Member]) -> tuple[Member, Member]:
    amal, badu = member("amal"), member("badu")
    found(amal)
    join(amal, badu)
    return amal, badu


def reasons(member: Member) -> list[str]:
    return [reason for _, reason in member.book.read(waiting_room.refused)]


def refused(receiver: Member, raw: bytes) -> str:
    """Hand over one entry that must be refused, and return why it was."""
    digest, log = receiver.digest(), receiver.log()
    received = receiver.receive([raw])
    assert (received.new, receiver.digest(), receiver.log()) == (0, digest, log)
    (reason,) = received.reasons
    return reason


def test_an_honest_entry_is_taken(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    note = amal.note("Plan", "bring water")
    assert badu.receive(badu.lacks(amal)).new == 1
    assert badu.items.show(note).fields["body"][0].value == "bring water"
    assert badu.items.show(note).fields["body"][0].author == "amal"


def test_everything_twice_changes_nothing(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    amal.note("Plan")
    badu.receive(amal.log())
    digest = badu.digest()
    again = badu.receive(amal.log())
    assert (again.new, again.refused, badu.digest()) == (0, 0, digest)


def test_a_signature_of_somebody_else(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    header = amal.next_header(ops.New(RECORD, "note"))
    assert refused(badu, amal.signed(header, SigningKey.generate())) == "bad-signature"


def test_a_member_cannot_speak_as_another(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    header = amal.next_header(ops.New(RECORD, "note"))
    assert refused(amal, badu.signed(header)) == "bad-signature"


def test_altered_bytes_never_pass(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    """And none of them shuts out the true entry, although they share its id."""
    raw = amal.signed(amal.next_header(ops.Set(RECORD, "title", "x" * 20)))
    for at in range(0, len(raw), 3):
        flipped = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        assert badu.receive([flipped]).new == 0
    assert badu.receive([raw]).new == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"seq": 100}, "other-seq"),
        ({"lamport": 1}, "lamport"),
        ({"lamport": (1 << 63) - 1}, "lamport"),
        ({"epochs": ()}, "other-epoch"),
        ({"epochs": (bytes(32),)}, "other-epoch"),
        ({"space": bytes([9]) * 32}, "other-space"),
    ],
)
def test_a_field_that_breaks_a_rule(
    pair: tuple[Member, Member], changed: dict[str, object], reason: str
) -> None:
    amal, badu = pair
    header = amal.next_header(ops.New(RECORD, "note"), **changed)
    assert refused(badu, amal.signed(header)) == reason


def test_membership_heads_cannot_go_back(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    first = last(amal).header.mem_heads
    header = amal.next_header(ops.New(RECORD, "note"), mem_heads=first[:0])
    assert refused(badu, amal.signed(header)) == "membership-back"


def test_what_comes_too_early_waits_and_then_counts(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    amal.note("One")
    amal.depart()
    amal.note("Two")
    one, two = badu.lacks(amal)
    assert badu.receive([two]).waiting == 1
    assert badu.receive([one]).new == 2
    assert badu.digest() == amal.digest()


def test_a_stranger_is_not_heard(pair: tuple[Member, Member], member: Callable[[str], Member]) -> None:
    amal, badu = pair
    stranger = member("stranger")
    found(stranger)
    stranger.space, own = amal.space, stranger.space
    header = amal.next_header(ops.New(RECORD, "note"), device=stranger.book.me.device, seq=3)
    received = badu.receive([stranger.signed(header)])
    assert (received.new, received.waiting) == (0, 1)
    stranger.space = own


def test_text_under_somebody_elses_number(pair: tuple[Member, Member]) -> None:
    """Without this check two laptops would drift apart silently and for good (P18)."""
    amal, badu = pair
    note = bytes.fromhex(amal.note("Plan", "bring water"))
    badu.receive(badu.lacks(amal))
    name = merge.doc_id(note, "body")
    forged = Document(merge.peer(amal.space, badu.book.me.device, name, 0)).edit("not mine")
    raw = amal.signed(amal.next_header(ops.Doc(name, 0, forged[0])))
    badu.receive([raw])
    assert reasons(badu) == ["other-client"]
    assert badu.items.show(note.hex()).fields["body"][0].value == "bring water"


def test_a_refused_text_blocks_nothing_after_it(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    note = bytes.fromhex(amal.note("Plan", "bring water"))
    raw = amal.signed(amal.next_header(ops.Doc(merge.doc_id(note, "body"), 0, b"\xff\xff")))
    badu.receive(badu.lacks(amal))
    badu.receive([raw])
    amal.receive([raw])
    amal.items.set(note.hex(), {"title": "Better"})
    badu.receive(badu.lacks(amal))
    assert badu.items.show(note.hex()).title == "Better"
    assert badu.digest() == amal.digest()


def test_an_operation_of_a_newer_release_is_kept(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    raw = amal.signed(amal.next_header(ops.Unknown(60, (60, "later"))))
    assert badu.receive([raw]).new == 1
    assert badu.log()[-1] == raw


def test_membership_of_a_newer_release_freezes_writing(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    badu.receive([amal.signed(amal.next_header(ops.Unknown(30, (30, "later"))))])
    assert badu.book.read(lambda db: badu.book.state(db, badu.space)).frozen
    with pytest.raises(Exception, match="space-needs-update"):
        badu.note("Plan")


def test_an_epoch_for_others_than_the_members(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    state = amal.book.read(lambda db: amal.book.state(db, amal.space))
    alone = identifier(Label.RECIPIENTS, b"me alone")
    epoch = ops.Epoch(tuple(state.epochs), bytes(32), bytes(32), bytes(32), alone)
    assert refused(badu, amal.signed(amal.next_header(epoch))) == "recipients"


@pytest.mark.parametrize(("proof", "reason"), [(bytes(64), "proof"), (None, "invite")])
def test_keys_that_did_not_answer_the_invitation(
    pair: tuple[Member, Member], member: Callable[[str], Member], proof: bytes | None, reason: str
) -> None:
    """Whoever carries a request cannot put other keys into it (M04)."""
    amal, badu = pair
    invite = ops.Invite(SigningKey.generate().public.raw, "member", 1, 1 << 50, "")
    made = amal.book.write(lambda db: departure.publish(db, amal.book, amal.space, [invite]))
    badu.receive(badu.lacks(amal))
    friend = member("friend")
    add = ops.Add(friend.book.me.person, "member", friend.book.me.card, made.id, proof)
    assert refused(badu, amal.signed(amal.next_header(add))) == reason


def test_a_member_who_is_no_steward_admits_nobody(
    pair: tuple[Member, Member], member: Callable[[str], Member]
) -> None:
    amal, badu = pair
    badu.note("Plan")
    friend = member("friend")
    add = ops.Add(friend.book.me.person, "member", friend.book.me.card)
    amal.receive([*amal.lacks(badu), badu.signed(badu.next_header(add))])
    state = amal.book.read(lambda db: amal.book.state(db, amal.space))
    assert friend.book.me.person not in state.principals


@pytest.mark.parametrize("wall_ms", [0, 1, 1 << 45])
def test_a_clock_that_is_wrong_by_decades_hurts_nobody(pair: tuple[Member, Member], wall_ms: int) -> None:
    """S08: clocks are shown, and decide nothing (P22)."""
    amal, badu = pair
    raw = amal.signed(amal.next_header(ops.New(RECORD, "note"), wall_ms=wall_ms))
    assert badu.receive([raw]).new == 1


def test_what_ended_the_program_twice_is_refused(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    amal.note("Plan")
    (raw,) = badu.lacks(amal)
    name = last(amal).id
    for expected in (True, True):
        badu.book.write(lambda db: waiting_room.mark(db, [name]))
        assert badu.book.write(in_flight.recover) is expected
    assert refused(badu, raw) == "refused-before"
    assert "ended-the-program" in reasons(badu)


def test_what_was_merged_whole_leaves_no_mark(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    amal.note("Plan")
    badu.book.careful = True
    got = in_flight.receive(badu.book, badu.space, badu.lacks(amal), lambda _, __: None)
    assert got.new == 1
    assert badu.book.read(waiting_room.marks) == []
