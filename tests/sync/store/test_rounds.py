"""Bytes by day, rounds to be read, and pieces: each within its bound."""

from sync.store import pieces, rounds
from sync.store.database import Database
from sync.store.pieces import Held
from sync.store.rounds import Part, Round


def happened(at_ms: int, problem: str = "", parts: tuple[Part, ...] = ()) -> Round:
    return Round(at_ms, at_ms, 1, 10, 20, problem, parts)


def held(number: int) -> Held:
    return Held(number.to_bytes(16, "big"), number % 2, bytes([1]) * 16)


def test_bytes_are_summed_by_day(database: Database) -> None:
    with database.transaction() as db:
        for day, up in ((1, 5), (600, 7), (600, 8), (601, 1)):
            rounds.count(db, day, up, 2)
        assert rounds.counted(db, 601) == (1, 2)
        assert rounds.counted(db, 0) == (16, 6)


def test_the_last_rounds_are_kept(database: Database) -> None:
    moved = (Part(b"space", 1, 2),)
    with database.transaction() as db:
        for number in range(rounds.KEPT + 50):
            rounds.note(db, happened(number, parts=moved))
        kept = rounds.every(db)
    assert len(kept) == rounds.KEPT
    assert kept[0] == happened(rounds.KEPT + 49, parts=moved)


def test_the_same_failure_again_is_one_round(database: Database) -> None:
    with database.transaction() as db:
        for number, problem in enumerate(("a", "a", "b", "a")):
            rounds.note(db, happened(number, problem))
        kept = rounds.every(db)
    assert [(one.problem, one.times) for one in kept] == [("a", 1), ("b", 1), ("a", 2)]
    assert (kept[2].at_ms, kept[2].last_ms, kept[2].up) == (0, 1, 20)


def test_pieces_of_a_space_are_bounded(database: Database) -> None:
    with database.transaction() as db:
        for number in range(pieces.KEPT + 3):
            pieces.add(db, b"full", held(number), 2, b"x")
        pieces.add(db, b"other", held(0), 2, b"y")
        assert db.number("SELECT count(*) FROM piece WHERE space = ?", b"full") == pieces.KEPT
        assert pieces.of(db, b"full", 2)[0] == held(3) and pieces.of(db, b"full", 3) == []
        assert pieces.of(db, b"other", 2) == [held(0)]
        assert pieces.data(db, b"other", held(0).name) == b"y"
        pieces.remove(db, b"other", [held(0).name])
        assert pieces.of(db, b"other", 2) == []
