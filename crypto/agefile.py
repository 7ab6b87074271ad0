"""age v1 files: written to one post-quantum recipient, read by whoever holds a seed (A7.2, SPEC 8)."""

import hmac
import secrets
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from crypto import agestanza, bech32, handover
from crypto.agestanza import Header, Stanza, canonical, hkdf, unpadded
from crypto.errors import Damaged, Malformed, NotForUs
from crypto.keys import KemPublic, KemSeed

TYPE = "mlkem768x25519"
INFO = b"age-encryption.org/mlkem768x25519"
FILE_KEY, NONCE_SIZE, TAG = 16, 16, 16
CHUNK = 64 * 1024
RECIPIENT_PREFIX, IDENTITY_PREFIX = "age1pq", "age-secret-key-pq-"
Read = Callable[[int], bytes]
"""Gives up to that many bytes, and none only at the end."""


class Identity(Protocol):
    """Something that may open one of a header's stanzas."""

    def unwrap(self, stanzas: tuple[Stanza, ...]) -> bytes | None:
        """Return the file key, None when no stanza is for this identity. Raises Malformed or Damaged."""


class SeedIdentity:
    """Opens `mlkem768x25519` stanzas with an X-Wing seed."""

    def __init__(self, seed: KemSeed) -> None:
        self._seed = seed

    def unwrap(self, stanzas: tuple[Stanza, ...]) -> bytes | None:
        for stanza in stanzas:
            if stanza.arguments[0] == TYPE and (key := self._opened(stanza)) is not None:
                return key
        return None

    def _opened(self, stanza: Stanza) -> bytes | None:
        if len(stanza.arguments) != 2:
            raise Malformed("a stanza with one argument")
        enc = canonical(stanza.arguments[1].encode())
        if len(enc) != handover.ENC_SIZE or len(stanza.body) != FILE_KEY + TAG:
            raise Malformed("a stanza of another size")
        try:
            return handover.open_with(self._seed, INFO, enc + stanza.body)
        except Damaged:
            return None


def recipient_text(public: KemPublic) -> str:
    """Return `age1pq1…`, which the standard tool takes with -r."""
    return bech32.encode(RECIPIENT_PREFIX, public.raw)


def identity_text(seed: KemSeed) -> str:
    """Return `AGE-SECRET-KEY-PQ-1…`, which the standard tool takes with -i."""
    return bech32.encode(IDENTITY_PREFIX, seed.raw).upper()


def parse_identity(text: str) -> KemSeed:
    """Return the seed in an identity text. Raises Malformed."""
    prefix, data = bech32.decode(text)
    if prefix != IDENTITY_PREFIX:
        raise Malformed("another kind of identity")
    return KemSeed(data)


def _nonce(counter: int, *, last: bool) -> bytes:
    """11 bytes of counter, one that marks the last chunk."""
    return counter.to_bytes(11, "big") + bytes([last])


class AgeWriter:
    """Seals what is written to it, 64 KiB at a time; nothing is whole before `finish`."""

    def __init__(self, sink: Callable[[bytes], object], file_key: bytes) -> None:
        nonce = secrets.token_bytes(NONCE_SIZE)
        sink(nonce)
        self._sink = sink
        self._cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
        self._buffer = bytearray()
        self._counter = 0

    def write(self, data: bytes) -> None:
        """Take any number of bytes."""
        self._buffer += data
        while len(self._buffer) > CHUNK:
            self._seal(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]

    def finish(self) -> None:
        """Seal the last chunk."""
        self._seal(bytes(self._buffer), last=True)
        self._buffer.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._sink(self._cipher.encrypt(_nonce(self._counter, last=last), chunk, None))
        self._counter += 1


def write(sink: Callable[[bytes], object], recipient: KemPublic) -> AgeWriter:
    """Write a head for one recipient to *sink*, which takes bytes; return what takes the content."""
    file_key = secrets.token_bytes(FILE_KEY)
    sealed = handover.seal_to(recipient, INFO, file_key)
    enc, body = sealed[: handover.ENC_SIZE], sealed[handover.ENC_SIZE :]
    stanza = Stanza((TYPE, unpadded(enc).decode()), body)
    sink(agestanza.encode((stanza,), file_key))
    return AgeWriter(sink, file_key)


class AgeReader:
    """Opens an age file through *read*; what `read` gives has been authenticated, chunk by chunk.

    Raises Malformed for another form, NotForUs when no identity fits, Damaged for altered or cut bytes.
    """

    def __init__(self, read: Read, identities: Sequence[KemSeed | Identity]) -> None:
        self._source = _Exactly(read)
        header = agestanza.parse(self._source.take)
        file_key = _file_key(header, identities)
        if not hmac.compare_digest(agestanza.mac(file_key, header.signed), header.mac):
            raise Damaged("the header's MAC")
        nonce = self._source.take(NONCE_SIZE)
        if len(nonce) != NONCE_SIZE:
            raise Damaged("cut after the header")
        self._cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
        self._ahead = self._source.take(CHUNK + TAG)
        self._counter = 0
        self._ended = False

    def read(self) -> bytes:
        """Return the next chunk, 64 KiB at most; no bytes at the end."""
        while not self._ended:
            sealed, self._ahead = self._ahead, self._source.take(CHUNK + TAG)
            self._ended = not self._ahead
            try:
                chunk = self._cipher.decrypt(_nonce(self._counter, last=self._ended), sealed, None)
            except InvalidTag as error:
                raise Damaged("a chunk that was altered, or the last one missing") from error
            self._counter += 1
            if not chunk and self._counter > 1:
                raise Damaged("an empty last chunk")
            if chunk:
                return chunk
        return b""


class _Exactly:
    """Reads as many bytes as asked for, fewer only at the end."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._buffer = b""

    def take(self, size: int) -> bytes:
        parts = [self._buffer]
        have = len(self._buffer)
        while have < size and (more := self._read(max(size - have, CHUNK))):
            parts.append(more)
            have += len(more)
        whole = b"".join(parts)
        self._buffer = whole[size:]
        return whole[:size]


def _file_key(header: Header, identities: Sequence[KemSeed | Identity]) -> bytes:
    kinds = [stanza.arguments[0] for stanza in header.stanzas]
    if "scrypt" in kinds and len(kinds) > 1:
        raise Malformed("a passphrase beside other recipients")
    wrapped = (SeedIdentity(one) if isinstance(one, KemSeed) else one for one in identities)
    found = next(chain((key for one in wrapped if (key := one.unwrap(header.stanzas)) is not None), (None,)))
    if found is None:
        raise NotForUs
    if len(found) != FILE_KEY:
        raise Malformed("a file key of another size")
    return found
