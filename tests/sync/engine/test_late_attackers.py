"""M02: somebody who was removed goes on with a modified client; nothing of it is applied by itself (A5.6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import departure
from sync.engine.arrival import decode
from sync.engine.quarantine import Quarantine
from sync.model import ops
from sync.store import chains
from sync.store.database import Db
from tests.sync.engine.members_of_a_space import Member, found, join

RECORD = bytes(range(16))
Three = tuple[Member, Member, Member]


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """Amal has removed Badu, who had written two notes; Chen knows of it too."""
    amal, badu, chen = (Member(tmp_path, name) for name in ("amal", "badu", "chen"))
    found(amal)
    join(amal, badu)
    join(amal, chen)
    for title in ("First", "Second"):
        badu.note(title)
        badu.depart()
    for one in (amal, chen):
        one.receive(badu.log())
    yield amal, badu, chen
    for one in (amal, badu, chen):
        one.close()


def remove(steward: Member, other: Member) -> None:
    def publish(db: Db) -> None:
        last = chains.get(db, steward.space, other.book.me.device)
        assert last is not None
        cut = ops.Cut(other.book.me.dev8, last.seq, last.id)
        departure.publish(db, steward.book, steward.space, [ops.Remove(other.book.me.person, (cut,))])

    steward.book.write(publish)


def titles(member: Member) -> list[str]:
    return sorted(row.title for row in member.items.rows(member.space.hex()))


def late_note(badu: Member, title: str, **changed: object) -> bytes:
    said = (ops.New(RECORD, "note"), ops.Set(RECORD, "title", title))
    return badu.signed(badu.next_header(*said, **changed))


def set_aside(amal: Member) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row.kind, row.author, row.titles) for row in Quarantine(amal.book).rows(amal.space.hex())]


@pytest.mark.parametrize("first", ["the removal", "the late entry"])
@pytest.mark.parametrize("place", ["after the cut", "beside the last", "beside the first"])
def test_what_is_back_dated_is_set_aside(three: Three, first: str, place: str) -> None:
    """Even where it stands beside what was trusted, in a chain that was split for it."""
    amal, badu, chen = three
    old = [decode(raw).header for raw in badu.log() if decode(raw).header.device == badu.book.me.device]
    if place == "after the cut":
        raw = late_note(badu, "Late")
    else:
        beside = old[-1] if place == "beside the last" else old[0]
        raw = late_note(
            badu, "Late", seq=beside.seq, prev=beside.prev, lamport=beside.lamport, deps=beside.deps
        )
    chen.note("By Chen, who has seen both notes")
    chen.depart()
    if first == "the late entry":
        chen.receive([raw])
    remove(amal, badu)
    for one in (chen, amal):
        one.receive(amal.log())
        one.receive(chen.log())
        one.receive([raw])
        one.receive(amal.log())
    assert titles(amal) == titles(chen) == ["By Chen, who has seen both notes", "First", "Second"]
    assert amal.digest() == chen.digest()
    assert ("late", "badu", ("Late",)) in set_aside(amal)
    Quarantine(amal.book).admit(amal.space.hex())
    chen.receive(chen.lacks(amal))
    assert titles(amal) == titles(chen) == ["By Chen, who has seen both notes", "First", "Late", "Second"]


def test_who_acknowledged_the_removal_cannot_go_back_behind_it(three: Three) -> None:
    amal, badu, chen = three
    remove(amal, badu)
    before = badu.state().heads
    badu.receive(amal.log())
    known = badu.signed(badu.next_header(ops.Vouch(chen.book.me.person)))
    for one in (amal, chen):
        one.receive(amal.log())
        one.receive([known])
    header = badu.next_header(ops.New(RECORD, "note"), mem_heads=before, prev=decode(known).id)
    again = badu.signed(header.__class__(**{  # goes on from what it acknowledged
        **{name: getattr(header, name) for name in header.__slots__}, "seq": decode(known).header.seq + 1,
        "lamport": decode(known).header.lamport + 1,
    }))  # fmt: skip
    for one in (amal, chen):
        received = one.receive([again])
        assert received.new == 0 and received.reasons == ["membership-back"]
