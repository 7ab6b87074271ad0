"""Tickets that are none, and words about tickets from people who may not say them (A6.4)."""

from collections.abc import Callable

import pytest

from sync.engine import own_chain, tickets
from sync.errors import Problem, RelayWantsTicket
from sync.model import ops
from sync.wire import codec
from sync.wire import tickets as written
from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop
from tests.scenarios.rotating import sync
from tests.scenarios.ticketed import TicketRelay, drawer, left

Scene = tuple[Laptop, Laptop, str]


@pytest.fixture
def two(laptop: Callable[[str], Laptop], guarded: TicketRelay) -> Scene:
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.session.relays.add(space, guarded.url, guarded.sheet(8))
    rotating.admit(amal, space, badu)
    sync(amal, badu)
    return amal, badu, space


def code(ask: Callable[[], object]) -> str:
    with pytest.raises(Problem) as caught:
        ask()
    return caught.value.code


def say(one: Laptop, space: str, *said: ops.Op) -> None:
    """Sign what no window offers, at once."""
    book = one.session._book
    encoded = [ops.encode(op) for op in said]
    book.write(lambda db: own_chain.append(db, book, bytes.fromhex(space), encoded))


def relay_key(one: Laptop, space: str) -> bytes:
    return bytes.fromhex(one.session.relays.all(space)[0].key)


def test_tickets_that_are_no_good_are_passed_over(
    laptop: Callable[[str], Laptop], guarded: TicketRelay
) -> None:
    """Wrong, foreign, revoked, lapsed: the relay says no to each alike, and the good one is found."""
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    wrong, foreign = written.write(b"w" * 32), written.write(b"f" * 32)
    revoked, lapsed = guarded.sheet(1), guarded.sheet(1, now=1_000_000_000)
    guarded.revoke(revoked)
    bad = "\n".join((wrong, foreign, revoked, lapsed, wrong))
    good = guarded.sheet(1, plain=True)
    amal.session.relays.add(space, guarded.url, bad + "\n" + good)

    assert guarded.mailboxes() == 1
    sync(amal)
    given = amal.session.relays.give_tickets(space, guarded.url, bad + good)
    assert (given.new, given.known, given.unreadable) == (0, 5, 0)
    assert not amal.session.delivery.sync().problems


def test_a_spent_ticket_makes_nothing_a_second_time(
    laptop: Callable[[str], Laptop], guarded: TicketRelay
) -> None:
    amal, badu = laptop("Amal"), laptop("Badu")
    first, second = amal.session.spaces.new("Field team").id, badu.session.spaces.new("Other team").id
    sheet = guarded.sheet(1)
    amal.session.relays.add(first, guarded.url, sheet)
    with pytest.raises(RelayWantsTicket):
        badu.session.relays.add(second, guarded.url, sheet)
    assert guarded.mailboxes() == 1 and drawer(badu, second).kept == ()


def test_text_without_tickets_changes_nothing(two: Scene, guarded: TicketRelay) -> None:
    amal, badu, space = two
    before = amal.digest(space), left([amal, badu], space)
    relays = amal.session.relays
    (row,) = relays.all(space)
    for text in ("", "hello", "x" * 100_000, written.write(b"t" * 32)[:-2]):
        assert code(lambda text=text: relays.give_tickets(space, row.address, text)) == "no-tickets"
    assert code(lambda: relays.add(space, guarded.url, "no ticket")) == "no-tickets"
    assert code(lambda: relays.give_tickets(space, "https://elsewhere", guarded.sheet(1))) == "unknown-relay"
    assert code(lambda: relays.remove(space, "0000")) == "unknown-relay"
    assert code(lambda: badu.session.relays.give_tickets(space, row.key, guarded.sheet(1))) == "not-allowed"
    assert code(lambda: badu.session.relays.remove(space, row.key)) == "not-allowed"
    assert (amal.digest(space), left([amal, badu], space)) == before


def test_two_hundred_tickets_with_noise_between(two: Scene, guarded: TicketRelay) -> None:
    amal, badu, space = two
    noise = "".join(f"> line {number} -- of noise, 12-34\n" for number in range(300))
    sheet = guarded.sheet(200).replace("Ticket ", noise[:40] + "\nTicket ")
    given = amal.session.relays.give_tickets(space, guarded.url, noise + sheet + sheet)
    assert (given.new, given.known, given.unreadable) == (200, 0, 0)
    before = left([amal], space)
    sync(amal, badu)
    assert left([amal, badu], space) == [before[0], (4, None)]
    again = amal.session.relays.give_tickets(space, guarded.url, sheet)
    assert (again.new, again.known) == (0, 200)


def test_a_false_word_that_tickets_are_spent_costs_none(two: Scene, guarded: TicketRelay) -> None:
    """They are tried all the same, after the others."""
    amal, badu, space = two
    spare = drawer(badu, space).spare
    say(badu, space, ops.Spent(relay_key(badu, space), tuple(written.name(one) for one in spare)))
    sync(badu, amal)
    assert drawer(amal, space).spare == () and set(drawer(amal, space).doubted) == set(spare)
    amal.session.invitations.qr_text(space)
    amal.session.invitations.qr_text(space)
    amal.session.invitations.qr_text(space)
    assert guarded.mailboxes() == 5


def test_what_somebody_says_who_was_taken_out_does_not_count(two: Scene) -> None:
    amal, badu, space = two
    amal.session.stewardship.promote(space, rotating.person(badu).hex())
    sync(amal, badu)
    key, before = relay_key(amal, space), drawer(amal, space)
    rotating.remove(amal, space, badu)
    say(
        badu,
        space,
        ops.Tickets(key, (b"j" * 32,), b""),
        ops.Spent(key, tuple(map(written.name, before.spare))),
    )
    badu.session.delivery.sync()
    amal.session.delivery.sync()
    after = drawer(amal, space)
    assert b"j" * 32 not in {*after.spare, *after.kept, *after.doubted}
    assert set(after.spare) == set(before.spare)


def test_words_that_do_not_count_change_nothing(two: Scene) -> None:
    """From whoever is no steward, too large, of no shape, or sealed and nonsense."""
    amal, badu, space = two
    key, name, before = relay_key(amal, space), bytes.fromhex(space), drawer(amal, space)
    spare = drawer(badu, space).spare
    say(badu, space, ops.Tickets(key, (b"j" * 32, b"k" * 32), b"no blob"))
    book = badu.session._book
    shapes = [
        (57, key, [b"j" * 32] * 65, b""),
        (57, key, [], bytes((1 << 16) + 1)),
        (57, b"short", [], b""),
        (58, key, [b"n" * 32] * 1001),
        (58, key),
        (57,),
    ]
    book.write(lambda db: own_chain.append(db, book, name, shapes))
    sync(badu, amal)
    assert drawer(amal, space) == before and drawer(badu, space).spare == spare

    mine = amal.session._book
    secrets = mine.read(lambda db: tickets.eras.held(db, name))[rotating.heads(amal, space)[0]]
    lock = tickets.tickets_key(secrets, key)
    assert lock is not None
    for inside in (b"", b"\xff", codec.encode([1, b"short", "text"]), codec.encode("no list")):
        say(amal, space, ops.Tickets(key, (), tickets.blob.seal(lock, inside)))
    assert set(drawer(amal, space).kept) == set(before.kept)
    item = badu.note(space, "Still here")
    sync(badu, amal)
    assert amal.value(item, "title") == "Still here"
