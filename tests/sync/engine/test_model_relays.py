"""Three notebooks and two relays that lose, repeat, delay and forget: in the end all show the same (S01)."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.engine.repairs import Repairs
from tests.sync.engine.model_relays import HABITS, HONEST, ModelRelay, group
from tests.sync.engine.signs import DAY, Clock

PEOPLE = ("amal", "badu", "caro")
person, relay = st.integers(0, 2), st.integers(0, 1)
step = st.one_of(
    st.tuples(st.just("note"), person, st.sampled_from(["water", "بيت", "x" * 300])),
    st.tuples(st.just("title"), person, st.integers(0, 9)),
    st.tuples(st.just("round"), person),
    st.tuples(st.just("round"), person),
    st.tuples(st.just("habit"), relay, st.sampled_from(HABITS)),
    st.tuples(st.just("late"), relay, st.integers(0, 9)),
    st.tuples(st.just("burn"), relay),
    st.tuples(st.just("empty"), relay),
    st.tuples(st.just("day"), st.sampled_from([0.4, 1.1])),
)


class Histories:
    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.relays = [ModelRelay(1), ModelRelay(2)]
        self.members = group(folder, PEOPLE, self.relays, self.clock)

    def close(self) -> None:
        for member in self.members:
            member.close()

    def take(self, what: tuple) -> None:
        name, who, *rest = what
        match name:
            case "note":
                self.members[who].note(rest[0])
            case "title":
                self.title(who, rest[0])
            case "round":
                self.members[who].round()
            case "habit":
                self.relays[who].habit = rest[0]
            case "late":
                self.relays[who].catch_up(rest[0])
            case "burn":
                self.relays[who].burn()
            case "empty":
                self.relays[who].empty()
            case _:
                self.clock.now += int(who * DAY)

    def title(self, who: int, number: int) -> None:
        member = self.members[who]
        rows = sorted(row.id for row in member.items.rows(member.space.hex()))
        if rows:
            member.items.set(rows[number % len(rows)], {"title": f"by {member.name}"})

    def heal(self) -> None:
        """The relays are honest from now on, and a few days pass."""
        for one in self.relays:
            one.habit = HONEST
            one.catch_up(0)
        for _ in range(4):
            self.clock.now += int(1.3 * DAY)
            for _ in range(2):
                for member in self.members:
                    member.round()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(step, max_size=20))
def test_whatever_two_relays_do_all_show_the_same_in_the_end(steps: list[tuple]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        histories = Histories(Path(folder))
        try:
            for what in steps:
                histories.take(what)
            histories.heal()
            assert len({member.digest() for member in histories.members}) == 1
            for member in histories.members:
                assert Repairs(member.book).gaps(member.space.hex()) == []
                assert Repairs(member.book).differing(member.space.hex()) == []
        finally:
            histories.close()
