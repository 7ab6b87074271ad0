"""Known answers: quick when right, loud when wrong."""

import time
from collections.abc import Callable

import pytest

from crypto import selftest, sign
from crypto.errors import Damaged, SelfTestFailed


def test_this_installation_answers_right() -> None:
    selftest.run()


def test_it_costs_a_few_milliseconds() -> None:
    selftest.run()  # the first time loads libraries
    began = time.thread_time()  # of the processor: a busy machine is no slow program
    selftest.run()
    assert time.thread_time() - began < 0.2


def refuse() -> bool:
    raise Damaged


def say_no() -> bool:
    return False


@pytest.mark.parametrize("name", selftest.CHECKS)
@pytest.mark.parametrize("wrong", [refuse, say_no])
def test_any_wrong_answer_is_named(
    name: str, wrong: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(selftest.CHECKS, name, wrong)
    with pytest.raises(SelfTestFailed, match=f"^{name}$"):
        selftest.run()


NOT_ALONE = {"IDENTITY_POINT"}  # its neighbours are refused as well
ANSWERS = [name for name, one in vars(selftest).items() if isinstance(one, bytes) and name not in NOT_ALONE]


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_counts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one bit of a constant altered the test as a whole fails."""
    data = bytearray(getattr(selftest, name))
    data[-1] ^= 1
    monkeypatch.setattr(selftest, name, bytes(data))
    with pytest.raises(SelfTestFailed):
        selftest.run()


def test_a_verifier_that_takes_everything_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign, "verify_raw", lambda *_: None)
    with pytest.raises(SelfTestFailed, match="identity point"):
        selftest.run()
