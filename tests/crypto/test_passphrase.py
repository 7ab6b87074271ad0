"""From what is typed to a key."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from crypto import passphrase
from crypto.errors import Malformed, OutOfMemory
from crypto.passphrase import CAP, DEFAULT, FLOOR, KIB, Cost, calibrate, stretch

CHEAP = Cost(8, 1)
salts = st.binary(min_size=16, max_size=16)


@given(st.text(max_size=40), salts, st.integers(8, 64), st.integers(1, 3))
def test_the_key_is_argon2id_of_the_normal_form(text: str, salt: bytes, memory: int, passes: int) -> None:
    oracle = Argon2id(salt=salt, length=32, iterations=passes, lanes=1, memory_cost=memory)
    typed = passphrase.normalise(text).encode()
    assert stretch(text, salt, Cost(memory, passes)) == oracle.derive(typed)


def test_two_keyboards_that_mean_the_same_type_the_same() -> None:
    composed, decomposed = "été", "e\u0301te\u0301"
    assert composed != decomposed
    assert stretch(composed, bytes(16), CHEAP) == stretch(decomposed, bytes(16), CHEAP)


def test_half_a_letter_is_no_crash() -> None:
    assert len(stretch("\ud83d", bytes(16), CHEAP)) == passphrase.KEY_SIZE


def test_the_key_can_be_wiped() -> None:
    key = stretch("bread", bytes(16), CHEAP)
    assert any(key)
    passphrase.wipe(key)
    assert key == bytes(32)


@pytest.mark.parametrize("size", [0, 15, 17])
def test_a_salt_has_16_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="16"):
        stretch("bread", bytes(size), CHEAP)


ABSURD = [Cost(7, 1), Cost(0, 3), Cost(CAP.memory_kib + 1, 3), Cost(2**32 - 1, 1), Cost(8, 0), Cost(8, 65)]


@pytest.mark.parametrize("cost", ABSURD)
def test_an_absurd_cost_is_refused_before_any_memory_is_asked_for(cost: Cost) -> None:
    with pytest.raises(Malformed):
        stretch("bread", bytes(16), cost)


@pytest.mark.parametrize(
    "cost", [Cost(8, 1), Cost(8, 64), Cost(1 << 20, 1), Cost(1 << 20, 64), FLOOR, DEFAULT, CAP]
)
def test_a_cost_that_some_release_may_write_is_sane(cost: Cost) -> None:
    passphrase.must_be_sane(cost)


def test_costs_are_those_of_the_protocol() -> None:
    assert [(cost.memory_kib // KIB, cost.passes) for cost in (FLOOR, DEFAULT, CAP)] == [
        (64, 3),
        (256, 3),
        (1024, 3),
    ]


class NoMemory:
    """libsodium on a machine whose memory ends at so many bytes."""

    def __init__(self, limit: int = 0) -> None:
        self.limit = limit
        self.asked: list[int] = []

    def crypto_pwhash(self, *arguments: object) -> int:
        memory = arguments[6]
        assert isinstance(memory, int)
        self.asked.append(memory)
        return 0 if memory <= self.limit else -1


def test_too_little_memory_is_not_a_wrong_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "lib", NoMemory())
    with pytest.raises(OutOfMemory):
        stretch("bread", bytes(16), FLOOR)


def clock(*seconds: float) -> Iterator[float]:
    """Show the time at the beginning and at the end of each run."""
    now = 0.0
    for took in seconds:
        yield now
        now += took
        yield now


@pytest.mark.parametrize(
    ("seconds", "cost"),
    [
        ([0.6], DEFAULT),
        ([1.0], DEFAULT),
        ([1.7, 0.9], Cost(128 * KIB, 3)),
        ([9.0, 4.5], FLOOR),
    ],
)
def test_unlocking_takes_about_a_second(
    seconds: list[float], cost: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase, "lib", NoMemory(limit=1 << 40))
    ticks = clock(*seconds)
    assert calibrate(lambda: next(ticks)) == cost


def test_a_machine_of_little_memory_gets_a_smaller_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    sodium = NoMemory(limit=128 * KIB * KIB)
    monkeypatch.setattr(passphrase, "lib", sodium)
    assert calibrate(lambda: 0.0) == Cost(128 * KIB, 3)
    assert sodium.asked == [256 * KIB * KIB, 128 * KIB * KIB]


def test_the_floor_is_never_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "lib", NoMemory())
    assert calibrate(lambda: 0.0) == FLOOR


@pytest.mark.parametrize("cost", [Cost(FLOOR.memory_kib - 1, 3), Cost(FLOOR.memory_kib, 2), CHEAP])
def test_below_the_floor_is_said(cost: Cost) -> None:
    with pytest.raises(Malformed, match="floor"):
        passphrase.must_reach_floor(cost)
    passphrase.must_reach_floor(FLOOR)


def test_words_are_drawn_from_the_whole_list() -> None:
    drawn = passphrase.generate(["bread", "salt", "lemon"], 200).split(" ")
    assert len(drawn) == 200
    assert set(drawn) == {"bread", "salt", "lemon"}


def test_six_words_of_7776_are_77_bits() -> None:
    assert passphrase.entropy_bits(7776, 6) == pytest.approx(77.55, abs=0.01)
