"""Derivations: separated by label, alike for everybody."""

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from crypto import labels
from crypto.labels import Label
from sync.wire import rooms, routes

keys = st.binary(min_size=32, max_size=32)
any_label = st.sampled_from(Label)


@pytest.mark.parametrize("label", Label)
def test_a_label_is_short_plain_text_that_no_other_can_begin_like(label: Label) -> None:
    assert label.isascii()
    assert label.isprintable()
    assert labels.labelled(label, b"").endswith(b"\x00")
    assert labels.labelled(label, b"").count(b"\x00") == 1


def test_what_relays_check_is_in_the_table_too() -> None:
    head = routes.Head(bytes(32), bytes(16), 1, 2, bytes(32), 3)
    assert routes.append_message(b"", []) == labels.labelled(Label.RELAY_APPEND, b"")
    assert routes.admin_message(b"", "", 0) == labels.labelled(Label.RELAY_ADMIN, bytes(8))
    assert head.message() == labels.labelled(Label.RELAY_HEAD, head.encode())
    assert labels.labelled(Label.ROOM, b"") == rooms.PREFIX


@given(any_label, st.binary())
def test_an_id_is_the_hash_of_the_labelled_bytes(label: Label, data: bytes) -> None:
    assert labels.identifier(label, data) == sha256(f"karkade/1/{label}".encode() + b"\0" + data).digest()


@given(keys, any_label, st.binary(max_size=100), st.integers(1, 64))
def test_a_derived_key_is_what_hkdf_says(key: bytes, label: Label, context: bytes, length: int) -> None:
    oracle = HKDFExpand(hashes.SHA512(), length, labels.labelled(label, context))
    assert labels.derive(key, label, context, length) == oracle.derive(key)


@given(keys, any_label, any_label, st.binary(max_size=40), st.binary(max_size=40))
def test_another_label_or_context_gives_another_key(
    key: bytes, first: Label, second: Label, context: bytes, other: bytes
) -> None:
    same = (first, context) == (second, other)
    assert (labels.derive(key, first, context) == labels.derive(key, second, other)) is same


@pytest.mark.parametrize(("size", "length"), [(31, 32), (33, 32), (0, 32), (32, 0), (32, 65), (32, -1)])
def test_derive_takes_keys_of_32_bytes_and_gives_1_to_64(size: int, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        labels.derive(bytes(size), Label.LOG, b"", length)


pairs = st.dictionaries(keys, keys, min_size=1, max_size=16).map(lambda found: list(found.items()))


@given(pairs.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_joining_does_not_depend_on_the_order_of_hearing(
    twice: tuple[list[tuple[bytes, bytes]], list[tuple[bytes, bytes]]],
) -> None:
    found, mixed = twice
    assert labels.join(mixed) == labels.join(found)


@given(pairs)
def test_joining_several_is_an_extraction_over_all_of_them(found: list[tuple[bytes, bytes]]) -> None:
    material = b"".join(one + secret for one, secret in sorted(found))
    oracle = HKDF.extract(hashes.SHA512(), b"karkade/1/join", material)[:32]
    assert labels.join(found) == (found[0][1] if len(found) == 1 else oracle)


@given(pairs.filter(lambda found: len(found) > 1), st.data())
def test_whoever_lacks_one_secret_gets_another_result(
    found: list[tuple[bytes, bytes]], data: st.DataObject
) -> None:
    lost = data.draw(st.integers(0, len(found) - 1))
    guessed = [(one, bytes(32) if at == lost else secret) for at, (one, secret) in enumerate(found)]
    without = found[:lost] + found[lost + 1 :]
    assert labels.join(found) != labels.join(without)
    assert (labels.join(found) == labels.join(guessed)) is (found == guessed)


@pytest.mark.parametrize("count", [0, 17])
def test_one_to_sixteen_heads_can_be_joined(count: int) -> None:
    with pytest.raises(ValueError, match="16"):
        labels.join([(bytes([number]) * 32, bytes(32)) for number in range(count)])
