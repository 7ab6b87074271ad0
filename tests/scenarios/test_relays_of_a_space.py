"""The relays of a space change by its stewards; operators are heard; another key is never taken over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine.events import Event, RelayNotice
from sync.relay_refusals import RelayKeyChanged
from tests.scenarios import rotating
from tests.scenarios.driven import Driven
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.rotating import sync
from tests.scenarios.ticketed import TicketRelay, left

DAY_MS = 24 * 60 * 60 * 1000
Three = tuple[Laptop, Laptop, Laptop, str]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Relay]:
    made = Relay(tmp_path / "other")
    made.start()
    yield made
    made.stop()


def addresses(one: Laptop, space: str) -> list[str]:
    return [row.address for row in one.session.relays.all(space)]


def a_day_later(one: Laptop) -> None:
    book = one.session._book
    before = book.clock
    book.clock = lambda: before() + DAY_MS + 1


def test_three_laptops_follow_what_stewards_say_of_relays(group: Three, relay: Relay, other: Relay) -> None:
    amal, badu, caro, space = group
    old = badu.note(space, "From before")
    sync(amal, badu, caro)
    amal.session.relays.add(space, other.url)
    sync(amal, badu, caro)
    assert [addresses(one, space) for one in (amal, badu, caro)] == [[relay.url, other.url]] * 3

    everything = rotating.opened(rotating.readable(amal, space), rotating.blobs(other, amal, space))
    held = {raw for content in everything for raw in getattr(content, "raws", ())}
    assert held >= _entries(amal, space)

    amal.session.relays.remove(space, relay.url)
    sync(amal, badu, caro)
    relay.stop()  # nobody asks it any more, so nobody misses it
    new = caro.note(space, "From afterwards")
    sync(caro, badu, amal)
    assert [addresses(one, space) for one in (amal, badu, caro)] == [[other.url]] * 3
    assert {badu.value(new, "title"), amal.value(old, "title")} == {"From afterwards", "From before"}
    assert amal.digest(space) == badu.digest(space) == caro.digest(space)


def _entries(one: Laptop, space: str) -> set[bytes]:
    book = one.session._book
    rows = book.read(lambda db: db.rows("SELECT raw FROM entry WHERE space = ?", bytes.fromhex(space)))
    return {bytes(raw) for (raw,) in rows}


def test_what_an_operator_says_is_asked_once_a_day(
    laptop: Callable[[str], Laptop], guarded: TicketRelay
) -> None:
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.session.relays.add(space, guarded.url, guarded.sheet(9))
    told: list[Event] = []
    amal.session.events.subscribe(told.append)
    guarded.say("Away on Friday\nfrom six")

    assert amal.session.delivery.sync().notices == []
    a_day_later(amal)
    report = amal.session.delivery.sync()
    (row,) = amal.session.relays.all(space)
    notice = RelayNotice(row.key, guarded.url, "Away on Friday from six")
    amal.session.delivery.sync()
    assert report.notices == [notice] == amal.session.relays.notices()
    assert [event for event in told if isinstance(event, RelayNotice)] == [notice]
    assert (row.notice, row.retention_days, row.wants_tickets) == (notice.text, 90, True)
    assert row.reached_ms is not None and not row.problem

    guarded.say("")
    a_day_later(amal)
    assert amal.session.delivery.sync().notices == []


def test_another_key_at_an_address_is_never_taken_over(
    laptop: Callable[[str], Laptop], guarded: TicketRelay
) -> None:
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.session.relays.add(space, guarded.url, guarded.sheet(9))
    before = amal.session.relays.all(space)[0]
    guarded.stop()
    (guarded.data / "identity.key").unlink()
    guarded.erase()
    guarded.start()
    guarded.say("I am somebody else")
    guarded.sheet(3)

    with pytest.raises(RelayKeyChanged):
        amal.session.relays.add(space, guarded.url)
    a_day_later(amal)
    for _ in range(2):
        amal.note(space, "Waits")
        report = amal.session.delivery.sync()
    assert report.problems and report.notices == []
    assert [each.code for each in report.quiet] == ["relay-key-changed"]
    assert left([amal], space) == [(4, 4)] and len(guarded.unused()) == 3  # nothing was handed to it
    after = amal.session.relays.all(space)[0]
    assert (after.key, after.address, after.notice) == (before.key, before.address, before.notice)


def test_an_unreachable_relay_keeps_its_row(group: Three, relay: Relay) -> None:
    amal, _, _, space = group
    (before,) = amal.session.relays.all(space)
    relay.stop()
    amal.session.delivery.sync()
    (row,) = amal.session.relays.all(space)
    assert row.problem == "relay-unreachable" and row.reached_ms == before.reached_ms
    relay.start()
    sync(amal)
    assert amal.session.relays.all(space)[0].problem == ""


def test_verbs(tmp_path: Path, guarded: TicketRelay, other: Relay) -> None:
    Laptop(tmp_path / "Amal", "Amal").session.close()
    amal, space = Driven(tmp_path / "Amal"), "Field team"
    try:
        amal("space", "new", space)
        first = guarded.sheet(1, plain=True).strip()
        guarded.say("Away on Friday")
        amal("relay", "add", space, guarded.url, "--ticket", first)
        amal("relay", "add", space, other.url)
        (tmp_path / "sheet").write_text(guarded.sheet(2) + "noise\n")
        wrong = first[:-1] + ("0" if first[-1] != "0" else "1")
        (tmp_path / "plain").write_text(guarded.sheet(1, plain=True) + wrong)
        assert amal("relay", "tickets", space, guarded.url, str(tmp_path / "sheet")) == {
            "new": 2, "known": 0, "unreadable": 0,
        }  # fmt: skip
        given = amal("relay", "tickets", space, guarded.url, str(tmp_path / "plain"))
        assert (given["new"], given["unreadable"]) == (1, 1)
        rows = amal("relay", "list", space)
        shown = [(row["address"], row["spare"], row["kept"], row["wants_tickets"]) for row in rows]
        assert shown == [(guarded.url, 3, 0, True), (other.url, 0, 0, False)]
        amal("relay", "remove", space, rows[1]["key"][:10])
        assert [row["address"] for row in amal("relay", "list", space)] == [guarded.url]
        assert amal("relay", "remove", space, other.url)["code"] == "unknown-relay"
        assert (
            amal("relay", "tickets", space, guarded.url, str(tmp_path / "none"))["code"] == "file-unreadable"
        )
        amal.say("relay", "tickets", space, guarded.url, "-")
        for line in (*guarded.sheet(1).splitlines(), "."):
            amal._write(line)
        assert amal._answer()["new"] == 1
        amal("relay", "tickets", space, guarded.url, str(tmp_path / "sheet"))
        assert amal("sync")["notices"] == [{"address": guarded.url, "text": "Away on Friday"}]
    finally:
        amal.cut_off()
