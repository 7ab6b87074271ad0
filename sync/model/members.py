"""Who belongs to a space: a pure function of a set of membership operations (A4.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sync.model import ops
from sync.model.ops import Epoch, Invite, Op, Policy, RelayEntry

ALONE = Policy("")


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

    def device(self, device_id: bytes) -> Device | None:
        return self._devices.get(device_id)

    def role_of_device(self, device_id: bytes) -> str | None:
        device = self._devices.get(device_id)
        return None if device is None else self.principals[device.person].role

    def enter(self, person: bytes, role: str, devices: tuple[Device, ...]) -> None:
        self.principals[person] = Principal(person, devices[0].name, role, devices)
        self._devices |= {device.device_id: device for device in devices}

    def recipients(self) -> tuple[bytes, ...]:
        """The device ids entitled to epoch secrets, sorted (A4.3)."""
        return tuple(sorted(self._devices))


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
    state = State(heads=_heads(operations))
    judged: dict[bytes, State] = {}
    for op in ordered:
        before = _before(operations, op, judged)
        for each in op.ops:
            _replay(state, before, op, each)
    return state


def _heads(operations: Mapping[bytes, MemOp]) -> tuple[bytes, ...]:
    parents = {parent for op in operations.values() for parent in op.parents}
    return tuple(sorted(set(operations) - parents))


def _before(operations: Mapping[bytes, MemOp], op: MemOp, judged: dict[bytes, State]) -> State:
    """The state in the past of *op*, its own not included; the same past is worked out once."""
    key = b"".join(op.parents)
    if key not in judged:
        judged[key] = evaluate(past(operations, op.parents)) if op.parents else State()
    return judged[key]


def _replay(state: State, before: State, op: MemOp, each: Op) -> None:
    match each:
        case ops.SpaceGenesis():
            if not op.parents and not state.principals and op.devices:
                state.enter(op.devices[0].person, "steward", op.devices)
                state.policy = each.policy
        case ops.Unknown():
            state.frozen = True
        case _:
            if before.role_of_device(op.device) == "steward":
                _steward(state, op, each)


def _steward(state: State, op: MemOp, each: Op) -> None:
    match each:
        case ops.Add():
            _add(state, op, each)
        case Invite():
            state.invites[op.id] = OpenInvite(each.key, each.role, each.max_uses, each.expires_ms, op.device)
        case ops.Uninvite():
            state.invites.pop(each.invite, None)
        case ops.SetPolicy():
            state.policy = each.policy
        case ops.Relays():
            state.relays = each.relays
        case ops.Epoch():
            state.epochs[op.id] = each
        case _:
            pass  # content, or a person's own log: nothing of a space's membership


def _add(state: State, op: MemOp, each: ops.Add) -> None:
    """Add gives at most the role of member; the card must be the added person's own (A4.2)."""
    devices = tuple(device for device in op.devices if device.person == each.person)
    taken = any(state.device(device.device_id) for device in devices)
    if not devices or taken or each.person in state.principals or each.role == "steward":
        return
    if each.invite is not None and not _use(state, each.invite):
        return
    state.enter(each.person, each.role, devices)


def _use(state: State, invite_id: bytes) -> bool:
    invite = state.invites.get(invite_id)
    if invite is None or invite.uses_left <= 0:
        return False
    left = OpenInvite(invite.key, invite.role, invite.uses_left - 1, invite.expires_ms, invite.author)
    state.invites[invite_id] = left
    return True
