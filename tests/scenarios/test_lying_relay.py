"""Six ways in which a relay lies: what is seen, what happens by itself, which proof is kept (A6.7, S03)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from i18n import relay_signs
from sync.cli import witness
from sync.cli.grammar import parse
from sync.engine import once_more
from sync.engine.patience import HOUR_MS
from sync.errors import Problem, RelayTalksNonsense
from tests.scenarios.laptops import Laptop
from tests.scenarios.witnesses import Prepared, caught, heard, kept, later, made, signs, state, sync
from tests.sync.engine.lying_relay import DAY_S, LyingRelay

Group = tuple[Laptop, Laptop, str]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return made(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def liar(prepared: Prepared) -> Iterator[LyingRelay]:
    with LyingRelay(prepared.relay) as relay:
        yield relay


@pytest.fixture
def honest() -> Iterator[LyingRelay]:
    with LyingRelay() as relay:
        yield relay


@pytest.fixture
def pair(prepared: Prepared, liar: LyingRelay, tmp_path: Path) -> Iterator[Group]:
    assert liar.port == prepared.relay.port
    amal, badu = prepared.copies(tmp_path)
    yield amal, badu, prepared.space
    for one in (amal, badu):
        one.session.close()


def test_an_honest_relay_is_reliable(pair: Group, liar: LyingRelay) -> None:
    amal, badu, space = pair
    told = heard(amal)
    for number in range(4):
        amal.note(space, f"Note {number}")
        badu.note(space, f"Answer {number}")
        later(amal, 1.1)
        later(badu, 1.1)
        sync(liar, amal, badu, amal)
        liar.now += DAY_S
    assert amal.digest(space) == badu.digest(space)
    for one in (amal, badu):
        row = state(one, space, liar)
        assert (row.state, row.signs, row.proofs, row.offer) == ("reliable", (), 0, False)
    assert not caught(told) and not amal.session.witness.proofs()


def test_a_blob_that_is_left_out(pair: Group, liar: LyingRelay, honest: LyingRelay) -> None:
    """The other relay has it; who wrote it sends it again."""
    amal, badu, space = pair
    amal.session.spaces.add_relay(space, honest.url)
    sync(liar, amal, badu)
    told = heard(badu)
    amal.note(space, "Never seen there")
    sync(liar, amal)
    gone = len(liar.longest.blobs)
    liar.lie = lambda number, blob: None if number == gone else (number, blob)
    sync(liar, badu)
    assert "Never seen there" in badu.titles(space)
    assert caught(told) == [("dropped", False)]
    assert state(badu, space, liar).state == "soft" and signs(badu, space, liar) == {"dropped": 1}
    sync(liar, amal, badu)
    assert caught(told) == [("dropped", False)] and len(liar.longest.blobs) > gone
    assert amal.digest(space) == badu.digest(space)
    assert state(amal, space, liar).offer


def test_a_blob_that_is_left_out_is_sent_again_to_the_only_relay(pair: Group, liar: LyingRelay) -> None:
    amal, badu, space = pair
    amal.note(space, "Left out once")
    sync(liar, amal)
    gone = len(liar.longest.blobs)
    liar.lie = lambda number, blob: None if number == gone else (number, blob)
    sync(liar, badu)
    assert "Left out once" not in badu.titles(space)
    sync(liar, amal, badu)
    assert "Left out once" in badu.titles(space)


def test_a_relay_that_leaves_out_everything_is_given_so_much_a_day(
    pair: Group, liar: LyingRelay, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, _, space = pair
    monkeypatch.setattr(once_more, "LOST_MAX", 4000)
    amal.note(space, "Left out for ever", "x" * 1000)
    sync(liar, amal)
    before = len(liar.longest.blobs)
    liar.lie = lambda number, blob: None if number >= before else (number, blob)
    sync(liar, *[amal] * 8)
    assert before < len(liar.longest.blobs) <= before + 3
    assert signs(amal, space, liar)["dropped"] >= 2


def test_a_relay_that_goes_back(pair: Group, liar: LyingRelay) -> None:
    amal, badu, space = pair
    told = heard(amal)
    amal.note(space, "Kept here")
    sync(liar, amal, badu, amal)
    liar.roll_back(2)
    sync(liar, amal)
    assert caught(told) == [("rolled-back", True)]
    row = state(amal, space, liar)
    assert (row.state, row.proofs, row.offer) == ("proven", 1, True)
    sync(liar, amal, badu, amal)
    assert "Kept here" in badu.titles(space) and amal.digest(space) == badu.digest(space)
    assert kept(amal, liar) == [("rolled-back", "proved")]
    assert "relay-proofs:1" in amal.session.doctor().findings


def test_an_answer_of_before_is_left_alone(pair: Group, liar: LyingRelay) -> None:
    """Somebody on the line may have kept it: nothing is sent again for its sake."""
    amal, badu, space = pair
    liar.now -= 100
    liar.shown = 1
    before = len(liar.longest.blobs)
    assert amal.session.delivery.sync().problems == []
    assert signs(amal, space, liar) == {"withheld": 1} and len(liar.longest.blobs) == before
    assert kept(amal, liar) == []
    liar.shown, liar.now = None, liar.now + 200
    badu.note(space, "It goes on")
    sync(liar, badu, amal)
    assert "It goes on" in amal.titles(space)


def test_a_relay_that_begins_anew_is_filled_and_not_blamed(pair: Group, liar: LyingRelay) -> None:
    amal, badu, space = pair
    amal.note(space, "Both have it")
    sync(liar, amal, badu)
    liar.incarnation, liar.boxes = bytes([1]) * 16, {}
    sync(liar, amal, badu, amal)
    assert state(amal, space, liar).state == state(badu, space, liar).state == "reliable"
    assert len(liar.longest.blobs) > 0


def test_a_relay_that_loses_everything_for_ever_is_not_filled_for_ever(pair: Group, liar: LyingRelay) -> None:
    amal, _, space = pair
    amal.note(space, "Once more")
    sync(liar, amal)
    filled, told = 0, set[type[Problem]]()
    for number in range(1, 16):
        liar.incarnation, liar.boxes = bytes([number]) * 16, {}
        told |= {type(one) for one in amal.session.delivery.sync().problems}
        filled += any(box.blobs for box in liar.boxes.values())
    assert 0 < filled <= 8 and told == {RelayTalksNonsense}
    now = amal.session._book.clock
    amal.session._book.clock = lambda: now() + HOUR_MS
    sync(liar, amal)
    assert liar.longest.blobs


def test_a_tail_that_is_kept_from_one(pair: Group, liar: LyingRelay, honest: LyingRelay) -> None:
    """What the other was shown comes by another relay; the liar's own two heads show the rest."""
    amal, badu, space = pair
    amal.session.spaces.add_relay(space, honest.url)
    sync(liar, amal, badu, amal)
    told, seen = heard(badu), len(liar.longest.blobs)
    amal.note(space, "Only for some")
    sync(liar, amal, amal)
    later(amal, 1.1)
    amal.note(space, "With what Amal was shown")
    sync(liar, amal)
    liar.shown = seen
    sync(liar, badu, badu)
    assert "Only for some" in badu.titles(space)
    assert caught(told) == [("withheld", False)]
    assert state(badu, space, liar).state == "proven"
    assert kept(badu, liar) == [("withheld", "proved")]


