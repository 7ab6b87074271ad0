"""The operations that entries hold, each as a typed value and as it is encoded (A4.2, A5.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sync.model import shapes
from sync.model.entry import BadEntry, Encoded

RECORD_SIZE = 16
GENERATION_MAX = (1 << 32) - 1  # what the client number of A5.3.1 has room for
HISTORIES = ("full", "state", "none")
ROLES = ("reader", "member", "steward")


@dataclass(frozen=True, slots=True)
class Policy:
    """What a space has agreed on (A4.1); *name* is how its stewards want it shown."""

    name: str
    history: str = "full"
    inviters: str = "steward"
    dormant_days: int = 60
    rotate_days: int = 30
    unattributed: bool = False
    min_version: int = 1


@dataclass(frozen=True, slots=True)
class RelayEntry:
    """A relay of a space: its key, its address, and the pin of a self-signed certificate or None."""

    public_key: bytes
    url: str
    pin: bytes | None = None


@dataclass(frozen=True, slots=True)
class SpaceGenesis:
    kind: str
    nonce: bytes
    card: bytes
    policy: Policy


@dataclass(frozen=True, slots=True)
class PersonGenesis:
    nonce: bytes
    sign_pk: bytes
    kem_pk: bytes


@dataclass(frozen=True, slots=True)
class Add:
    person: bytes
    role: str
    card: bytes
    invite: bytes | None = None
    proof: bytes | None = None


@dataclass(frozen=True, slots=True)
class Invite:
    key: bytes
    role: str
    max_uses: int
    expires_ms: int
    note: str


@dataclass(frozen=True, slots=True)
class Uninvite:
    invite: bytes


@dataclass(frozen=True, slots=True)
class SetPolicy:
    policy: Policy


@dataclass(frozen=True, slots=True)
class Relays:
    relays: tuple[RelayEntry, ...]


@dataclass(frozen=True, slots=True)
class Epoch:
    """A new group secret, of which the log holds only commitments (A4.3)."""

    parents: tuple[bytes, ...]
    e_commit: bytes
    w_commit: bytes
    t_commit: bytes
    recipients: bytes
    omit: tuple[bytes, ...] = ()
    back: tuple[tuple[bytes, bytes], ...] = ()
    reason: str = "first"


@dataclass(frozen=True, slots=True)
class Set:
    record: bytes
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Clear:
    record: bytes
    field: str


@dataclass(frozen=True, slots=True)
class New:
    record: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Drop:
    record: bytes


@dataclass(frozen=True, slots=True)
class Doc:
    """A change to one text; *doc* is the record's id followed by the field's name."""

    doc: bytes
    generation: int
    update: bytes


@dataclass(frozen=True, slots=True)
class Unknown:
    """An operation of a newer release: kept, forwarded, not applied (A10.3)."""

    type: int
    encoded: Encoded


Op: TypeAlias = (
    SpaceGenesis | PersonGenesis | Add | Invite | Uninvite | SetPolicy | Relays | Epoch
    | Set | Clear | New | Drop | Doc | Unknown
)  # fmt: skip

GENESIS, ADD, INVITE, UNINVITE, POLICY, RELAYS, EPOCH = 0, 1, 6, 7, 10, 11, 13
SET, CLEAR, NEW, DROP, DOC = 32, 33, 34, 35, 40


def encode(op: Op) -> Encoded:  # noqa: C901, PLR0911, PLR0912 - one case for each operation
    """Return *op* as it stands in a header (A4.2, A5.2)."""
    match op:
        case SpaceGenesis():
            return (GENESIS, op.kind, op.nonce, op.card, encode_policy(op.policy))
        case PersonGenesis():
            return (GENESIS, "person", op.nonce, op.sign_pk, op.kem_pk)
        case Add():
            return (ADD, op.person, op.role, op.card, op.invite, op.proof)
        case Invite():
            return (INVITE, op.key, op.role, op.max_uses, op.expires_ms, op.note)
        case Uninvite():
            return (UNINVITE, op.invite)
        case SetPolicy():
            return (POLICY, encode_policy(op.policy))
        case Relays():
            return (RELAYS, [[one.public_key, one.url, one.pin] for one in op.relays])
        case Epoch():
            return encode_epoch(op)
        case Set():
            return (SET, op.record, op.field, op.value)
        case Clear():
            return (CLEAR, op.record, op.field)
        case New():
            return (NEW, op.record, op.kind)
        case Drop():
            return (DROP, op.record)
        case Doc():
            return (DOC, op.doc, op.generation, op.update)
        case _:
            return op.encoded


def encode_policy(policy: Policy) -> list[object]:
    """Return `[history, inviters, dormant_days, rotate_days, unattributed, min_version, name]` (A4.1)."""
    return [
        policy.history, policy.inviters, policy.dormant_days, policy.rotate_days,
        policy.unattributed, policy.min_version, policy.name,
    ]  # fmt: skip


def encode_epoch(op: Epoch) -> Encoded:
    """Return the epoch's array, of which its id is the hash together with the space (A4.3)."""
    back = [list(pair) for pair in op.back]
    commits = (op.e_commit, op.w_commit, op.t_commit)
    return (EPOCH, list(op.parents), *commits, op.recipients, list(op.omit), back, op.reason)


