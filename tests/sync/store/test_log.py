"""Entries, chains, what waits, and what goes where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from sync.model.belonging import RelayEntry
from sync.store import (
    carriers,
    chains,
    entries,
    epoch_secrets,
    newcomers,
    outbox,
    spaces,
    waiting_room,
)  # fmt: skip
from sync.store import settings as table
from sync.store.carriers import Cursor, Lacking
from sync.store.chains import Chain
from sync.store.database import Database, Db
from sync.store.newcomers import Joining, OpenInvitation, Request
from tests.sync.store.furnished import DEVICE, PERSON, RELAY, SPACE, made

OTHER, SECOND = b"o" * 32, b"e" * 32


def _lacking(db: Db, space: bytes, size: int) -> list[Lacking]:
    return carriers.taken(db, carriers.lacking_rows(db, RELAY, space), size)


# ---------------------------------------------------------------- entries and chains
def test_entries_come_back_as_they_were_received(database: Database) -> None:
    kept = [made(0, membership=True), made(1), made(0, device=SECOND), made(0, space=OTHER, membership=True)]
    with database.transaction() as db:
        rows = [entries.add(db, each) for each in kept]
        assert rows == sorted(rows)
        assert [entries.row_of(db, each.id) for each in kept] == rows
        assert entries.row_of(db, b"unknown") is None
        assert entries.membership(db, SPACE) == [kept[0]]
        assert (entries.count(db, SPACE), entries.count(db, OTHER)) == (3, 1)
        assert list(entries.above(db, SPACE, {})) == [each.raw for each in kept[:3]]
        assert list(entries.above(db, SPACE, {DEVICE: 0})) == [kept[1].raw, kept[2].raw]
        assert list(entries.above(db, SPACE, {DEVICE: 1, SECOND: 0})) == []


def test_one_place_of_a_chain_is_taken_once(database: Database) -> None:
    with database.transaction() as db:
        entries.add(db, made(1))
    with pytest.raises(dbapi2.IntegrityError), database.transaction() as db:
        entries.add(db, made(1))


def test_the_lamport_at_a_place_is_found_by_the_beginning_of_a_device(database: Database) -> None:
    with database.transaction() as db:
        for each in (made(0), made(1), made(4, device=SECOND), made(2, space=OTHER)):
            entries.add(db, each)
        assert entries.lamport(db, SPACE, DEVICE[:8], 1) == 2
        assert entries.lamport(db, SPACE, SECOND[:8], 4) == 5
        assert entries.lamport(db, SPACE, DEVICE[:8], 2) == 0
        assert entries.lamport(db, SPACE, b"a" * 8, 0) == 0
        assert entries.lamport(db, SPACE, b"z" * 8, 0) == 0


def test_a_chain_is_kept_whole(database: Database) -> None:
    first = Chain(0, b"a" * 32, 1, (), {})
    later = Chain(300, b"b" * 32, 900, (b"g" * 32, b"h" * 32), {DEVICE[:8]: 300, SECOND[:8]: 0})
    with database.transaction() as db:
        assert chains.get(db, SPACE, DEVICE) is None
        assert chains.highest_lamport(db, SPACE) == 0
        for each in (first, later):
            chains.put(db, SPACE, DEVICE, each)
            assert chains.get(db, SPACE, DEVICE) == each
        chains.put(db, SPACE, SECOND, first)
        assert chains.vector(db, SPACE) == {DEVICE: 300, SECOND: 0}
        assert chains.highest_lamport(db, SPACE) == 900
        assert chains.vector(db, OTHER) == {}


# ---------------------------------------------------------------- not applied
def test_a_device_may_park_so_much_and_no_more(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_room, "PARKED_MAX", 100)
    with database.transaction() as db:
        assert waiting_room.park(db, SPACE, DEVICE, b"1", bytes(60))
        assert waiting_room.park(db, SPACE, DEVICE, b"1", bytes(40)), "known: takes no more room"
        assert waiting_room.park(db, SPACE, DEVICE, b"2", bytes(40))
        assert not waiting_room.park(db, SPACE, DEVICE, b"3", b"x")
        assert waiting_room.park(db, SPACE, SECOND, b"3", b"x")
        assert waiting_room.parked_count(db) == 3
        waiting_room.unpark(db, b"1")
        waiting_room.unpark(db, b"1")
        assert waiting_room.park(db, SPACE, DEVICE, b"4", bytes(60))
        assert not waiting_room.park(db, SPACE, DEVICE, b"5", b"x")
        assert [len(raw) for raw in waiting_room.parked(db, SPACE)] == [40, 1, 60]
        assert waiting_room.parked(db, OTHER) == []
        assert waiting_room.park(db, SPACE, SPACE, b"6", b"of a stranger")
        assert len(waiting_room.parked(db, SPACE, strangers=False)) == 3
        assert waiting_room.park(db, SPACE, SECOND, b"6", b"of a stranger"), "who is known by now"
        assert len(waiting_room.parked(db, SPACE, strangers=False)) == 4


def test_what_is_in_quarantine_stays_there(database: Database) -> None:
    with database.transaction() as db:
        waiting_room.refuse(db, SPACE, b"1", b"raw", "fork")
        waiting_room.refuse(db, SPACE, b"1", b"other", "later reason")
        waiting_room.refuse(db, b"", b"2", b"", "anywhere")
        assert waiting_room.is_refused(db, SPACE, b"1") and not waiting_room.is_refused(db, OTHER, b"1")
        assert waiting_room.is_refused(db, SPACE, b"2") and waiting_room.is_refused(db, OTHER, b"2")
        assert not waiting_room.is_refused(db, SPACE, b"3")
        assert waiting_room.refused(db) == [(SPACE, "fork"), (b"", "anywhere")]


def test_marks_outlive_the_program_until_they_are_cleared(database: Database) -> None:
    with database.transaction() as db:
        waiting_room.mark(db, [b"1", b"2"])
        waiting_room.mark(db, [b"2"])
    assert database.read(waiting_room.marks) == [b"1", b"2"]
    with database.transaction() as db:
        waiting_room.clear_marks(db)
    assert database.read(waiting_room.marks) == []


def test_edits_wait_in_order(database: Database) -> None:
    with database.transaction() as db:
        for op in (b"one", b"three", b"two"):
            outbox.add(db, SPACE, op)
        outbox.add(db, OTHER, b"elsewhere")
        assert outbox.waiting(db, SPACE) == [b"one", b"three", b"two"]
        assert (outbox.count(db, SPACE), outbox.size(db, SPACE)) == (3, 11)
        outbox.clear(db, SPACE)
        assert (outbox.count(db, SPACE), outbox.size(db, SPACE)) == (0, 0)
        assert outbox.count(db, OTHER) == 1


# ---------------------------------------------------------------- relays
def test_a_relay_lacks_what_it_was_not_given(database: Database) -> None:
    with database.transaction() as db:
        rows = [entries.add(db, made(seq)) for seq in range(4)]
        assert carriers.lacking_count(db, RELAY, SPACE) == 4
        lacking = _lacking(db, SPACE, 1 << 20)
        assert [(one.row, one.device, one.raw) for one in lacking] == [
            (row, DEVICE, made(seq).raw) for seq, row in enumerate(rows)
        ]
        assert len(_lacking(db, SPACE, 1)) == 1
        assert _lacking(db, SPACE, 0) == []
        carriers.placed(db, RELAY, [])
        carriers.placed(db, RELAY, [999])
        assert carriers.lacking_count(db, RELAY, SPACE) == 4


def test_a_blob_is_the_same_until_the_relay_says_yes(database: Database) -> None:
    with database.transaction() as db:
        rows = [entries.add(db, made(seq)) for seq in range(3)]
        carriers.send_later(db, RELAY, SPACE, b"first", rows[:2])
        carriers.send_later(db, RELAY, SPACE, b"second", rows[2:])
        carriers.send_later(db, RELAY, OTHER, b"elsewhere", [])
        first = carriers.outgoing(db, RELAY, SPACE, 3)
        assert [(one.data, one.entries) for one in first] == [(b"first", rows[:2])]
        assert [one.data for one in carriers.outgoing(db, RELAY, SPACE, 11)] == [b"first", b"second"]
        carriers.sent(db, RELAY, first)
        assert [one.row for one in _lacking(db, SPACE, 999)] == rows[2:]
        assert [one.data for one in carriers.outgoing(db, RELAY, SPACE, 99)] == [b"second"]
        carriers.forget(db, RELAY, SPACE)
        assert carriers.outgoing(db, RELAY, SPACE, 99) == []
        assert carriers.lacking_count(db, RELAY, SPACE) == 3
        assert len(carriers.outgoing(db, RELAY, OTHER, 99)) == 1


@given(st.lists(st.one_of(st.integers(0, 1), st.sets(st.integers(0, 12)), st.none()), max_size=25))
@settings(max_examples=60, deadline=None)
def test_what_a_relay_lacks_is_what_it_was_never_given(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int | set[int] | None]
) -> None:
    """A number adds an entry to one of two spaces, a set places some, None forgets the first space."""
    database = Database(tmp_path_factory.mktemp("relay") / "c0.db", bytes(32), bytes(16))
    both = (SPACE, OTHER)
    every: list[tuple[int, bytes]] = []
    held: set[int] = set()
    with database.transaction() as db:
        for number, step in enumerate(steps):
            if isinstance(step, int):
                every.append((entries.add(db, made(number, space=both[step])), both[step]))
            elif step is None:
                carriers.forget(db, RELAY, SPACE)
                held -= {row for row, space in every if space == SPACE}
            else:
                for space in both:  # a blob, and so a call, is of one space
                    rows = [row for at, (row, of) in enumerate(every) if at in step and of == space]
                    carriers.placed(db, RELAY, rows)
                    held.update(rows)
            for space in both:
                expected = [row for row, of in every if of == space and row not in held]
                assert [one.row for one in _lacking(db, space, 1 << 20)] == expected
                assert carriers.lacking_count(db, RELAY, space) == len(expected)
    database.close()


def test_a_position_is_kept_for_each_relay_and_mailbox(database: Database) -> None:
    with database.transaction() as db:
        assert carriers.cursor(db, RELAY, b"m") == Cursor(0, b"")
        carriers.move(db, RELAY, b"m", Cursor(5, b"i"))
        carriers.move(db, RELAY, b"m", Cursor(9, b"j"))
        assert carriers.cursor(db, RELAY, b"m") == Cursor(9, b"j")
        assert carriers.cursor(db, RELAY, b"n") == carriers.cursor(db, b"other", b"m") == Cursor(0, b"")


# ---------------------------------------------------------------- people, spaces, settings, secrets
def test_invitations_are_open_until_closed(database: Database) -> None:
    first, second = OpenInvitation(SPACE, b"1" * 32, b"k"), OpenInvitation(OTHER, b"2" * 32, b"l")
    with database.transaction() as db:
        for each in (first, second, first):
            newcomers.invite(db, each)
        assert newcomers.invitations(db) == [first, second]
        assert newcomers.invitations(db, OTHER) == [second]
        newcomers.close_invitation(db, first.invite)
        assert newcomers.invitations(db, SPACE) == []


def test_a_request_is_new_once(database: Database) -> None:
    asked = Request(SPACE, PERSON, b"1" * 32, "Badu", b"card", b"proof")
    with database.transaction() as db:
        assert newcomers.add_request(db, asked)
        assert not newcomers.add_request(db, asked)
        assert newcomers.requests(db, SPACE) == [asked]
        newcomers.remove_request(db, SPACE, PERSON)
        assert newcomers.requests(db, SPACE) == []


def test_our_own_request_is_kept_until_we_have_joined(database: Database) -> None:
    joining = Joining(
        OTHER,
        "Cooperative",
        b"k",
        b"request",
        (RelayEntry(RELAY, "http://a"), RelayEntry(b"q", "http://b", bytes(32))),
        b"card",
    )
    with database.transaction() as db:
        newcomers.ask(db, joining)
        assert newcomers.asked(db) == [joining]
        newcomers.was_posted(db, joining)
        assert [(one.space, one.posted) for one in newcomers.asked(db)] == [(OTHER, True)]
        newcomers.joined(db, OTHER)
        assert newcomers.asked(db) == []


def test_how_words_were_compared_is_remembered(database: Database) -> None:
    with database.transaction() as db:
        newcomers.verify(db, PERSON, "call")
        newcomers.verify(db, PERSON, "in-person")
        assert newcomers.verified(db) == {PERSON: "in-person"}


def test_nothing_secret_is_in_the_words_of_an_object() -> None:
    secret = b"very secret"
    joining = Joining(OTHER, "Cooperative", secret, b"request", (), b"card")
    assert "very secret" not in f"{joining!r}{OpenInvitation(SPACE, b'1', secret)!r}"


def test_spaces_settings_and_secrets(database: Database) -> None:
    with database.transaction() as db:
        for space in (SPACE, OTHER, SPACE):
            spaces.add(db, space)
        assert spaces.every(db) == [SPACE, OTHER]
        assert spaces.has(db, SPACE) and not spaces.has(db, PERSON)
        assert table.get(db, "theme") is None
        for value in (b"light", b""):
            table.put(db, "theme", value)
            assert table.get(db, "theme") == value
        epoch_secrets.put(db, SPACE, b"e1", b"a" * 96)
        epoch_secrets.put(db, SPACE, b"e1", b"b" * 96)
        epoch_secrets.put(db, SPACE, b"e2", b"c" * 96)
        assert epoch_secrets.every(db, SPACE) == {b"e1": b"b" * 96, b"e2": b"c" * 96}
        assert epoch_secrets.every(db, OTHER) == {}