def test_two_lists_for_two_people(pair: Group, liar: LyingRelay, honest: LyingRelay) -> None:
    amal, badu, space = pair
    amal.session.spaces.add_relay(space, honest.url)
    sync(liar, amal, badu, amal)
    for_badu, told = liar.copy(), heard(badu)
    amal.note(space, "In one list")
    sync(liar, amal, amal)
    for_amal, liar.boxes = liar.boxes, for_badu
    badu.note(space, "In the other list")
    sync(liar, badu, badu)
    liar.boxes = for_amal
    later(amal, 1.1)
    amal.note(space, "With what Amal was shown")
    sync(liar, amal)
    liar.boxes = for_badu
    sync(liar, badu, badu)
    assert ("split-view", False) in caught(told)
    assert state(badu, space, liar).state == "proven"
    assert ("split-view", "proved") in kept(badu, liar)
    places = [box.place.relay for box in badu.session._mailboxes.every()]
    assert places[0] == honest.public_key
    assert {"In one list", "In the other list"} <= badu.titles(space)


def test_a_blob_that_is_altered(pair: Group, liar: LyingRelay) -> None:
    """No altered word is taken in; that it was the relay rests on what was received."""
    amal, badu, space = pair
    told = heard(badu)
    amal.note(space, "As it was written")
    sync(liar, amal)
    bad = len(liar.longest.blobs)
    liar.lie = lambda number, blob: (number, blob[:-1] + bytes([blob[-1] ^ 1]) if number == bad else blob)
    sync(liar, badu)
    assert "As it was written" not in badu.titles(space)
    assert caught(told) == [("altered", False)]
    assert state(badu, space, liar).state == "soft"
    assert signs(badu, space, liar) == {"unreadable": 1}
    assert kept(badu, liar) == [("altered", "told")]


