"""A round at many mailboxes: who is asked in which order, and what of it anybody must hear (A6.3)."""

from dataclasses import dataclass, field

import pytest

from sync.engine.places import Place
from sync.engine.round import Guarded
from sync.errors import Cancelled, Problem, RelayFull, RelayUnreachable

GOOD, DEAD = "http://127.0.0.1:1", "http://127.0.0.1:2"
ONE, TWO = b"1" * 32, b"2" * 32


@dataclass
class Box:
    place: Place
    problem: Problem | None = None


@dataclass
class Asked:
    places: list[tuple[bytes, str]] = field(default_factory=list)

    def __call__(self, box: Box) -> None:
        self.places.append((box.place.space, box.place.url))
        if box.problem is not None:
            raise box.problem


def box(space: bytes, url: str, problem: Problem | None = None) -> Box:
    return Box(Place(space, url.encode(), url), problem)


def test_a_relay_that_does_not_answer_is_asked_once_and_others_stand_in() -> None:
    asked, each = Asked(), Guarded([], None)
    boxes = [box(space, url, RelayUnreachable() if url == DEAD else None)
             for space in (ONE, TWO) for url in (DEAD, GOOD)]  # fmt: skip
    each.do(boxes, asked)
    assert asked.places == [(ONE, DEAD), (ONE, GOOD), (TWO, GOOD)]
    assert [problem.code for problem in each.sorted_out()] == ["relay-unreachable"]
    assert (each.problems, each.silent) == ([], frozenset({DEAD}))


def test_a_space_that_nobody_else_carries_makes_it_a_problem() -> None:
    each = Guarded([], None)
    each.do([box(ONE, DEAD, RelayUnreachable()), box(ONE, GOOD), box(TWO, DEAD)], Asked())
    assert each.sorted_out() == []
    assert [problem.code for problem in each.problems] == ["relay-unreachable"]


def test_what_is_full_for_one_space_is_asked_for_the_next() -> None:
    asked, each = Asked(), Guarded([], None)
    each.do([box(ONE, DEAD, RelayFull()), box(TWO, DEAD)], asked)
    assert asked.places == [(ONE, DEAD), (TWO, DEAD)]
    assert (len(each.problems), each.silent) == (1, frozenset())


def test_who_did_not_answer_the_last_time_comes_last() -> None:
    asked, each = Asked(), Guarded([], None, away=frozenset({DEAD}))
    each.do([box(ONE, DEAD), box(ONE, GOOD), box(TWO, GOOD)], asked)
    assert asked.places == [(ONE, GOOD), (TWO, GOOD), (ONE, DEAD)]


def test_whoever_stops_it_stops_it_before_the_next_one() -> None:
    asked, stops = Asked(), iter([False, True])
    with pytest.raises(Cancelled):
        Guarded([], lambda: next(stops)).do([box(ONE, GOOD), box(TWO, GOOD)], asked)
    assert asked.places == [(ONE, GOOD)]
