"""Whoever turns sending off in the middle of a round is told that it is off, and nothing follows."""

import pytest

from tests.scenarios.laptops import Laptop
from tests.scenarios.watching import watch

Shared = tuple[Laptop, Laptop, str]


def test_a_round_that_is_turned_off_ends_as_off(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, _, space = shared
    amal.note(space, "Kept here")
    delivery = amal.session.delivery
    run = amal.session._errands.run

    def turned_off(*besides: object) -> object:
        delivery.set_mode("never")
        return run(*besides)

    seen = watch(monkeypatch)
    with monkeypatch.context() as patched:
        patched.setattr(amal.session._errands, "run", turned_off)
        report = delivery.sync()

    assert [problem.code for problem in report.problems[:1]] == ["sending-is-off"] and not report.sent
    assert delivery.state.name == "paused" and delivery.state.problem is None
    delivery.set_mode("pressed")
    assert delivery.state.name == "idle"
    assert delivery.sync().sent == 1 and seen.take()
