"""While items go to another space, what somebody says meanwhile must not leave stays."""

from collections.abc import Callable
from functools import partial

import pytest

from sync.engine.crossing_survey import Left
from tests.sync.engine.test_crossing import Two, titles, two

__all__ = ["two"]
LATE = {"embargo": "2000-01-01"}  # the clock of this notebook begins in 1970


def once(far: int, act: Callable[[], object]) -> Callable[[int, int], None]:
    """Do something when so much is done, as somebody would in another window."""
    acts = [act]

    def told(done: int, _all: int) -> None:
        if done >= far and acts:
            acts.pop()()

    return told


def test_a_day_that_is_named_meanwhile_holds_what_comes_later(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.engine.crossing.BATCH", 2)
    items = [two.new("lesson", title=f"Talk {number}", tried="Long text") for number in range(5)]
    two.amal.items.set(items[3], {"tried": f"As in [Talk 4](item:{items[4]})"})
    last = two.new("lesson", title="Talk 5", tried=f"Unlike [Talk 4](item:{items[4]})")
    far: list[tuple[int, int]] = []
    name = once(1, partial(two.amal.items.set, items[4], LATE))
    done = two.copy(*items, last, progress=lambda now, total: (name(now, total), far.append((now, total))))
    assert (sorted(done.ids), done.left) == (sorted([*items[:4], last]), Left(withheld=1))
    assert titles(two.amal, two.second) == [f"Talk {number}" for number in (0, 1, 2, 3, 5)]
    assert far[-1] == (5, 5)
    (said,) = two.amal.items.show(done.ids[last]).fields["tried"]
    assert "Talk 4" not in said.value and items[4] not in said.value


def test_what_was_thrown_away_meanwhile_stays(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.engine.crossing.BATCH", 1)
    items = [two.new("note", title=f"Note {number}") for number in range(2)]
    done = two.copy(*items, progress=once(1, partial(two.amal.items.drop, items[1])))
    assert (list(done.ids), done.left.count) == (items[:1], 0)


def test_files_of_what_may_not_leave_any_more_stay(two: Two) -> None:
    item = two.new("lesson", title="Talk", tried="Long text")
    for name in ("a.txt", "b.txt"):
        two.files.add_pieces(item, name, "", [b"abc"])
    done = two.copy(item, progress=once(1, partial(two.amal.items.set, item, LATE)))
    assert (list(done.ids), done.files, done.missing, done.ended) == ([item], 0, (), None)
    assert done.left == Left(withheld=1) and two.files.rows(done.ids[item]) == []
