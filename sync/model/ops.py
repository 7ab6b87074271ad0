"""The operations that entries hold, each as a typed value and as it is encoded (A4.2, A5.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sync.model.entry import BadEntry, Encoded

RECORD_SIZE = 16
HISTORIES = ("full", "state", "none")
ROLES = ("reader", "member", "steward")
FIELD_MAX = 64


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
        case Unknown():
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
    return (
        EPOCH, list(op.parents), op.e_commit, op.w_commit, op.t_commit, op.recipients,
        list(op.omit), back, op.reason,
    )  # fmt: skip


def decode(encoded: Encoded) -> Op:
    """Return the typed operation; an unknown type gives Unknown. Raises BadEntry for a bad shape."""
    number, *fields = encoded
    read = READERS.get(number) if isinstance(number, int) else None
    if read is None:
        return Unknown(_natural(number), encoded)
    try:
        return read(*fields)
    except TypeError as error:  # another number of fields
        raise BadEntry("op-shape") from error


# ---------------------------------------------------------------- shapes
def _sized(value: object, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise BadEntry("op-shape")
    return value


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise BadEntry("op-shape")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadEntry("op-shape")
    return value


def _natural(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadEntry("op-shape")
    return value


def _among(value: object, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise BadEntry("op-shape")
    return _text(value)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise BadEntry("op-shape")
    return value


def _field(value: object) -> str:
    name = _text(value)
    if not name.isascii() or not 0 < len(name) <= FIELD_MAX:
        raise BadEntry("op-shape")
    return name


def _policy(value: object) -> Policy:
    match value:
        case [history, inviters, int() as dormant, int() as rotate, bool() as unattributed, int() as least, name]:
            return Policy(
                _text(name), _among(history, HISTORIES), _among(inviters, ROLES),
                _natural(dormant), _natural(rotate), unattributed, _natural(least),
            )  # fmt: skip
    raise BadEntry("op-shape")


def _relay(value: object) -> RelayEntry:
    match value:
        case [key, url, None]:
            return RelayEntry(_sized(key, 32), _text(url))
        case [key, url, pin]:
            return RelayEntry(_sized(key, 32), _text(url), _sized(pin, 32))
    raise BadEntry("op-shape")


def _pair(value: object) -> tuple[bytes, bytes]:
    match value:
        case [epoch, sealed]:
            return _sized(epoch, 32), _bytes(sealed)
    raise BadEntry("op-shape")


def _optional(value: object, size: int) -> bytes | None:
    return None if value is None else _sized(value, size)


# ---------------------------------------------------------------- readers
def _genesis(kind: object, nonce: object, third: object, fourth: object) -> Op:
    if kind == "person":
        return PersonGenesis(_sized(nonce, 32), _sized(third, 32), _sized(fourth, 1216))
    return SpaceGenesis(_among(kind, ("space", "network")), _sized(nonce, 32), _bytes(third), _policy(fourth))


def _add(person: object, role: object, card: object, invite: object, proof: object) -> Op:
    return Add(_sized(person, 32), _among(role, ROLES), _bytes(card), _optional(invite, 32), _optional(proof, 64))


def _invite(key: object, role: object, uses: object, expires: object, note: object) -> Op:
    return Invite(_sized(key, 32), _among(role, ROLES), _natural(uses), _natural(expires), _text(note))


def _epoch(*fields: object) -> Op:
    parents, e_commit, w_commit, t_commit, recipients, omit, back, reason = fields
    return Epoch(
        tuple(_sized(each, 32) for each in _list(parents)),
        _sized(e_commit, 32),
        _sized(w_commit, 32),
        _sized(t_commit, 32),
        _sized(recipients, 32),
        tuple(_sized(each, 8) for each in _list(omit)),
        tuple(_pair(each) for each in _list(back)),
        _text(reason),
    )


def _doc(doc: object, generation: object, update: object) -> Op:
    name = _bytes(doc)
    field = name[RECORD_SIZE:].decode("ascii", "replace")
    if len(name) <= RECORD_SIZE or _field(field).encode() != name[RECORD_SIZE:]:
        raise BadEntry("op-shape")
    return Doc(name, _natural(generation), _bytes(update))


def _eight(*fields: object) -> Op:
    if len(fields) != 8:
        raise BadEntry("op-shape")
    return _epoch(*fields)


READERS: dict[int, Callable[..., Op]] = {
    GENESIS: _genesis,
    ADD: _add,
    INVITE: _invite,
    UNINVITE: lambda invite: Uninvite(_sized(invite, 32)),
    POLICY: lambda policy: SetPolicy(_policy(policy)),
    RELAYS: lambda relays: Relays(tuple(_relay(each) for each in _list(relays))),
    EPOCH: _eight,
    SET: lambda record, field, value: Set(_sized(record, RECORD_SIZE), _field(field), _text(value)),
    CLEAR: lambda record, field: Clear(_sized(record, RECORD_SIZE), _field(field)),
    NEW: lambda record, kind: New(_sized(record, RECORD_SIZE), _field(kind)),
    DROP: lambda record: Drop(_sized(record, RECORD_SIZE)),
    DOC: _doc,
}
