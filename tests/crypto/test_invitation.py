"""Invitations: what one secret gives, however it was carried."""

import pytest

from crypto import invitation, passphrase
from crypto.invitation import rendezvous_keys
from crypto.passphrase import Cost

SECRET = bytes(range(32))


def test_everything_that_comes_from_one_secret_differs() -> None:
    keys, box = invitation.keys(SECRET), rendezvous_keys(SECRET, bytes(32))
    assert box.append is not None
    assert box.admin is not None
    made = [keys.signing.raw, keys.sealing.raw, box.mid, box.read_token, box.append.raw, box.admin.raw]
    assert len({SECRET, *made}) == 7


def test_each_relay_has_its_own_meeting_place() -> None:
    assert rendezvous_keys(SECRET, bytes(32)).mid != rendezvous_keys(SECRET, b"\x01" * 32).mid
    assert rendezvous_keys(SECRET, bytes(32)) == rendezvous_keys(SECRET, bytes(32))


def test_keys_are_blank_in_a_log() -> None:
    assert repr(invitation.keys(SECRET)) == "InvitationKeys()"


WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in "bread")  # as some keyboards write it


@pytest.mark.parametrize("said", ["bread salt lemon", "  Bread\tSALT\n lemon ", f"{WIDE} salt lemon"])
def test_spoken_words_are_heard_alike(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitation, "CODE_COST", Cost(8, 1))
    heard = passphrase.stretch("bread salt lemon", b"karkade/1/invite", Cost(8, 1))
    assert invitation.stretch_code(said) == bytes(heard)


def test_guessing_words_is_dear() -> None:
    assert (invitation.CODE_COST.memory_kib, invitation.CODE_COST.passes) == (256 * 1024, 3)
    assert len(invitation.CODE_SALT) == passphrase.SALT_SIZE
    assert len(invitation.stretch_code("bread salt lemon")) == invitation.SECRET_SIZE
