"""The sealed blob: salt, commitment, padded ciphertext (A5.8, SPEC 3)."""

import hmac
import secrets
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from crypto.errors import Damaged, Malformed, NotForUs
from crypto.keys import BlobKey
from crypto.labels import Label, derive

VERSION = 1
SALT_SIZE, COMMITMENT_SIZE, TAG_SIZE, LENGTH_SIZE = 24, 32, 16, 4
HEAD = 1 + SALT_SIZE + COMMITMENT_SIZE
OVERHEAD = HEAD + TAG_SIZE
SMALLEST, POWERS_UP_TO, PADDED_MAX = 512, 65_536, 1 << 20
CONTENT_MAX = PADDED_MAX - LENGTH_SIZE
NONCE = bytes(12)  # zero, because the key is used once (A1)


def padded_size(size: int) -> int:
    """Return P for *size* bytes of length and content: a power of two, above 64 KiB by PADME (A5.8)."""
    if size <= SMALLEST:
        return SMALLEST
    if size <= POWERS_UP_TO:
        return 1 << (size - 1).bit_length()
    exponent = size.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return (size + mask) & ~mask


def pad(content: bytes) -> bytes:
    """Return `length u32 LE ‖ content ‖ zeros`, P bytes long. Raises Malformed above CONTENT_MAX (A5.8)."""
    if len(content) > CONTENT_MAX:
        raise Malformed("too much for one blob")
    framed = len(content).to_bytes(LENGTH_SIZE, "little") + content
    return framed.ljust(padded_size(len(framed)), b"\x00")


def unpad(padded: bytes) -> bytes:
    """Return the content; length, P and every padding byte are checked. Raises Malformed (A5.8)."""
    size = LENGTH_SIZE + int.from_bytes(padded[:LENGTH_SIZE], "little")
    if size > len(padded) or padded_size(size) != len(padded):
        raise Malformed("padded to another size")
    if padded.count(0, size) != len(padded) - size:
        raise Malformed("padding that is not zero")
    return padded[LENGTH_SIZE:size]


def _once(key: BlobKey, salt: bytes) -> tuple[bytes, bytes]:
    """(key, commitment) for one blob, 32 bytes each (A5.8)."""
    both = derive(key.raw, Label.BLOB, salt, 64)
    return both[:32], both[32:]


def seal(key: BlobKey, content: bytes, *, salt: bytes | None = None) -> bytes:
    """Return *content* (at most CONTENT_MAX bytes) sealed: 73 bytes and padding more (A5.8).

    *salt* (24 bytes) is random unless given, as attachments and segments do. Raises Malformed.
    """
    fresh = secrets.token_bytes(SALT_SIZE) if salt is None else salt
    if len(fresh) != SALT_SIZE:
        raise Malformed("a salt has 24 bytes")
    once, commitment = _once(key, fresh)
    sealed = ChaCha20Poly1305(once).encrypt(NONCE, pad(content), None)
    return bytes([VERSION]) + fresh + commitment + sealed


def choose(keys: Iterable[BlobKey], data: bytes) -> BlobKey | None:
    """Return the first of *keys* that the blob's commitment names, or None (A5.8)."""
    salt, commitment = data[1 : 1 + SALT_SIZE], data[1 + SALT_SIZE : HEAD]
    for key in keys:
        if hmac.compare_digest(_once(key, salt)[1], commitment):
            return key
    return None


def open_blob(key: BlobKey, data: bytes) -> bytes:
    """Return the content of a blob sealed under *key* (A5.8).

    Raises Malformed for a wrong form, NotForUs when the commitment names another key, Damaged when the
    bytes behind the commitment were altered.
    """
    if not OVERHEAD + SMALLEST <= len(data) <= OVERHEAD + PADDED_MAX or data[0] != VERSION:
        raise Malformed("not a blob of version 1")
    once, commitment = _once(key, data[1 : 1 + SALT_SIZE])
    if not hmac.compare_digest(commitment, data[1 + SALT_SIZE : HEAD]):
        raise NotForUs
    try:
        padded = ChaCha20Poly1305(once).decrypt(NONCE, data[HEAD:], None)
    except InvalidTag as error:
        raise Damaged from error
    return unpad(padded)
