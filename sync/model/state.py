"""Who belongs, as a set of operations adds up: roles, devices, what was agreed (A4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sync.model import persons
from sync.model.belonging import Policy, RelayEntry
from sync.model.circle import RANKS, Circle
from sync.model.people import Actor, Announced, Device, OpenInvite, Person, Principal, Roster
from sync.model.persons import PersonAct, PersonState

ALONE = Policy("")
INVITER = "inviter"


@dataclass(slots=True)
class State:
    """What the operations add up to."""

    policy: Policy = ALONE
    kind: str = "space"
    relays: tuple[RelayEntry, ...] = ()
    heads: tuple[bytes, ...] = ()
    frozen: bool = False
    """A newer release decided something here: who belongs cannot be computed (A10.3)."""
    circle: Circle = field(default_factory=Circle)
    names: dict[bytes, str] = field(default_factory=dict)
    rosters: dict[bytes, Roster] = field(default_factory=dict)
    persons: dict[bytes, frozenset[PersonAct]] = field(default_factory=dict)
    """What is known of each person's own log."""
    invites: dict[bytes, OpenInvite] = field(default_factory=dict)
    epochs: dict[bytes, Announced] = field(default_factory=dict)
    """By epoch id."""
    held: dict[bytes, dict[bytes, bytes]] = field(default_factory=dict)
    """Devices on hold: by the entry of each hold, the person who put it there (A3.4)."""
    buddies: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    vouched: dict[bytes, frozenset[bytes]] = field(default_factory=dict)
    """For each person, who compared their words."""
    admitted: dict[bytes, frozenset[bytes]] = field(default_factory=dict)
    """Entries let in by name: by the empty name where a steward did it, else by the device that did."""
    cuts: dict[bytes, int] = field(default_factory=dict)
    """By dev8: the highest seq that a removal still trusts (A5.6)."""
    removed: dict[bytes, frozenset[bytes]] = field(default_factory=dict)
    """For each device that went with its person, the entries that did it."""
    overruled: dict[bytes, frozenset[bytes]] = field(default_factory=dict)
    """For each device let in by an invitation that was over, as is seen now, the entries that did it."""
    lowered: dict[bytes, frozenset[bytes]] = field(default_factory=dict)
    """For each principal with less to do than before, the entries that decided so."""
    revoking: dict[bytes, frozenset[tuple[bytes, bytes]]] = field(default_factory=dict)
    """For each device that a person's log may take out: that person, and the entry that carried it here."""
    sharing: dict[tuple[bytes, bool], dict[bytes, bool]] = field(default_factory=dict)
    """What organisations say (True), and the network of them (False): by entry, what no later one answers."""
    unshared: frozenset[bytes] = frozenset()
    """The entries by which somebody took back that an organisation shares with its own people (A4.8)."""
    struck: dict[bytes, str] = field(default_factory=dict)
    """Entries of which something took no effect, and why: for stewards to see (A4.2)."""
    devices: dict[bytes, Device] = field(default_factory=dict)
    """The devices of everybody present, those on hold too."""
    short: dict[bytes, bytes] = field(default_factory=dict)
    """The devices by their first 8 bytes: no two may share them (A3.1)."""
    authors: dict[bytes, bytes] = field(default_factory=dict)
    """By dev8: the person of every device that was ever known here, those that went too."""
    home: dict[bytes, bytes] = field(default_factory=dict)
    """For everybody present, the principal they stand for: themselves, or their organisation."""
    known_ranks: Mapping[bytes, int] | None = field(default=None, compare=False)

    def copy(self) -> "State":
        return replace(
            self,
            circle=self.circle.copy(),
            names=dict(self.names),
            rosters={name: roster.copy() for name, roster in self.rosters.items()},
            persons=dict(self.persons),
            invites=dict(self.invites),
            epochs=dict(self.epochs),
            held=dict(self.held),
            buddies=dict(self.buddies),
            vouched=dict(self.vouched),
            admitted=dict(self.admitted),
            cuts=dict(self.cuts),
            removed=dict(self.removed),
            overruled=dict(self.overruled),
            lowered=dict(self.lowered),
            revoking=dict(self.revoking),
            sharing=dict(self.sharing),
            struck=dict(self.struck),
            devices=dict(self.devices),
            short=dict(self.short),
            authors=dict(self.authors),
            home=dict(self.home),
        )

    # ------------------------------------------------------------ questions
    def actor(self, device_id: bytes) -> Actor | None:
        device = self.devices.get(device_id)
        return None if device is None else Actor(device_id, device.person, self.home[device.person])

    def role_of_device(self, device_id: bytes) -> str | None:
        device = self.devices.get(device_id)
        return None if device is None else self.role_of(device.person)

    def role_of(self, person: bytes) -> str | None:
        """The role of a person here, their own or their organisation's."""
        home = self.home.get(person)
        return None if home is None else self.circle.role(home)

    def standing(self, device_id: bytes) -> str | None:
        """The role, or `INVITER` for a member where the policy lets members invite (A4.1)."""
        role = self.role_of_device(device_id)
        return INVITER if role == "member" and self.policy.inviters == "member" else role

    def principal(self, name: bytes) -> Principal | None:
        """A present person or organisation."""
        role = self.circle.role(name)
        if role is None:
            return None
        roster = self.rosters.get(name)
        if roster is None:
            people = (Person(name, self.names[name], role, self.devices_of(name)),)
            return Principal(name, self.names[name], role, people)
        inside = tuple(
            Person(one, roster.names[one], roster.circle.role(one) or "member", self.devices_of(one))
            for one in sorted(roster.circle.roles, key=roster.circle.senior.__getitem__)
        )
        return Principal(name, roster.name, role, inside, organisation=True)

    @property
    def principals(self) -> dict[bytes, Principal]:
        """Everybody present, the most senior first."""
        order = sorted(self.circle.roles, key=self.circle.senior.__getitem__)
        return {name: found for name in order if (found := self.principal(name)) is not None}

    def devices_of(self, person: bytes) -> tuple[Device, ...]:
        known = self.person_state(person).devices
        return tuple(self.devices[one] for one in known if one in self.devices)

    def person_state(self, person: bytes) -> PersonState:
        """What all that is known here of a person's own log adds up to."""
        return persons.evaluate(self.persons.get(person, frozenset()))

    def ranks(self) -> Mapping[bytes, int]:
        """For each device entitled to epoch secrets the rank of its role: 0 reader, 1 member, 2 steward."""
        if self.known_ranks is None:
            freed = self._freed()
            self.known_ranks = {
                device: RANKS[self.role_of(known.person) or "reader"]
                for device, known in self.devices.items()
                if device not in self.held or device in freed
            }
        return self.known_ranks

    def recipients(self, omit: frozenset[bytes] = frozenset()) -> tuple[bytes, ...]:
        """The device ids entitled to epoch secrets, sorted; *omit* holds first 8 bytes of some (A4.3)."""
        return tuple(sorted(device for device in self.ranks() if device[:8] not in omit))

    def on_hold(self, device: bytes) -> bool:
        return device in self.devices and device not in self.ranks()

    def _freed(self) -> frozenset[bytes]:
        """Devices whose hold their own recovery key lifted."""
        known = (self.devices[one] for one in self.held if one in self.devices)
        return frozenset(
            one.device_id for one in known if one.device_id in self.person_state(one.person).freed
        )
