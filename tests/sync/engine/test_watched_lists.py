"""A relay under watch: honest ones are never blamed whatever the line does, and proofs prove alone (A6.7)."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from sync.engine import witness_proof
from sync.engine.relay_client import Page, PostAnswer
from sync.engine.witness import checked
from sync.engine.witness_looks import Looker
from sync.engine.witness_pages import DAY_MS, Belief, Known, Watch
from sync.engine.witness_proof import Evidence, Worth
from sync.model import relay_view
from sync.store import relay_heads, relay_proofs
from sync.store.carriers import Sealed
from sync.store.relay_heads import Spot
from sync.wire import codec, routes
from sync.wire.routes import Head
from tests.sync.engine.members_of_a_space import Member, found

KEY = SigningKey(bytes(32))
RELAY = KEY.verify_key.encode()
KINDS = ["post", "other", "ask", "hear", "trim", "restore"]


@pytest.fixture(scope="module")
def member(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Member]:
    made = Member(Path(tmp_path_factory.mktemp("watch")), "amal")
    found(made)
    yield made
    made.close()


def signed(head: Head) -> bytes:
    return KEY.sign(head.message()).signature + head.encode()


class Honest:
    """A relay's mailbox, and one reader whose answers may come late."""

    def __init__(self, member: Member) -> None:
        self.book = member.book
        self.spot = Spot(member.space, RELAY, secrets.token_bytes(32))
        self.watch = Watch(member.book, self.spot, lambda _: None)
        self.blobs: list[bytes] = []
        self.first, self.now = 1, 1_800_000_000
        self.incarnation = secrets.token_bytes(16)
        self.after = 0
        self.late: list[tuple[Page, Known]] = []

    def head(self) -> Head:
        chain = relay_view.folded(routes.EMPTY_CHAIN, [routes.blob_id(one) for one in self.blobs])
        last = len(self.blobs)
        return Head(self.spot.mailbox, self.incarnation, min(self.first, last + 1), last, chain, self.now)

    def do(self, kind: str, size: int) -> None:
        self.now += size % 2
        getattr(self, f"do_{kind}")(size)

    def do_post(self, size: int) -> None:
        sealed = [Sealed(0, secrets.token_bytes(8), []) for _ in range(size)]
        self.blobs += [one.data for one in sealed]
        seqs = range(len(self.blobs) - size + 1, len(self.blobs) + 1)
        answer = PostAnswer(tuple(seqs), self.head(), signed(self.head()))
        self.book.write(lambda db: self.watch.posted(db, sealed, answer))

    def do_other(self, size: int) -> None:
        self.blobs += [secrets.token_bytes(8) for _ in range(size)]

    def do_ask(self, size: int) -> None:
        known, first = self.book.read(self.watch.known), max(self.after + 1, self.first)
        rest = [(number, self.blobs[number - 1]) for number in range(first, len(self.blobs) + 1)]
        given, head = rest[:size], self.head()
        upto = given[-1][0] if given else self.after
        page = Page(given, upto, len(rest) > size, head, self.after, signed(head))
        self.late.append((page, known))

    def do_hear(self, size: int) -> None:
        if not self.late:
            return
        page, known = self.late.pop(size % len(self.late))
        if page.head.incarnation != self.incarnation:
            return  # the line was cut when the relay was restored
        assert self.watch.believes(page.signed, known) is Belief.FOLLOW
        if page.blobs or self.book.read(lambda db: self.watch.is_news(db, page)):
            self.book.write(lambda db: self.watch.follow(db, page))
        self.after = max(self.after, page.next)

    def do_trim(self, size: int) -> None:
        self.first = min(self.first + size, len(self.blobs) + 1)

    def do_restore(self, size: int) -> None:
        del self.blobs[-size:]
        self.first = min(self.first, len(self.blobs) + 1)
        self.incarnation, self.after = secrets.token_bytes(16), 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 5)), max_size=40))
def test_an_honest_relay_is_never_blamed(member: Member, done: list[tuple[str, int]]) -> None:
    relay = Honest(member)
    for kind, size in done:
        relay.do(kind, size)
    assert member.book.read(lambda db: relay_proofs.signs(db, member.space)) == []
    assert member.book.read(relay_proofs.every) == []


def test_what_is_kept_of_mailboxes_that_nobody_reads_goes(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = iter((1, 200, 201, 202))
    now, old, kept = 0, Honest(member), Honest(member)

    def look(relay: Honest) -> None:
        looker = Looker(member.book, relay.watch, None, None)  # type: ignore[arg-type] # not asked
        member.book.write(looker._due)

    monkeypatch.setattr(member.book, "clock", lambda: now)
    for day, here in zip(days, ((old, kept), (kept,), (kept,), (kept,)), strict=True):
        now = day * DAY_MS
        for relay in here:
            relay.do("post", 1)
            relay.do("ask", 1)
            relay.do("hear", 1)
            look(relay)
        held = [member.book.read(lambda db, one=one: relay_heads.blobs(db, one.spot)) for one in (old, kept)]
        assert [bool(one) for one in held] == [day < 201, True], "whoever was away long looks first"


def a_split(count: int = 3, more: int = 2) -> Evidence:
    mid, names = bytes(32), [secrets.token_bytes(32) for _ in range(count + more)]
    chain = relay_view.folded(routes.EMPTY_CHAIN, names[:count])
    other = Head(mid, bytes(16), 1, count, secrets.token_bytes(32), 5)
    head = Head(mid, bytes(16), 1, count + more, relay_view.folded(chain, names[count:]), 6)
    return Evidence("split-view", RELAY, signed(other), signed(head), chain, tuple(names[count:]))


def worth(evidence: Evidence) -> Worth:
    return witness_proof.verify(witness_proof.pack(evidence), RELAY)


def test_a_proof_stands_alone() -> None:
    split = a_split()
    assert worth(split) is Worth.PROVED
    assert worth(replace(split, code="withheld")) is Worth.NOTHING
    assert worth(replace(split, code="altered")) is Worth.NOTHING
    assert worth(replace(split, code="altered", ids=split.ids[:1])) is Worth.TOLD
    assert worth(replace(split, code="none of these")) is Worth.NOTHING
    assert worth(replace(split, relay=bytes(32))) is Worth.NOTHING
    assert worth(replace(split, first=split.second)) is Worth.NOTHING
    assert worth(replace(split, first=b"")) is Worth.NOTHING


@given(st.data())
def test_a_changed_proof_proves_nothing(data: st.DataObject) -> None:
    packed = bytearray(witness_proof.pack(a_split()))
    place = data.draw(st.integers(0, len(packed) - 1))
    packed[place] ^= data.draw(st.integers(1, 255))
    assert witness_proof.verify(bytes(packed), RELAY) is not Worth.PROVED


@given(st.binary(max_size=200))
def test_bytes_that_are_no_proof_prove_nothing(data: bytes) -> None:
    assert witness_proof.verify(data, RELAY) is Worth.NOTHING
    assert checked(data) == []
    assert checked(codec.encode([1, [data, 7]])) == []


def test_a_file_of_proofs_is_read_by_anybody() -> None:
    data = codec.encode([1, [witness_proof.pack(a_split()), b"none"]])
    assert [(row.code, row.worth, row.relay) for row in checked(data)] == [
        ("split-view", "proved", RELAY.hex())
    ]
