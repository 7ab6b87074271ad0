"""Writes tests/crypto/rebuilt: every format built a second time, from SPEC.md and without crypto/.

Run as `python -m tests.crypto.rebuild`; the result is the same each time, and a test compares it.
"""

import json
import struct
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from tests.crypto.second import (
    BOX_SIZE,
    BOXES_AT,
    CHECKSUM_AT,
    COUNTER_AT,
    KEY,
    OTHER_KEY,
    SALT,
    SEED,
    SPARE_AT,
    derive,
    flipped,
    join,
    labelled,
    package,
    padded,
    payload,
    sealed,
    slot,
    slots_file,
    stretched,
)

FOLDER = Path(__file__).parent / "rebuilt"
ENC_FILE = FOLDER / "encapsulated.hex"  # hpkewg/hpke-pq's, for second.SEED
OK, MALFORMED, NOT_FOR_US, DAMAGED = "ok", "malformed", "not-for-us", "damaged"
SPACE, EPOCH, DEVICE = b"\x51" * 32, b"\x52" * 32, b"\x53" * 32
PACKED = bytes(range(96))
Case = dict[str, object]


def written() -> Mapping[str, list[Case]]:
    return {
        "derivation": derivation(),
        "blob": blob_cases(),
        "chunk": chunk_cases(),
        "slots": slots_cases(),
        "package": package_cases(),
        "words": words_cases(),
    }


def text(cases: list[Case]) -> str:
    return "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n"


# 1. Labels and derivation


def derivation() -> list[Case]:
    pairs = [(bytes([place]) * 32, bytes([place + 100]) * 32) for place in (3, 1, 2)]
    lengths = [("log", b"", 32), ("blob", SALT, 64), ("salt", bytes(4), 24), ("blobs/salt", b"", 16)]
    cases: list[Case] = [
        {"name": f"{label}, {length} bytes", "spec": "1.3", "key": KEY.hex(), "label": label,
         "context": context.hex(), "derived": derive(KEY, label, context, length).hex()}
        for label, context, length in lengths
    ]  # fmt: skip
    cases += [
        {"name": f"id of {label}", "spec": "1.2", "label": label, "data": data.hex(),
         "id": sha256(labelled(label, data)).hexdigest()}
        for label, data in [("entry", b"an entry"), ("device", KEY), ("space", b"")]
    ]  # fmt: skip
    cases += [
        {"name": f"{count} heads", "spec": "1.4", "pairs": [[a.hex(), b.hex()] for a, b in pairs[:count]],
         "joined": (join(*pairs[:count]) if count > 1 else pairs[0][1]).hex()}
        for count in (1, 2, 3)
    ]  # fmt: skip
    return cases


# 3. The sealed blob


def blob_cases() -> list[Case]:
    small = sealed(padded(b"carried home", 512))
    return [*_whole_blobs(), *_altered_blobs(small), *_ill_padded_blobs()]


def _whole_blobs() -> list[Case]:
    """Content is a byte, and how often it stands there."""
    sizes = [(0, 512), (1, 512), (508, 512), (509, 1024), (1020, 1024), (65_532, 65_536),
             (65_533, 67_584), (100_000, 100_352), (262_080, 262_144), (1_048_572, 1_048_576)]  # fmt: skip
    return [
        {"name": f"{count} bytes of content", "spec": "3", "key": KEY.hex(), "salt": SALT.hex(),
         "byte": 0x61, "count": count, "padded": size,
         "sha256": sha256(sealed(padded(b"a" * count, size))).hexdigest(), "expect": OK}
        for count, size in sizes
    ]  # fmt: skip


def _altered_blobs(small: bytes) -> list[Case]:
    places = [("version", 0, MALFORMED), ("first byte of the salt", 1, NOT_FOR_US),
              ("last byte of the salt", 24, NOT_FOR_US), ("first byte of the commitment", 25, NOT_FOR_US),
              ("last byte of the commitment", 56, NOT_FOR_US), ("length inside", 57, DAMAGED),
              ("content inside", 61, DAMAGED), ("padding inside", 568, DAMAGED), ("tag", 569, DAMAGED),
              ("last byte of the tag", 584, DAMAGED)]  # fmt: skip
    cases = [_blob(f"altered: {name}", flipped(small, at), expect) for name, at, expect in places]
    larger = sealed(padded(b"carried home", 1024)[:1024])
    cases += [
        _blob("as it was sealed", small, OK, content=b"carried home".hex()),
        _blob("one byte short of the smallest", small[:-1], MALFORMED),
        _blob("one byte too many", small + b"\x00", DAMAGED),
        _blob("cut in the middle", larger[:800], DAMAGED),
        _blob("nothing", b"", MALFORMED),
        _blob("under another key", small, NOT_FOR_US, key=OTHER_KEY.hex()),
    ]
    return cases


