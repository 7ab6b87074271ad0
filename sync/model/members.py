"""Who belongs to a space: a pure function of a set of membership operations (A4.2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sync.model import ops
from sync.model.ops import Epoch, Invite, Op, Policy, RelayEntry

ALONE = Policy("")
INVITER = "inviter"
ADMITTERS = ("steward", INVITER)


@dataclass(frozen=True, slots=True)
class Device:
    """A device as its person's card proves it."""

    device_id: bytes
    person: bytes
    sign_pk: bytes
    kem_pk: bytes
    name: str


@dataclass(frozen=True, slots=True)
class MemOp:
    """One membership entry; *devices* are those that its cards prove, checked before."""

    id: bytes
    device: bytes
    parents: tuple[bytes, ...]
    ops: tuple[Op, ...]
    devices: tuple[Device, ...] = ()


@dataclass(frozen=True, slots=True)
class Principal:
    person: bytes
    name: str
    role: str
    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class OpenInvite:
    """An invitation that is in force; *author* is the entry's device."""

    key: bytes
    role: str
    uses_left: int
    expires_ms: int
    author: bytes


@dataclass(slots=True)
class State:
    """What the operations add up to."""

    principals: dict[bytes, Principal] = field(default_factory=dict)
    invites: dict[bytes, OpenInvite] = field(default_factory=dict)
    policy: Policy = ALONE
    relays: tuple[RelayEntry, ...] = ()
    epochs: dict[bytes, Epoch] = field(default_factory=dict)
    """By the id of the entry that announced them."""
    heads: tuple[bytes, ...] = ()
    frozen: bool = False
    """A newer release decided something here: who belongs cannot be computed (A10.3)."""
    _devices: dict[bytes, Device] = field(default_factory=dict)
    _short: frozenset[bytes] = frozenset()
    """First 8 bytes of all device ids: no two may share them (A3.1)."""

    def device(self, device_id: bytes) -> Device | None:
        return self._devices.get(device_id)

    def role_of_device(self, device_id: bytes) -> str | None:
        device = self._devices.get(device_id)
        return None if device is None else self.principals[device.person].role

    def has_room_for(self, devices: tuple[Device, ...]) -> bool:
        """Say whether no device of these shares its first 8 bytes with another (A3.1)."""
        short = {device.device_id[:8] for device in devices}
        return len(short) == len(devices) and not short & self._short

    def enter(self, person: bytes, role: str, devices: tuple[Device, ...]) -> None:
        self.principals[person] = Principal(person, devices[0].name, role, devices)
        self._devices |= {device.device_id: device for device in devices}
        self._short |= {device.device_id[:8] for device in devices}

    def standing(self, device_id: bytes) -> str | None:
        """The author's role, or `INVITER` for a member where the policy lets members invite (A4.1)."""
        role = self.role_of_device(device_id)
        return INVITER if role == "member" and self.policy.inviters == "member" else role

    def recipients(self) -> tuple[bytes, ...]:
        """The device ids entitled to epoch secrets, sorted (A4.3)."""
        return tuple(sorted(self._devices))

    def copy(self) -> "State":
        return replace(
            self,
            principals=dict(self.principals),
            invites=dict(self.invites),
            epochs=dict(self.epochs),
            _devices=dict(self._devices),
        )


def past(operations: Mapping[bytes, MemOp], heads: Iterable[bytes]) -> dict[bytes, MemOp]:
    """Return everything that *heads* descend from, themselves included; unknown heads are passed over."""
    found: dict[bytes, MemOp] = {}
    waiting = [head for head in heads if head in operations]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = operations[name]
            waiting += [parent for parent in operations[name].parents if parent in operations]
    return found


def depths(operations: Mapping[bytes, MemOp]) -> dict[bytes, int]:
    """Return for each operation its longest path from the genesis (A4.2)."""
    found: dict[bytes, int] = {}
    for start in operations:
        waiting = [start]
        while waiting:
            parents = [parent for parent in operations[waiting[-1]].parents if parent in operations]
            missing = [parent for parent in parents if parent not in found]
            if missing:
                waiting += missing
                continue
            found[waiting.pop()] = 1 + max((found[parent] for parent in parents), default=-1)
    return found


def evaluate(operations: Mapping[bytes, MemOp]) -> State:
    """Return the state of a causally closed set of operations, whatever order they came in (A4.2).

    Operations are replayed by (depth, entry id); each counts only if its author holds the needed role in
    the operation's own past. Adding is all there is in this release: nothing in it takes effect away.
    """
    depth = depths(operations)
    ordered = sorted(operations.values(), key=lambda op: (depth[op.id], op.id))
    return _Replay(ordered, _heads(operations)).state


