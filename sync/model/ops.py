"""The operations that entries hold, each as a typed value and as it is encoded (A4.2, A5.2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import partial
from typing import TypeAlias, TypeVar, cast

from sync.model import archive, attaching, belonging, content, relay_view, reports, shapes, wording
from sync.model.belonging import (
    Action,
    Add,
    AddDevice,
    Admit,
    Buddies,
    Cut,
    Enact,
    Epoch,
    Hold,
    Invite,
    KemUpdate,
    Leave,
    PersonGenesis,
    PersonOps,
    Policy,
    Recovery,
    RelayEntry,
    Relays,
    Remove,
    Roster,
    RosterGenesis,
    SetPolicy,
    SetRole,
    ShareDown,
    SpaceGenesis,
    Uninvite,
    Vote,
    Vouch,
)  # fmt: skip
from sync.model.content import Clear, Doc, Drop, EpochKey, New, Set, Several, Shared, Spent, Tickets, Unknown
from sync.model.entry import BadEntry, Encoded
from sync.model.relay_view import RelayHead
from sync.model.reports import Beat, Repair
from sync.model.wording import Careful, Words

__all__ = [
    "Action", "Add", "AddDevice", "Admit", "Beat", "Buddies", "Careful", "Clear", "Cut", "Doc", "Drop",
    "Enact", "Epoch", "EpochKey", "Hold", "Invite", "KemUpdate", "Leave", "New", "Op", "PersonGenesis",
    "PersonOps", "Policy", "Recovery", "RelayEntry", "RelayHead", "Relays", "Remove", "Repair", "Roster",
    "RosterGenesis", "Set", "SetPolicy", "SetRole", "Several", "ShareDown", "Shared", "SpaceGenesis", "Spent",
    "Tickets", "Uninvite", "Unknown", "Vote", "Vouch", "Words", "decode", "encode", "encode_policy",
]  # fmt: skip

RECORD_SIZE = 16
SPARE_MAX = 64  # tickets that stand open in one operation
SEALED_MAX = 1 << 16
SPENT_MAX = 1000
GENERATION_MAX = (1 << 32) - 1  # what the client number of A5.3.1 has room for


Op: TypeAlias = (
    SpaceGenesis | PersonGenesis | RosterGenesis | Add | Remove | SetRole | Vote | Enact | Invite | Uninvite
    | PersonOps | Hold | SetPolicy | Relays | KemUpdate | Epoch | Leave | Roster | Vouch | Admit | AddDevice
    | Buddies | Recovery | ShareDown | Set | Several | Clear | New | Drop | Doc | Shared | Tickets
    | Spent | Words | Careful | Beat | Repair | RelayHead | archive.Segment | attaching.Attach | Unknown
)  # fmt: skip
Kind = TypeVar("Kind", bound=Op)

GENESIS = 0


def encode(op: Op) -> Encoded:
    """Return *op* as it stands in a header: its type number, then its fields in order (A4.2, A5.2)."""
    match op:
        case Unknown():
            return op.encoded
        case SpaceGenesis():
            return (GENESIS, op.kind, op.nonce, op.card, encode_policy(op.policy))
        case PersonGenesis():
            return (GENESIS, "person", op.nonce, op.sign_pk, op.kem_pk)
        case RosterGenesis():
            return (GENESIS, "roster", op.nonce, op.name, op.card)
    number, names = NUMBERS[type(op)]
    return (number, *(_plain(getattr(op, name)) for name in names))


def encode_policy(policy: Policy) -> list[object]:
    """Return `[history, inviters, dormant_days, rotate_days, unattributed, min_version, name]` (A4.1)."""
    return [
        policy.history, policy.inviters, policy.dormant_days, policy.rotate_days,
        policy.unattributed, policy.min_version, policy.name,
    ]  # fmt: skip


def _plain(value: object) -> object:
    match value:
        case bytes() | str() | int():  # what most fields of an operation are
            return value
        case Policy():
            return encode_policy(value)
        case tuple() | list():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value):
            return [_plain(getattr(value, each.name)) for each in fields(value)]
    return value


def decode(encoded: Encoded) -> Op:
    """Return the typed operation; an unknown type gives Unknown. Raises BadEntry for a bad shape."""
    number, *given = encoded
    name = shapes.natural(number)
    if name == GENESIS:
        return _genesis(given)
    if name not in READERS:
        return Unknown(name, encoded)
    kind, readers = READERS[name]
    if len(given) != len(readers):
        raise BadEntry("op-shape")
    made: Callable[..., Op] = kind
    return made(*(read(value) for read, value in zip(readers, given, strict=True)))


def said(encoded: Iterable[Encoded], kind: type[Kind]) -> Iterator[Kind]:
    """Yield those operations that are of one kind; one of a bad shape says nothing."""
    for each in encoded:
        if each[0] in READERS and READERS[each[0]][0] is kind:
            with suppress(BadEntry):
                yield cast("Kind", decode(each))


def _genesis(given: Sequence[object]) -> Op:
    match given:
        case ["person", nonce, sign_pk, kem_pk]:
            return PersonGenesis(_id(nonce), _id(sign_pk), _kem(kem_pk))
        case ["roster", nonce, name, card]:
            return RosterGenesis(_id(nonce), shapes.text(name), shapes.binary(card))
        case ["space" | "network" as kind, nonce, card, policy]:
            return SpaceGenesis(str(kind), _id(nonce), shapes.binary(card), _policy(policy))
    raise BadEntry("op-shape")


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
                shapes.text(name), shapes.among(history, belonging.HISTORIES), _role(inviters),
                shapes.natural(dormant), shapes.natural(rotate), unattributed, shapes.natural(least),
            )  # fmt: skip
    raise BadEntry("op-shape")


def _action(value: object) -> Action:
    match value:
        case ["policy", b"", [*_] as policy]:
            return Action("policy", b"", _policy(policy))
        case ["remove" | "steward" as name, subject, None]:
            return Action(str(name), _id(subject))
    raise BadEntry("op-shape")


def _relay(value: object) -> RelayEntry:
    match value:
        case [key, url, pin]:
            return RelayEntry(_id(key), shapes.text(url), shapes.optional(pin, 32))
    raise BadEntry("op-shape")


def _cut(value: object) -> Cut:
    match value:
        case [dev8, seq, entry]:
            return Cut(shapes.sized(dev8, 8), shapes.natural(seq), _id(entry))
    raise BadEntry("op-shape")


def _pair(value: object) -> tuple[bytes, bytes]:
    match value:
        case [epoch, sealed]:
            return _id(epoch), shapes.binary(sealed)
    raise BadEntry("op-shape")


def _nested(value: object) -> Encoded:
    """An operation inside another: read when it is judged, but of a sound shape at once."""
    first, *rest = shapes.array(value) or [None]
    op = (shapes.natural(first), *rest)
    decode(op)
    return op


def _key(value: object) -> EpochKey:
    """E of an epoch, beside the epoch's operation itself."""
    match value:
        case [[13, *_] as op, e]:
            return EpochKey(_nested(op), _id(e))
    raise BadEntry("op-shape")


