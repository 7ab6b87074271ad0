"""Packed entries at the relay: newcomers and who was away long read them, and the log begins later (A6.6)."""

from collections.abc import Callable
from typing import Any

import pytest

from sync.cli import grammar
from sync.engine import segments as parts
from sync.engine import witness_looks
from sync.engine.events import ArchiveProgress, Event
from sync.engine.files_box import FilesBox
from sync.engine.steps import Steps
from sync.errors import Cancelled, RelayFull, RelayUnreachable
from tests.scenarios import rotating
from tests.scenarios.archiving import Group, Two, box, count, first, kept, kept_parts, lose, packed, wrote
from tests.scenarios.laptops import Laptop, Relay
from tests.sync.engine.stewards import code

DAY_MS = 24 * 60 * 60 * 1000
New = Callable[[str], Laptop]


@pytest.fixture(autouse=True)
def trims_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody takes it for a loss that stewards trim today."""
    monkeypatch.setattr(witness_looks, "TRIM_DAYS", 0)


def test_a_newcomer_reads_segments_and_then_the_log(
    shared: Two, laptop: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    asked: list[object] = []
    wrote(space, amal, badu, rounds=4)
    packed(amal, space)
    badu.note(space, "After")
    with monkeypatch.context() as patch:
        patch.setattr(FilesBox, "fetch", lambda *said: asked.append(said))
        rotating.sync(badu, amal)
    assert asked == []  # they hold all that is in it
    assert all(row.here for row in badu.session.archive.rows(space))
    assert first(amal, space) > 10

    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina, amal, badu)

    assert dina.digest(space) == amal.digest(space) == badu.digest(space)
    assert count(dina, space) == count(amal, space)
    assert {"Amal 0", "After"} <= dina.titles(space)
    assert all(all(one.taken) for one in kept(dina, space)[:1])
    assert dina.session.delivery.waiting() == 0


def test_who_was_away_long_goes_on_from_segments(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, badu, caro, space = group
    monkeypatch.setattr(parts, "PART_RAW", 1000)
    wrote(space, amal, badu)
    packed(amal, space)
    caro.note(space, "From far away")
    came, fetch, broken = list[bytes](), FilesBox.fetch, [True]

    def cut(one: FilesBox, name: bytes) -> bytes | None:
        if broken and len(came) == 2:
            raise RelayUnreachable
        came.append(name)
        return fetch(one, name)

    monkeypatch.setattr(FilesBox, "fetch", cut)
    assert caro.session.delivery.sync().problems
    broken.clear()
    with pytest.raises(Cancelled):
        caro.session.archive.fetch(space, cancelled=lambda: len(came) == 4)
    caro.reopen()
    seen: list[tuple[int, int]] = []
    caro.session.archive.fetch(space, lambda done, total: seen.append((done, total)))
    rotating.sync(caro, amal, badu)

    assert caro.digest(space) == amal.digest(space) == badu.digest(space)
    assert len(came) == len(set(came)) == amal.session.archive.rows(space)[0].parts
    assert seen and all(0 < done <= total for done, total in seen)


def test_reading_that_somebody_puts_off_goes_on_in_the_next_round(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, caro, space = group
    monkeypatch.setattr(parts, "PART_RAW", 1000)
    wrote(space, amal, badu)
    packed(amal, space)
    caro.note(space, "From far away")
    heard: list[ArchiveProgress] = []

    def hear(event: Event) -> None:
        if isinstance(event, ArchiveProgress):
            heard.append(event)
            if len(heard) == 2:
                caro.session.archive.put_off(space)

    caro.session.events.subscribe(hear)
    for one in (caro, amal):
        one.session.delivery.sync()

    assert "From far away" in amal.titles(space), "the round goes on without it"
    assert [one.space for one in heard] == [space] * 2 and heard[-1].done < heard[-1].total
    rotating.sync(caro, amal, badu)
    assert caro.digest(space) == amal.digest(space) == badu.digest(space)


def test_members_do_not_pack_or_trim_and_nothing_goes_before_its_time(shared: Two) -> None:
    amal, badu, space = shared
    assert code(lambda: badu.session.archive.pack(space)) == "not-allowed"
    assert code(lambda: badu.session.archive.trim(space)) == "not-allowed"
    assert code(lambda: amal.session.archive.pack(amal.session.spaces.new("Alone").id)) == "no-relay"

    said = [verb(amal, "archive", name, "Field team") for name in ("pack", "trim", "list", "fetch")]

    assert said[0]["segments"] == 1 and said[0]["entries"] > 3
    assert said[1] == {"trimmed": 0, "closed": 0}
    assert [row["state"] for row in said[2]] == ["sound"]
    assert said[3] == {"received": 0}
    assert first(amal, space) == 1
    assert verb(amal, "archive", "automatic") == {"automatic": True}
    assert verb(amal, "archive", "automatic", "off") == {"automatic": False}


def test_another_steward_packs_only_what_is_left(shared: Two) -> None:
    amal, badu, space = shared
    amal.session.stewardship.promote(space, rotating.person(badu).hex())
    rotating.sync(amal, badu)
    amal.session.archive.pack(space)
    rotating.sync(amal, badu)
    badu.note(space, "Later")

    assert badu.session.archive.pack(space).entries < 5

    assert [row.state for row in badu.session.archive.rows(space)] == ["sound", "sound"]
    assert badu.session.archive.trim(space, keep_ms=0).mailboxes == 1
    assert first(badu, space) > 1


def verb(one: Laptop, *words: str) -> Any:
    arguments = grammar.parse(list(words))
    return arguments.run(one.session, arguments).document


def test_a_lost_part_comes_back_from_any_member_or_is_packed_anew(
    shared: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    packed(amal, space)
    rotating.sync(badu)
    (lost, *_) = names = kept_parts(amal, space)
    lose(amal, space, names)
    badu.session.delivery.set_mode("always")
    badu.session.archive.turns.spread_ms = 0
    badu.session.delivery.sync()
    now = badu.session._book.clock
    badu.session._book.clock = lambda: now() + 8 * DAY_MS

    rotating.sync(badu)
    assert box(amal, space).held([lost]) == [True]

    lose(amal, space, names)
    monkeypatch.setattr("sync.engine.contents.LEVEL", 1)
    wrote(space, amal)
    packed(amal, space)
    assert [one.sound for one in kept(amal, space)] == [2, 1, 1]


def test_a_lost_mailbox_is_not_trimmed_by_what_was_known_before(shared: Two, relay: Relay) -> None:
    amal, badu, space = shared
    wrote(space, amal, badu)
    amal.session.archive.pack(space)
    relay.stop()
    relay.erase()
    relay.start()
    assert amal.session._mailboxes.today(bytes.fromhex(space))[0]._made()
    rotating.sync(badu)
    amal.session.archive._packing.keep(bytes.fromhex(space), Steps())
    assert amal.session.archive.trim(space, keep_ms=0).mailboxes == 0


def test_a_relay_that_lost_everything_is_filled_again(shared: Two, relay: Relay, laptop: New) -> None:
    amal, badu, space = shared
    wrote(space, amal, badu)
    packed(amal, space)
    relay.stop()
    relay.erase()
    relay.start()
    amal.reopen()

    amal.session.delivery.sync()
    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina, amal, badu)

    assert dina.digest(space) == amal.digest(space) == badu.digest(space)
    assert amal.session.archive.trim(space, keep_ms=0).mailboxes == 0


def test_a_steward_packs_and_trims_by_itself(shared: Two, laptop: New) -> None:
    amal, badu, space = shared
    session = amal.session
    session.delivery.set_mode("always")
    session.delivery.turns.spread_ms = session.archive.turns.spread_ms = 0
    now = session._book.clock
    for days in (0, 8, 16, 24):
        session._book.clock = lambda days=days: now() + days * DAY_MS
        wrote(space, amal, badu, rounds=1)

    assert first(amal, space) > 1
    assert len(kept(amal, space)) >= 3
    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina, badu, amal)
    assert dina.digest(space) == badu.digest(space) == amal.digest(space)


def test_what_keeps_an_archive_from_being_made_is_said_to_its_steward(
    shared: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    session, now = amal.session, amal.session._book.clock
    session.delivery.set_mode("always")
    session.archive.turns.spread_ms = 0
    wrote(space, amal, badu)
    session._book.clock = lambda: now() + 8 * DAY_MS

    def full(*_: object) -> None:
        raise RelayFull

    amal.note(space, "It goes all the same")
    with monkeypatch.context() as patch:
        patch.setattr(FilesBox, "put", full)
        report = session.delivery.sync()

    assert [each.code for each in report.quiet] == ["relay-full"]
    assert not report.problems and not session.delivery.sync().quiet
    badu.session.delivery.sync()
    assert "It goes all the same" in badu.titles(space)