def test_blobs_that_are_deleted_early(pair: Group, liar: LyingRelay) -> None:
    amal, badu, space = pair
    told = heard(amal)
    amal.note(space, "Worth keeping")
    sync(liar, amal, badu, amal)
    before = len(liar.longest.blobs)
    liar.now += DAY_S
    liar.delete_first(before)
    sync(liar, amal)
    assert ("deleted-early", True) in caught(told)
    assert state(amal, space, liar).state == "soft"
    assert any(blob for blob in liar.longest.blobs[before:])
    assert kept(amal, liar) == []


def test_what_was_kept_long_enough_may_go(pair: Group, liar: LyingRelay) -> None:
    amal, _, space = pair
    amal.note(space, "Old by now")
    sync(liar, amal, amal)
    before = len(liar.longest.blobs)
    liar.now += 91 * DAY_S
    liar.delete_first(before)
    sync(liar, amal, amal)
    assert state(amal, space, liar).state == "reliable" and len(liar.longest.blobs) == before


@pytest.mark.parametrize(
    "code", ["dropped", "withheld", "rolled-back", "split-view", "altered", "deleted-early"]
)
def test_each_lie_has_its_sentences(code: str) -> None:
    happened, safe, to_do = relay_signs.lines(code)
    assert relay_signs.quiet_line(code) == happened and safe and to_do


def test_numbers_beyond_all_bounds_cost_nothing(pair: Group, liar: LyingRelay) -> None:
    amal, badu, space = pair
    liar.beyond = (1 << 63) - 1
    for _ in range(3):
        sync(liar, amal)
    assert signs(amal, space, liar)["dropped"] == 1_000_000
    liar.beyond = 0
    badu.note(space, "It goes on")
    sync(liar, badu, amal, amal)
    assert "It goes on" in amal.titles(space)


def test_the_command_line_says_it_and_hands_out_proofs(pair: Group, liar: LyingRelay, tmp_path: Path) -> None:
    amal, _, _ = pair
    liar.roll_back(1)
    sync(liar, amal)
    (row,) = witness.watch(amal.session, parse(["relay", "watch", "--space", "Field team"])).document
    assert (row["state"], row["proofs"], row["offer"]) == ("proven", 1, True)
    said = witness.watch(amal.session, parse(["relay", "watch"])).text()
    assert "At fault, and that is proved" in said and "1 proof is kept." in said
    file = str(tmp_path / "proofs")
    (kept_row,) = witness.proofs(amal.session, parse(["relay", "proofs", "--to", file])).document
    read = witness.proofs(amal.session, parse(["relay", "proofs", "--check", file]))
    assert read.document[0]["worth"] == kept_row["worth"] == "proved"
    assert "Anybody can check this proof." in read.text()
