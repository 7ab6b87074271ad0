"""Public vectors for the primitives that suite 1 stands on.

Those of the `cryptography-vectors` package are always there, the others where a folder `shared/vectors`
stands beside this checkout.
"""

import hmac
import json
import re
from collections.abc import Iterator
from hashlib import sha3_256, sha256
from pathlib import Path
from typing import Any

import cryptography_vectors
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto import agestanza, handover, sign
from crypto.errors import BadSignature
from crypto.keys import KemSeed, SigningKey, VerifyKey

Case = dict[str, Any]
PACKAGED = Path(cryptography_vectors.__file__).parent
SHARED = Path(__file__).resolve().parents[3] / "shared" / "vectors"
XWING, HKDF_SHA256, CHACHA = 0x647A, 1, 3
MLKEM_CIPHERTEXT = 1088
raw = bytes.fromhex


def documents(*paths: Path) -> list[Any]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths if path.exists()]


def wycheproof(name: str) -> Iterator[tuple[Case, Case]]:
    """Give each test with its group; none where the folder is not there."""
    for document in documents(SHARED / "wycheproof" / f"{name}.json"):
        for group in document["testGroups"]:
            for case in group["tests"]:
                yield group, case


class Schedule:
    """The key schedule of RFC 9180, base mode, written a second time: an oracle for the library's."""

    suite = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (XWING, HKDF_SHA256, CHACHA))

    def __init__(self, shared: bytes, info: bytes) -> None:
        context = b"\x00" + self._extract(b"", b"psk_id_hash", b"") + self._extract(b"", b"info_hash", info)
        secret = self._extract(shared, b"secret", b"")
        self.key = self._expand(secret, b"key", context, 32)
        self.nonce = self._expand(secret, b"base_nonce", context, 12)

    def _extract(self, salt: bytes, label: bytes, material: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + self.suite + label + material, "sha256")

    def _expand(self, secret: bytes, label: bytes, context: bytes, size: int) -> bytes:
        info = size.to_bytes(2, "big") + b"HPKE-v1" + self.suite + label + context
        return hmac.digest(secret, info + b"\x01", "sha256")[:size]

    def seal(self, plaintext: bytes) -> bytes:
        return ChaCha20Poly1305(self.key).encrypt(self.nonce, plaintext, None)


def decapsulated(seed: KemSeed, enc: bytes) -> bytes:
    """X-Wing from its parts: SHA3-256 over both shared secrets, the point, our point, the label."""
    lattice, curve = seed._parts
    point = enc[MLKEM_CIPHERTEXT:]
    secrets = (
        lattice.decapsulate(enc[:MLKEM_CIPHERTEXT]),
        curve.exchange(X25519PublicKey.from_public_bytes(point)),
    )
    ours = curve.public_key().public_bytes_raw()
    return sha3_256(b"".join(secrets) + point + ours + rb"\.//^\ "[:6]).digest()


def test_hpke() -> None:
    sources = PACKAGED / "HPKE" / "hpke-pq-test-vectors.json", SHARED / "hpke" / "hpke-pq.json"
    cases = [case for document in documents(*sources) for case in document]
    ours = (0, XWING, HKDF_SHA256, CHACHA)
    found = [
        case for case in cases if tuple(case[f"{name}_id"] for name in ("kem", "kdf", "aead")) == ours[1:]
    ]
    assert found
    for case in found:
        assert case["mode"] == ours[0]
        seed, enc, info = KemSeed(raw(case["skRm"])), raw(case["enc"]), raw(case["info"])
        assert seed.public.raw.hex() == case["pkRm"]
        assert decapsulated(seed, enc).hex() == case["shared_secret"]
        schedule = Schedule(raw(case["shared_secret"]), info)
        assert (schedule.key.hex(), schedule.nonce.hex()) == (case["key"], case["base_nonce"])
        assert handover.open_with(seed, info, enc + schedule.seal(b"bread")) == b"bread"


def test_x_wing() -> None:
    for document in documents(SHARED / "xwing" / "xwing.json"):
        for case in document:
            seed, enc = KemSeed(raw(case["sk"])), raw(case["ct"])
            assert seed.public.raw.hex() == case["pk"]
            assert decapsulated(seed, enc).hex() == case["ss"]
            sealed = Schedule(raw(case["ss"]), b"info").seal(b"bread")
            assert handover.open_with(seed, b"info", enc + sealed) == b"bread"


def test_what_we_seal_follows_the_second_key_schedule_too() -> None:
    seed = KemSeed.generate()
    sealed = handover.seal_to(seed.public, b"info", b"bread")
    enc = sealed[: handover.ENC_SIZE]
    assert sealed == enc + Schedule(decapsulated(seed, enc), b"info").seal(b"bread")