def _ill_padded_blobs() -> list[Case]:
    over = padded(b"", 512, length=509)
    full = padded(b"", 512, length=0xFFFFFFFF)
    stray = padded(b"a", 512)[:-1] + b"\x01"
    odd = padded(b"a" * 508, 600)
    return [
        _blob("a length beyond the end", sealed(over), MALFORMED),
        _blob("the greatest length", sealed(full), MALFORMED),
        _blob("padding that is not zero", sealed(stray), MALFORMED),
        _blob("padded to the next size", sealed(padded(b"a", 1024)), MALFORMED),
        _blob("padded to no size", sealed(odd), MALFORMED),
    ]


def _blob(name: str, data: bytes, expect: str, **more: str) -> Case:
    return {"name": name, "spec": "3", "key": KEY.hex(), "blob": data.hex(), "expect": expect, **more}


def chunk_cases() -> list[Case]:
    """Content is a byte, and how often it stands there; the number decides the salt."""
    sizes = [(0, 20, 512), (1, 20, 512), (7, 262_100, 262_144), (1 << 19, 262_100, 262_144)]
    return [
        {"name": f"blob {number} with {count} bytes", "spec": "1.1", "key": KEY.hex(), "number": number,
         "byte": 0x62, "count": count, "sha256": sha256(_chunk(number, count, size)).hexdigest()}
        for number, count, size in sizes
    ] + [
        {"name": f"id of a file of {size} bytes", "spec": "1.1", "key": KEY.hex(), "size": size,
         "digest": OTHER_KEY.hex(), "id": sha256(labelled("attachment", _described(size))).hexdigest()[:32]}
        for size in (0, 262_080, 20 << 30)
    ]  # fmt: skip


def _chunk(number: int, count: int, size: int) -> bytes:
    salt = derive(KEY, "salt", struct.pack("<I", number), 24)
    return sealed(padded(b"b" * count, size), derive(KEY, "chunk", b"", 32), salt)


def _described(size: int) -> bytes:
    return KEY + struct.pack("<Q", size) + OTHER_KEY


# 2. Passphrase and slots

USED_BOX = BOXES_AT + 2 * BOX_SIZE
TYPED = "\ufb01nes Bu\u0308ro"  # neither NFC nor NFKC


def slots_cases() -> list[Case]:
    base = slots_file({2: slot(OTHER_KEY, payload(1, 3))})
    first: Case = {"name": "as it was written", "spec": "2.1", "file": base.hex(), "kek": OTHER_KEY.hex(),
                   "expect": OK, "kind": 1, "compartment": 3, "flags": 0, "counter": 7}  # fmt: skip
    return [first, _typed(), *_altered_slots(base), *_other_payloads()]


def _typed() -> Case:
    box = slot(stretched(TYPED), payload(1, 0))
    return {"name": "opened with words", "spec": "2.3", "edits": [[BOXES_AT, box.hex()]], "typed": TYPED,
            "expect": OK, "kind": 1, "compartment": 0, "flags": 0, "counter": 7}  # fmt: skip


def _altered_slots(base: bytes) -> list[Case]:
    fields = [("magic", 0, MALFORMED), ("version", 9, MALFORMED), ("salt", 20, OK),
              ("an unused slot", BOXES_AT, OK), ("salt of the slot", USED_BOX, NOT_FOR_US),
              ("commitment of the slot", USED_BOX + 24, NOT_FOR_US), ("payload", USED_BOX + 56, DAMAGED),
              ("tag of the slot", USED_BOX + 135, DAMAGED), ("unused bytes", SPARE_AT, OK)]  # fmt: skip
    cases = [_edited(f"altered, sum redone: {name}", base, at, expect) for name, at, expect in fields]
    cases += [
        {"name": f"altered: {name}", "spec": "2.1", "edits": [[at, flipped(base, at)[at : at + 1].hex()]],
         "torn": True, "kek": OTHER_KEY.hex(), "expect": MALFORMED}
        for name, at in [("magic", 0), ("salt", 20), ("a slot", USED_BOX), ("unused bytes", SPARE_AT),
                         ("counter", COUNTER_AT + 7), ("sum", CHECKSUM_AT), ("last byte", 4095)]
    ]  # fmt: skip
    costs = [(7, 1), (0, 1), (1024 * 1024 + 1, 1), (0xFFFFFFFF, 1), (8, 0), (8, 65), (8, 0xFFFFFFFF)]
    cases += [
        {"name": f"{memory} KiB, {passes} passes", "spec": "2.4", "kek": OTHER_KEY.hex(),
         "edits": [[10, struct.pack(">II", memory, passes).hex()]], "expect": MALFORMED}
        for memory, passes in costs
    ]  # fmt: skip
    another: Case = {"name": "another key", "spec": "2.2", "edits": [], "kek": KEY.hex()}
    return [*cases, another | {"expect": NOT_FOR_US}]


