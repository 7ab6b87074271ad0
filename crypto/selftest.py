"""Known answers, asked at every start: where one comes out wrong, nothing may be sealed (A1, SPEC 9)."""

import base64
import hmac
from collections.abc import Callable
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from crypto import agestanza, blob, handover, labels, passphrase, sign
from crypto.errors import BadSignature, CryptoError, SelfTestFailed
from crypto.keys import BlobKey, KemSeed, SigningKey, VerifyKey
from crypto.labels import Label
from crypto.passphrase import Cost

# hpkewg/hpke-pq, MLKEM768-X25519, HKDF-SHA256, ChaCha20Poly1305: seed, info and encapsulated key are the
# vector's, the ciphertext is HPKE_MESSAGE under the vector's key and base nonce without associated data.
HPKE_SEED = bytes.fromhex("3ec47fa82dd5689d27c6190e724c74ec8f608df3331ce331929e37b829676630")
HPKE_INFO = b"4f6465206f6e2061204772656369616e2055726e"
HPKE_MESSAGE = b"karkade/1"
HPKE_CIPHERTEXT = bytes.fromhex("9a96d5a7c7c787f98b20bf019f6994ba215efd7d36e32ce8db")
HPKE_ENC = base64.b64decode(
    "JnWceyKSPqXMnHjj4UyPxi3LCmbOREYJZpeKf+loXgxtIpmdmaPxEsMHptWy5jWR9B6KNRa6YpCDdtZkVXIG5pauhwMF/2uggSUm"
    "a8B2VnK+ypD9XG2uDT3a0VBgZanU8pfgw+cLtEGWHfJtehnXnR734qxeU7MqPHtOB/KvKuZYMKPo0csqwZMvwZ7FQ0MDtiydAQZF"
    "z5WkdZE9pdd6KCuIQC5Kd6sXsJVZ3OipbGeie+qPZTzqyj0ni27RUP6TbdoosXJmZclGyrMDY++J64eP/MdMqid6XasZlBk6Z5Zx"
    "JevVCYbcFpl7j3SE19DifHn/S2ggHBtBAvWnMyL9Palr9lXZDJseYwXgGrGzRJ6j9Fiw6Y4fLRYyglw7MAGLte77zID3Z9C55/n3"
    "MeGVgIOHnrzBtbsGHokwLERKhe7tFpsQ0lIP1HtqERkU872i8x0E8lBSK6lRASpin6LNIZJYPMmr110Ct6Ef0YBWxBS48OCTZTW/"
    "m2N8fmFKGum56Qf+nRQkPxNiXskql1meqkkbnakYtYbifTTHJ5IF3XbPDs2/YLWupM+53KQQafPi/I83GnzzsInqRp2EF72jFJFZ"
    "mSOZzNW693ag+JZtR0LL7a6sEx3ehTyx+7e4aaTAHOqKSHouUudXv0387COZXl8IiATSz5nILwh0VBRMxYaEXXz4EknnrZGeobBg"
    "Aa0TUB2hGO4ZhZWVAVtLGHKRLdLU9d2FTxRK4HA4vYuytJj47csccMIQKvdo1QihtCNyOMDG40qcgZsOvyj0lQXTdAlbK1jHqBDP"
    "HoBss8ea87yEyLZXeHgE43TfK0m+asUQ1DAk5l/QMVQKfNRck0itn1URuWm+b5xNhJwUKPYRIlsNmjrjQWabpkW6qHfNw0w59Zdf"
    "SZGnf4bsosJevuY6BpKMG7yVE/NVR2Reg1VEweSo8z1/KcHPveZCX6Ba7/afNzqoooHJKBfL5b6TBXlTVO/HGolGLofOg5GdZ53L"
    "/e2I9//5F39LSeipWdmqeLY/65n6VnNd8PT8JTZTqRd/dnswe7Kp5+TZBC8izGxPF324Dvrr/vijuqbxQjM1yDAwjCSWEYJj8L02"
    "HZP4tOdafLqUwq9y3RPuiSZSTP6d8U95Flo0mLn9Yxy7h00lsRMV+ay0QlElYc99xgmKCIdPzHBM3V6E5XgRpJ54+9VuWo52dhcy"
    "HClQlVleorD0qsow3Th0mrg1Mr4b3PTDKhGeA1VYu0J9vbgGtOFc6o3zwJhyjCteQCCcUThTHbG2YHd1ROagFEd6fRuT6w8kX+nn"
    "BTmXwQUE72kvIWOchtiSbdzmiG0MOet8WTV+5U+BhxAZWTcT9KbfN79wAzWGlM/1mvmHLKAr92LiBJkifbovVSIDRZ3MaXgO8I2b"
    "q0FA2W4cR48Gtjtgyb+xDZDjHUdXDqlJq46bmdtuwviip33LJcw2tzPfwJuCmanXsZ5owJrYJwP5tH000aPLr+Qsc/V9Dg=="
)
# draft-connolly-cfrg-xwing-kem, first vector: the seed and the SHA-256 of its public key
XWING_SEED = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
XWING_PUBLIC = bytes.fromhex("2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb")
# RFC 8439, 2.8.2
AEAD_KEY = bytes(range(0x80, 0xA0))
AEAD_NONCE = bytes.fromhex("070000004041424344454647")
AEAD_BOUND = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
AEAD_MESSAGE = (
    b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
    b"sunscreen would be it."
)
AEAD_SEALED = bytes.fromhex(
    "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b"
    "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
    "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"
)
# RFC 8032, 7.1, test 2
SIGN_SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
SIGN_PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGN_MESSAGE = bytes.fromhex("72")
SIGN_SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
IDENTITY_POINT = bytes([1]) + bytes(31)
# RFC 5869, A.1
HKDF_KEY, HKDF_SALT, HKDF_INFO = bytes([0x0B] * 22), bytes(range(13)), bytes(range(0xF0, 0xFA))
HKDF_DERIVED = bytes.fromhex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf")
# Ours, checked against a second implementation
KEY = bytes(range(32))
DERIVED = bytes.fromhex(
    "247f27103e8e52741a2bfcec3db22aebde2147764342d9b19edd07403d00f4c1"
    "7738212fbcaca9f330507fad08499315a1fde5af0eb32629cdbd545ce5d43a6e"
)
BLOB_SALT, BLOB_CONTENT = bytes(range(24)), b"karkade/1"
BLOB_SHA256 = bytes.fromhex("499735c725f5af04439d9f53b8bf93e831af601b53082c6391d9dc764bb924a8")
STRETCHED = bytes.fromhex("72eb6cbac320dff07a8e330ad23fb6d13c6b709d7304975fa06f3fb3f1245aa3")