def refused(case: Case, seed: bytes) -> bool:
    try:
        key = MLKEM768PrivateKey.from_seed_bytes(seed)
        assert key.public_key().public_bytes_raw().hex() == case["ek"]
        return key.decapsulate(raw(case["c"])).hex() != case["K"]
    except ValueError:
        return True


def test_ml_kem() -> None:
    wrong = [
        case["tcId"]
        for _, case in wycheproof("mlkem_768")
        if refused(case, raw(case["seed"])) is not (case["result"] == "invalid")
    ]
    assert wrong == []


def opened(case: Case) -> bytes | None:
    try:
        cipher = ChaCha20Poly1305(raw(case["key"]))
        return cipher.decrypt(raw(case["iv"]), raw(case["ct"] + case["tag"]), raw(case["aad"]))
    except (InvalidTag, ValueError):
        return None


def test_chacha20_poly1305() -> None:
    wrong = []
    for _, case in wycheproof("chacha20_poly1305"):
        expected = raw(case["msg"]) if case["result"] == "valid" else None
        if opened(case) != expected:
            wrong.append(case["tcId"])
    assert wrong == []


def blocks(*place: str) -> Iterator[dict[str, str]]:
    """Give the values of each numbered case of a packaged text file."""
    text = PACKAGED.joinpath(*place).read_text(encoding="ascii")
    for block in re.split(r"^COUNT\b", text, flags=re.MULTILINE)[1:]:
        yield dict(re.findall(r"^(\w+) *= *(.*)$", block, flags=re.MULTILINE))


def quoted(value: str) -> bytes:
    return value.strip('"').encode() if value.startswith('"') else raw(value)


def test_chacha20_poly1305_of_the_package() -> None:
    cases = list(blocks("ciphers", "ChaCha20Poly1305", "boringssl.txt"))
    assert len(cases) > 50
    for case in cases:
        cipher = ChaCha20Poly1305(raw(case["KEY"]))
        sealed = cipher.encrypt(raw(case["NONCE"]), quoted(case["IN"]), quoted(case["AD"]))
        assert sealed == quoted(case["CT"]) + raw(case["TAG"])


def expanded(key: bytes, info: bytes, size: int) -> bytes:
    """HKDF-Expand-SHA-512 as `labels.derive` does it, a block at a time."""
    made, block = b"", b""
    for number in range(1, -(-size // 64) + 1):
        block = hmac.digest(key, block + info + bytes([number]), "sha512")
        made += block
    return made[:size]


def test_hkdf_sha_512() -> None:
    for _, case in wycheproof("hkdf_sha512"):
        if case["result"] == "valid":
            key = HKDF.extract(hashes.SHA512(), raw(case["salt"]), raw(case["ikm"]))
            assert key == hmac.digest(raw(case["salt"]) or bytes(64), raw(case["ikm"]), "sha512")
            assert expanded(key, raw(case["info"]), case["size"]).hex() == case["okm"]


def test_hkdf_sha_256_of_rfc_5869() -> None:
    cases = list(blocks("KDF", "rfc-5869-HKDF-SHA256.txt"))
    assert len(cases) >= 3
    for case in cases:
        made = agestanza.hkdf(raw(case["IKM"]), raw(case.get("salt", "")), raw(case.get("info", "")))
        whole = raw(case["OKM"])
        assert made[: len(whole)] == whole[: len(made)]


def verifies(public: str, message: str, signature: str) -> bool:
    try:
        sign.verify_raw(VerifyKey(raw(public)), raw(message), raw(signature))
    except BadSignature:
        return False
    return True


def test_ed25519() -> None:
    wrong = [
        case["tcId"]
        for group, case in wycheproof("ed25519")
        if verifies(group["publicKey"]["pk"], case["msg"], case["sig"]) is not (case["result"] == "valid")
    ]
    assert wrong == []


def test_ed25519_of_the_package() -> None:
    path = PACKAGED / "asymmetric" / "Ed25519" / "sign.input"
    lines = path.read_text(encoding="ascii").splitlines()
    assert len(lines) > 1000
    for line in lines[::8]:
        secret, public, message, signed, _ = line.split(":")
        key = SigningKey(raw(secret)[:32])
        assert key.public.raw.hex() == public
        assert sign.sign_raw(key, raw(message)).hex() + message == signed
        assert verifies(public, message, signed[:128])


def test_the_shared_vectors_are_whole_where_they_are() -> None:
    for name, count in [
        ("ed25519", 151),
        ("chacha20_poly1305", 325),
        ("hkdf_sha512", 83),
        ("mlkem_768", 193),
    ]:
        assert len(list(wycheproof(name))) == (count if SHARED.exists() else 0)


def test_blob_ids_need_nothing_but_sha_256() -> None:
    assert sha256(b"abc").hexdigest() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