def _edited(name: str, base: bytes, at: int, expect: str) -> Case:
    case: Case = {"name": name, "spec": "2.1", "edits": [[at, flipped(base, at)[at : at + 1].hex()]],
                  "kek": OTHER_KEY.hex(), "expect": expect}  # fmt: skip
    return case | ({"kind": 1, "compartment": 3, "flags": 0, "counter": 7} if expect == OK else {})


def _other_payloads() -> list[Case]:
    good = [("recovery", payload(2, 0), 2, 0, 0), ("a passphrase under duress", payload(3, 1, 9), 3, 1, 9)]
    spare = payload(1, 0, spare=b"\x01" + bytes(11))
    bad = [("no kind", payload(0, 0)), ("a later kind", payload(4, 0)),
           ("a fifth compartment", payload(1, 4)), ("spare bytes in use", spare)]  # fmt: skip
    cases: list[Case] = [
        {"name": name, "spec": "2.2", "edits": [[USED_BOX, slot(OTHER_KEY, plain).hex()]],
         "kek": OTHER_KEY.hex(),
         "expect": OK, "kind": kind, "compartment": compartment, "flags": flags, "counter": 7}
        for name, plain, kind, compartment, flags in good
    ]  # fmt: skip
    cases += [
        {"name": name, "spec": "2.2", "edits": [[USED_BOX, slot(OTHER_KEY, plain).hex()]],
         "kek": OTHER_KEY.hex(),
         "expect": DAMAGED}
        for name, plain in bad
    ]  # fmt: skip
    return cases


# 4. Key packages


def package_cases() -> list[Case]:
    enc = bytes.fromhex(ENC_FILE.read_text(encoding="ascii"))
    good = package(labelled("pkg", SPACE + EPOCH + DEVICE), PACKED, enc)
    cases = [_package("as it was sealed", good, OK), _package("cut", good[:-1], MALFORMED),
             _package("one byte too many", good + b"\x00", MALFORMED),
             _package("nothing", b"", MALFORMED)]  # fmt: skip
    places = [("share of ML-KEM", 0), ("end of ML-KEM's share", 1087), ("share of X25519", 1088),
              ("ciphertext", 1120), ("tag", 1216), ("last byte", 1231)]  # fmt: skip
    cases += [_package(f"altered: {name}", flipped(good, at), DAMAGED) for name, at in places]
    moved = [("space", [EPOCH, EPOCH, DEVICE]), ("epoch", [SPACE, SPACE, DEVICE]),
             ("device", [SPACE, EPOCH, EPOCH])]  # fmt: skip
    cases += [_package(f"moved to another {name}", good, DAMAGED, ids) for name, ids in moved]
    low = good[:1088] + bytes(32) + good[1120:]
    short = package(labelled("pkg", SPACE + EPOCH + DEVICE), PACKED[:64], enc)
    return [*cases, _package("a share of low order", low, DAMAGED), _package("two secrets", short, MALFORMED)]


def _package(name: str, data: bytes, expect: str, ids: list[bytes] | None = None) -> Case:
    return {"name": name, "spec": "4.3", "seed": SEED.hex(), "ids": [part.hex() for part in ids or
            [SPACE, EPOCH, DEVICE]], "package": data.hex(), "expect": expect}  # fmt: skip


# 7. Check words and digits


def words_cases() -> list[Case]:
    persons = [bytes(32), b"\xff" * 32, KEY, sha256(b"another person").digest()]
    return [_words(person) for person in persons]


def _words(person: bytes) -> Case:
    mark = sha256(labelled("fingerprint", person)).digest()
    bits = "".join(f"{byte:08b}" for byte in mark)
    groups = [int(bits[at : at + 40], 2) % 100_000 for at in range(0, 240, 40)]
    return {"name": f"person {person[:2].hex()}", "spec": "7", "person": person.hex(),
            "fingerprint": mark.hex(),
            "places": [int(bits[at : at + 10], 2) for at in range(0, 100, 10)],
            "digits": " ".join(f"{group:05d}" for group in groups)}  # fmt: skip


if __name__ == "__main__":
    for name, cases in written().items():
        (FOLDER / f"{name}.json").write_text(text(cases), encoding="utf-8")
