"""How a notebook sends: by itself, when pressed, or never; and what it says of the cost before and after."""

import socket
from collections.abc import Callable

import pytest

from sync.engine import rotation
from sync.engine.events import DeliveryChanged, Event
from sync.engine.metered import KEY, SMALL
from sync.errors import SendingIsOff
from sync.store import settings
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.watching import dense, watch

Shared = tuple[Laptop, Laptop, str]
Alone = tuple[Laptop, str]


@pytest.fixture
def alone(laptop: Callable[[str], Laptop], relay: Relay) -> Alone:
    """A laptop with a space at a relay, which nobody else is in."""
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    amal.session.delivery.sync()
    return amal, space


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Note every connection that is tried, and let none through."""
    tried: list[object] = []

    def refuse(*said: object, **_more: object) -> None:
        tried.append(said)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


def put(laptop: Laptop, key: str, value: bytes) -> None:
    laptop.session._book.write(lambda db: settings.put(db, key, value))


# ---------------------------------------------------------------- modes
def test_a_new_notebook_sends_when_pressed(laptop: Callable[[str], Laptop]) -> None:
    assert laptop("Amal").session.delivery.mode == "pressed"


def test_never_opens_no_line_for_anything(alone: Alone, cut_off: list[object]) -> None:
    amal, space = alone
    amal.note(space, "Kept here")
    for said in (b"never", b"\xff", b""):
        put(amal, rotation.MODE_KEY, said)
        amal.reopen()
        with pytest.raises(SendingIsOff):
            amal.session.delivery.sync()
        assert not amal.session.delivery.by_itself().problems
        assert not amal.session.delivery.listen(1)
        for ask in (
            lambda: amal.session.spaces.add_relay(space, "http://127.0.0.1:9"),
            lambda: amal.session.invitations.by_words(space),
            lambda: amal.session.invitations.join_words("one two three", "http://127.0.0.1:9"),
        ):
            with pytest.raises(SendingIsOff):
                ask()
        amal.session.delivery.tick()
        assert amal.session.delivery.state.name == "paused"
    assert cut_off == []


def test_pressed_sends_nothing_by_itself(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, badu, space = shared
    amal.note(space, "Kept until pressed")
    seen = watch(monkeypatch)
    assert amal.session.delivery.by_itself().sent == 0
    assert seen.take() == []
    assert amal.session.delivery.sync().sent == 1
    badu.session.delivery.sync()
    assert badu.titles(space) == {"Kept until pressed"}


def test_turning_it_off_and_on_is_told(alone: Alone) -> None:
    amal, _ = alone
    heard: list[Event] = []
    amal.session.events.subscribe(heard.append)
    for mode in ("never", "always"):
        amal.session.delivery.set_mode(mode)
    assert [each.state.name for each in heard if isinstance(each, DeliveryChanged)] == ["paused", "idle"]
    with pytest.raises(ValueError, match="sometimes"):
        amal.session.delivery.set_mode("sometimes")


# ---------------------------------------------------------------- sizes first
def test_the_outlook_is_kept(alone: Alone) -> None:
    amal, space = alone
    delivery = amal.session.delivery
    assert delivery.outlook().bytes_to_send == delivery.outlook().blobs == 0
    for number in range(5):
        amal.note(space, f"Note {number}", "words " * 300)
    said = delivery.outlook(space)
    assert said == delivery.outlook()
    before = delivery.traffic.counts().today_up
    assert delivery.sync().sent == 1
    assert said.changes >= 5
    assert 0 < delivery.traffic.counts().today_up - before - 2 * 512 <= said.bytes_to_send <= 64 * 1024
    assert delivery.outlook().blobs == 0


def test_a_large_outlook_counts_every_piece(alone: Alone) -> None:
    amal, space = alone
    for number in range(20):
        amal.note(space, f"Note {number}", f"{number} " * 60_000)
    said = amal.session.delivery.outlook()
    assert said.bytes_to_send > 2 << 20
    assert said.blobs >= 2


# ---------------------------------------------------------------- where bytes cost
def test_where_bytes_cost_little_goes_by_itself_and_much_waits(shared: Shared) -> None:
    amal, badu, space = shared
    delivery = amal.session.delivery
    delivery.set_mode("always")
    delivery.metered.say("yes")
    amal.note(space, "Short")
    assert delivery.by_itself().sent == 1
    assert delivery.state.name == "up-to-date"
    amal.note(space, "Long", dense("long", 120_000))
    assert delivery.by_itself().sent == 0
    assert delivery.state.name == "waiting-for-yes"
    assert delivery.state.bytes_to_send > SMALL
    assert delivery.sync().sent >= 1
    assert delivery.state.name == "up-to-date"
    badu.session.delivery.sync()
    assert badu.titles(space) == {"Short", "Long"}


def test_where_bytes_cost_one_page_is_taken_and_the_rest_waits(shared: Shared) -> None:
    amal, badu, space = shared
    for number in range(3):
        amal.note(space, f"Note {number}", dense(str(number), 120_000))
        amal.session.delivery.sync()
    delivery = badu.session.delivery
    delivery.set_mode("always")
    delivery.metered.say("yes")
    delivery.by_itself()
    assert len(badu.titles(space)) < 3
    assert delivery.state.name == "waiting-for-yes"
    assert delivery.state.left >= 1
    delivery.sync()
    assert len(badu.titles(space)) == 3
    assert delivery.state.left == 0


def test_the_system_is_asked_unless_the_person_said(alone: Alone) -> None:
    amal, _ = alone
    metered = amal.session.delivery.metered
    assert metered.said == "ask-system"
    for hint in (False, True):
        metered.hint(metered=hint)
        assert metered.now is hint
    metered.say("no")
    assert not metered.now
    put(amal, KEY, b"\xff")
    assert metered.now
    with pytest.raises(ValueError, match="perhaps"):
        metered.say("perhaps")


# ---------------------------------------------------------------- what happened
def test_rounds_are_kept_to_be_read(alone: Alone, relay: Relay) -> None:
    amal, space = alone
    traffic, delivery = amal.session.delivery.traffic, amal.session.delivery
    amal.note(space, "One")
    delivery.sync()
    first = traffic.log()[0]
    assert [(part.space.hex(), part.sent, part.received) for part in first.parts] == [(space, 1, 0)]
    assert first.up > 0 < first.down
    delivery.sync()
    assert traffic.log()[0] == first
    relay.stop()
    for _ in range(3):
        delivery.sync()
    assert (traffic.log()[0].problem, traffic.log()[0].times) == ("relay-unreachable", 3)


def test_bytes_are_counted_by_day_and_month(alone: Alone) -> None:
    amal, space = alone
    amal.note(space, "One")
    amal.session.delivery.sync()
    counts = amal.session.delivery.traffic.counts()
    assert 0 < counts.today <= counts.month
    amal.session.close()
    amal.reopen()
    assert amal.session.delivery.traffic.counts() == counts
    traffic = amal.session.delivery.traffic
    later = traffic.clock() + 40 * 24 * 60 * 60 * 1000
    traffic.clock = lambda: later
    assert amal.session.delivery.traffic.counts().month == 0


def test_what_came_while_waiting_is_told_of_too(shared: Shared) -> None:
    amal, badu, space = shared
    badu.session.delivery.sync()
    before = badu.session.delivery.traffic.log()
    amal.note(space, "While you waited")
    amal.session.delivery.sync()
    assert badu.session.delivery.listen(1)
    assert badu.session.delivery.sync().received == 1
    newest, *older = badu.session.delivery.traffic.log()
    assert (newest.parts[0].received, older) == (1, before)
    assert badu.session.delivery.sync().received == 0
