"""Tickets where no transaction reaches both the ticket and its mailbox (A6.4)."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from sync.relay import serve
from sync.relay.__main__ import main
from sync.relay.storage import opening, statements
from sync.relay.storage.interface import Claim
from sync.relay.storage.ledger import Ticket
from sync.relay.storage.postgresql import PostgresqlStorage
from sync.relay.storage.postgresql_ledger import PostgresqlLedger
from sync.wire import routes
from tests.sync.relay.test_postgresql import OWN, one
from tests.sync.relay.visitor import NOW, Keys


def test_a_ledger_needs_a_database_that_a_relay_uses(database: str) -> None:
    with pytest.raises(OSError, match="no relay"):
        opening.open_ledger(database)
    PostgresqlStorage(database, OWN).close()
    opening.open_ledger(database).close()


@pytest.mark.parametrize("done", [1, 2])
def test_a_ticket_that_was_half_spent_is_spent_by_repeating(database: str, done: int) -> None:
    storage, ledger, keys = PostgresqlStorage(database, OWN), PostgresqlLedger(database), Keys()
    ticket, other = secrets.token_bytes(32), secrets.token_bytes(32)
    ledger.add_tickets([Ticket(ticket, 700, NOW), Ticket(other, 50, NOW)])
    asked = routes.decode_box(keys.box().body)
    assert storage.create(asked, Claim(other, NOW))
    with psycopg.connect(database, autocommit=True) as db:
        db.execute(statements.TICKET_CLAIM, {"box": keys.mid, "now": 50, "ticket": ticket})
        if done == 2:
            db.execute(statements.BOX_RAISE, (750, keys.mid))
    thief = Keys()
    assert not storage.create(routes.decode_box(thief.box().body), Claim(ticket, NOW))
    assert storage.box(thief.mid) is None
    for _ in range(2):
        assert storage.create(asked, Claim(ticket, NOW))
        assert one(storage, keys).quota == 750
    assert ledger.tickets() == []
    ledger.set_notice("Back on Monday.")
    assert storage.notice() == "Back on Monday."
    with pytest.raises(OSError, match="pg_dump"):
        ledger.backup(Path("copy"))
    ledger.close()
    storage.close()


def test_one_ticket_shown_by_many_at_once_makes_one_mailbox(database: str) -> None:
    storage, ledger = PostgresqlStorage(database, OWN), PostgresqlLedger(database)
    ticket = secrets.token_bytes(32)
    ledger.add_tickets([Ticket(ticket, 700, NOW)])
    asked = [routes.decode_box(Keys().box().body) for _ in range(8)]
    with ThreadPoolExecutor(8) as several:
        said = list(several.map(lambda box: storage.create(box, Claim(ticket, NOW)), asked))
    assert (sum(said), ledger.stats().allowed, ledger.tickets()) == (1, 700, [])
    ledger.close()
    storage.close()


def test_an_operator_s_commands_work_on_a_database(database: str, tmp_path: Path) -> None:
    (tmp_path / "relay.toml").write_text(f'storage = "{database}"\n')
    opening.open_storage(database, serve.identity(tmp_path).verify_key.encode()).close()

    def said(*words: str) -> str:
        done = CliRunner().invoke(main, [*words, "--data", str(tmp_path)])
        assert done.exit_code == 0, done.output
        return done.output

    said("ticket", "new", "--size", "64M", "--count", "2")
    assert "unused tickets: 2" in said("stats")
    said("notice", "Back on Monday.")
    said("purge")
    done = CliRunner().invoke(main, ["backup", str(tmp_path / "copy"), "--data", str(tmp_path)])
    assert done.exit_code == 1 and "pg_dump" in done.output
