"""Mailboxes for tickets: spent once, lapsing, revoked, extending, and telling nobody anything (A6.4)."""

import secrets
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from sync.relay.mailboxes import Mailboxes
from sync.relay.storage.ledger import MONTH, Ticket, last_day
from sync.relay.storage.sqlite import DAY, SqliteStorage
from sync.relay.storage.sqlite_ledger import SqliteLedger
from sync.wire import tickets
from tests.sync.relay.visitor import NOW, Keys

TODAY = NOW // DAY
SMALL = 2_000


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    kept = SqliteLedger(tmp_path / "relay.db")
    yield kept
    kept.close()


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Mailboxes]:
    kept = SqliteStorage(tmp_path / "relay.db")
    yield Mailboxes(kept, SigningKey(bytes(32)), lambda: NOW, anybody=False)
    kept.close()


def printed(ledger: SqliteLedger, quota: int = SMALL, until: int = TODAY) -> bytes:
    ticket = secrets.token_bytes(32)
    ledger.add_tickets([Ticket(tickets.name(ticket), quota, until)])
    return ticket


def test_a_ticket_makes_one_mailbox_of_its_size(closed: Mailboxes, ledger: SqliteLedger) -> None:
    ticket, keys = printed(ledger), Keys()
    assert closed.handle(keys.box(ticket)).status == 201
    assert closed.handle(keys.post(b"x" * 1_000)).status == 200
    assert closed.handle(keys.post(b"y" * 1_000)).status == 507
    assert ledger.tickets() == []


def test_repeating_is_harmless_and_gives_nothing_more(closed: Mailboxes, ledger: SqliteLedger) -> None:
    """Also with the ticket spent, or without one: the four values are known to its holders alone."""
    ticket, keys = printed(ledger), Keys()
    for given in (ticket, ticket, b"", secrets.token_bytes(32)):
        assert closed.handle(keys.box(given)).status == 201
    assert ledger.stats().allowed == SMALL


def test_a_second_ticket_extends(closed: Mailboxes, ledger: SqliteLedger) -> None:
    keys = Keys()
    for _ in range(2):
        assert closed.handle(keys.box(printed(ledger))).status == 201
    assert ledger.stats().allowed == 2 * SMALL
    assert closed.handle(keys.post(b"x" * 3_000)).status == 200


def test_refused_tickets_get_the_same_answer(closed: Mailboxes, ledger: SqliteLedger) -> None:
    spent, lapsed, revoked = printed(ledger), printed(ledger, until=TODAY - 1), printed(ledger)
    closed.handle(Keys().box(spent))
    assert ledger.revoke([tickets.name(revoked), tickets.name(spent)]) == 1
    given = [spent, lapsed, revoked, b"", secrets.token_bytes(32)]
    answers = [closed.handle(Keys().box(ticket)) for ticket in given]
    assert {(each.status, each.body, str(each.headers)) for each in answers} == {(402, b"", "{}")}


def test_a_ticket_of_another_relay_is_none(closed: Mailboxes, tmp_path: Path) -> None:
    other = SqliteLedger(tmp_path / "other.db")
    assert closed.handle(Keys().box(printed(other))).status == 402
    other.close()


def test_whoever_names_a_mailbox_with_other_keys_changes_nothing(
    closed: Mailboxes, ledger: SqliteLedger
) -> None:
    keys, other = Keys(), Keys()
    closed.handle(keys.box(printed(ledger)))
    other.mid = keys.mid
    assert closed.handle(other.box()).status == 402
    assert closed.handle(other.box(printed(ledger))).status == 201
    assert len(ledger.tickets()) == 1
    assert closed.handle(other.post(b"x")).status == 404
    assert closed.handle(keys.post(b"x")).status == 200


def test_a_closed_mailbox_stays_closed_and_spends_nothing(closed: Mailboxes, ledger: SqliteLedger) -> None:
    keys = Keys()
    closed.handle(keys.box(printed(ledger)))
    closed.handle(keys.rule("/v1/close", "close"))
    assert closed.handle(keys.box(printed(ledger))).status == 201
    assert closed.handle(keys.post(b"x")).status == 404
    assert len(ledger.tickets()) == 1


def test_what_is_kept_says_neither_tickets_nor_batches(
    closed: Mailboxes, ledger: SqliteLedger, tmp_path: Path
) -> None:
    """No ticket itself, no trace of who spent it, and no order in which they were made."""
    unused, spent = printed(ledger), printed(ledger)
    keys = Keys()
    closed.handle(keys.box(spent))
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert unused not in held and spent not in held
    rows = ledger._connection.execute("SELECT name FROM ticket ORDER BY row").fetchall()
    assert rows == [(tickets.name(unused),)]
    assert last_day(TODAY, 365) == last_day(TODAY - TODAY % MONTH + 6, 365)
    assert last_day(TODAY, 365) % MONTH == 0


def test_the_books(closed: Mailboxes, ledger: SqliteLedger) -> None:
    keys = Keys()
    closed.handle(keys.box(printed(ledger)))
    closed.handle(keys.post(b"x" * 100))
    printed(ledger, quota=7)
    said = ledger.stats()
    assert (said.mailboxes, said.closed, said.blobs, said.used, said.allowed) == (1, 0, 1, 228, SMALL)
    assert said.tickets == Counter({7: 1})
    assert ledger.faults() == []
    ledger._connection.execute("UPDATE box SET used = 0")
    assert len(ledger.faults()) == 1
