"""Domain separation: ids, derived keys, and the one table of all labels (A1, SPEC 1)."""

import hmac
from collections.abc import Sequence
from enum import StrEnum, unique
from hashlib import sha256

PREFIX = b"karkade/1/"
KEY_SIZE = 32
DERIVED_MAX = 64
HEADS_MAX = 16


@unique
class Label(StrEnum):
    """One label, one purpose; a label is never used for two."""

    ENTRY = "entry"
    SPACE = "space"
    PERSON = "person"
    DEVICE = "device"
    DEVICE_OFFER = "device/offer"
    DEVICE_ANSWER = "device/answer"
    ROSTER = "roster"
    EPOCH = "epoch"
    PEER = "peer"
    FINGERPRINT = "fingerprint"
    CARD = "card"
    RECIPIENTS = "recipients"
    COMMIT = "commit"
    BACK = "back"
    JOIN = "join"
    BLOB = "blob"
    LOG = "log"
    CHUNK = "chunk"
    SALT = "salt"
    ATTACHMENT = "attachment"
    MAILBOX = "mbx"
    READ_TOKEN = "rtok"  # noqa: S105  (a label, not a password)
    APPEND_KEY = "wkey"
    ADMIN_KEY = "akey"
    ROOM_KEY = "room/akey"
    FOLDER = "folder"
    TICKETS = "tickets"
    BUNDLE = "bundle"
    MANIFEST = "manifest"
    DB = "db"
    BLOBS = "blobs"
    BLOBS_SALT = "blobs/salt"
    SLOT = "slot"
    RECOVERY_SLOT = "recovery/slot"
    RECOVERY_SIGN = "recovery/sign"
    RECOVERY_KEM = "recovery/kem"
    RECOVERY_PROOF = "recovery/proof"
    RECOVERY_SHARE = "recovery/share"
    PACKAGE = "pkg"
    ASK = "ask"
    INVITE_SIGN = "invite/sign"
    INVITE_KEY = "invite/key"
    INVITE_PROOF = "invite/proof"
    INVITE_MAILBOX = "invite/mbx"
    INVITE_READ_TOKEN = "invite/rtok"  # noqa: S105  (a label, not a password)
    INVITE_APPEND_KEY = "invite/wkey"
    INVITE_ADMIN_KEY = "invite/akey"
    REQUEST = "request"
    ADMISSION = "admission"
    ANONYMOUS = "anon"
    RELAY_APPEND = "append"  # these four are built in sync.wire, since a relay holds no cipher
    RELAY_ADMIN = "admin"
    RELAY_HEAD = "relay/head"
    ROOM = "room"


def labelled(label: Label, data: bytes) -> bytes:
    """Return `"karkade/1/" + label + 0x00 + data`, the form of everything hashed or signed (A1)."""
    return PREFIX + label.encode() + b"\x00" + data


def identifier(label: Label, data: bytes) -> bytes:
    """Return the 32-byte id of *data*: SHA-256 of its labelled form (A1 `ID`)."""
    return sha256(labelled(label, data)).digest()


def derive(key: bytes, label: Label, context: bytes = b"", length: int = KEY_SIZE) -> bytes:
    """Return *length* (at most 64) bytes derived from a key of 32 bytes (A1 `KDF`).

    HKDF-Expand-SHA-512 (RFC 5869) with info = the labelled context; one HMAC call, as the length allows.
    Raises ValueError for another size of key or length.
    """
    if len(key) != KEY_SIZE or not 0 < length <= DERIVED_MAX:
        raise ValueError("derive takes a key of 32 bytes and gives 1 to 64")
    return hmac.digest(key, labelled(label, context) + b"\x01", "sha512")[:length]


def join(secrets: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Return the 32-byte sending secret of several head epochs, given as (id, secret) pairs (A4.4).

    One pair gives its secret unchanged; several are sorted by id and extracted together, so that whoever
    lacks one of them cannot compute the result. Raises ValueError for none, or for more than 16.
    """
    if not 1 <= len(secrets) <= HEADS_MAX:
        raise ValueError("1 to 16 head epochs")
    if len(secrets) == 1:
        return secrets[0][1]
    material = b"".join(epoch + secret for epoch, secret in sorted(secrets))
    return hmac.digest(PREFIX + Label.JOIN.encode(), material, "sha512")[:KEY_SIZE]
