"""Mailboxes for tickets: spent once, lapsing, revoked, extending, and telling nobody anything (A6.4)."""

import secrets
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.relay.mailboxes import Mailboxes
from sync.relay.storage.interface import Storage
from sync.relay.storage.ledger import MONTH, Ledger, Ticket, last_day
from sync.relay.storage.postgresql_ledger import PostgresqlLedger
from sync.relay.storage.sqlite import DAY, SqliteStorage
from sync.relay.storage.sqlite_ledger import SqliteLedger
from sync.wire import tickets
from tests.sync.relay.conftest import KEY
from tests.sync.relay.visitor import NOW, Keys

TODAY = NOW // DAY
SMALL = 2_000


@pytest.fixture
def closed(storage: Storage) -> Mailboxes:
    return Mailboxes(storage, KEY, lambda: NOW, anybody=False)


@pytest.fixture
def ledger(storage: Storage, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Ledger]:
    assert storage.incarnation
    on_file = (tmp_path / "relay.db").exists()
    kept: Ledger
    if on_file:
        kept = SqliteLedger(tmp_path / "relay.db")
    else:
        kept = PostgresqlLedger(request.getfixturevalue("database"))
    yield kept
    kept.close()


def printed(ledger: Ledger, quota: int = SMALL, until: int = TODAY) -> bytes:
    ticket = secrets.token_bytes(32)
    ledger.add_tickets([Ticket(tickets.name(ticket), quota, until)])
    return ticket


def test_a_ticket_makes_one_mailbox_of_its_size(closed: Mailboxes, ledger: Ledger) -> None:
    ticket, keys = printed(ledger), Keys()
    assert closed.handle(keys.box(ticket)).status == 201
    assert closed.handle(keys.post(b"x" * 1_000)).status == 200
    assert closed.handle(keys.post(b"y" * 1_000)).status == 507
    assert ledger.tickets() == []


def test_repeating_is_harmless_and_gives_nothing_more(closed: Mailboxes, ledger: Ledger) -> None:
    """Also with the ticket spent, or without one: the four values are known to its holders alone."""
    ticket, keys = printed(ledger), Keys()
    for given in (ticket, ticket, b"", secrets.token_bytes(32)):
        assert closed.handle(keys.box(given)).status == 201
    assert ledger.stats().allowed == SMALL


def test_a_second_ticket_extends(closed: Mailboxes, ledger: Ledger) -> None:
    keys = Keys()
    for _ in range(2):
        assert closed.handle(keys.box(printed(ledger))).status == 201
    assert ledger.stats().allowed == 2 * SMALL
    assert closed.handle(keys.post(b"x" * 3_000)).status == 200


def test_refused_tickets_get_the_same_answer(closed: Mailboxes, ledger: Ledger) -> None:
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


def test_whoever_names_a_mailbox_with_other_keys_changes_nothing(closed: Mailboxes, ledger: Ledger) -> None:
    keys, other = Keys(), Keys()
    closed.handle(keys.box(printed(ledger)))
    other.mid = keys.mid
    assert closed.handle(other.box()).status == 402
    assert closed.handle(other.box(printed(ledger))).status == 201
    assert len(ledger.tickets()) == 1
    assert closed.handle(other.post(b"x")).status == 404
    assert closed.handle(keys.post(b"x")).status == 200


def test_a_closed_mailbox_stays_closed_and_spends_nothing(closed: Mailboxes, ledger: Ledger) -> None:
    keys = Keys()
    closed.handle(keys.box(printed(ledger)))
    closed.handle(keys.rule("/v1/close", "close"))
    assert closed.handle(keys.box(printed(ledger))).status == 201
    assert closed.handle(keys.post(b"x")).status == 404
    assert len(ledger.tickets()) == 1


def test_what_is_kept_says_neither_tickets_nor_batches(
    tmp_path: Path,
) -> None:
    """No ticket itself, no trace of who spent it, and no order in which they were made."""
    storage, ledger = SqliteStorage(tmp_path / "relay.db"), SqliteLedger(tmp_path / "relay.db")
    closed = Mailboxes(storage, KEY, lambda: NOW, anybody=False)
    unused, spent = printed(ledger), printed(ledger)
    keys = Keys()
    closed.handle(keys.box(spent))
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert unused not in held and spent not in held
    rows = ledger._connection.execute("SELECT name FROM ticket ORDER BY row").fetchall()
    assert rows == [(tickets.name(unused),)]
    ledger.close()
    storage.close()


def test_the_end_of_a_ticket_does_not_say_when_it_was_made() -> None:
    assert last_day(TODAY, 365) == last_day(TODAY - TODAY % MONTH + 6, 365)
    assert last_day(TODAY, 365) % MONTH == 0


def test_the_books(closed: Mailboxes, ledger: SqliteLedger | PostgresqlLedger) -> None:
    keys = Keys()
    closed.handle(keys.box(printed(ledger)))
    closed.handle(keys.post(b"x" * 100))
    printed(ledger, quota=7)
    said = ledger.stats()
    assert (said.mailboxes, said.closed, said.blobs, said.used, said.allowed) == (1, 0, 1, 228, SMALL)
    assert said.tickets == Counter({7: 1})
    assert ledger.faults() == []
    spoil = "UPDATE box SET used = 0 WHERE used > {}"
    if isinstance(ledger, PostgresqlLedger):
        ledger._done(spoil.format("%s"), (0,))
    else:
        ledger._connection.execute(spoil.format("?"), (0,))
    assert len(ledger.faults()) == 1
