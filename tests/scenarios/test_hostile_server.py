"""A relay that does its worst costs a bounded amount of memory and time, and one quiet line (S03 to S06)."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from pathlib import Path

import pytest
from typing_extensions import override

from i18n import problems
from sync.engine import fetch, mailbox, patience
from sync.engine.patience import Patience
from sync.engine.watched import Limits
from sync.wire import frames, routes
from tests.scenarios.laptops import Laptop
from tests.scenarios.witnesses import Again, Prepared, made, signs, state, sync
from tests.sync.engine.hostile_relay import BLOCK, CHUNKED, OK, TOO_MUCH, TOO_SLOW, HostileRelay, Sin
from tests.sync.engine.lying_relay import DAY_S, Answer, Box, LyingRelay
from tests.sync.engine.test_fetch import GROWTH, growth

WAITED = 30  # seconds: whoever waits for it waits as long
DEADLINE = 0.5
PAGES_HERE = 20
QUICK = Limits(fixed=DEADLINE, rate=1 << 20, connect=DEADLINE)
SINS = {
    "streams for ever": (TOO_MUCH["endless chunks"], "relay-talks-too-much"),
    "one byte now and then": (TOO_SLOW["a status line a byte at a time"], "relay-too-slow"),
    "sends 4 GiB": (Sin(OK + b"Content-Length: 4294967296\r\n\r\n", endless=BLOCK), "relay-talks-too-much"),
    "one chunk of 4 GiB": (Sin(CHUNKED + b"100000000\r\n", endless=BLOCK), "relay-talks-too-much"),
    "says nothing": (TOO_SLOW["silence"], "relay-too-slow"),
}  # fmt: skip


class Worst(LyingRelay):
    """Signs as it should, and gives whatever a test makes of a page."""

    page: Callable[[int], tuple[bytes, int, bool]] | None = None
    """From the number after which it was asked: frames, the next number, and whether there is more."""

    @override
    def _pull(self, mid: bytes, box: Box, after: int) -> Answer:
        if self.page is None:
            return super()._pull(mid, box, after)
        self.pulls += 1
        body, following, more = self.page(after)
        headers = {
            routes.NEXT: str(following),
            routes.MORE: str(int(more)),
            routes.SIGNED_HEAD: self._head(mid, box).hex(),
        }
        return Answer(body=body, headers=headers)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return made(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def pair(prepared: Prepared, tmp_path: Path) -> Iterator[tuple[Again, Again]]:
    laptops = prepared.copies(tmp_path)
    yield laptops
    for one in laptops:
        one.session.close()


@pytest.fixture
def worst(prepared: Prepared) -> Iterator[Worst]:
    with Worst(prepared.relay) as relay:
        yield relay


@pytest.fixture
def honest() -> Iterator[LyingRelay]:
    with LyingRelay() as relay:
        yield relay


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same deadlines, sooner."""
    monkeypatch.setattr(fetch, "Limits", lambda: QUICK)


def one_line(laptop: Laptop, code: str) -> None:
    """One round costs little memory and time, and leaves one line that has its sentences."""
    reports = []
    began = time.monotonic()
    assert growth(lambda: reports.append(laptop.session.delivery.sync())) < GROWTH
    assert time.monotonic() - began < DEADLINE + 4  # with all that is done here
    assert [problem.code for problem in reports[0].problems] == [code]
    assert laptop.session.delivery.state.name == "offline"
    assert laptop.session.delivery.traffic.log()[0].problem == code
    assert all(astuple(problems.sentences(code)))


