"""A relay that wants tickets: laptops take those of the space, and with none left nothing stops (A6.4)."""

from collections.abc import Callable

import pytest

from crypto.mailbox import LOG, mailbox_keys
from sync.engine import tickets
from sync.engine.relay_client import RelayClient
from sync.errors import RelayWantsTicket
from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop
from tests.scenarios.rotating import sync
from tests.scenarios.ticketed import TicketRelay, drawer, left

Three = tuple[Laptop, Laptop, Laptop, str]


@pytest.fixture
def three(laptop: Callable[[str], Laptop], guarded: TicketRelay) -> Three:
    """Three in one space whose relay wants tickets; the first has twelve."""
    amal, badu, caro = laptop("Amal"), laptop("Badu"), laptop("Caro")
    space = amal.session.spaces.new("Field team").id
    amal.session.relays.add(space, guarded.url, guarded.sheet(12))
    rotating.admit(amal, space, badu)
    rotating.admit(amal, space, caro)
    sync(amal, badu, caro)
    return amal, badu, caro, space


def test_spare_tickets_are_for_members_and_the_others_for_stewards(
    three: Three, guarded: TicketRelay
) -> None:
    amal, badu, _, space = three
    # one for the space's mailbox, two for the meeting places of the invitations
    assert len(guarded.unused()) == 9 and guarded.mailboxes() == 3
    assert left([amal, badu], space) == [(4, 5), (4, None)]


def test_a_member_who_rotates_takes_a_spare_ticket(three: Three, guarded: TicketRelay) -> None:
    amal, badu, caro, space = three
    caro.session.stewardship.leave(space)
    sync(caro)
    before = rotating.heads(badu, space)

    sync(badu)
    assert rotating.heads(badu, space) != before
    assert left([badu], space) == [(3, None)] and guarded.mailboxes() == 4
    sync(amal, badu)  # a steward rotates next, and seals what stewards keep anew
    assert guarded.mailboxes() == 5
    assert left([amal, badu], space) == [(3, 4), (3, None)]
    one = drawer(amal, space)
    assert one.today.issuperset(one.kept)
    assert {tickets.tickets.name(each) for each in (*one.spare, *one.kept)} == guarded.unused()
    item = badu.note(space, "Wells")
    sync(badu, amal)
    assert amal.value(item, "title") == "Wells"


def test_a_new_steward_can_open_what_stewards_keep(three: Three) -> None:
    amal, badu, _, space = three
    amal.session.stewardship.promote(space, rotating.person(badu).hex())
    sync(amal, badu)
    rotating.rotate(amal, space)
    sync(amal, badu, amal, badu)
    assert left([badu], space)[0][1] == left([amal], space)[0][1] not in (None, 0)


def test_two_laptops_that_take_the_same_ticket_at_once_both_end_well(
    three: Three, guarded: TicketRelay
) -> None:
    amal, badu, _, space = three
    (row,) = amal.session.relays.all(space)
    relay = bytes.fromhex(row.key)
    first = drawer(badu, space).spare
    boxes = [mailbox_keys(secrets, relay, LOG) for secrets in map(_secrets, range(40))]
    same = [keys for keys in boxes if min(first, key=_order(keys.mid)) == first[0]][:2]
    client = RelayClient(guarded.url)
    book = badu.session._book
    for keys in same:
        if keys is same[1]:  # as a second laptop that heard nothing of the first
            book.write(lambda db: db.run("DELETE FROM ticket_spent WHERE relay = ?", relay))
        tickets.make_box(book, bytes.fromhex(space), relay, client, keys)
        client.head(keys)
    client.close()
    assert len(guarded.unused()) == 7
    sync(badu, amal)
    assert len(drawer(amal, space).spare) == 2


def _secrets(number: int) -> rotating.EpochSecrets:
    return rotating.EpochSecrets(bytes([number + 1]) * 32, b"w" * 32, b"t" * 32)


def _order(mailbox: bytes) -> Callable[[bytes], bytes]:
    return lambda ticket: tickets.sha256(mailbox + tickets.tickets.name(ticket)).digest()


def test_without_a_ticket_the_old_mailbox_carries_what_is_new(
    laptop: Callable[[str], Laptop], guarded: TicketRelay
) -> None:
    amal, badu, caro = laptop("Amal"), laptop("Badu"), laptop("Caro")
    space = amal.session.spaces.new("Field team").id
    amal.session.relays.add(space, guarded.url, guarded.sheet(3))
    rotating.admit(amal, space, badu)
    rotating.admit(amal, space, caro)
    sync(amal, badu, caro)
    assert guarded.unused() == set() and left([amal], space) == [(0, 0)]

    amal.session.stewardship.remove(space, rotating.person(caro).hex())
    report = amal.session.delivery.sync()
    assert [each.code for each in report.quiet] == ["tickets-low"] and not report.problems
    item = amal.note(space, "After the removal")
    sync(amal, badu)
    caro.session.delivery.sync()
    assert badu.value(item, "title") == "After the removal"
    assert caro.titles(space) == set()
    assert guarded.mailboxes() == 3
    assert badu.session.delivery.sync().quiet == []

    (row,) = amal.session.relays.all(space)
    amal.session.relays.give_tickets(space, row.address, guarded.sheet(5, plain=True))
    answer = badu.note(space, "Read")
    sync(amal, badu, amal)
    assert amal.value(answer, "title") == "Read"
    assert guarded.mailboxes() == 4 and not amal.session.delivery.sync().quiet


def test_without_any_ticket_the_relay_is_written_down_and_everything_waits(
    laptop: Callable[[str], Laptop], guarded: TicketRelay
) -> None:
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    with pytest.raises(RelayWantsTicket):
        amal.session.relays.add(space, guarded.url)
    report = amal.session.delivery.sync()
    assert [each.code for each in report.problems] == ["relay-wants-ticket"]
    amal.session.relays.give_tickets(space, guarded.url, guarded.sheet(1))
    report = amal.session.delivery.sync()
    assert not report.problems and report.waiting == 0 and guarded.mailboxes() == 1


def test_whoever_joins_by_a_file_meets_the_inviter_at_the_cost_of_the_space(
    laptop: Callable[[str], Laptop], guarded: TicketRelay
) -> None:
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.session.relays.add(space, guarded.url, guarded.sheet(3))
    file = amal.session.invitations.to_file(space)
    assert not badu.session.invitations.join_file(file).posted  # no meeting place, and no ticket to make it
    sync(amal, badu, amal)
    amal.session.invitations.admit(space)
    sync(amal, badu)
    assert badu.session.spaces.all()[0].role == "member"
