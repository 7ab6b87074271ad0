"""Mailboxes: who can find them, write to them, close them."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from crypto import blob
from crypto.epoch import EpochSecrets
from crypto.mailbox import FILES, LOG, MailboxKeys, mailbox_keys, room_keys, tickets_key

some = st.binary(min_size=32, max_size=32).filter(any)
SECRETS = EpochSecrets(b"e" * 32, b"w" * 32, b"t" * 32)


def shown(keys: MailboxKeys) -> set[bytes]:
    """Everything about a mailbox that a relay is told."""
    pairs = (keys.append, keys.admin)
    return {keys.mid, keys.read_token, *(key.public.raw for key in pairs if key)}


@given(st.builds(EpochSecrets, some, some, some), some)
def test_each_role_can_do_its_part(secrets: EpochSecrets, relay: bytes) -> None:
    steward, member, reader = (
        mailbox_keys(secrets.for_role(role), relay, LOG) for role in ("steward", "member", "reader")
    )
    assert steward.mid == member.mid == reader.mid
    assert steward.read_token == member.read_token == reader.read_token
    assert member.append == steward.append is not None
    assert steward.admin is not None
    assert (member.admin, reader.append, reader.admin) == (None, None, None)


def test_what_one_relay_learns_opens_nothing_elsewhere() -> None:
    newer = EpochSecrets(b"E" * 32, b"W" * 32, b"T" * 32)
    boxes = [
        shown(mailbox_keys(secrets, relay * 32, purpose))
        for secrets in (SECRETS, newer)
        for relay in (b"1", b"2")
        for purpose in (LOG, FILES)
    ]
    assert all(len(box) == 4 for box in boxes)
    assert all(one.isdisjoint(other) for one, other in combinations(boxes, 2))


def test_a_token_is_blank_in_a_log() -> None:
    keys = mailbox_keys(SECRETS, bytes(32), LOG)
    assert "read_token" not in repr(keys)
    assert repr(keys.append) == "SigningKey()"


def test_only_stewards_open_the_tickets_that_they_keep() -> None:
    key = tickets_key(SECRETS, bytes(32))
    assert key is not None
    assert blob.open_blob(key, blob.seal(key, b"tickets")) == b"tickets"
    assert [tickets_key(SECRETS.for_role(role), bytes(32)) for role in ("member", "reader")] == [None, None]
    newer = EpochSecrets(b"e" * 32, b"w" * 32, b"T" * 32)
    others = tickets_key(SECRETS, b"2" * 32), tickets_key(newer, bytes(32))
    assert key.raw not in {one.raw for one in others if one is not None}


@given(st.builds(EpochSecrets, some, some, some), some)
def test_in_a_room_every_member_can_make_the_mailbox(secrets: EpochSecrets, relay: bytes) -> None:
    steward, member, reader = (
        room_keys(secrets.for_role(role), relay, LOG) for role in ("steward", "member", "reader")
    )
    listed = mailbox_keys(secrets, relay, LOG)
    assert shown(steward) == shown(member) and member.admin is not None and reader.admin is None
    assert (member.mid, member.read_token, member.append) == (listed.mid, listed.read_token, listed.append)
    assert member.admin != listed.admin  # stewards alone trim at the relays of a space
