"""A space may name another space's relay by its key, and lead it to an address of its own choice."""

from dataclasses import replace
from functools import partial

import pytest

from sync.engine import relay_visits
from sync.engine.fetch import Answer, Line, Question
from sync.model import ops
from sync.model.belonging import RelayEntry
from sync.store.database import Db
from sync.wire import routes
from tests.scenarios.laptops import Laptop, Relay

ELSEWHERE = "http://127.0.0.1:9"


def test_who_gets_a_ticket_is_asked_at_the_address_of_that_space(
    shared: tuple[Laptop, Laptop, str], relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, _, space = shared
    book, asked, real = amal.session._book, [], Line.ask
    (row,) = amal.session.relays.all(space)
    key = bytes.fromhex(row.key)
    others = [bytes.fromhex(amal.session.spaces.new(name).id) for name in ("One", "Two", "Three")]

    def lead(other: bytes, db: Db) -> None:
        amal.session.relays._publish(db, other, ops.Relays((RelayEntry(key, ELSEWHERE),)))

    def ask(line: Line, question: Question) -> Answer:
        asked.append(line._base)
        return real(line, question)

    for other in others:
        book.write(partial(lead, other))
    monkeypatch.setattr(Line, "ask", ask)

    assert relay_visits.is_itself(book, bytes.fromhex(space), key)
    assert asked == [relay.url]
    assert not relay_visits.is_itself(book, others[0], key) and asked == [relay.url, ELSEWHERE]


def test_what_somebody_says_at_another_address_is_not_shown_of_the_relay(
    shared: tuple[Laptop, Laptop, str],
) -> None:
    amal, _, space = shared
    book = amal.session._book
    (row,) = amal.session.relays.all(space)
    key = bytes.fromhex(row.key)
    said = routes.Info(row.key, notice="Send your words to me")

    book.write(lambda db: relay_visits.note(db, book, RelayEntry(key, ELSEWHERE), said))
    book.write(
        lambda db: relay_visits.note(db, book, RelayEntry(key, ELSEWHERE), replace(said, relay_pk="00" * 32))
    )
    (now,) = amal.session.relays.all(space)
    assert (now.notice, now.problem) == ("", "")
    assert amal.session.relays.notices() == [] and amal.session.relays.concerns() == []
