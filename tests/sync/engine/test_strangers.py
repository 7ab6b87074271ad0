"""What unknown devices send shares one room, and is looked at again only when somebody new belongs (S09)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crypto.keys import SigningKey
from crypto.labels import Label, identifier
from sync.model import ops
from sync.store import waiting_room
from tests.sync.engine.members_of_a_space import Member, found, join

RECORD = bytes(range(16))


@pytest.fixture
def three(tmp_path: Path) -> Iterator[list[Member]]:
    members = [Member(tmp_path, name) for name in ("amal", "badu", "caro")]
    found(members[0])
    join(members[0], members[1])
    members[1].receive(members[1].lacks(members[0]))
    yield members
    for member in members:
        member.close()


def stranger(member: Member) -> bytes:
    """An entry by a device that was made up."""
    key = SigningKey.generate()
    device = identifier(Label.DEVICE, key.public.raw)
    header = member.next_header(ops.Set(RECORD, "title", "x" * 300), device=device)
    return member.signed(header, key)


def parked(member: Member) -> int:
    return member.book.read(waiting_room.parked_count)


def test_invented_devices_share_one_room(three: list[Member], monkeypatch: pytest.MonkeyPatch) -> None:
    amal, badu, _ = three
    monkeypatch.setattr(waiting_room, "PARKED_MAX", 4000)
    received = badu.receive([stranger(amal) for _ in range(20)])
    assert received.waiting == parked(badu) <= 8
    assert received.refused == 20 - received.waiting
    note = amal.note("Plan")
    assert badu.receive(badu.lacks(amal)).new == 1
    assert badu.items.show(note).title == "Plan"


def test_who_is_let_in_later_was_no_stranger(three: list[Member]) -> None:
    amal, badu, caro = three
    join(amal, caro)
    caro.receive(caro.lacks(amal))
    notes = [caro.note("First"), caro.note("Second")]
    early = badu.lacks(caro)
    ours = [raw for raw in early if raw in caro.log() and raw not in amal.log()]
    assert badu.receive(ours).waiting == parked(badu) == len(ours)
    badu.receive(badu.lacks(amal))
    assert parked(badu) == 0
    assert {row.id for row in badu.items.rows(badu.space.hex())} == set(notes)
