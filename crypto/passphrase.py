"""From password words to a key: Argon2id, calibrated once (A2.2, SPEC 2)."""

import math
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nacl._sodium import ffi, lib
from nacl.bindings import crypto_pwhash_ALG_ARGON2ID13  # its import lets libsodium choose the fastest code

from crypto.errors import Malformed, OutOfMemory

KEY_SIZE = 32
SALT_SIZE = 16
KIB = 1024
TARGET_SECONDS = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """Argon2id's memory in KiB and its passes."""

    memory_kib: int
    passes: int


FLOOR = Cost(64 * KIB, 3)
DEFAULT = Cost(256 * KIB, 3)
CAP = Cost(1024 * KIB, 3)
MEMORY_MIN, PASSES_MAX = 8, 64


def normalise(text: str) -> str:
    """Return *text* in NFKC, so that two keyboards that mean the same type the same (A2.2)."""
    return unicodedata.normalize("NFKC", text)


def must_be_sane(cost: Cost) -> None:
    """Raise Malformed for a cost that Argon2id cannot have, or that would stop a machine (SPEC 2.4)."""
    if not MEMORY_MIN <= cost.memory_kib <= CAP.memory_kib or not 1 <= cost.passes <= PASSES_MAX:
        raise Malformed("a cost that no release would write")


def must_reach_floor(cost: Cost) -> None:
    """Raise Malformed for a cost below the floor: nothing new is written at it (A2.2)."""
    if cost.memory_kib < FLOOR.memory_kib or cost.passes < FLOOR.passes:
        raise Malformed("cheaper than the floor")


def wipe(buffer: bytearray) -> None:
    """Overwrite *buffer* with zeros."""
    buffer[:] = bytes(len(buffer))


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    """Return 32 bytes from a passphrase and 16 bytes of salt: Argon2id 1.3 over its NFKC form (RFC 9106).

    The result is a buffer that the caller wipes. Raises OutOfMemory, Malformed for an absurd cost, and
    ValueError for another salt.
    """
    if len(salt) != SALT_SIZE:
        raise ValueError("a salt has 16 bytes")
    must_be_sane(cost)
    typed = bytearray(normalise(passphrase).encode("utf-8", "surrogatepass"))  # some keyboards send halves
    key = bytearray(KEY_SIZE)
    status = lib.crypto_pwhash(
        ffi.from_buffer(key), KEY_SIZE, ffi.from_buffer(typed), len(typed), salt,
        cost.passes, cost.memory_kib * KIB, crypto_pwhash_ALG_ARGON2ID13,
    )  # fmt: skip
    wipe(typed)
    if status != 0:
        raise OutOfMemory
    return key


def calibrate(clock: Callable[[], float]) -> Cost:
    """Return the default cost, with fewer MiB where one run takes over a second, down to the floor (A2.2)."""
    cost = DEFAULT
    while cost > FLOOR:
        began = clock()
        try:
            wipe(stretch("calibration", bytes(SALT_SIZE), cost))
        except OutOfMemory:
            pass
        else:
            if clock() - began <= TARGET_SECONDS:
                return cost
        cost = Cost(cost.memory_kib // 2, cost.passes)
    return FLOOR


def generate(words: Sequence[str], count: int) -> str:
    """Return *count* words drawn evenly from *words*, with blanks between."""
    return " ".join(secrets.choice(words) for _ in range(count))


def entropy_bits(list_size: int, count: int) -> float:
    """Return the bits in *count* words drawn from a list of *list_size*: 6 of 7,776 are 77.5."""
    return count * math.log2(list_size)