def decode(encoded: Encoded) -> Op:
    """Return the typed operation; an unknown type gives Unknown. Raises BadEntry for a bad shape."""
    first, *fields = encoded
    number = shapes.natural(first)
    if number not in READERS:
        return Unknown(number, encoded)
    count, read = READERS[number]
    if len(fields) != count:
        raise BadEntry("op-shape")
    return read(*fields)


def _policy(value: object) -> Policy:
    match value:
        case [
            history,
            inviters,
            int() as dormant,
            int() as rotate,
            bool() as unattributed,
            int() as least,
            name,
        ]:
            return Policy(
                shapes.text(name), shapes.among(history, HISTORIES), shapes.among(inviters, ROLES),
                shapes.natural(dormant), shapes.natural(rotate), unattributed, shapes.natural(least),
            )  # fmt: skip
    raise BadEntry("op-shape")


def _relay(value: object) -> RelayEntry:
    match value:
        case [key, url, pin]:
            return RelayEntry(shapes.sized(key, 32), shapes.text(url), shapes.optional(pin, 32))
    raise BadEntry("op-shape")


def _pair(value: object) -> tuple[bytes, bytes]:
    match value:
        case [epoch, sealed]:
            return shapes.sized(epoch, 32), shapes.binary(sealed)
    raise BadEntry("op-shape")


def _record(value: object) -> bytes:
    return shapes.sized(value, RECORD_SIZE)


def _genesis(kind: object, nonce: object, third: object, fourth: object) -> Op:
    once = shapes.sized(nonce, 32)
    if kind == "person":
        return PersonGenesis(once, shapes.sized(third, 32), shapes.sized(fourth, 1216))
    return SpaceGenesis(shapes.among(kind, ("space", "network")), once, shapes.binary(third), _policy(fourth))


def _add(person: object, role: object, card: object, invite: object, proof: object) -> Op:
    invited = shapes.optional(invite, 32), shapes.optional(proof, 64)
    return Add(shapes.sized(person, 32), shapes.among(role, ROLES), shapes.binary(card), *invited)


def _invite(key: object, role: object, uses: object, expires: object, note: object) -> Op:
    limits = shapes.natural(uses), shapes.natural(expires)
    return Invite(shapes.sized(key, 32), shapes.among(role, ROLES), *limits, shapes.text(note))


def _epoch(*fields: object) -> Op:
    parents, e, w, t, recipients, omit, back, reason = fields
    return Epoch(
        tuple(shapes.sized(each, 32) for each in shapes.array(parents)),
        shapes.sized(e, 32), shapes.sized(w, 32), shapes.sized(t, 32), shapes.sized(recipients, 32),
        tuple(shapes.sized(each, 8) for each in shapes.array(omit)),
        tuple(_pair(each) for each in shapes.array(back)), shapes.text(reason),
    )  # fmt: skip


def _set(record: object, field: object, value: object) -> Op:
    return Set(_record(record), shapes.field_name(field), shapes.text(value))


def _doc(doc: object, generation: object, update: object) -> Op:
    name, number = shapes.binary(doc), shapes.natural(generation)
    field = name[RECORD_SIZE:].decode("ascii", "replace")
    if shapes.field_name(field).encode() != name[RECORD_SIZE:] or number > GENERATION_MAX:
        raise BadEntry("op-shape")
    return Doc(name, number, shapes.binary(update))


READERS: dict[int, tuple[int, Callable[..., Op]]] = {
    GENESIS: (4, _genesis),
    ADD: (5, _add),
    INVITE: (5, _invite),
    UNINVITE: (1, lambda invite: Uninvite(shapes.sized(invite, 32))),
    POLICY: (1, lambda policy: SetPolicy(_policy(policy))),
    RELAYS: (1, lambda relays: Relays(tuple(_relay(each) for each in shapes.array(relays)))),
    EPOCH: (8, _epoch),
    SET: (3, _set),
    CLEAR: (2, lambda record, field: Clear(_record(record), shapes.field_name(field))),
    NEW: (2, lambda record, kind: New(_record(record), shapes.field_name(kind))),
    DROP: (1, lambda record: Drop(_record(record))),
    DOC: (3, _doc),
}
"""For each type the number of its fields and what reads them."""
