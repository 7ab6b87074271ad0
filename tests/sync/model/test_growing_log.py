"""The log as it grows: what it tells meanwhile is what it would tell at once (A4.2)."""

import pytest

from sync.model import members, ops
from sync.model.state import State
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    Log,
    name_of,
    remove,
)
from tests.sync.model.teams import now, trio

SALTS = pytest.mark.parametrize("salt", range(6))


def test_a_log_tells_what_it_holds_and_what_stands_before_what() -> None:
    log = trio()
    model = members.Log(log.operations.values())
    assert log.genesis in model and ID not in model
    assert model.heads == log.heads()
    left = log.add(FOUNDER, log.heads(), ops.Vouch(name_of("Badu")))
    model.add(log.operations[left])
    assert model.dominates((left,), (log.genesis,)) and not model.dominates((log.genesis,), (left,))
    assert model.dominates((left,), (left,))
    assert model.at((left,)) == model.now == now(log)
    assert model.at((log.genesis,)) == members.evaluate({log.genesis: log.operations[log.genesis]})
    assert model.at(()) == State()


def test_a_state_that_was_shown_does_not_change() -> None:
    log = Log()
    model = members.Log(log.operations.values())
    shown = [model.now]
    for number in range(3 * members.STRIDE):
        model.add(log.operations[log.admit(FOUNDER, log.heads(), f"person {number}")])
        shown.append(model.now if number % 2 else model.at(log.heads()))
    assert [len(state.circle.roles) for state in shown] == list(range(1, 3 * members.STRIDE + 2))


@SALTS
def test_what_comes_late_is_the_same_as_if_it_had_come_at_once(salt: int) -> None:
    """Longer than what is kept worked out, so that most of it is forgotten and found again."""
    log = trio(salt)
    known = log.heads()
    for number in range(2 * members.REMEMBERED * 4):
        log.add(FOUNDER, log.heads(), ops.SetPolicy(ops.Policy(str(number))))
    model = members.Log(log.operations.values())
    for step in (2, 40, 100):
        late = list(log.operations)[-step]
        model.add(log.operations[log.add("Chen", (late,), ops.Vouch(name_of("Badu")))])
        model.add(log.operations[log.add(FOUNDER, (*known, late), ops.Vouch(name_of("Dede")))])
    model.add(log.operations[log.add("Badu", known, remove("Chen"))])
    assert model.now == members.evaluate(dict(reversed(log.operations.items())))
    assert set(model.now.struck.values()) == {"concurrent"} and len(model.now.struck) == 3