def run() -> None:
    """Ask every known answer, in a few milliseconds. Raises SelfTestFailed, naming the first wrong one."""
    for name, right in CHECKS.items():
        try:
            passed = right()
        except (CryptoError, InvalidTag, ValueError) as error:
            raise SelfTestFailed(name) from error
        if not passed:
            raise SelfTestFailed(name)


def _hpke() -> bool:
    seed = KemSeed(HPKE_SEED)
    known = handover.open_with(seed, HPKE_INFO, HPKE_ENC + HPKE_CIPHERTEXT)
    sealed = handover.seal_to(seed.public, HPKE_INFO, HPKE_MESSAGE)
    return {known, handover.open_with(seed, HPKE_INFO, sealed)} == {HPKE_MESSAGE}


def _xwing() -> bool:
    return sha256(KemSeed(XWING_SEED).public.raw).digest() == XWING_PUBLIC


def _derivation() -> bool:
    ours = labels.derive(KEY, Label.BLOB, b"context", labels.DERIVED_MAX)
    return ours == DERIVED and agestanza.hkdf(HKDF_KEY, HKDF_SALT, HKDF_INFO) == HKDF_DERIVED


def _aead() -> bool:
    cipher = ChaCha20Poly1305(AEAD_KEY)
    sealed = cipher.encrypt(AEAD_NONCE, AEAD_MESSAGE, AEAD_BOUND)
    opened = cipher.decrypt(AEAD_NONCE, AEAD_SEALED, AEAD_BOUND)
    return hmac.compare_digest(sealed, AEAD_SEALED) and opened == AEAD_MESSAGE


def _signature() -> bool:
    key = SigningKey(SIGN_SEED)
    sign.verify_raw(VerifyKey(SIGN_PUBLIC), SIGN_MESSAGE, SIGN_SIGNATURE)
    return key.public.raw == SIGN_PUBLIC and sign.sign_raw(key, SIGN_MESSAGE) == SIGN_SIGNATURE


def _refusal() -> bool:
    """Under the identity point every message would verify; libsodium refuses it (P21)."""
    try:
        sign.verify_raw(VerifyKey(IDENTITY_POINT), SIGN_MESSAGE, IDENTITY_POINT + bytes(32))
    except BadSignature:
        return True
    return False


def _blob() -> bool:
    key = BlobKey(KEY)
    sealed = blob.seal(key, BLOB_CONTENT, salt=BLOB_SALT)
    return sha256(sealed).digest() == BLOB_SHA256 and blob.open_blob(key, sealed) == BLOB_CONTENT


def _passphrase() -> bool:
    cheapest = Cost(passphrase.MEMORY_MIN, 1)
    return passphrase.stretch("karkade", bytes(range(passphrase.SALT_SIZE)), cheapest) == STRETCHED


CHECKS: dict[str, Callable[[], bool]] = {
    "ChaCha20-Poly1305": _aead,
    "HKDF": _derivation,
    "Ed25519": _signature,
    "Ed25519, identity point": _refusal,
    "X-Wing": _xwing,
    "HPKE": _hpke,
    "sealed blob": _blob,
    "Argon2id": _passphrase,
}
