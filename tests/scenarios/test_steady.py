"""Steady spaces: whoever watches the relay sees the same of a notebook that is idle and one that is busy."""

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from crypto import blob
from sync.engine import contents, in_flight, pieces, steady
from sync.engine.arrival import Received
from sync.engine.contents import Piece, Unreadable
from sync.engine.notebook import Notebook
from sync.errors import DiskFull
from sync.store import pieces as held
from sync.store import settings
from sync.store import steady as table
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.watching import dense, lines, sizes, watch

Shared = tuple[Laptop, Laptop, str]
MINUTE = 60_000
STEP = 5 * MINUTE
SIZE = blob.OVERHEAD + pieces.PADDED


class Clock:
    """Time as two laptops see it, moved by hand."""

    def __init__(self, laptops: tuple[Laptop, ...]) -> None:
        self.now = laptops[0].session._book.clock() // STEP * STEP + 1000
        self._laptops = laptops
        for each in laptops:
            self.join(each)

    def join(self, one: Laptop) -> None:
        one.session._book.clock = lambda: self.now
        one.session.delivery.steady.grace_ms = 0

    def tick(self, *, late: int = 5) -> None:
        self.now = (self.now // STEP + 1) * STEP + late
        for each in self._laptops:
            each.session.delivery.tick()


@pytest.fixture
def paced(shared: Shared) -> tuple[Laptop, Laptop, str, Clock]:
    amal, badu, space = shared
    amal.session.delivery.sync()
    clock = Clock((amal, badu))
    for each in (amal, badu):
        each.session.delivery.set_mode("always")
        each.session.delivery.steady.set(space, 5)
        each.session.delivery.steady.grace_ms = 0
    return amal, badu, space, clock


Paced = tuple[Laptop, Laptop, str, Clock]


def test_idle_and_busy_look_alike(paced: Paced, relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, badu, space, clock = paced
    clock.tick()
    before = len(sizes(relay.data))
    seen = watch(monkeypatch)
    looks = []
    for number in range(4):
        if number % 2:
            amal.note(space, f"Note {number}", "words " * 200)
            badu.note(space, f"Word {number}")
        clock.tick()
        looks.append(seen.take())
    assert looks[0]
    assert all(look == looks[0] for look in looks)
    assert set(sizes(relay.data)[before:]) == {SIZE}
    assert len(sizes(relay.data)) == before + 8
    clock.tick()
    assert badu.titles(space) == amal.titles(space) == {"Note 1", "Note 3", "Word 1", "Word 3"}
    assert amal.digest(space) == badu.digest(space)


def test_nothing_touches_its_mailboxes_in_between(paced: Paced, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, _, space, clock = paced
    seen = watch(monkeypatch)
    amal.note(space, "Waits")
    assert amal.session.delivery.departing() == 0, "nor does it set off a round elsewhere"
    assert amal.session.delivery.sync().waiting >= 1
    amal.session.delivery.by_itself()
    assert not amal.session.delivery.listen(1)
    clock.now += 10
    amal.session.delivery.tick()
    assert seen.take() == []


def test_an_invitation_touches_its_meeting_place_alone(
    paced: Paced, laptop: Callable[[str], Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space, clock = paced
    caro = laptop("Caro")
    name, over = bytes.fromhex(space), lines(monkeypatch)
    boxes = {box._keys.mid.hex() for each in (amal, badu) for box in each.session._mailboxes.of(name)}
    amal.note(space, "Waits")
    caro.session.invitations.join_qr(amal.session.invitations.qr_text(space))
    amal.session.invitations.admit(space)
    assert over and not boxes & set().union(*over.values())
    for _ in range(12):
        clock.tick()
    caro.session.delivery.sync()
    assert "Waits" in caro.titles(space)


def test_whoever_presses_keeps_no_times(paced: Paced) -> None:
    amal, badu, space, _ = paced
    for each in (amal, badu):
        each.session.delivery.set_mode("pressed")
    amal.note(space, "Pressed")
    assert amal.session.delivery.sync().waiting == 0
    badu.session.delivery.sync()
    assert badu.titles(space) == {"Pressed"}


def test_what_is_large_goes_in_several_pieces(paced: Paced, relay: Relay) -> None:
    amal, badu, space, clock = paced
    before = len(sizes(relay.data))
    amal.note(space, "Long", dense("long", 50_000))
    ticks = 0
    while badu.titles(space) != {"Long"}:
        clock.tick()
        ticks += 1
        assert ticks < 12
    assert ticks > 2
    assert set(sizes(relay.data)[before:]) == {SIZE}


def test_what_was_slept_through_is_not_made_up_for(paced: Paced, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, _, clock = paced
    seen = watch(monkeypatch)
    clock.tick(late=steady.LATE_MS + 1)
    assert seen.take() == []


def test_every_post_begins_at_the_same_moment(paced: Paced, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, _, _, clock = paced
    waited: list[float] = []
    monkeypatch.setattr(threading.Event, "wait", lambda _self, timeout=None: waited.append(timeout))
    pace = amal.session.delivery.steady
    pace.grace_ms = steady.GRACE_MS
    tick = clock.now // STEP * STEP + STEP
    for late in (5, 700, steady.GRACE_MS + 1):
        clock.now = tick + late
        pace.pause(tick + 5)
    assert waited == [1.995, 1.3]


def test_only_what_sends_by_itself_keeps_a_pace(paced: Paced, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, badu, _, clock = paced
    for each in (amal, badu):
        each.session.delivery.set_mode("pressed")
    seen = watch(monkeypatch)
    clock.tick()
    assert seen.take() == []


def test_without_a_pace_all_goes_at_once_again(paced: Paced) -> None:
    amal, badu, space, clock = paced
    amal.note(space, "Long", dense("long", 50_000))
    clock.tick()
    amal.session.delivery.steady.set(space, None)
    badu.session.delivery.steady.set(space, None)
    assert amal.session.delivery.sync().sent >= 1
    badu.session.delivery.sync()
    assert badu.titles(space) == {"Long"}
    assert amal.session.delivery.steady.seconds_left() is None


def test_a_pace_that_cannot_be_read_means_that_nothing_leaves(
    paced: Paced, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space, _ = paced
    amal.note(space, "Kept here")
    seen = watch(monkeypatch)
    for said in (b"\xff", b"", b"0", b"1" * 5000):
        amal.session._book.write(lambda db, said=said: settings.put(db, table.PREFIX + space, said))
        amal.reopen()
        assert amal.session.delivery.steady.seconds_left() is None
        assert amal.session.delivery.sync().sent == amal.session.delivery.tick().sent == 0
    assert seen.take() == []
    for each in (amal, badu):
        each.session.delivery.steady.set(space, None)
        each.session.delivery.sync()
    assert badu.titles(space) == {"Kept here"}


def test_a_pace_is_kept_over_a_night(paced: Paced) -> None:
    amal, _, space, _ = paced
    amal.reopen()
    (row,) = amal.session.delivery.steady.rows()
    assert (row.space, row.minutes) == (space, 5)
    assert row.next_ms % STEP == 0
    assert 0 < (amal.session.delivery.steady.seconds_left() or 0) <= 300
    with pytest.raises(ValueError, match="7"):
        amal.session.delivery.steady.set(space, 7)


@pytest.mark.parametrize("length", [0, 1, pieces.ROOM, pieces.ROOM + 1, 5 * pieces.ROOM, blob.CONTENT_MAX])
def test_pieces_have_one_size(length: int) -> None:
    for one in (*pieces.cut(bytes(length)), pieces.cover()):
        assert len(blob.pad(one)) == pieces.PADDED


def test_pieces_come_in_any_order_and_twice(laptop: Callable[[str], Laptop]) -> None:
    book = laptop("Amal").session._book
    whole = contents.of_entries([secrets.token_bytes(2 * pieces.ROOM)])
    cut = [contents.parse(one) for one in pieces.cut(whole)]
    done: set[bytes] = set()
    came = [list(pieces.joined(book, b"s", cut[number], done)) for number in (2, 2, 0, 0)]
    assert came == [[]] * 4
    assert list(pieces.joined(book, b"s", cut[1], done)) == [contents.parse(whole)]
    assert list(pieces.joined(book, b"s", cut[1], done)) == [], "in one page it is read once"
    assert list(pieces.joined(book, b"s", cut[1], set())) == [contents.parse(whole)], (
        "not kept: it comes again"
    )
    book.write(lambda db: held.remove(db, b"s", done))
    again = [list(pieces.joined(book, b"s", one, set())) for one in cut]
    assert again == [[], [], [contents.parse(whole)]], "once more"
    assert list(pieces.joined(book, b"s", Piece(bytes(16), 0, 1, b"no content"), done)) == []
    with pytest.raises(Unreadable):
        contents.parse(contents.of_piece(Piece(b"a", 0, 1, b""), 1))


def test_what_was_joined_is_joined_again_where_it_was_not_kept(
    paced: Paced, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full between the last piece and what it made whole: the pieces before are there still."""
    amal, badu, space, clock = paced
    amal.note(space, "Long", dense("long", 50_000))
    real, failed = in_flight.receive, list[int]()

    def full(book: Notebook, where: bytes, raws: Sequence[bytes], then: in_flight.Then) -> Received:
        if raws and book is badu.session._book and not failed:
            failed.append(len(raws))
            raise DiskFull
        return real(book, where, raws, then)

    monkeypatch.setattr(in_flight, "receive", full)
    for _ in range(12):
        clock.tick()
        if failed:
            break
    assert failed and badu.titles(space) == set()
    clock.tick()
    assert badu.titles(space) == {"Long"}


def test_nobody_puts_another_piece_in_the_place_of_one(laptop: Callable[[str], Laptop]) -> None:
    """Who reads the first piece has minutes until the next one comes."""
    book = laptop("Amal").session._book
    whole = contents.of_entries([secrets.token_bytes(2 * pieces.ROOM)])
    first, second, third = (contents.parse(one) for one in pieces.cut(whole))
    assert isinstance(first, Piece) and isinstance(second, Piece)
    forged = [
        replace(second, data=b"forged"), replace(second, data=b"forged", after=first.after),
        replace(second, count=9), replace(first, data=b"another beginning"), replace(second, number=2),
    ]  # fmt: skip
    came = [list(pieces.joined(book, b"s", one, set())) for one in (first, *forged, second)]
    assert came == [[]] * 7
    assert list(pieces.joined(book, b"s", third, set())) == [contents.parse(whole)]


def test_a_flood_of_beginnings_is_looked_through_once(
    laptop: Callable[[str], Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody in a space can write many to one end; each is kept, and none costs more than the one before."""
    book, looked = laptop("Amal").session._book, list[int]()
    end = Piece(pieces.LAST, 2, 3, contents.of_cover(2)[-2:])
    middle = Piece(pieces.named(end), 1, 3, b"")
    begun = [Piece(pieces.named(middle), 0, 3, contents.of_cover(2)[:-2] + bytes(n)) for n in range(20)]
    every = held.of
    monkeypatch.setattr(held, "of", lambda *asked: looked.append(1) or every(*asked))
    assert [each for one in (*begun, middle) for each in pieces.joined(book, b"s", one, set())] == []
    assert looked == []
    assert list(pieces.joined(book, b"s", end, set())) == [contents.Nothing()]
    assert looked == [1]
