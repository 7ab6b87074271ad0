"""What other people's age files are opened with: X25519 keys and passphrases (age v1, SPEC 8.5)."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from crypto import bech32
from crypto.agestanza import Stanza, canonical, hkdf
from crypto.errors import Malformed

CURVE_TYPE, CURVE_INFO = "X25519", b"age-encryption.org/v1/X25519"
CURVE_PREFIX, CURVE_SIZE = "age-secret-key-", 32
SCRYPT_TYPE, SCRYPT_SALT = "scrypt", b"age-encryption.org/v1/scrypt"
SCRYPT_SALT_SIZE, SCRYPT_BLOCK = 16, 8
WORK_FACTOR = re.compile(r"[1-9][0-9]?")
WORK_FACTOR_MAX = 18  # 256 MiB, what the standard tool writes
WRAPPED = 16 + 16
NONCE = bytes(12)


@dataclass(frozen=True)
class CurveIdentity:
    """Opens `X25519` stanzas with a private key of 32 bytes."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != CURVE_SIZE:
            raise Malformed("an X25519 key has 32 bytes")

    @classmethod
    def parse(cls, text: str) -> "CurveIdentity":
        """Return the key in `AGE-SECRET-KEY-1…`. Raises Malformed."""
        return cls(bech32.decode(text, CURVE_PREFIX))

    def unwrap(self, stanzas: tuple[Stanza, ...]) -> bytes | None:
        """Return the 16-byte file key, None when no stanza is for this key. Raises Malformed."""
        opened = (self._opened(stanza) for stanza in stanzas if stanza.type == CURVE_TYPE)
        return next((key for key in opened if key is not None), None)

    def _opened(self, stanza: Stanza) -> bytes | None:
        match stanza.arguments:
            case (_, text):
                share = canonical(text.encode())
            case _:
                raise Malformed("a stanza with one argument")
        if len(share) != CURVE_SIZE or len(stanza.body) != WRAPPED:
            raise Malformed("a stanza of another size")
        key = X25519PrivateKey.from_private_bytes(self.raw)
        try:
            shared = key.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError as error:
            raise Malformed("a share of low order") from error
        ours = key.public_key().public_bytes_raw()
        return _unwrapped(hkdf(shared, share + ours, CURVE_INFO), stanza.body)


@dataclass(frozen=True)
class PassphraseIdentity:
    """Opens a `scrypt` stanza with a passphrase."""

    passphrase: str = field(repr=False)

    def unwrap(self, stanzas: tuple[Stanza, ...]) -> bytes | None:
        """Return the 16-byte file key, None when the passphrase does not fit. Raises Malformed."""
        opened = (self._opened(stanza) for stanza in stanzas if stanza.type == SCRYPT_TYPE)
        return next(opened, None)

    def _opened(self, stanza: Stanza) -> bytes | None:
        match stanza.arguments:
            case (_, text, factor):
                salt = canonical(text.encode())
            case _:
                raise Malformed("a stanza with two arguments")
        if len(salt) != SCRYPT_SALT_SIZE or len(stanza.body) != WRAPPED:
            raise Malformed("a stanza of another size")
        if not WORK_FACTOR.fullmatch(factor) or int(factor) > WORK_FACTOR_MAX:
            raise Malformed("a work factor that is none, or too much work")
        typed = unicodedata.normalize("NFC", self.passphrase).encode()
        return _unwrapped(_scrypt(typed, SCRYPT_SALT + salt, 1 << int(factor)), stanza.body)


def _scrypt(typed: bytes, salt: bytes, cost: int) -> bytes:
    memory = 128 * SCRYPT_BLOCK * (cost + 4)  # OpenSSL counts its scratch space in
    return hashlib.scrypt(typed, salt=salt, n=cost, r=SCRYPT_BLOCK, p=1, maxmem=memory, dklen=32)


def _unwrapped(key: bytes, body: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(NONCE, body, None)
    except InvalidTag:
        return None
