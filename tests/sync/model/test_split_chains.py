"""What a device decided after its chain split waits until somebody lets it in (A5.5)."""

import pytest

from sync.model import housing, members, ops
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    Log,
    device,
    name_of,
    remove,
    role,
)
from tests.sync.model.teams import team

FIRST, SECOND = (device("Badu", number) for number in range(2))


def split(log: Log) -> tuple[bytes, bytes, dict[bytes, int]]:
    """Badu's first device does two things in one place of its chain."""
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    known = log.heads()
    one = log.add("Badu", known, ops.SetPolicy(ops.Policy("one")), seq=3)
    other = log.add("Badu", known, remove("Chen"), seq=3)
    return one, other, {FIRST: 3}


def test_what_a_split_device_did_is_suspended_and_nothing_else() -> None:
    log = team()
    one, other, forks = split(log)
    after = log.add("Badu", (one, other), ops.Vouch(name_of(FOUNDER)))
    fine = log.add("Badu", log.heads(), ops.Vouch(name_of(FOUNDER)), number=1)
    state = members.evaluate(log.operations, forks)
    assert state.struck == dict.fromkeys((one, other, after), "suspended")
    assert fine not in state.struck and name_of("Chen") in state.circle.roles
    model = members.Log(log.operations.values())
    model.fork(FIRST, 5)
    assert not model.now.struck
    model.fork(FIRST, 3)
    model.fork(FIRST, 7)
    assert model.now == state
    assert not model.at(log.heads()).struck
    late = log.add(FOUNDER, log.heads(), ops.SetPolicy(ops.Policy("later")))
    model.add(log.operations[late])
    assert model.now == members.evaluate(log.operations, forks)
    assert model.now.policy.name == "later"


@pytest.mark.parametrize(("author", "number", "admits"), [
    (FOUNDER, 0, True), ("Badu", 1, True), ("Badu", 0, False), ("Chen", 0, False), ("stranger", 0, False),
])  # fmt: skip
def test_a_steward_or_another_own_device_lets_it_in(author: str, number: int, *, admits: bool) -> None:
    log = team()
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=True))
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=False))
    one, other, forks = split(log)
    model = members.Log(log.operations.values())
    model.fork(FIRST, 3)
    assert model.now.struck
    letting = log.add(author, log.heads(), ops.Admit((one, ID)), number=number)
    model.add(log.operations[letting])
    state = members.evaluate(log.operations, forks)
    assert (one not in state.struck) == admits
    assert state.policy.name == ("one" if admits else "Field team")
    assert other in state.struck
    assert model.now == state
    assert housing.is_admitted(state, one, FIRST, name_of("Badu")) == admits
    assert not housing.is_admitted(state, other, FIRST, name_of("Badu"))


def test_what_was_let_in_may_let_in_more() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    known = log.heads()
    apart = [log.add("Chen", known, ops.Vouch(name_of("Badu")), seq=1) for _ in range(2)]
    one = log.add("Badu", tuple(apart), ops.Admit((apart[0],)), seq=3)
    log.add("Badu", tuple(apart), ops.SetPolicy(ops.Policy("lost")), seq=3)
    log.add(FOUNDER, log.heads(), ops.Admit((one,)))
    state = members.evaluate(log.operations, {FIRST: 3, device("Chen"): 1})
    assert apart[0] not in state.struck and apart[1] in state.struck
