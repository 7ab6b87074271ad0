"""The vault's header: eight slots that all look alike, in a file of 4,096 bytes (A2.2, A2.6, SPEC 2)."""

import hmac
import secrets
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from crypto.errors import Damaged, Malformed, NotForUs
from crypto.keys import VaultKey
from crypto.labels import Label, derive
from crypto.passphrase import SALT_SIZE, Cost, must_be_sane, must_reach_floor

FILE_SIZE = 4096
MAGIC = bytes.fromhex("8b4b6172ce6b6164")
VERSION = 1
HEAD = struct.Struct(">8sHII16s")
SLOTS, COMPARTMENTS = 8, 4
SALT, COMMITMENT, PAYLOAD, TAG = 24, 32, 64, 16
SLOT_SIZE = SALT + COMMITMENT + PAYLOAD + TAG
SLOTS_END = HEAD.size + SLOTS * SLOT_SIZE
CHECKSUM = 32
COUNTER_AT = FILE_SIZE - CHECKSUM - 8
PASSPHRASE, RECOVERY, DURESS_WIPE = 1, 2, 3
FIELDS = struct.Struct(">BBH32s16s12s")
NONCE = bytes(12)  # zero, because a slot's key is used once


@dataclass(frozen=True, slots=True)
class Payload:
    """What a slot gives to whoever opens it."""

    kind: int
    compartment: int
    vault_key: VaultKey
    db_salt: bytes = field(repr=False)
    flags: int = 0

    def pack(self) -> bytes:
        """Return `kind u8 ‖ compartment u8 ‖ flags u16 ‖ VK 32 ‖ db salt 16 ‖ zero 12` (A2.2, A2.6.1)."""
        fields = (self.kind, self.compartment, self.flags, self.vault_key.raw, self.db_salt, bytes(12))
        return FIELDS.pack(*fields)


@dataclass(frozen=True, slots=True)
class Slots:
    """A parsed slots file: its cost and salt, the eight slots, and how often it was written."""

    cost: Cost
    salt: bytes
    boxes: tuple[bytes, ...] = field(repr=False)
    counter: int = 0


def fresh(cost: Cost) -> Slots:
    """Return a header of eight random slots with a random salt (A2.2).

    Raises Malformed for a cost below the floor, or an absurd one.
    """
    must_be_sane(cost)
    must_reach_floor(cost)
    boxes = tuple(secrets.token_bytes(SLOT_SIZE) for _ in range(SLOTS))
    return Slots(cost, secrets.token_bytes(SALT_SIZE), boxes)


def with_slot(slots: Slots, index: int, kek: bytes, payload: Payload) -> Slots:
    """Return *slots* with slot *index* (0 to 7) holding *payload* under a key of 32 bytes (A2.2).

    Raises Malformed where the header's cost is below the floor, ValueError for another index.
    """
    must_reach_floor(slots.cost)
    if not 0 <= index < SLOTS:
        raise ValueError("a slot from 0 to 7")
    salt = secrets.token_bytes(SALT)
    both = derive(kek, Label.SLOT, salt, 64)
    sealed = ChaCha20Poly1305(both[:32]).encrypt(NONCE, payload.pack(), None)
    boxes = (*slots.boxes[:index], salt + both[32:] + sealed, *slots.boxes[index + 1 :])
    return replace(slots, boxes=boxes)


def passphrase_slot(compartment: int) -> int:
    """Return the slot (0 to 7) that the passphrase of a compartment (0 to 3) is written to (SPEC 2.2)."""
    return 2 * compartment


def recovery_slot(compartment: int) -> int:
    """Return the slot (0 to 7) of a compartment's recovery secret (SPEC 2.2)."""
    return 2 * compartment + 1


def without_slots(slots: Slots, indexes: Iterable[int]) -> Slots:
    """Return *slots* with random bytes in each of *indexes* (0 to 7): nothing opens them (A2.5)."""
    gone = set(indexes)
    boxes = (secrets.token_bytes(SLOT_SIZE) if at in gone else box for at, box in enumerate(slots.boxes))
    return replace(slots, boxes=tuple(boxes))


def open_slots(slots: Slots, kek: bytes) -> Payload:
    """Return the payload of the slot that *kek* (32 bytes) opens; every slot is tried (A2.2).

    Raises NotForUs when none fits, Damaged when one fits and is altered.
    """
    return find_slot(slots, kek)[1]


def find_slot(slots: Slots, kek: bytes) -> tuple[int, Payload]:
    """Return number (0 to 7) and payload of the slot that *kek* (32 bytes) opens; all are tried (A2.2).

    Raises NotForUs when none fits, Damaged when one fits and is altered.
    """
    found = None
    for index, box in enumerate(slots.boxes):
        both = derive(kek, Label.SLOT, box[:SALT], 64)
        if hmac.compare_digest(both[32:], box[SALT : SALT + COMMITMENT]):
            found = (index, both[:32], box[SALT + COMMITMENT :])
    if found is None:
        raise NotForUs
    try:
        return found[0], _payload(ChaCha20Poly1305(found[1]).decrypt(NONCE, found[2], None))
    except InvalidTag as error:
        raise Damaged from error


def _payload(plain: bytes) -> Payload:
    kind, compartment, flags, vault_key, db_salt, zero = FIELDS.unpack(plain)
    if kind not in (PASSPHRASE, RECOVERY, DURESS_WIPE) or compartment >= COMPARTMENTS or zero != bytes(12):
        raise Damaged
    return Payload(kind, compartment, VaultKey(vault_key), db_salt, flags)


def encode(slots: Slots) -> bytes:
    """Return the file's 4,096 bytes, random where nothing stands, with counter and checksum (SPEC 2)."""
    cost = slots.cost
    head = HEAD.pack(MAGIC, VERSION, cost.memory_kib, cost.passes, slots.salt)
    body = head + b"".join(slots.boxes)
    body += secrets.token_bytes(COUNTER_AT - len(body)) + slots.counter.to_bytes(8, "big")
    return body + sha256(body).digest()


def parse(data: bytes) -> Slots:
    """Return the header in *data*. Raises Malformed for a torn, foreign, newer or absurdly costly one."""
    if len(data) != FILE_SIZE or sha256(data[:-CHECKSUM]).digest() != data[-CHECKSUM:]:
        raise Malformed("not a whole slots file")
    magic, version, memory, passes, salt = HEAD.unpack_from(data)
    if magic != MAGIC or version != VERSION:
        raise Malformed("not a slots file of version 1")
    cost = Cost(memory, passes)
    must_be_sane(cost)
    boxes = tuple(data[at : at + SLOT_SIZE] for at in range(HEAD.size, SLOTS_END, SLOT_SIZE))
    counter = int.from_bytes(data[COUNTER_AT : COUNTER_AT + 8], "big")
    return Slots(cost, salt, boxes, counter)
