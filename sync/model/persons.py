"""A person: a log of devices, of which the oldest decide over the younger (A3.1, A3.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from typing_extensions import override

from sync.model import authority, dag
from sync.model.authority import Act, Kind
from sync.model.ops import AddDevice, Hold, KemUpdate, Leave, Op, PersonGenesis, Recovery, Remove


@dataclass(frozen=True, slots=True)
class PersonAct:
    """One operation of a person's own log, its signature proven before.

    *author* is the id of the device or recovery key that signed it; *subject* that of the key it brings in.
    """

    id: bytes
    author: bytes
    parents: tuple[bytes, ...]
    op: Op
    subject: bytes = b""
    seq: int = 0
    """Its place in its author's chain: of two new keys of a device the later counts."""

    @override
    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    device_id: bytes
    sign_pk: bytes
    kem_pk: bytes


@dataclass(frozen=True, slots=True)
class PersonState:
    """What a person's log adds up to."""

    devices: Mapping[bytes, DeviceKeys]
    ever: frozenset[bytes]
    """Every device and recovery key that was one of this person's at any time."""
    revoked: Mapping[bytes, frozenset[bytes]]
    """For each device that is gone, the operations of others that took it out."""
    freed: frozenset[bytes]
    """Devices whose hold the recovery key lifted."""
    recovery: Mapping[bytes, DeviceKeys]
    recovered: tuple[bytes, ...]
    """Operations that a recovery key signed: they are shown loudly (A2.4)."""
    heads: tuple[bytes, ...]
    spoken: frozenset[bytes]
    """Devices that signed something in this log: no other person can claim them (A3.3)."""

    @property
    def gone(self) -> frozenset[bytes]:
        """Devices and recovery keys that were this person's and are no more."""
        return self.ever - self.devices.keys() - self.recovery.keys()


NOBODY = PersonState({}, frozenset(), {}, frozenset(), {}, (), (), frozenset())


@lru_cache(maxsize=4096)
def evaluate(acts: frozenset[PersonAct]) -> PersonState:
    """Return the state of a causally closed set of a person's operations, in any order (A4.2)."""
    log = dag.arrange({act.id: act for act in acts})
    judged = [_act(place, log.pasts[place], act, _before(log, act)) for place, act in enumerate(log.ordered)]
    elders = frozenset(act.subject for act in log.ordered if isinstance(act.op, Recovery))
    settled = authority.settle(judged, elders)
    state = _Building()
    for act, judgement, stands, counts in zip(
        log.ordered, judged, settled.stands, settled.counts, strict=True
    ):
        if stands:
            state.take(act, judgement, counts=counts)
    return state.built(log.heads, frozenset(act.author for act in log.ordered))


def _before(log: "dag.Arranged[PersonAct]", act: PersonAct) -> PersonState:
    """The state in the operation's own past."""
    past = log.past(act.parents)
    return evaluate(frozenset(past)) if past else NOBODY


def _act(place: int, past: int, act: PersonAct, before: PersonState) -> Act:  # noqa: PLR0911 - one case for each operation
    author, present = act.author, act.author in before.devices or act.author in before.recovery
    match act.op:
        case PersonGenesis():
            return Act(place, past, act.subject, Kind.ADD, act.subject, sound=not act.parents, rooted=True)
        case AddDevice() | Recovery():
            new = act.subject not in before.ever
            return Act(place, past, author, Kind.ADD, act.subject, sound=present and new)
        case Remove():
            gone = act.op.principal
            known = gone in before.devices or gone in before.recovery
            return Act(place, past, author, Kind.REMOVE, gone, sound=present and known)
        case Leave():
            others = len(before.devices) > 1
            return Act(place, past, author, Kind.REMOVE, author, sound=present and others)
        case KemUpdate():
            return Act(place, past, author, Kind.OTHER, sound=author in before.devices)
        case Hold():
            return Act(place, past, author, Kind.OTHER, sound=author in before.recovery)
    return Act(place, past, author, Kind.OTHER, sound=False)


class _Building:
    def __init__(self) -> None:
        self._devices: dict[bytes, DeviceKeys] = {}
        self._recovery: dict[bytes, DeviceKeys] = {}
        self._ever: set[bytes] = set()
        self._revoked: dict[bytes, set[bytes]] = {}
        self._freed: set[bytes] = set()
        self._recovered: list[bytes] = []
        self._renewed: dict[bytes, int] = {}

    def take(self, act: PersonAct, judged: Act, *, counts: bool) -> None:
        if judged.author in self._recovery:
            self._recovered.append(act.id)
        match act.op:
            case PersonGenesis() | AddDevice():
                self._enter(self._devices, act, act.op, counts=counts)
            case Recovery():
                self._enter(self._recovery, act, act.op, counts=counts)
            case Remove() | Leave():
                self._remove(act.id, judged)
            case KemUpdate() if act.author in self._devices and act.seq >= self._renewed.get(act.author, 0):
                old = self._devices[act.author]
                self._devices[act.author] = DeviceKeys(old.device_id, old.sign_pk, act.op.kem_pk)
                self._renewed[act.author] = act.seq
            case Hold():
                self._freed ^= self._freed & {act.op.device} if act.op.on else {act.op.device} - self._freed

    def _enter(
        self,
        among: dict[bytes, DeviceKeys],
        act: PersonAct,
        op: PersonGenesis | AddDevice | Recovery,
        *,
        counts: bool,
    ) -> None:
        self._ever.add(act.subject)
        if counts:
            among[act.subject] = DeviceKeys(act.subject, op.sign_pk, op.kem_pk)

    def _remove(self, act_id: bytes, judged: Act) -> None:
        self._devices.pop(judged.subject, None)
        self._recovery.pop(judged.subject, None)
        if judged.author != judged.subject:
            self._revoked.setdefault(judged.subject, set()).add(act_id)

    def built(self, heads: Iterable[bytes], spoken: frozenset[bytes]) -> PersonState:
        revoked = {device: frozenset(by) for device, by in self._revoked.items()}
        return PersonState(
            self._devices, frozenset(self._ever), revoked, frozenset(self._freed), self._recovery,
            tuple(self._recovered), tuple(heads), spoken,
        )  # fmt: skip
