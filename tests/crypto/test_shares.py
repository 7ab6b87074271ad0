"""Shares of a secret: what comes back, and what is said of those that do not fit."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics, rs1024
from shamir_mnemonic.share import Share

from crypto import shares
from crypto.shares import Misspelt, Mixed, Repeated, SharesRefused, TooFew, WrongLength

SECRET = bytes(range(32))
OWN = Path(__file__).parent / "vectors" / "shares.json"
PUBLIC = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "slip39" / "vectors.json"
TREZOR = b"TREZOR"  # the passphrase of the public vectors
OURS = {  # the valid ones of 256 bits in one group
    "20. Valid mnemonic without sharing (256 bits)",
    "23. Basic sharing 2-of-3 (256 bits)",
    "44. Valid extendable mnemonic without sharing (256 bits)",
    "45. Extendable basic sharing 2-of-3 (256 bits)",
}
FEW = settings(max_examples=15, deadline=None)


@pytest.fixture(scope="module")
def three() -> tuple[str, ...]:
    return shares.split(SECRET, 3, 2)


@pytest.fixture(scope="module")
def five() -> tuple[str, ...]:
    return shares.split(SECRET, 5, 3)


def altered(text: str, place: int, word: str | None = None) -> str:
    """The share with another word at *place*, counted from 1."""
    words = text.split()
    other = (shares.every_word().index(words[place - 1]) + 7) % 1024
    words[place - 1] = word or shares.every_word()[other]
    return " ".join(words)


# ---------------------------------------------------------------- public vectors
def cases(path: Path) -> list[Any]:
    found: list[Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return found


def test_all_public_vectors_come_out_as_they_must() -> None:
    for name, texts, secret, *_ in cases(PUBLIC):
        if not secret:
            with pytest.raises(MnemonicError):
                combine_mnemonics(texts, TREZOR)
            with pytest.raises(SharesRefused):
                shares.combine(texts, TREZOR)
            continue
        assert combine_mnemonics(texts, TREZOR).hex() == secret, name
        if name in OURS:
            assert shares.combine(texts, TREZOR).hex() == secret, name
        else:
            with pytest.raises((WrongLength, Mixed)):
                shares.combine(texts, TREZOR)


def test_own_vectors() -> None:
    found = cases(OWN)
    assert found
    for case in found:
        if case["kind"] == "good":
            assert shares.combine(case["shares"]).hex() == case["secret"]
            continue
        with pytest.raises(SharesRefused) as raised:
            shares.combine(case["shares"])
        assert type(raised.value).__name__ == case["kind"], case["name"]


# ---------------------------------------------------------------- what comes back
@FEW
@given(st.binary(min_size=32, max_size=32), st.sampled_from([(3, 2), (5, 3), (2, 2), (16, 2)]), st.data())
def test_enough_shares_in_any_order_give_the_secret(
    secret: bytes, kind: tuple[int, int], data: st.DataObject
) -> None:
    count, need = kind
    made = shares.split(secret, count, need)
    assert len(made) == count
    some = data.draw(st.permutations(made))[: data.draw(st.integers(need, min(count, need + 2)))]
    assert shares.combine(some) == secret


def test_a_share_has_33_words_and_says_its_place(three: tuple[str, ...]) -> None:
    parsed = [shares.parse(text) for text in three]
    assert [one.number for one in parsed] == [1, 2, 3]
    assert {one.need for one in parsed} == {2}
    assert len({one.identifier for one in parsed}) == 1
    assert all(len(one.words) == shares.WORDS for one in parsed)
    assert three[0] not in repr(parsed[0])


def test_capitals_numbers_and_points_between_words_do_not_count(three: tuple[str, ...]) -> None:
    numbered = "\n".join(f"{place}. {word.upper()}," for place, word in enumerate(three[0].split(), 1))
    assert shares.combine([numbered, three[2]]) == SECRET


@pytest.mark.parametrize(
    ("secret", "count", "need"), [(SECRET[:31], 3, 2), (SECRET, 3, 1), (SECRET, 2, 3), (SECRET, 17, 2)]
)
def test_what_is_no_sharing_is_a_mistake(secret: bytes, count: int, need: int) -> None:
    with pytest.raises(ValueError, match="2 to 16"):
        shares.split(secret, count, need)


# ---------------------------------------------------------------- what does not fit
def test_too_few(three: tuple[str, ...], five: tuple[str, ...]) -> None:
    for some, have, need in ((three[:1], 1, 2), (five[:2], 2, 3), ((), 0, 2)):
        with pytest.raises(TooFew) as raised:
            shares.combine(some)
        assert (raised.value.have, raised.value.need) == (have, need)


def test_the_same_twice(three: tuple[str, ...]) -> None:
    with pytest.raises(Repeated) as raised:
        shares.combine([three[1], three[0], three[1].upper()])
    assert (raised.value.first, raised.value.second) == (1, 3)


def test_shares_of_different_sets(three: tuple[str, ...], five: tuple[str, ...]) -> None:
    with pytest.raises(Mixed):
        shares.combine([three[0], five[1]])
    with pytest.raises(Mixed):
        shares.combine([three[0], shares.split(SECRET, 3, 2)[1]])


def test_shares_of_two_sets_with_the_same_identifier(
    three: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One in 32 768 sets: their values do not lie on one line."""
    identifier = shares.parse(three[0]).identifier
    monkeypatch.setattr("shamir_mnemonic.shamir._random_identifier", lambda: identifier)
    other = shares.split(bytes(32), 3, 2)
    for mixed in ([three[0], other[1]], [three[0], other[0]], [three[0], three[1], other[2]]):
        with pytest.raises(Mixed):
            shares.combine(mixed)


