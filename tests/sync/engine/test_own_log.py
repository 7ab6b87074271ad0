"""The own log among notebooks: who may bring a device in, and what attackers try with it (A3.3 to A5.5)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crypto.keys import KemSeed, SigningKey
from sync.engine import carrying, devices, identity, own_log, person_log
from sync.engine.identity import Identity
from sync.engine.own_log import Offer
from sync.model import ops
from sync.wire import codec
from tests.sync.engine.members_of_a_space import Member, found, join

NOW = 1000


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Member, Member]]:
    amal, badu = Member(tmp_path, "amal"), Member(tmp_path, "badu")
    found(amal)
    join(amal, badu)
    yield amal, badu
    amal.close()
    badu.close()


def fresh() -> tuple[SigningKey, KemSeed, Offer]:
    signing, kem = SigningKey.generate(), KemSeed.generate()
    return signing, kem, own_log.offer(signing, kem)


def become(one: Member, me: Identity) -> None:
    one.book.write(lambda db: one.book.become(db, me))


def carry(one: Member) -> int:
    return one.book.write(lambda db: carrying.carry(db, one.book, one.space))


def known_devices(one: Member, person: bytes) -> set[bytes]:
    state = one.book.read(lambda db: one.book.state(db, one.space))
    return {device.device_id for device in state.devices_of(person)}


def added(one: Member, offer: Offer) -> Identity:
    return own_log.say(one.book.me, offer.op, NOW)


def test_carried_once_and_then_no_more(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    _, _, offer = fresh()
    become(badu, added(badu, offer))
    assert carry(badu) == 1
    assert carry(badu) == 0
    amal.receive(amal.lacks(badu))
    assert known_devices(amal, badu.book.me.person) == {badu.book.me.device, offer.device}


def test_a_long_log_is_carried_in_pieces(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    me = badu.book.me
    for _ in range(30):
        me = own_log.say(me, fresh()[2].op, NOW)
    become(badu, me)
    assert carry(badu) == 30
    assert amal.receive(amal.lacks(badu)).refused == 0
    assert len(known_devices(amal, me.person)) == 31


def test_a_stranger_does_not_bring_himself_in(pair: tuple[Member, Member]) -> None:
    amal, _ = pair
    stranger = identity.found("Stranger", bytes(32), 1)
    header = amal.next_header(
        ops.PersonOps(stranger.entries), device=stranger.device, seq=0, prev=bytes(32), lamport=1, deps=()
    )
    got = amal.receive([identity.signed(stranger.signing, header)])
    assert (got.new, got.waiting) == (0, 1)
    state = amal.book.read(lambda db: amal.book.state(db, amal.space))
    assert stranger.person not in state.persons


def test_nobody_brings_in_a_device_with_somebody_elses_entries(pair: tuple[Member, Member]) -> None:
    """Badu's own log, but the signature of a key that is not in it."""
    amal, badu = pair
    _, _, offer = fresh()
    entries = added(badu, offer).entries[-1:]
    stranger = SigningKey.generate()
    header = amal.next_header(ops.PersonOps(entries), device=offer.device, seq=0, prev=bytes(32), deps=())
    got = amal.receive([identity.signed(stranger, header)])
    assert (got.new, got.refused) == (0, 1)
    assert known_devices(amal, badu.book.me.person) == {badu.book.me.device}


def test_a_blocked_device_does_not_come_back_under_another_key(pair: tuple[Member, Member]) -> None:
    """What it adds beside its own removal is void, whoever carries it first."""
    amal, badu = pair
    signing, kem, offer = fresh()
    become(badu, added(badu, offer))
    carry(badu)
    before = badu.book.me
    lost = Identity(signing, kem, before.person, offer.device, "Badu", before.entries)
    thief_key, _, thief = fresh()
    stolen = own_log.say(lost, thief.op, NOW)
    badu.book.write(lambda db: devices._block(db, badu.book, offer.device))
    badu.receive(badu.lacks(amal))
    header = badu.next_header(
        ops.PersonOps(stolen.entries[-1:]), device=thief.device, seq=0, prev=bytes(32), deps=(), lamport=1
    )
    assert badu.receive([identity.signed(thief_key, header)]).new == 1
    amal.receive(amal.lacks(badu))
    for one in (amal, badu):
        assert known_devices(one, before.person) == {before.device}


def test_a_device_that_is_not_in_the_log_signs_nothing(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    me = badu.book.me
    become(badu, own_log.say(me, fresh()[2].op, NOW))
    badu.note("Typed before")
    become(badu, own_log.reenrolled(badu.book.me, NOW))
    assert carry(badu) == 0
    badu.depart()
    assert amal.receive(amal.lacks(badu)).new == 0


def test_entries_that_prove_nothing_are_left_out(pair: tuple[Member, Member]) -> None:
    amal, badu = pair
    me = amal.book.me
    foreign = own_log.say(badu.book.me, fresh()[2].op, NOW).entries[-1]
    assert own_log.absorbed(me, [b"noise", foreign, *me.entries]) == me


def test_an_identity_of_the_first_release_is_read(pair: tuple[Member, Member]) -> None:
    me = pair[0].book.me
    kept = codec.encode([me.signing.raw, me.kem.raw, me.person, me.card])
    assert identity.unpack(kept) == me
    assert identity.unpack(identity.pack(own_log.renewed(me, NOW))).former[0].seed == me.kem
    for bad in ([], [1], [b"", b"", b""]):
        with pytest.raises(codec.Malformed):
            identity.unpack(codec.encode(bad))


def test_new_keys_are_due_after_a_month_and_not_outside_the_log(pair: tuple[Member, Member]) -> None:
    me = pair[0].book.me
    assert not own_log.renewal_due(me, own_log.KEM_LASTS_MS)
    assert own_log.renewal_due(me, own_log.KEM_LASTS_MS + 1)
    others = own_log.say(me, fresh()[2].op, NOW)
    assert not own_log.renewal_due(own_log.reenrolled(others, NOW), 10 * own_log.KEM_LASTS_MS)


def test_two_laptops_renew_at_once_and_both_keys_stay(pair: tuple[Member, Member]) -> None:
    me = pair[0].book.me
    signing, kem, offer = fresh()
    both = own_log.say(me, offer.op, NOW)
    other = Identity(signing, kem, me.person, offer.device, "Amal", both.entries)
    here, there = own_log.renewed(both, NOW), own_log.renewed(other, NOW)
    assert own_log.lacking(here, there.acts)
    merged = own_log.absorbed(here, there.entries)
    assert not own_log.lacking(merged, there.acts)
    keys = {one.device_id: one.kem_pk for one in person_log.state(merged.acts).devices.values()}
    assert keys == {me.device: here.kem.public.raw, offer.device: there.kem.public.raw}
