"""A mailbox at one relay: its address, its read token and its two keys (A6.1, SPEC 5)."""

from dataclasses import dataclass, field

from crypto.epoch import NOT_GIVEN, EpochSecrets
from crypto.keys import SigningKey
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
