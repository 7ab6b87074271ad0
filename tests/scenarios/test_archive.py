"""Packed entries at the relay: newcomers and who was away long read them, and the log begins later (A6.6)."""

from collections.abc import Callable
from typing import Any

import pytest

from sync.cli import grammar
from sync.engine import segments as parts
from sync.engine.files_box import FilesBox
from sync.errors import Cancelled, RelayUnreachable
from tests.scenarios import rotating
from tests.scenarios.archiving import Group, count, first, kept, kept_parts, lose, packed, wrote
from tests.scenarios.laptops import Laptop, Relay
from tests.sync.engine.stewards import code

DAY_MS = 24 * 60 * 60 * 1000
New = Callable[[str], Laptop]


def test_a_newcomer_reads_segments_and_then_the_log(group: Group, laptop: New) -> None:
    amal, badu, _, space = group
    wrote(space, amal, badu, rounds=4)
    packed(amal, space)
    badu.note(space, "After")
    rotating.sync(badu, amal)
    assert first(amal, space) > 10

    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina, amal, badu)

    assert dina.digest(space) == amal.digest(space) == badu.digest(space)
    assert count(dina, space) == count(amal, space)
    assert {"Amal 0", "After"} <= dina.titles(space)
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


def test_who_holds_everything_fetches_nothing(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, badu, caro, space = group
    rotating.sync(amal, badu, caro)
    amal.session.archive.pack(space)
    asked: list[object] = []
    monkeypatch.setattr("sync.engine.files_box.FilesBox.fetch", lambda *said: asked.append(said))

    rotating.sync(badu, caro, amal)

    assert asked == []
    assert all(row.here for row in badu.session.archive.rows(space))


def test_members_do_not_pack_or_trim_and_nothing_goes_before_its_time(group: Group) -> None:
    amal, badu, _, space = group
    assert code(lambda: badu.session.archive.pack(space)) == "not-allowed"
    assert code(lambda: badu.session.archive.trim(space)) == "not-allowed"
    assert code(lambda: amal.session.archive.pack(amal.session.spaces.new("Alone").id)) == "no-relay"

    said = [verb(amal, "archive", name, "Field team") for name in ("pack", "trim", "list", "fetch")]

    assert said[0]["segments"] == 1 and said[0]["entries"] > 3
    assert said[1] == {"trimmed": 0, "closed": 0}
    assert [row["state"] for row in said[2]] == ["sound"]
    assert said[3] == {"received": 0}
    assert first(amal, space) == 1


def test_another_steward_packs_only_what_is_left(group: Group) -> None:
    amal, badu, _, space = group
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


def test_it_is_kept_by_itself_unless_somebody_says_no(laptop: New) -> None:
    amal = laptop("Amal")
    assert verb(amal, "archive", "automatic") == {"automatic": True}
    assert verb(amal, "archive", "automatic", "off") == {"automatic": False}
    assert not amal.session.archive.by_itself


def test_a_lost_part_comes_back_from_any_member(group: Group) -> None:
    amal, badu, _, space = group
    packed(amal, space)
    rotating.sync(badu)
    (lost, *_) = names = kept_parts(amal, space)
    lose(amal, space, names)
    book = badu.session._book
    badu.session.delivery.set_mode("always")
    badu.session.archive.turns.spread_ms = 0
    badu.session.delivery.sync()
    now = book.clock
    book.clock = lambda: now() + 8 * DAY_MS

    rotating.sync(badu)

    (here,) = amal.session.archive._boxes.today(bytes.fromhex(space))
    assert here.held([lost]) == [True]


def test_a_part_that_nobody_can_make_again_is_packed_anew(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, _, _, space = group
    wrote(space, amal)
    amal.session.archive.pack(space)
    lose(amal, space, kept_parts(amal, space))
    monkeypatch.setattr("sync.engine.contents.LEVEL", 1)

    packed(amal, space)

    assert [one.sound for one in kept(amal, space)] == [2, 1, 1]


def test_a_relay_that_lost_everything_is_filled_again(group: Group, relay: Relay, laptop: New) -> None:
    amal, badu, caro, space = group
    wrote(space, amal, badu)
    packed(amal, space)
    relay.stop()
    relay.erase()
    relay.start()
    amal.reopen()

    amal.session.delivery.sync()
    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina, amal, badu, caro)

    assert dina.digest(space) == amal.digest(space) == badu.digest(space)
    assert amal.session.archive.trim(space, keep_ms=0).mailboxes == 0


def test_a_steward_packs_and_trims_by_itself(group: Group, laptop: New) -> None:
    amal, badu, caro, space = group
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
    rotating.sync(dina, caro, amal)
    assert dina.digest(space) == caro.digest(space) == amal.digest(space)