def _at_most(value: object, most: int) -> tuple[bytes, ...]:
    if len(shapes.array(value)) > most:
        raise BadEntry("op-shape")
    return _ids(value)


def _sealed(value: object) -> bytes:
    data = shapes.binary(value)
    if len(data) > SEALED_MAX:
        raise BadEntry("op-shape")
    return data


def _doc_name(value: object) -> bytes:
    name = shapes.binary(value)
    shapes.field_name(name[RECORD_SIZE:].decode("ascii", "replace"))
    return name


def _generation(value: object) -> int:
    number = shapes.natural(value)
    if number > GENERATION_MAX:
        raise BadEntry("op-shape")
    return number


Reader: TypeAlias = Callable[[object], object]

_record: Reader = partial(shapes.sized, size=RECORD_SIZE)
_id_or_none: Reader = partial(shapes.optional, size=32)
_signature: Reader = partial(shapes.sized, size=64)
_signature_or_none: Reader = partial(shapes.optional, size=64)
_dev8s: Reader = partial(shapes.each, read=partial(shapes.sized, size=8))
_raws: Reader = partial(shapes.each, read=shapes.binary)
_cuts: Reader = partial(shapes.each, read=_cut)


def _id(value: object) -> bytes:
    return shapes.sized(value, 32)


def _kem(value: object) -> bytes:
    return shapes.sized(value, 1216)


def _role(value: object) -> str:
    return shapes.among(value, belonging.ROLES)


def _ids(value: object) -> tuple[bytes, ...]:
    return shapes.each(value, _id)


READERS: dict[int, tuple[type[Op], tuple[Reader, ...]]] = {
    1: (Add, (_id, _role, shapes.binary, _id_or_none, _signature_or_none)),
    2: (Remove, (_id, _cuts)),
    3: (SetRole, (_id, _role)),
    4: (Vote, (_action,)),
    5: (Enact, (_action, _cuts)),
    6: (Invite, (_id, _role, shapes.natural, shapes.natural, shapes.text)),
    7: (Uninvite, (_id,)),
    8: (PersonOps, (_raws, _cuts)),
    9: (Hold, (_id, shapes.truth)),
    10: (SetPolicy, (_policy,)),
    11: (Relays, (partial(shapes.each, read=_relay),)),
    12: (KemUpdate, (_kem,)),
    13: (Epoch, (_ids, _id, _id, _id, _id, _dev8s, partial(shapes.each, read=_pair), shapes.text)),
    14: (Leave, ()),
    15: (Roster, (_id, _nested)),
    16: (Vouch, (_id,)),
    17: (Admit, (_ids,)),
    18: (AddDevice, (_id, _kem, _signature)),
    19: (Buddies, (partial(_at_most, most=belonging.BUDDIES_MAX),)),
    20: (Recovery, (_id, _kem, _signature)),
    21: (ShareDown, (_id, shapes.truth)),
    32: (Set, (_record, shapes.field_name, shapes.text)),
    33: (Clear, (_record, shapes.field_name)),
    34: (New, (_record, shapes.field_name)),
    35: (Drop, (_record,)),
    36: (Several, (_record, shapes.field_name, content.several)),
    40: (Doc, (_doc_name, _generation, shapes.binary)),
    48: attaching.ATTACH,
    50: (Beat, reports.BEAT),
    51: (RelayHead, relay_view.RELAY_HEAD),
    53: (Repair, reports.REPAIR),
    52: archive.SEGMENT,
    56: (Shared, (_id, _id, partial(shapes.each, read=_relay), partial(shapes.each, read=_key))),
    57: (Tickets, (_id, partial(_at_most, most=SPARE_MAX), _sealed)),
    58: (Spent, (_id, partial(_at_most, most=SPENT_MAX))),
    59: (Words, wording.WORDS),
    60: (Careful, wording.CAREFUL),
}  # fmt: skip
"""For each type what it becomes, and what reads each of its fields."""

NUMBERS = {kind: (number, [each.name for each in fields(kind)]) for number, (kind, _) in READERS.items()}
