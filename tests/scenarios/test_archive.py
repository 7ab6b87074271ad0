"""Packed entries at the relay: newcomers and who was away long read them, and the log begins later (A6.6)."""

from collections.abc import Callable

import pytest

from sync.store import entries, segments
from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop
from tests.sync.engine.stewards import code

Group = tuple[Laptop, Laptop, Laptop, str]


def first(one: Laptop, space: str) -> int:
    """The first number that the log's mailbox of today holds still."""
    (box,) = one.session.archive._boxes.today(bytes.fromhex(space))
    return box.client.head(box.log).first


def packed(steward: Laptop, space: str) -> None:
    steward.session.archive.pack(space)
    trimmed = steward.session.archive.trim(space, keep_ms=0)
    assert trimmed.mailboxes == 1


def count(one: Laptop, space: str) -> int:
    return one.session._book.read(lambda db: entries.count(db, bytes.fromhex(space)))


def sealed(one: Laptop, space: str) -> list[tuple[str, ...]]:
    found = one.session._book.read(lambda db: segments.every(db, bytes.fromhex(space)))
    return [tuple(part.hex() for part in each.parts) for each in found]


def test_a_newcomer_reads_segments_and_then_the_log(group: Group, laptop: Callable[[str], Laptop]) -> None:
    amal, badu, _, space = group
    for number in range(5):
        amal.note(space, f"Well {number}", "deep")
        badu.note(space, f"Road {number}")
        rotating.sync(amal, badu)
    packed(amal, space)
    badu.note(space, "After")
    rotating.sync(badu, amal)
    assert first(amal, space) > 10

    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina, amal, badu)

    assert dina.digest(space) == amal.digest(space) == badu.digest(space)
    assert count(dina, space) == count(amal, space)
    assert "Well 0" in dina.titles(space) and "After" in dina.titles(space)


def test_who_was_away_long_goes_on_from_segments(group: Group) -> None:
    amal, badu, caro, space = group
    for number in range(4):
        amal.note(space, f"Well {number}")
        badu.note(space, f"Road {number}")
        rotating.sync(amal, badu)
    packed(amal, space)

    caro.note(space, "From far away")
    rotating.sync(caro, amal, badu)

    assert caro.digest(space) == amal.digest(space) == badu.digest(space)
    assert amal.session.archive.rows(space)[0].state == "sound"


def test_who_holds_everything_fetches_nothing(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, badu, caro, space = group
    rotating.sync(amal, badu, caro)
    amal.session.archive.pack(space)
    asked: list[object] = []
    monkeypatch.setattr("sync.engine.files_box.FilesBox.fetch", lambda *said: asked.append(said))

    rotating.sync(badu, caro, amal)

    assert asked == []
    assert all(row.here for row in badu.session.archive.rows(space))


def test_members_do_not_pack_or_trim(group: Group) -> None:
    _, badu, _, space = group
    assert code(lambda: badu.session.archive.pack(space)) == "not-allowed"
    assert code(lambda: badu.session.archive.trim(space)) == "not-allowed"


def test_nothing_is_trimmed_before_its_time(group: Group) -> None:
    amal, _, _, space = group
    amal.session.archive.pack(space)
    assert amal.session.archive.trim(space).mailboxes == 0
    assert first(amal, space) == 1
