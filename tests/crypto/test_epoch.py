"""The secrets of one epoch: who gets which, and proof that they are the ones promised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import blob, epoch
from crypto.epoch import NOT_GIVEN, EpochSecrets
from crypto.errors import CryptoError, Malformed
from crypto.keys import BlobKey
from crypto.labels import Label, derive

ROLES = ("reader", "member", "steward")
some = st.binary(min_size=32, max_size=32).filter(lambda value: value != NOT_GIVEN)
secrets_of_epochs = st.builds(EpochSecrets, some, some, some)


@given(secrets_of_epochs)
def test_packing_takes_96_bytes_and_keeps_all(secrets: EpochSecrets) -> None:
    assert len(secrets.pack()) == 96
    assert EpochSecrets.unpack(secrets.pack()) == secrets


@pytest.mark.parametrize("size", [0, 32, 64, 95, 97, 128])
def test_another_size_is_refused(size: int) -> None:
    with pytest.raises(Malformed):
        EpochSecrets.unpack(bytes(size))


def test_new_secrets_are_three_different_ones() -> None:
    made = EpochSecrets.generate()
    assert len({made.e, made.w, made.t, NOT_GIVEN}) == 4
    assert EpochSecrets.generate() != made


def test_secrets_are_blank_in_a_log() -> None:
    assert repr(EpochSecrets(b"a" * 32, b"b" * 32, b"c" * 32)) == "EpochSecrets()"


@given(secrets_of_epochs)
def test_each_role_gets_its_part_in_a_package_of_one_size(secrets: EpochSecrets) -> None:
    e, w, t = secrets.e, secrets.w, secrets.t
    assert secrets.for_role("steward").pack() == e + w + t
    assert secrets.for_role("member").pack() == e + w + NOT_GIVEN
    assert secrets.for_role("reader").pack() == e + NOT_GIVEN * 2
    assert secrets.for_role("unheard of") == secrets.for_role("reader")


@given(some, some, some, some)
def test_a_commitment_is_to_one_secret_in_one_space(
    secret: bytes, other: bytes, space: bytes, place: bytes
) -> None:
    promised = epoch.commit(secret, space)
    assert epoch.confirms(promised, secret, space)
    assert epoch.confirms(promised, other, space) is (other == secret)
    assert epoch.confirms(promised, secret, place) is (place == space)


@given(secrets_of_epochs)
def test_a_part_serves_its_own_role_and_those_below(secrets: EpochSecrets) -> None:
    for rank, role in enumerate(ROLES):
        part = secrets.for_role(role)
        assert [part.serves(other) for other in ROLES] == [at <= rank for at in range(len(ROLES))]
        assert part.with_more(secrets) == secrets.with_more(part) == secrets


@given(st.dictionaries(some, secrets_of_epochs, min_size=2, max_size=16), st.sampled_from(ROLES))
def test_a_join_needs_every_part(heads: dict[bytes, EpochSecrets], role: str) -> None:
    whole = epoch.joined(heads)
    assert whole.serves("steward")
    assert epoch.joined(dict(reversed(heads.items()))) == whole
    first = min(heads)
    assert epoch.joined(heads | {first: heads[first].for_role(role)}) == whole.for_role(role)
    assert epoch.joined({first: heads[first]}) != whole


@given(some, some, some)
def test_a_link_back_opens_under_the_key_that_follows(e: bytes, other: bytes, parent: bytes) -> None:
    sealed = epoch.seal_back(e, parent)
    assert len(sealed) == 585
    assert epoch.open_back(e, sealed) == parent
    if other != e:
        with pytest.raises(CryptoError):
            epoch.open_back(other, sealed)


def test_a_link_back_holds_one_secret_and_nothing_else() -> None:
    e = b"e" * 32
    with pytest.raises(Malformed):
        epoch.open_back(e, blob.seal(BlobKey(derive(e, Label.BACK)), bytes(31)))
