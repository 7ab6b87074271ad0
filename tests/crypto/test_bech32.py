"""The letters in which age keys are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import agefile, bech32
from crypto.errors import Malformed
from crypto.keys import KemSeed

prefixes = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=20)


@given(prefixes, st.binary(max_size=100))
def test_what_is_encoded_decodes_in_either_case(prefix: str, data: bytes) -> None:
    text = bech32.encode(prefix, data)
    assert bech32.decode(text, prefix) == data
    assert bech32.decode(text.upper(), prefix) == data


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("A12UEL5L", "a"),
        ("an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
         "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio"),
        ("?1ezyfcl", "?"),
    ],
)  # fmt: skip
def test_valid_texts_of_the_standard(text: str, prefix: str) -> None:
    assert bech32.decode(text, prefix) == b""


TEXT = agefile.identity_text(KemSeed(bytes(range(32))))


@given(st.integers(len(agefile.IDENTITY_PREFIX) + 1, len(TEXT) - 1), st.sampled_from(bech32.ALPHABET.upper()))
def test_one_wrong_letter_is_noticed(at: int, letter: str) -> None:
    if TEXT[at] == letter:
        assert agefile.parse_identity(TEXT) == KemSeed(bytes(range(32)))
        return
    with pytest.raises(Malformed):
        agefile.parse_identity(TEXT[:at] + letter + TEXT[at + 1 :])


def test_two_swapped_letters_are_noticed() -> None:
    for at in range(len(agefile.IDENTITY_PREFIX) + 1, len(TEXT) - 1):
        swapped = TEXT[:at] + TEXT[at + 1] + TEXT[at] + TEXT[at + 2 :]
        if swapped != TEXT:
            with pytest.raises(Malformed):
                agefile.parse_identity(swapped)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("AGE-SECRET-KEY-PQ-", id="no separator"),
        pytest.param("AGE-SECRET-KEY-PQ-1", id="no letters"),
        pytest.param("AGE-SECRET-KEY-PQ-1QQQQQ", id="shorter than a checksum"),
        pytest.param(TEXT[:30] + TEXT[30:].lower(), id="two cases"),
        pytest.param(TEXT[:-1] + "B", id="a letter outside of the alphabet"),
        pytest.param(TEXT + "\n", id="a line end"),
        pytest.param(TEXT.replace("-PQ-", "-"), id="another kind of key"),
        pytest.param(bech32.encode("age-secret-key-", bytes(32)).upper(), id="a key for X25519"),
        pytest.param(bech32.encode("age-secret-key-pq-", bytes(31)).upper(), id="a byte short"),
        pytest.param(bech32.encode("age-secret-key-pq-", bytes(33)).upper(), id="a byte more"),
    ],
)
def test_any_other_text_is_no_identity(text: str) -> None:
    with pytest.raises(Malformed):
        agefile.parse_identity(text)


def with_groups(groups: list[int]) -> str:
    """A text with a right checksum over these groups of five bits."""
    check = bech32._polymod(bech32._expanded("a") + groups + [0] * bech32.CHECKSUM) ^ 1
    groups = groups + [check >> 5 * (5 - place) & 31 for place in range(6)]
    return "a1" + "".join(bech32.ALPHABET[group] for group in groups)


@pytest.mark.parametrize("groups", [[0], [0, 1], [0, 0, 0], [31, 31]])
def test_bits_left_over_are_refused(groups: list[int]) -> None:
    with pytest.raises(Malformed, match="left over"):
        bech32.decode(with_groups(groups), "a")
    assert bech32.decode(with_groups([0, 0]), "a") == b"\0"


def test_a_recipient_is_no_identity() -> None:
    seed = KemSeed(bytes(32))
    with pytest.raises(Malformed):
        agefile.parse_identity(agefile.recipient_text(seed.public))
    with pytest.raises(Malformed):
        agefile.parse_recipient(agefile.identity_text(seed))
