"""The keys that one invitation's secret gives: to sign, to seal, and where to meet (A4.7, SPEC 6)."""

from dataclasses import dataclass, field

from crypto.keys import BlobKey, SigningKey
from crypto.labels import Label, derive
from crypto.mailbox import MailboxKeys
from crypto.passphrase import Cost, normalise, stretch

SECRET_SIZE = 32
CODE_SALT = b"karkade/1/invite"  # exactly the 16 bytes that Argon2id takes
CODE_COST = Cost(256 * 1024, 3)


@dataclass(frozen=True, slots=True)
class InvitationKeys:
    signing: SigningKey = field(repr=False)
    sealing: BlobKey = field(repr=False)


def keys(secret: bytes) -> InvitationKeys:
    """Return the key that proofs are made with and the key that letters are sealed with (A4.7)."""
    signing = SigningKey(derive(secret, Label.INVITE_SIGN))
    return InvitationKeys(signing, BlobKey(derive(secret, Label.INVITE_KEY)))


def rendezvous_keys(secret: bytes, relay_pk: bytes) -> MailboxKeys:
    """Return the mailbox where inviter and joiner meet at one relay; both hold all of it (A4.7)."""
    return MailboxKeys(
        derive(secret, Label.INVITE_MAILBOX, relay_pk),
        derive(secret, Label.INVITE_READ_TOKEN, relay_pk),
        SigningKey(derive(secret, Label.INVITE_APPEND_KEY, relay_pk)),
        SigningKey(derive(secret, Label.INVITE_ADMIN_KEY, relay_pk)),
    )


def stretch_code(code: str) -> bytes:
    """Return the 32-byte secret behind spoken words: blanks and capitals do not matter (A4.7).

    Argon2id, 256 MiB, 3 passes, fixed salt. Raises OutOfMemory.
    """
    spoken = " ".join(normalise(code).casefold().split())
    return bytes(stretch(spoken, CODE_SALT, CODE_COST))
