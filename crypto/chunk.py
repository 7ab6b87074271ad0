"""Chunks of attachments: sealed so that anybody who has the file makes the same bytes again (A5.8)."""

from crypto import blob
from crypto.keys import BlobKey
from crypto.labels import Label, derive, identifier

KEY_SIZE, ID_SIZE, SIZE_BYTES, INDEX_SIZE = 32, 16, 8, 4


def name_of(key: bytes, size: int, digest: bytes) -> bytes:
    """Return the 16-byte id of an attachment: nobody can put another file under it (SPEC 1.1).

    *key* is its key (32 bytes), *size* the bytes of the file, *digest* its SHA-256 (32 bytes).
    """
    return identifier(Label.ATTACHMENT, key + size.to_bytes(SIZE_BYTES, "little") + digest)[:ID_SIZE]


def seal(key: bytes, number: int, content: bytes) -> bytes:
    """Return the blob of chunk *number* (from 0) with *content*, the same each time (A5.8).

    *key* is the attachment's (32 bytes). Raises Malformed for too much content.
    """
    salt = derive(key, Label.SALT, number.to_bytes(INDEX_SIZE, "little"), blob.SALT_SIZE)
    return blob.seal(_key(key), content, salt=salt)


def opened(key: bytes, data: bytes) -> bytes:
    """Return the content of a chunk's blob. Raises Malformed, NotForUs, Damaged (A5.8)."""
    return blob.open_blob(_key(key), data)


def _key(key: bytes) -> BlobKey:
    return BlobKey(derive(key, Label.CHUNK))
