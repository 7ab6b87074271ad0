"""M03: a modified client changes every field of what it says; honest notebooks agree on all of it."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from crypto.keys import KemSeed, SigningKey
from sync.engine import contents, identity, incoming
from sync.engine.arrival import Received
from sync.engine.asides import Aside
from sync.engine.contents import Wished
from sync.engine.events import ChunkCame, Event
from sync.engine.files_box import ArchiveClient
from sync.engine.incoming import Came
from sync.model import epochs, ops
from sync.model.attaching import Attach
from sync.model.belonging import Policy, RelayEntry
from sync.store import attachments, segments
from tests.sync.engine.members_of_a_space import Member, found, join

ID = bytes(range(32))
RECORD = bytes(range(16))
Three = tuple[Member, Member, Member]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Three]:
    """A steward, the attacker, who is a member, and one more; all know all."""
    folder = tmp_path_factory.mktemp("three")
    amal, badu, chen = (Member(folder, name) for name in ("amal", "badu", "chen"))
    found(amal)
    join(amal, badu)
    join(amal, chen)
    badu.receive(amal.log())
    badu.note("By Badu")
    amal.note("By Amal")
    for one in (badu, chen, amal):
        for other in (amal, badu, chen):
            one.receive(one.lacks(other))
    yield amal, badu, chen
    for one in (amal, badu, chen):
        one.close()


def belonging(one: Member) -> tuple[object, ...]:
    state = one.state()
    return (
        dict(state.circle.roles), state.recipients(), state.policy, dict(state.invites), dict(state.held),
        state.relays, epochs.heads(state.epochs), dict(state.cuts), state.frozen, state.rosters,
    )  # fmt: skip


def tried(three: Three, raw: bytes) -> Received:
    """Hand an entry to both, who agree on it and on who belongs; return what became of it."""
    amal, badu, chen = three
    before = belonging(amal)
    became, again = amal.receive([raw]), chen.receive([raw])
    outcome = (became.new, became.refused, became.waiting, became.reasons)
    assert outcome == (again.new, again.refused, again.waiting, again.reasons)
    assert belonging(amal) == belonging(chen) == before
    assert amal.state().struck == chen.state().struck and amal.digest() == chen.digest()
    if became.new:
        badu.receive([raw])
    return became


def forms(three: Three) -> dict[str, Any]:
    """For each field of a header what a modified client could put there."""
    amal, badu, chen = three
    honest = badu.next_header(ops.New(RECORD, "note"))
    return {
        "space": [ID], "device": [amal.book.me.device, chen.book.me.device, ID],
        "seq": [honest.seq + 1, honest.seq + 1000], "prev": [ID, amal.book.me.device],
        "mem_heads": [(), (ID,), tuple(sorted((*honest.mem_heads, ID)))], "epochs": [(), (ID,)],
        "lamport": [0, 1, honest.lamport - 1, honest.lamport + (1 << 40), (1 << 63) - 1],
        "deps": [((ID[:8], 3),), ((amal.book.me.dev8, 1 << 30),)],
    }  # fmt: skip


@pytest.mark.parametrize(
    "field", ["space", "device", "seq", "prev", "mem_heads", "epochs", "lamport", "deps"]
)
@pytest.mark.parametrize("said", [ops.New(RECORD, "note"), ops.Vouch(ID)], ids=["content", "membership"])
def test_a_header_with_one_field_changed(three: Three, field: str, said: ops.Op) -> None:
    amal, badu, _ = three
    for value in forms(three)[field]:
        digest = amal.digest()
        raw = badu.signed(badu.next_header(said, **{field: value}))
        assert tried(three, raw).new == (field == "epochs" and isinstance(said, ops.Vouch)), value
        assert amal.digest() == digest


def claims(three: Three) -> dict[str, ops.Op]:
    """All that a member has no right to say, or cannot prove."""
    amal, badu, chen = (one.book.me for one in three)
    state, stranger = three[0].state(), identity.found("Stranger", secrets.token_bytes(32), 1)
    heads, cut = epochs.heads(state.epochs), (ops.Cut(amal.dev8, 0, ID), ops.Cut(chen.dev8, 0, ID))
    key, kem = SigningKey.generate().public.raw, KemSeed.generate().public.raw
    remove, appoint = ops.Action("remove", amal.person), ops.Action("steward", badu.person)
    return {
        "add": ops.Add(stranger.person, "member", stranger.card),
        "remove": ops.Remove(amal.person, cut),
        "raise": ops.SetRole(badu.person, "steward"),
        "lower": ops.SetRole(amal.person, "reader"),
        "vote": ops.Vote(remove),
        "vote for me": ops.Vote(appoint),
        "enact": ops.Enact(remove, cut),
        "enact for me": ops.Enact(appoint),
        "enact a policy": ops.Enact(ops.Action("policy", policy=Policy("Mine"))),
        "policy": ops.SetPolicy(Policy("Mine")),
        "relays": ops.Relays((ops.RelayEntry(ID, "http://127.0.0.1"),)),
        "invite": ops.Invite(key, "member", 9, 9, ""),
        "uninvite": ops.Uninvite(ID),
        "hold": ops.Hold(amal.device, on=True),
        "admit": ops.Admit((ID,)),
        "genesis": ops.SpaceGenesis("space", ID, badu.card, Policy("Mine")),
        "other's log": ops.PersonOps(amal.entries, cut),
        "own log": ops.PersonOps(badu.entries, cut),
        "stranger's log": ops.PersonOps(stranger.entries, cut),
        "noise": ops.PersonOps((b"noise",), cut),
        "recovery": ops.Recovery(key, kem, bytes(64)),
        "device": ops.AddDevice(key, kem, bytes(64)),
        "birth": ops.PersonGenesis(ID, key, kem),
        "roster": ops.Roster(amal.person, ops.encode(ops.Remove(amal.person))),
        "roster of me": ops.RosterGenesis(ID, "Wells", badu.card),
        "epoch": ops.Epoch(heads, ID, ID, ID, ID),
        "epoch of mine": ops.Epoch((), ID, ID, ID, ID),
        "epoch without": ops.Epoch(heads, ID, ID, ID, ID, omit=(amal.dev8,)),
    }


NAMES = (
    "add",
    "remove",
    "raise",
    "lower",
    "vote",
    "vote for me",
    "enact",
    "enact for me",
    "enact a policy",
    "policy",
    "relays",
    "invite",
    "uninvite",
    "hold",
    "admit",
    "genesis",
    "other's log",
    "own log",
    "stranger's log",
    "noise",
    "recovery",
    "device",
    "birth",
    "roster",
    "roster of me",
    "epoch",
    "epoch of mine",
    "epoch without",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_claim_of_every_kind(three: Three, name: str) -> None:
    amal, badu, _ = three
    digest, every = amal.digest(), claims(three)
    assert set(every) == set(NAMES)
    became = tried(three, badu.signed(badu.next_header(every[name])))
    assert became.new + became.refused == 1 and amal.digest() == digest


MOST = (1 << 64) - 1
BAD_REPORTS: list[tuple[object, ...]] = [
    (number, *fields)
    for number in (50, 51, 52, 53, 56, 57, 58, 59, 60)
    for fields in ((), (7,), (ID, ID, ID), (ID, MOST, [ID], [[ID[:8], MOST, MOST]]))
] + [(50, [], None, MOST), (50, [[ID[:8], MOST]], None, 1), (53, ID[:8], MOST, MOST)]


def test_a_report_of_a_bad_shape_keeps_nobody_from_what_follows(three: Three) -> None:
    amal, badu, chen = three
    for said in BAD_REPORTS:
        header = badu.next_header(ops.New(RECORD, "note"))
        raw = badu.signed(replace(header, ops=(said,)))
        assert amal.receive([raw]).new == chen.receive([raw]).new == badu.receive([raw]).new == 1, said
    badu.note("What follows")
    for one in (amal, chen):
        one.receive(one.lacks(badu))
    assert amal.digest() == chen.digest() == badu.digest()
    assert amal.book.read(lambda db: segments.every(db, amal.space)) == []


def test_a_number_beyond_all_bounds_in_what_names_segments_is_none() -> None:
    with pytest.raises(contents.Unreadable):
        contents.parse(contents.of_named([(ID, MOST, [ID])]))


@pytest.mark.parametrize("number", [-1, 1 << 32, MOST])
def test_a_part_of_a_file_with_a_number_that_none_can_have_is_passed_over(number: int) -> None:
    said = contents.of_chunk(RECORD, number, bytes(contents.CHUNK_MAX))
    assert contents.parse(said) == contents.Nothing()


def test_a_part_larger_than_any_is_passed_over_and_one_of_another_size_than_its_file_has() -> None:
    assert contents.parse(contents.of_chunk(RECORD, 0, bytes(contents.CHUNK_MAX + 1))) == contents.Nothing()
    assert contents.parse(contents.of_chunk(RECORD, 0, b"x")) == contents.Chunk(RECORD, 0, b"x")


def test_only_files_of_the_space_are_remembered_as_wanted(three: Three) -> None:
    amal = three[0]
    room = RelayEntry(ID, "https://room.test", ID)
    amal.book.asides.put(Aside(room, lambda: ArchiveClient(room.url), lambda _: True, is_room=True))
    came = Came((), wished=[Wished(tuple(bytes([number]) * 16 for number in range(200)))] * 5)
    amal.book.write(lambda db: incoming.take(db, amal.book, amal.space, came, early=False))
    assert amal.book.asides.wished(amal.space) == frozenset()
    amal.book.asides.drop(ID)


def test_of_parts_of_files_only_those_that_may_be_some_are_heard(three: Three) -> None:
    amal, heard = three[0], list[Event]()
    op = Attach(RECORD, ID, 2, ID, (ID,), "a.txt", "text/plain")
    amal.book.write(lambda db: attachments.describe(db, amal.space, op, 1, own=False))
    said = [contents.Chunk(att, 0, number.to_bytes(size, "big"))
            for att, size in ((ID[16:], 2), (RECORD, 3), (RECORD, 2)) for number in range(3_000)]  # fmt: skip
    silent = amal.book.events.subscribe(heard.append)
    amal.book.write(lambda db: incoming.take(db, amal.book, amal.space, Came((), chunks=said), early=False))
    silent()
    assert {(one.att, len(one.data)) for one in heard if isinstance(one, ChunkCame)} == {(RECORD, 2)}
    assert len(heard) == incoming.CHUNKS_MAX
