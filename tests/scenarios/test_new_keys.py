"""Keys that change: every month, after a copy, after a loss."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crypto import recovery
from sync.engine import devices, own_log, person_log, session
from sync.engine.person_log import Unproven
from sync.model import ops
from tests.scenarios.laptops import WORDS, Laptop, Relay
from tests.scenarios.persons import later, state_of, sync, this

Make = Callable[[str], Laptop]
DAY_MS = own_log.DAY_MS
R = bytes(range(32))


def kem_of(one: Laptop, space: str, device: str) -> bytes:
    return state_of(one, space).devices[bytes.fromhex(device)].kem_pk


# ---------------------------------------------------------------- every month
def test_a_month_later_others_seal_to_another_key(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    first = kem_of(badu, space, this(amal))
    later(29, amal)
    sync(amal, badu)
    assert kem_of(badu, space, this(amal)) == first
    later(1.1, amal)
    sync(amal, badu)
    second = kem_of(badu, space, this(amal))
    assert second != first
    assert amal.session._book.me.kem.public.raw == second
    later(31, amal)
    sync(amal, badu)
    assert kem_of(badu, space, this(amal)) not in {first, second}
    assert badu.digest(space) == amal.digest(space)


def test_old_keys_open_packages_for_sixty_days_more(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, _, space = shared
    book = amal.session._book
    first = book.me.kem
    later(31, amal)
    sync(amal)
    assert book.me.seeds == (book.me.kem, first)
    amal.reopen()
    book = amal.session._book
    assert book.me.seeds == (book.me.kem, first)
    later(31 + 61, amal)
    sync(amal)
    assert first not in book.me.seeds
    assert len(book.me.seeds) == 2
    assert amal.titles(space) == set()


def test_years_of_new_keys_leave_a_small_card(laptop: Make) -> None:
    amal = laptop("Amal")
    me = amal.session._book.me
    for month in range(1, 61):
        me = own_log.renewed(me, month * 31 * DAY_MS)
    assert len(me.card) < 4096
    (keys,) = person_log.state(me.acts).devices.values()
    assert keys.kem_pk == me.kem.public.raw


def test_what_somebody_else_lacks_is_theirs_to_carry(laptop: Make, relay: Relay) -> None:
    """Badu knows from one space that Amal has a second laptop; the other does not learn it from Badu."""
    amal, badu = laptop("Amal"), laptop("Badu")
    first = amal.session.spaces.new("One").id
    amal.session.spaces.add_relay(first, relay.url)
    other = badu.session.spaces.new("Two").id
    badu.session.spaces.add_relay(other, relay.url)
    sync(amal, badu)
    badu.session.invitations.join_qr(amal.session.invitations.qr_text(first))
    amal.session.invitations.admit(first)
    amal.session.invitations.join_qr(badu.session.invitations.qr_text(other))
    badu.session.invitations.admit(other)
    sync(amal, badu, amal, badu)
    amal.session.devices.add(laptop("Second").session.devices.card())
    person = bytes.fromhex(amal.session.me.person)
    box = amal.session._mailboxes.of(bytes.fromhex(first))[0]
    box.push()  # the news leaves for one of the two spaces only
    sync(badu, badu)
    assert len(state_of(badu, first).devices_of(person)) == 2
    assert len(state_of(badu, other).devices_of(person)) == 1


# ---------------------------------------------------------------- a copy or a restored notebook
def test_the_only_laptop_takes_new_keys_by_itself(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    amal.note(space, "Typed before")
    old = this(amal)
    assert amal.session.devices.reenrol() is True
    assert this(amal) != old
    assert [row.state for row in amal.session.devices.rows()] == ["removed", "present"]
    note = amal.note(space, "Typed after")
    sync(amal, badu)
    assert badu.titles(space) == {"Typed before", "Typed after"}
    assert badu.value(note, "title") == "Typed after"
    assert [
        one.device_id.hex() for one in state_of(badu, space).devices_of(bytes.fromhex(amal.session.me.person))
    ] == [this(amal)]
    amal.reopen()
    assert amal.titles(space) == badu.titles(space)


def test_one_of_several_needs_another_of_them(laptop: Make, relay: Relay) -> None:
    amal, other = laptop("Amal"), laptop("Other")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    sync(amal)
    other.session.devices.adopt(amal.session.devices.add(other.session.devices.card()))
    sync(amal, other, amal)
    other.note(space, "Typed before")
    copied = this(other)
    assert other.session.devices.reenrol() is False
    with pytest.raises(Exception, match="not-admitted-yet"):
        other.note(space, "Too early")
    sync(other)
    other.session.devices.adopt(amal.session.devices.add(other.session.devices.card()))
    amal.session.devices.block(copied)
    sync(amal, other, amal)
    note = other.note(space, "With new keys")
    sync(other, amal)
    assert amal.value(note, "title") == "With new keys"
    assert amal.titles(space) == {"Typed before", "With new keys"}


# ---------------------------------------------------------------- recovery
def test_with_the_recovery_key_a_copy_becomes_the_only_laptop(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    lost = this(amal)
    book = amal.session._book
    signing, kem = recovery.signing(R), recovery.kem(R)
    with pytest.raises(Unproven):
        book.write(lambda db: devices.recover(db, book, signing))
    book.write(lambda db: book.become(db, own_log.with_recovery(book.me, signing, kem.public, book.clock())))
    sync(amal, badu)
    person = bytes.fromhex(amal.session.me.person)
    assert len(state_of(badu, space).person_state(person).recovery) == 1
    book.write(lambda db: devices.recover(db, book, signing))
    note = amal.note(space, "Back again")
    sync(amal, badu)
    seen = state_of(badu, space)
    assert [one.device_id.hex() for one in seen.devices_of(person)] == [this(amal)]
    assert len(seen.person_state(person).recovered) == 2  # the new one in, the lost one out
    assert bytes.fromhex(lost) in seen.person_state(person).gone
    assert badu.value(note, "title") == "Back again"
    rows = {row.id: row for row in amal.session.devices.rows()}
    assert rows[this(amal)].added_by == "recovery"


def test_what_the_recovery_key_wrote_elsewhere_is_taken_in(
    shared: tuple[Laptop, Laptop, str], laptop: Make
) -> None:
    amal, badu, space = shared
    book, fresh = amal.session._book, laptop("Fresh").session._book
    signing, kem = recovery.signing(R), recovery.kem(R)
    book.write(lambda db: book.become(db, own_log.with_recovery(book.me, signing, kem.public, book.clock())))
    new = own_log.offer(fresh.me.signing, fresh.me.kem)
    log = own_log.recovered(book.me.person, book.me.entries, signing, new, 1)
    assert set(person_log.state(person_log.verified(book.me.person, log)).devices) == {fresh.me.device}
    book.write(lambda db: devices.take_log(db, book, log))
    sync(amal, badu)
    person = bytes.fromhex(amal.session.me.person)
    assert [one.device_id for one in state_of(badu, space).devices_of(person)] == [fresh.me.device]


def test_a_copy_that_leaves_by_itself_says_so(laptop: Make) -> None:
    me = laptop("Amal").session._book.me
    again = own_log.reenrolled(me, 5)
    said = [type(act.op) for act in again.acts]
    assert set(said) == {ops.PersonGenesis, ops.AddDevice, ops.Leave}


def test_a_copied_notebook_takes_new_keys_and_both_go_on(
    shared: tuple[Laptop, Laptop, str], tmp_path: Path
) -> None:
    """P16, P24, S02: a copy is noticed, and neither of the two goes silent."""
    amal, badu, space = shared
    amal.session.close()
    shutil.copytree(amal.home, tmp_path / "copy")
    amal.session = session.unlock(amal.home, WORDS)
    amal.note(space, "Written by one")
    sync(amal, badu)
    amal.session.close()
    copy = session.unlock(tmp_path / "copy", WORDS)
    copy.items.new(space, "note", {"title": "Written by the other"})
    assert not copy.delivery.sync().problems
    sync(badu)
    assert badu.titles(space) == {"Written by one", "Written by the other"}
    assert copy.devices.reenrol() is True
    copy.items.new(space, "note", {"title": "With new keys"})
    assert not copy.delivery.sync().problems
    sync(badu)
    copy.close()
    amal.session = session.unlock(amal.home, WORDS)
    assert "With new keys" in badu.titles(space)
