"""A person: a log of devices, of which the oldest decide over the younger (A3.1, A3.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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
    reading = _Reading(dag.arrange({act.id: act for act in acts}))
    return reading.now().built(reading.log.heads, frozenset(act.author for act in reading.log.ordered))


class _Reading:
    """One after the other; what follows all of its past directly is simply put on top of that."""

    def __init__(self, log: "dag.Arranged[PersonAct]") -> None:
        self.log = log
        self._judged: list[Act] = []
        self._after: list[_Building] = []
        for place, act in enumerate(log.ordered):
            self._take(act, place)

    def now(self) -> "_Building":
        return self._state((1 << len(self._judged)) - 1)

    def _take(self, act: PersonAct, place: int) -> None:
        past = self.log.pasts[place]
        before = self._state(past)
        judged = _act(place, past, act, before)
        self._judged.append(judged)
        if judged.kind is Kind.REMOVE:  # who is senior to whom is for the court to say
            before = self._settled(past | 1 << place)
        elif judged.sound:
            before = before.copy()
            before.take(act, judged, counts=True)
        self._after.append(before)

    def _state(self, past: int) -> "_Building":
        last = past.bit_length() - 1
        if last >= 0 and past == self.log.pasts[last] | 1 << last:
            return self._after[last]
        return self._settled(past)

    def _settled(self, past: int) -> "_Building":
        places = [place for place in range(len(self._judged)) if past >> place & 1]
        acts = [self._judged[place] for place in places]
        among = [self.log.ordered[place] for place in places]
        elders = frozenset(
            act.subject
            for act, judged in zip(among, acts, strict=True)
            if isinstance(act.op, Recovery) and judged.sound
        )
        settled = authority.settle(acts, elders)
        found = _Building()
        for act, judged, stands, counts in zip(among, acts, settled.stands, settled.counts, strict=True):
            if stands:
                found.take(act, judged, counts=counts)
        return found


def _act(place: int, past: int, act: PersonAct, before: "_Building") -> Act:  # noqa: PLR0911 - one case for each operation
    author, present = act.author, act.author in before.devices or act.author in before.recovery
    match act.op:
        case PersonGenesis():
            return Act(place, past, act.subject, Kind.ADD, act.subject, sound=not past, rooted=True)
        case AddDevice() | Recovery():
            may = present if isinstance(act.op, AddDevice) else _may_name_recovery(author, before)
            return Act(
                place, past, author, Kind.ADD, act.subject, sound=may and act.subject not in before.ever
            )
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


def _may_name_recovery(author: bytes, before: "_Building") -> bool:
    """The oldest device, or older sheets: else a stolen younger laptop would outrank all others (A2.4)."""
    return author in before.recovery or author == next(iter(before.devices), b"")


@dataclass(slots=True)
class _Building:
    devices: dict[bytes, DeviceKeys] = field(default_factory=dict)
    recovery: dict[bytes, DeviceKeys] = field(default_factory=dict)
    ever: frozenset[bytes] = frozenset()
    _revoked: dict[bytes, frozenset[bytes]] = field(default_factory=dict)
    _freed: frozenset[bytes] = frozenset()
    _recovered: tuple[bytes, ...] = ()
    _renewed: dict[bytes, int] = field(default_factory=dict)

    def copy(self) -> "_Building":
        return replace(
            self,
            devices=dict(self.devices),
            recovery=dict(self.recovery),
            _revoked=dict(self._revoked),
            _renewed=dict(self._renewed),
        )

    def take(self, act: PersonAct, judged: Act, *, counts: bool) -> None:
        if judged.author in self.recovery:
            self._recovered += (act.id,)
        match act.op:
            case PersonGenesis() | AddDevice():
                self._enter(self.devices, act, act.op, counts=counts)
            case Recovery():
                self._enter(self.recovery, act, act.op, counts=counts)
            case Remove() | Leave():
                self._remove(act.id, judged)
            case KemUpdate() if act.author in self.devices and act.seq >= self._renewed.get(act.author, 0):
                old = self.devices[act.author]
                self.devices[act.author] = DeviceKeys(old.device_id, old.sign_pk, act.op.kem_pk)
                self._renewed[act.author] = act.seq
            case Hold():
                bound = frozenset({act.op.device})
                self._freed = self._freed - bound if act.op.on else self._freed | bound
            case _:
                pass  # a key that an older one came after, or an operation of another log

    def _enter(
        self,
        among: dict[bytes, DeviceKeys],
        act: PersonAct,
        op: PersonGenesis | AddDevice | Recovery,
        *,
        counts: bool,
    ) -> None:
        self.ever |= {act.subject}
        if counts:
            among[act.subject] = DeviceKeys(act.subject, op.sign_pk, op.kem_pk)

    def _remove(self, act_id: bytes, judged: Act) -> None:
        self.devices.pop(judged.subject, None)
        self.recovery.pop(judged.subject, None)
        if judged.author != judged.subject:
            self._revoked[judged.subject] = self._revoked.get(judged.subject, frozenset()) | {act_id}

    def built(self, heads: Iterable[bytes], spoken: frozenset[bytes]) -> PersonState:
        return PersonState(
            self.devices, self.ever, self._revoked, self._freed, self.recovery,
            self._recovered, tuple(heads), spoken,
        )  # fmt: skip
