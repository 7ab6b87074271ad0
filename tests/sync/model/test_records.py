"""Records converge in any causal order, lose nothing concurrent, and a drop covers what its author knew."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import records
from sync.model.records import Seen, Stamp, Value

DEVICES = [bytes([number]) * 8 for number in (3, 1, 2)]
Act = tuple[str, int, int]
"""What is done ("set", "clear", "drop", "learn"), by which device, and from whom or what."""
kinds = st.sampled_from(["set", "set", "clear", "drop", "learn", "learn"])
acts = st.lists(st.tuples(kinds, st.integers(0, 2), st.integers(0, 2)), max_size=25)


@dataclass(frozen=True)
class Done:
    """One entry with one operation; *seen* is what its author had applied, itself included."""

    kind: str
    value: Value
    seen: Seen

    @property
    def stamp(self) -> Stamp:
        return self.value.stamp


@dataclass
class Replica:
    """One register and one presence, as the store keeps them: the newest mark of each device."""

    register: tuple[Value, ...] = ()
    alive: dict[bytes, Stamp] = field(default_factory=dict)
    applied: dict[bytes, int] = field(default_factory=dict)
    lamport: int = 0

    def apply(self, done: Done) -> None:
        if done.kind == "drop":
            kept = records.alive_after_drop(self.alive.values(), done.seen)
            self.alive = {stamp.dev8: stamp for stamp in kept}
        else:
            self.register = records.assign(self.register, [done.value], done.seen)
            self.alive[done.stamp.dev8] = done.stamp
        self.applied[done.stamp.dev8] = done.stamp.seq
        self.lamport = max(self.lamport, done.stamp.lamport)

    def ready_for(self, done: Done) -> bool:
        before = dict(done.seen) | {done.stamp.dev8: done.stamp.seq - 1}
        fresh = self.applied.get(done.stamp.dev8, -1) < done.stamp.seq
        return fresh and all(self.applied.get(device, -1) >= seq for device, seq in before.items())


def history(acts: list[Act]) -> list[Done]:
    """Play the acts on three devices; return all entries in the order they were made."""
    replicas = [Replica() for _ in DEVICES]
    made: list[Done] = []
    for kind, who, other in acts:
        mine = replicas[who]
        if kind == "learn":
            for done in _missing(made, mine, replicas[other]):
                mine.apply(done)
            continue
        dev8 = DEVICES[who]
        stamp = Stamp(mine.lamport + 1, dev8, mine.applied.get(dev8, -1) + 1)
        said = f"{kind} {len(made)}" if kind == "set" else None
        made.append(Done(kind, Value(stamp, said), mine.applied | {dev8: stamp.seq}))
        mine.apply(made[-1])
    return made


def _missing(made: list[Done], mine: Replica, other: Replica) -> Iterator[Done]:
    for done in made:
        known = other.applied.get(done.stamp.dev8, -1) >= done.stamp.seq
        if known and mine.applied.get(done.stamp.dev8, -1) < done.stamp.seq:
            yield done


def delivered(made: list[Done], draw: st.DataObject) -> Replica:
    """Everything applied in some order in which nothing comes before what it stands on."""
    replica = Replica()
    waiting = list(made)
    while waiting:
        ready = [done for done in waiting if replica.ready_for(done)]
        done = draw.draw(st.sampled_from(ready), label="next")
        waiting.remove(done)
        replica.apply(done)
    return replica


@given(acts, st.data())
def test_any_causal_order_ends_in_the_same_record(acts: list[Act], data: st.DataObject) -> None:
    made = history(acts)
    one, other = delivered(made, data), delivered(made, data)
    assert one.register == other.register
    assert one.alive == other.alive
    assert records.shown(one.register) == records.shown(other.register)


@given(acts, st.data())
def test_nothing_concurrent_is_lost(acts: list[Act], data: st.DataObject) -> None:
    made = history(acts)
    writes = [done for done in made if done.kind != "drop"]
    unseen = {
        done.value
        for done in writes
        if not any(records.had_seen(later.seen, done.stamp) for later in writes if later is not done)
    }
    register = delivered(made, data).register
    assert set(register) == unseen
    assert records.shown(register) == max(unseen, key=lambda value: value.stamp, default=None)


@given(acts, st.data())
def test_a_record_is_there_while_one_edit_is_not_covered(acts: list[Act], data: st.DataObject) -> None:
    made = history(acts)
    drops = [done for done in made if done.kind == "drop"]
    kept = [
        done
        for done in made
        if done.kind != "drop" and not any(records.had_seen(drop.seen, done.stamp) for drop in drops)
    ]
    assert bool(delivered(made, data).alive) == bool(kept)


def value(lamport: int, device: int, text: str) -> Value:
    return Value(Stamp(lamport, DEVICES[device], 0), text)


def test_the_highest_lamport_then_the_highest_device_is_shown() -> None:
    first, second, third = value(1, 0, "a"), value(2, 1, "b"), value(2, 2, "c")
    register = records.assign(records.assign(records.assign((), [third], {}), [first], {}), [second], {})
    assert register == (third, second, first)
    assert records.shown(register) == third
    assert records.shown(()) is None


def test_the_second_of_two_values_in_one_entry_replaces_the_first() -> None:
    stamp = Stamp(4, DEVICES[0], 7)
    register = records.assign((Value(stamp, "first"),), [Value(stamp, "second")], {DEVICES[0]: 7})
    assert register == (Value(stamp, "second"),)


def test_what_one_operation_says_stands_side_by_side_and_goes_together() -> None:
    stamp, other = Stamp(4, DEVICES[0], 7), value(5, 1, "z")
    said = [Value(stamp, "b"), Value(stamp, "a")]
    register = records.assign((value(3, 2, "old"), other), said, {DEVICES[0]: 7, DEVICES[2]: 0})
    assert register == (other, *said)
    assert records.assign(register, [value(6, 1, "c")], {DEVICES[0]: 7, DEVICES[1]: 0}) == (value(6, 1, "c"),)


@pytest.mark.parametrize("seq", [0, 5])
def test_an_author_knows_what_they_had_applied_and_no_more(seq: int) -> None:
    stamp = Stamp(1, DEVICES[0], seq)
    assert records.had_seen({DEVICES[0]: seq}, stamp)
    assert not records.had_seen({DEVICES[0]: seq - 1}, stamp)
    assert not records.had_seen({DEVICES[1]: 99}, stamp)
