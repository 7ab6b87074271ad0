"""Signatures: whose, over what, and for which purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import labels, sign
from crypto.errors import BadSignature
from crypto.keys import SigningKey, VerifyKey
from crypto.labels import Label

KEY = SigningKey(bytes(range(32)))
some_label = st.sampled_from(Label)


@given(st.binary(min_size=32, max_size=32), some_label, st.binary())
def test_what_is_signed_verifies(seed: bytes, label: Label, data: bytes) -> None:
    key = SigningKey(seed)
    signature = sign.sign(key, label, data)
    assert len(signature) == sign.SIGNATURE_SIZE
    sign.verify(key.public, label, data, signature)
    sign.verify_raw(key.public, labels.labelled(label, data), signature)


@given(some_label, some_label, st.binary(max_size=40), st.binary(max_size=40))
def test_a_signature_is_for_one_label_and_one_text(
    first: Label, other: Label, data: bytes, more: bytes
) -> None:
    signature = sign.sign(KEY, first, data)
    if (first, data) == (other, more):
        sign.verify(KEY.public, other, more, signature)
        return
    with pytest.raises(BadSignature):
        sign.verify(KEY.public, other, more, signature)


@given(st.integers(0, 64 * 8 - 1))
def test_one_bit_is_enough_to_refuse(bit: int) -> None:
    signature = bytearray(sign.sign_raw(KEY, b"bread"))
    signature[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadSignature):
        sign.verify_raw(KEY.public, b"bread", bytes(signature))


@given(st.binary(max_size=100), st.binary(min_size=32, max_size=32))
def test_any_bytes_are_refused_in_one_way(signature: bytes, public: bytes) -> None:
    with pytest.raises(BadSignature):
        sign.verify_raw(VerifyKey(public), b"bread", signature)


SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
]


@pytest.mark.parametrize("public", SMALL_ORDER)
@pytest.mark.parametrize("first_half", SMALL_ORDER)
def test_a_key_of_low_order_verifies_nothing(public: str, first_half: str) -> None:
    """With the identity point any message would verify elsewhere (P21)."""
    for message in (b"", b"bread", bytes(100)):
        with pytest.raises(BadSignature):
            sign.verify_raw(VerifyKey(bytes.fromhex(public)), message, bytes.fromhex(first_half) + bytes(32))