def followed(state: State, op: MemOp) -> State | None:
    """Return the state with *op* added to it, or None where *op* did not know all of it.

    The quick way for the usual case: the same as `evaluate` of all operations, without going through them.
    """
    if not set(state.heads) <= set(op.parents):
        return None
    after = state.copy()
    after.heads = (op.id,)
    _apply(after, op, state.standing(op.device))
    return after


class _Replay:
    """One evaluation. Sets of operations are bits of a number, by their places in the order."""

    def __init__(self, ordered: Sequence[MemOp], heads: tuple[bytes, ...]) -> None:
        self.state = State(heads=heads)
        self._ordered = ordered
        self._place = {op.id: at for at, op in enumerate(ordered)}
        self._past: list[int] = []
        self._standing: list[str | None] = []
        self._effective = 0
        self._judged: dict[tuple[int, bytes], str | None] = {}
        for op in ordered:
            self._take(op)

    def _take(self, op: MemOp) -> None:
        past = 0
        for parent in op.parents:
            place = self._place.get(parent)
            past |= 0 if place is None else self._past[place] | 1 << place
        standing = self._judge(past & self._effective, op.device)
        if _apply(self.state, op, standing):
            self._effective |= 1 << len(self._past)
        self._past.append(past)
        self._standing.append(standing)

    def _judge(self, past: int, device: bytes) -> str | None:
        """What the author was in the operation's own past; most knew all that had an effect (A4.2)."""
        if past == self._effective:
            return self.state.standing(device)
        if (past, device) not in self._judged:
            before = State()
            for at in _bits(past):
                _apply(before, self._ordered[at], self._standing[at])
            self._judged[past, device] = before.standing(device)
        return self._judged[past, device]


def _bits(number: int) -> Iterator[int]:
    return (at for at, digit in enumerate(reversed(bin(number))) if digit == "1")


def _heads(operations: Mapping[bytes, MemOp]) -> tuple[bytes, ...]:
    parents = {parent for op in operations.values() for parent in op.parents}
    return tuple(sorted(set(operations) - parents))


def _apply(state: State, op: MemOp, standing: str | None) -> bool:
    """Replay one entry; say whether it may have had an effect."""
    effects = [_apply_one(state, op, each, standing) for each in op.ops]
    return any(effects)


def _apply_one(state: State, op: MemOp, each: Op, standing: str | None) -> bool:
    match each:
        case ops.SpaceGenesis():
            return _found(state, op, each)
        case ops.Unknown():
            state.frozen |= standing is not None
        case ops.Add() if standing in ADMITTERS:
            _add(state, op, each)
        case Invite() if standing in ADMITTERS:
            state.invites[op.id] = OpenInvite(each.key, each.role, each.max_uses, each.expires_ms, op.device)
        case ops.Uninvite() if standing in ADMITTERS:
            _uninvite(state, op, each, standing)
        case _ if standing == "steward":
            _decide(state, op, each)
        case _:
            return False  # by somebody who may not
    return standing is not None


def _found(state: State, op: MemOp, each: ops.SpaceGenesis) -> bool:
    if op.parents or state.principals or not op.devices:
        return False
    state.enter(op.devices[0].person, "steward", op.devices)
    state.policy = each.policy
    return True


def _decide(state: State, op: MemOp, each: Op) -> None:
    match each:
        case ops.SetPolicy():
            state.policy = each.policy
        case ops.Relays():
            state.relays = each.relays
        case ops.Epoch():
            state.epochs[op.id] = each
        case _:
            pass  # a person's own log: nothing of a space's membership


def _add(state: State, op: MemOp, each: ops.Add) -> None:
    """Add gives at most the role of member; the card must be the added person's own (A4.2)."""
    devices = tuple(device for device in op.devices if device.person == each.person)
    if not devices or each.person in state.principals or each.role == "steward":
        return
    if not state.has_room_for(devices):
        return
    if each.invite is None or _use(state, each.invite):
        state.enter(each.person, each.role, devices)


def _use(state: State, invite_id: bytes) -> bool:
    invite = state.invites.get(invite_id)
    if invite is None or invite.uses_left <= 0:
        return False
    state.invites[invite_id] = replace(invite, uses_left=invite.uses_left - 1)
    return True


def _uninvite(state: State, op: MemOp, each: ops.Uninvite, standing: str | None) -> None:
    """A steward takes back any invitation, an inviter their own."""
    invite = state.invites.get(each.invite)
    if invite is not None and (standing == "steward" or invite.author == op.device):
        del state.invites[each.invite]
