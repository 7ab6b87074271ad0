"""A mailbox at one relay: its address, its read token and its two keys (A6.1, SPEC 5)."""

from dataclasses import dataclass, field, replace

from crypto.epoch import NOT_GIVEN, EpochSecrets
from crypto.keys import BlobKey, SigningKey
from crypto.labels import Label, derive

LOG, FILES = 0, 1


@dataclass(frozen=True, slots=True)
class MailboxKeys:
    """What one role can do with one mailbox; a key that the role lacks is None."""

    mid: bytes
    read_token: bytes = field(repr=False)
    append: SigningKey | None
    admin: SigningKey | None


def mailbox_keys(secrets: EpochSecrets, relay_pk: bytes, purpose: int) -> MailboxKeys:
    """Derive the mailbox of one epoch at the relay with this public key (32 bytes); 0 log, 1 files (A6.1)."""
    place = relay_pk + bytes([purpose])
    append = None if secrets.w == NOT_GIVEN else SigningKey(derive(secrets.w, Label.APPEND_KEY, place))
    admin = None if secrets.t == NOT_GIVEN else SigningKey(derive(secrets.t, Label.ADMIN_KEY, place))
    mid, token = derive(secrets.e, Label.MAILBOX, place), derive(secrets.e, Label.READ_TOKEN, place)
    return MailboxKeys(mid, token, append, admin)


def tickets_key(secrets: EpochSecrets, relay_pk: bytes) -> BlobKey | None:
    """Return the key of the tickets that stewards keep for a relay (its key, 32 bytes); None without T.

    A6.4, SPEC 5.
    """
    if secrets.t == NOT_GIVEN:
        return None
    return BlobKey(derive(secrets.t, Label.TICKETS, relay_pk))


def room_keys(secrets: EpochSecrets, relay_pk: bytes, purpose: int) -> MailboxKeys:
    """Derive the same where no space's log names the relay: in a room, or a folder of that name (SPEC 5.1).

    Every member holds the admin key, so that whoever is there first makes the mailbox.
    """
    listed = mailbox_keys(secrets, relay_pk, purpose)
    if secrets.w == NOT_GIVEN:
        return replace(listed, admin=None)
    return replace(listed, admin=SigningKey(derive(secrets.w, Label.ROOM_KEY, relay_pk + bytes([purpose]))))