def test_a_further_share_that_leads_elsewhere(
    monkeypatch: pytest.MonkeyPatch, three: tuple[str, ...]
) -> None:
    results = iter([SECRET, bytes(32)])
    monkeypatch.setattr(shares, "combine_mnemonics", lambda *_: next(results))
    with pytest.raises(Mixed):
        shares.combine(three)


def test_several_groups_or_a_slow_exponent_are_not_ours() -> None:
    groups = generate_mnemonics(2, [(2, 2), (2, 2)], SECRET)
    slow = generate_mnemonics(1, [(1, 1)], SECRET, iteration_exponent=0)[0][0]
    with pytest.raises(Mixed):
        shares.parse(groups[0][0])
    assert shares.parse(slow).need == 1
    words = shares.every_word()
    assert words[0] == "academic"
    with pytest.raises(Mixed):
        shares.parse(_with_exponent(slow, 5))


def _with_exponent(text: str, exponent: int) -> str:
    return replace(Share.from_mnemonic(text), iteration_exponent=exponent).mnemonic()


def test_a_word_that_is_no_word_is_named(three: tuple[str, ...]) -> None:
    for place in (1, 17, 33):
        with pytest.raises(Misspelt) as raised:
            shares.combine([three[0], altered(three[1], place, "bananaa")])
        assert (raised.value.sheet, raised.value.word) == (2, place)


def test_another_number_of_words(three: tuple[str, ...]) -> None:
    words = three[0].split()
    for count in (0, 1, 32, 34):
        with pytest.raises(WrongLength) as raised:
            shares.combine([" ".join((words * 2)[:count]), three[1]])
        assert (raised.value.sheet, raised.value.count) == (1, count)


def test_one_wrong_word_is_found_by_the_sum(three: tuple[str, ...]) -> None:
    for place in [*range(3, 34)]:
        with pytest.raises(Misspelt) as raised:
            shares.parse(altered(three[0], place))
        assert raised.value.word == place


def test_several_wrong_words_are_wrong_without_a_place(three: tuple[str, ...]) -> None:
    text = altered(altered(three[0], 9), 20)
    with pytest.raises(Misspelt) as raised:
        shares.parse(text, 3)
    assert (raised.value.sheet, raised.value.word) == (3, 0)


def test_a_sum_that_holds_over_a_value_that_cannot_be(three: tuple[str, ...]) -> None:
    """Bits before the value that are not zero: no honest sheet has them."""
    words = shares.every_word()
    data = [words.index(word) for word in three[0].split()[:-3]]
    data[4] |= 0b1111 << 6
    text = " ".join(words[place] for place in (*data, *rs1024.create_checksum(data, b"shamir_extendable")))
    with pytest.raises(Misspelt) as raised:
        shares.parse(text)
    assert raised.value.word == 0
