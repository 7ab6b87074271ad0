"""The formats of crypto/SPEC.md built a second time, without crypto/: what the vectors are made with."""

import struct
import unicodedata
from collections.abc import Mapping
from hashlib import sha3_256, sha256, shake_256

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY, OTHER_KEY, SALT = bytes(range(32)), bytes(range(1, 33)), bytes(range(100, 124))
SLOTS_SALT = bytes(range(200, 216))
BOXES_AT, BOX_SIZE, COUNTER_AT, CHECKSUM_AT = 34, 136, 4056, 4064
SPARE_AT = BOXES_AT + 8 * BOX_SIZE
# The seed of hpkewg/hpke-pq (KEM 0x647A, KDF 1, AEAD 3), which opens its encapsulated key
SEED = bytes.fromhex("3ec47fa82dd5689d27c6190e724c74ec8f608df3331ce331929e37b829676630")


def labelled(label: str, data: bytes) -> bytes:
    return b"karkade/1/" + label.encode() + b"\x00" + data


def derive(key: bytes, label: str, context: bytes, length: int) -> bytes:
    return HKDFExpand(SHA512(), length, labelled(label, context)).derive(key)


def join(*pairs: tuple[bytes, bytes]) -> bytes:
    extract = HMAC(b"karkade/1/join", SHA512())
    for epoch, secret in sorted(pairs):
        extract.update(epoch + secret)
    return extract.finalize()[:32]


def sealed(padded: bytes, key: bytes = KEY, salt: bytes = SALT) -> bytes:
    both = derive(key, "blob", salt, 64)
    return b"\x01" + salt + both[32:] + ChaCha20Poly1305(both[:32]).encrypt(bytes(12), padded, None)


def padded(content: bytes, size: int, *, length: int | None = None) -> bytes:
    told = len(content) if length is None else length
    return struct.pack("<I", told) + content + bytes(size - 4 - len(content))


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :]


def stretched(typed: str) -> bytes:
    """The cheapest cost that a reader accepts, by another Argon2id than ours."""
    cheapest = Argon2id(salt=SLOTS_SALT, length=32, iterations=1, lanes=1, memory_cost=8)
    return cheapest.derive(unicodedata.normalize("NFKC", typed).encode())


def slots_file(slots: Mapping[int, bytes], *, memory: int = 8, passes: int = 1) -> bytes:
    body = bytes.fromhex("8b4b6172ce6b6164") + struct.pack(">HII", 1, memory, passes) + SLOTS_SALT
    for index in range(8):
        body += slots.get(index, shake_256(bytes([index])).digest(136))
    body += shake_256(b"rest").digest(COUNTER_AT - SPARE_AT) + struct.pack(">Q", 7)
    return body + sha256(body).digest()


def summed(data: bytes) -> bytes:
    """The file with its sum made anew."""
    return data[:CHECKSUM_AT] + sha256(data[:CHECKSUM_AT]).digest()


def slot(kek: bytes, payload: bytes) -> bytes:
    both = derive(kek, "slot", SALT, 64)
    return SALT + both[32:] + ChaCha20Poly1305(both[:32]).encrypt(bytes(12), payload, None)


def payload(kind: int, compartment: int, flags: int = 0, spare: bytes = bytes(12)) -> bytes:
    return struct.pack(">BBH", kind, compartment, flags) + KEY + bytes(range(16)) + spare


def _extract(salt: bytes, data: bytes) -> bytes:
    code = HMAC(salt or bytes(32), SHA256())
    code.update(data)
    return code.finalize()


def _expand(key: bytes, label: bytes, data: bytes, length: int, suite: bytes) -> bytes:
    info = struct.pack(">H", length) + b"HPKE-v1" + suite + label + data
    return HKDFExpand(SHA256(), length, info).derive(key)


def package(info: bytes, plain: bytes, enc: bytes) -> bytes:
    """X-Wing and HPKE's base mode from their drafts: decapsulate the known key, schedule, seal."""
    expanded = shake_256(SEED).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).decapsulate(enc[:1088])
    curve = X25519PrivateKey.from_private_bytes(expanded[64:])
    exchanged = curve.exchange(X25519PublicKey.from_public_bytes(enc[1088:]))
    combined = lattice + exchanged + enc[1088:] + curve.public_key().public_bytes_raw() + b"\\.//^\\"
    shared = sha3_256(combined).digest()
    suite = b"HPKE" + struct.pack(">HHH", 0x647A, 1, 3)
    psk_id = _extract(b"", b"HPKE-v1" + suite + b"psk_id_hash")
    context = b"\x00" + psk_id + _extract(b"", b"HPKE-v1" + suite + b"info_hash" + info)
    secret = _extract(shared, b"HPKE-v1" + suite + b"secret")
    key, nonce = (
        _expand(secret, *part, suite) for part in ((b"key", context, 32), (b"base_nonce", context, 12))
    )
    return enc + ChaCha20Poly1305(key).encrypt(nonce, plain, None)