# ---------------------------------------------------------------- what it sends
@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", SINS)
def test_it_costs_one_line(
    prepared: Prepared, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu = prepared.copies(tmp_path)
    sin, code = SINS[name]
    note = amal.note(prepared.space, "Written all the same")
    with HostileRelay(port=prepared.relay.port, always=sin) as hostile:
        one_line(amal, code)
        assert amal.value(note, "title") == "Written all the same"
        assert hostile.connections <= 2
        monkeypatch.setattr(fetch, "Limits", Limits)  # for the honest one, however busy this computer is
        with LyingRelay() as other:
            amal.session.spaces.add_relay(prepared.space, other.url)
            report = amal.session.delivery.sync()
            assert report.problems == [] and [one.code for one in report.lagging] == [code]
            assert other.longest.blobs
            assert amal.session.delivery.state.name == "up-to-date"
            for one in (amal, badu):
                one.session.close()


@pytest.mark.usefixtures("quick")
def test_meanwhile_everything_answers_and_closing_does_not_wait(
    prepared: Prepared, pair: tuple[Again, Again], monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, _ = pair
    monkeypatch.setattr(fetch, "Limits", lambda: Limits(fixed=WAITED))
    with (
        HostileRelay(port=prepared.relay.port, always=TOO_SLOW["a status line a byte at a time"]) as hostile,
        ThreadPoolExecutor() as pool,
    ):
        sending = pool.submit(amal.session.delivery.sync)
        assert hostile.arrived.wait(WAITED)
        for number in range(5):
            amal.note(prepared.space, f"Note {number}")
            assert f"Note {number}" in amal.titles(prepared.space)
        assert not sending.done(), "nothing waited for it"
        began = time.monotonic()
        amal.session.close()
        assert sending.exception(WAITED) is not None or sending.done()
        assert time.monotonic() - began < WAITED / 2


# ---------------------------------------------------------------- blobs that do not fit
def numbered(number: int, size: int) -> bytes:
    return number.to_bytes(8, "big") + size.to_bytes(4, "big") + bytes(size)


PAGES: dict[str, Callable[[int], tuple[bytes, int, bool]]] = {
    "half a frame": lambda after: (frames.pack_numbered([(after + 1, b"x" * 600)])[:-1], after + 1, False),
    "a frame of 4 GiB": lambda after: ((after + 1).to_bytes(8, "big") + b"\xff" * 4, after + 1, False),
    "a blob too large": lambda after: (numbered(after + 1, routes.BLOB_MAX + 1), after + 1, False),
    "the same number twice": lambda after: (frames.pack_numbered([(after + 1, b"x")]) * 2, after + 1, False),
    "numbers that were": lambda after: (frames.pack_numbered([(after, b"x")]), after + 1, False),
    "more, and nothing": lambda after: (b"", after + 1, True),
    "a position that goes back": lambda after: (frames.pack_numbered([(after + 2, b"x")]), after + 1, False),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_what_does_not_fit_costs_one_line(
    prepared: Prepared, pair: tuple[Again, Again], worst: Worst, name: str
) -> None:
    amal, badu = pair
    badu.note(prepared.space, "It goes on")
    sync(worst, badu)
    worst.page = PAGES[name]
    one_line(amal, "relay-talks-nonsense")
    assert worst.pulls < 10
    worst.page = None
    sync(worst, amal)
    assert "It goes on" in amal.titles(prepared.space)
    assert amal.digest(prepared.space) == badu.digest(prepared.space)


@pytest.mark.parametrize("what", ["noise", "what was there before"])
def test_pages_without_an_end_leave_the_turn_to_others(
    prepared: Prepared,
    pair: tuple[Again, Again],
    worst: Worst,
    honest: LyingRelay,
    what: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each page is as it should be, and there is always one more."""
    amal, badu = pair
    monkeypatch.setattr(patience, "BYTES", 10_000 if what == "noise" else patience.BYTES)
    monkeypatch.setattr(mailbox, "Patience", lambda **named: Patience(PAGES_HERE, **named))
    amal.session.spaces.add_relay(prepared.space, honest.url)
    sync(worst, amal, badu)
    badu.note(prepared.space, "By the other relay")
    sync(worst, badu)
    blob = b"\1" + bytes(600) if what == "noise" else next(one for one in worst.longest.blobs if one)
    worst.page = lambda after: (frames.pack_numbered([(after + 1, blob)]), after + 1, True)
    worst.beyond, before = 1 << 60, worst.pulls

    sync(worst, amal)

    assert "By the other relay" in amal.titles(prepared.space)
    assert worst.pulls - before <= 4 * PAGES_HERE
    state_now = amal.session.delivery.state
    assert state_now.name == "waiting-for-yes" and state_now.left <= 2 * patience.COUNTED


# ---------------------------------------------------------------- its clock
@pytest.mark.parametrize("years", [-10, 10])
def test_a_relay_whose_clock_is_wrong_is_not_blamed(
    prepared: Prepared, pair: tuple[Again, Again], worst: Worst, years: int
) -> None:
    """Times are the operator's: nothing is refused, turned round or proved by them (S08)."""
    amal, badu = pair
    worst.now += years * 365 * DAY_S
    for number in range(2):
        amal.note(prepared.space, f"Note {number}")
        sync(worst, amal, badu, amal)
    worst.now -= years * 365 * DAY_S
    badu.note(prepared.space, "The clock was set right")
    sync(worst, badu, amal)
    assert "The clock was set right" in amal.titles(prepared.space)
    assert amal.digest(prepared.space) == badu.digest(prepared.space)
    for one in (amal, badu):
        row = state(one, prepared.space, worst)
        assert row.state != "proven" and row.proofs == 0 and signs(one, prepared.space, worst) == {}
