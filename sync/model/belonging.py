"""The operations of membership: who belongs to a person, an organisation or a space, and as what (A4.2)."""

from dataclasses import dataclass

from sync.model.entry import Encoded

HISTORIES = ("full", "state", "none")
ROLES = ("reader", "member", "steward")
ACTIONS = ("remove", "steward", "policy")
BUDDIES_MAX = 3  # A3.4


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
class Cut:
    """The last entry of a device that is trusted after it was removed (A3.4, A5.6)."""

    dev8: bytes
    seq: int
    entry: bytes


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
class RosterGenesis:
    """An organisation as a network knows it: its name and the card of its first officer (A4.8)."""

    nonce: bytes
    name: str
    card: bytes


@dataclass(frozen=True, slots=True)
class Add:
    """*person* is the principal: a person, or in a network an organisation whose card is its genesis."""

    person: bytes
    role: str
    card: bytes
    invite: bytes | None = None
    proof: bytes | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """A principal goes; in a person's log that is a device, and *cuts* are empty."""

    principal: bytes
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class SetRole:
    principal: bytes
    role: str


@dataclass(frozen=True, slots=True)
class Action:
    """What stewards decide by majority; *subject* is empty for a policy."""

    name: str
    subject: bytes = b""
    policy: Policy | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    action: Action


@dataclass(frozen=True, slots=True)
class Enact:
    action: Action
    cuts: tuple[Cut, ...] = ()


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
class PersonOps:
    """Entries of a person's own log, carried into a space; *cuts* are for devices that they revoke (A3.4)."""

    entries: tuple[bytes, ...]
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    device: bytes
    on: bool


@dataclass(frozen=True, slots=True)
class SetPolicy:
    policy: Policy


@dataclass(frozen=True, slots=True)
class Relays:
    relays: tuple[RelayEntry, ...]


@dataclass(frozen=True, slots=True)
class KemUpdate:
    """A device's new key for what is sealed to it (A3.1)."""

    kem_pk: bytes


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
class Leave:
    """The author goes."""


@dataclass(frozen=True, slots=True)
class Roster:
    """One operation of an organisation's own log inside a network (A4.8)."""

    organisation: bytes
    op: Encoded


@dataclass(frozen=True, slots=True)
class Vouch:
    """The author compared the check words of *person* in person (A3.2)."""

    person: bytes


@dataclass(frozen=True, slots=True)
class Admit:
    """Entries that count although a removal or a fork had set them aside (A5.5, A5.6)."""

    entries: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class AddDevice:
    """A device joins its person; *proof* is its own signature (A3.3)."""

    sign_pk: bytes
    kem_pk: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class Buddies:
    """Who besides stewards may put a hold on the author's devices (A3.4)."""

    persons: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Recovery:
    """A key that recovery sheets give back; it is senior to every device of its person (A2.4)."""

    sign_pk: bytes
    kem_pk: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class ShareDown:
    """One side's word on whether an organisation's own people read the network too (A4.8)."""

    organisation: bytes
    on: bool
