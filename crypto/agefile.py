"""age v1 files: written to one post-quantum recipient, read by whoever holds a seed (A7.2, SPEC 8)."""

import hmac
import secrets
from collections.abc import Callable, Sequence
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from crypto import agestanza, bech32, handover
from crypto.agestanza import Header, Read, Source, Stanza, canonical, hkdf, unpadded
from crypto.errors import Damaged, Malformed, NotForUs
from crypto.keys import KemPublic, KemSeed

TYPE = "mlkem768x25519"
ALONE = "scrypt"  # a passphrase says who wrote the file, which other recipients would break
INFO = b"age-encryption.org/mlkem768x25519"
FILE_KEY, NONCE_SIZE, TAG = 16, 16, 16
COUNTER_SIZE = 11
CHUNK = 64 * 1024
RECIPIENT_PREFIX, IDENTITY_PREFIX = "age1pq", "age-secret-key-pq-"
Sink = Callable[[bytes], object]


class Identity(Protocol):
    """Something that may open one of a header's stanzas."""

    def unwrap(self, stanzas: tuple[Stanza, ...]) -> bytes | None:
        """Return the file key, None when no stanza is for this identity. Raises Malformed."""


class SeedIdentity:
    """Opens `mlkem768x25519` stanzas with an X-Wing seed."""

    def __init__(self, seed: KemSeed) -> None:
        self._seed = seed

    def unwrap(self, stanzas: tuple[Stanza, ...]) -> bytes | None:
        """Return the 16-byte file key, None when no stanza is for this seed. Raises Malformed (SPEC 8.3)."""
        opened = (self._opened(stanza) for stanza in stanzas if stanza.type == TYPE)
        return next((key for key in opened if key is not None), None)

    def _opened(self, stanza: Stanza) -> bytes | None:
        match stanza.arguments:
            case (_, share):
                enc = canonical(share.encode())
            case _:
                raise Malformed("a stanza with one argument")
        if len(enc) != handover.ENC_SIZE or len(stanza.body) != FILE_KEY + TAG:
            raise Malformed("a stanza of another size")
        try:
            return handover.open_with(self._seed, INFO, enc + stanza.body)
        except Damaged:
            return None


def recipient_text(public: KemPublic) -> str:
    """Return `age1pq1…`, which the standard tool takes with -r (SPEC 8.1)."""
    return bech32.encode(RECIPIENT_PREFIX, public.raw)


def identity_text(seed: KemSeed) -> str:
    """Return `AGE-SECRET-KEY-PQ-1…`, which the standard tool takes with -i (SPEC 8.1)."""
    return bech32.encode(IDENTITY_PREFIX, seed.raw).upper()


def parse_recipient(text: str) -> KemPublic:
    """Return the public key of 1 216 bytes in a recipient text. Raises Malformed (SPEC 8.1)."""
    return KemPublic(bech32.decode(text, RECIPIENT_PREFIX))


def parse_identity(text: str) -> KemSeed:
    """Return the seed of 32 bytes in an identity text. Raises Malformed (SPEC 8.1)."""
    return KemSeed(bech32.decode(text, IDENTITY_PREFIX))


class AgeWriter:
    """Seals what is written to it, 64 KiB at a time; nothing is whole before `finish` (SPEC 8.4)."""

    def __init__(self, sink: Sink, file_key: bytes) -> None:
        nonce = secrets.token_bytes(NONCE_SIZE)
        sink(nonce)
        self._sink = sink
        self._cipher = ChaCha20Poly1305(_payload_key(file_key, nonce))
        self._buffer = bytearray()
        self._counter = 0

    def write(self, data: bytes) -> None:
        """Take any number of bytes."""
        self._buffer += data
        while len(self._buffer) > CHUNK:
            self._seal(last=False)

    def finish(self) -> None:
        """Seal the last chunk; only now is the file one that a reader accepts to its end."""
        self._seal(last=True)

    def _seal(self, *, last: bool) -> None:
        chunk = bytes(self._buffer[:CHUNK])
        self._sink(self._cipher.encrypt(_nonce(self._counter, last=last), chunk, None))
        del self._buffer[:CHUNK]
        self._counter += 1


def write(sink: Sink, *recipients: KemPublic) -> AgeWriter:
    """Write a head for one or more to *sink*, which takes bytes; return what takes the content (A7.2).

    Raises Malformed for a public key that is none.
    """
    file_key = secrets.token_bytes(FILE_KEY)
    stanzas = tuple(_stanza(recipient, file_key) for recipient in recipients)
    sink(agestanza.encode(stanzas, file_key))
    return AgeWriter(sink, file_key)


def _stanza(recipient: KemPublic, file_key: bytes) -> Stanza:
    sealed = handover.seal_to(recipient, INFO, file_key)
    enc, body = sealed[: handover.ENC_SIZE], sealed[handover.ENC_SIZE :]
    return Stanza((TYPE, unpadded(enc).decode()), body)


class AgeReader:
    """Opens an age file; its head is judged at once, its content chunk by chunk as it is read (SPEC 8.4).

    Making one raises Malformed for another form, NotForUs when no identity fits, Damaged when the head
    was altered or the file ends with it. `read` raises Damaged; what it returns has been authenticated.
    """

    def __init__(self, read: Read, identities: Sequence[KemSeed | Identity]) -> None:
        self._source = Source(read)
        header = agestanza.parse(self._source)
        file_key = _file_key(header, identities)
        if not hmac.compare_digest(agestanza.mac(file_key, header.signed), header.mac):
            raise Damaged("the header's MAC")
        nonce = self._source.take(NONCE_SIZE)
        if len(nonce) != NONCE_SIZE:
            raise Damaged("cut after the header")
        self._cipher = ChaCha20Poly1305(_payload_key(file_key, nonce))
        self._ahead = self._source.take(CHUNK + TAG)
        self._counter = 0
        self._ended = False

    def read(self) -> bytes:
        """Return the next chunk, 64 KiB at most; no bytes at the end. Raises Damaged."""
        if self._ended:
            return b""
        sealed, self._ahead = self._ahead, self._source.take(CHUNK + TAG)
        try:
            chunk = self._cipher.decrypt(_nonce(self._counter, last=not self._ahead), sealed, None)
        except InvalidTag as error:
            raise Damaged("a chunk that was altered, or the last one missing") from error
        if not chunk and self._counter:
            raise Damaged("an empty chunk at the end")
        self._counter += 1
        self._ended = not self._ahead
        return chunk


def _payload_key(file_key: bytes, nonce: bytes) -> bytes:
    return hkdf(file_key, nonce, b"payload")


def _nonce(counter: int, *, last: bool) -> bytes:
    """11 bytes of counter, one that marks the last chunk."""
    return counter.to_bytes(COUNTER_SIZE, "big") + bytes([last])


def _file_key(header: Header, identities: Sequence[KemSeed | Identity]) -> bytes:
    kinds = [stanza.type for stanza in header.stanzas]
    if ALONE in kinds and len(kinds) > 1:
        raise Malformed("a passphrase beside other recipients")
    for identity in identities:
        opener = SeedIdentity(identity) if isinstance(identity, KemSeed) else identity
        found = opener.unwrap(header.stanzas)
        if found is not None:
            return found
    raise NotForUs
