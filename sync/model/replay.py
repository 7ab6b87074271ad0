"""What took effect, put upon a state entry by entry (A4.2, "state")."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sync.model import housing, ops, sharing
from sync.model.authority import Kind
from sync.model.belonging import Cut, Policy
from sync.model.circle import STEWARD, Circle, Verdict
from sync.model.judging import Card, Finding, Judged, MemOp
from sync.model.ops import Op
from sync.model.people import Actor, OpenInvite, Roster
from sync.model.state import State


@dataclass(frozen=True, slots=True)
class Effect:
    """Whether one operation stands, and whether it also counts against removals that it did not know.

    What is *sound* was right by what its author knew: a sound add gives seniority, whatever comes of it.
    """

    stands: bool
    counts: bool
    sound: bool


NONE = Effect(stands=False, counts=False, sound=False)


def take(
    state: State, op: MemOp, finding: Finding, effects: Iterable[Effect], knows: Callable[[bytes], bool]
) -> None:
    """Apply one entry to *state*; *knows* says whether an entry is in its past."""
    for card in op.cards:
        _learn(state, op, card)
    if finding.actor is None:
        return
    entry = _Entry(state, op, finding, finding.actor, knows)
    for judged, effect in zip(finding.judged, effects, strict=True):
        entry.take(judged, effect)


def _learn(state: State, op: MemOp, card: Card) -> None:
    """A person's own log proves itself, whoever carries it (A3.4)."""
    housing.learn(state, card.person, card.acts)
    for act in card.acts:
        if isinstance(act.op, ops.Remove | ops.Leave):
            gone = act.author if isinstance(act.op, ops.Leave) else act.op.principal
            state.revoking[gone] = state.revoking.get(gone, frozenset()) | {(card.person, op.id)}


@dataclass(slots=True)
class _Entry:
    state: State
    op: MemOp
    finding: Finding
    actor: Actor
    knows: Callable[[bytes], bool]

    def take(self, judged: Judged, effect: Effect) -> None:
        one = judged.op
        if judged.verdict.sound and judged.verdict.kind is Kind.ADD:
            self._open_roster(self.op.card(judged.verdict.subject))
        if effect.sound:
            self._rank(judged, one)
        if isinstance(one, ops.Add) and one.invite is not None and effect.stands:
            self._use(one.invite)
        if effect.counts:
            self._apply(judged, one)

    def _apply(self, judged: Judged, one: Op) -> None:
        match one:
            case ops.SpaceGenesis():
                self._found(one)
            case ops.Add():
                self._add(one)
            case ops.Remove() | ops.Leave() | ops.SetRole() | ops.Vote() | ops.Enact():
                self._rule(judged, one)
            case ops.Roster() if judged.inner is not None:
                self._inside(judged.inner, one)
            case ops.Invite() | ops.Uninvite():
                self._invite(one)
            case ops.Hold() | ops.ShareDown():
                self._switch(one)
            case _:
                self._note(one)

    # ------------------------------------------------------------ who belongs
    def _found(self, one: ops.SpaceGenesis) -> None:
        state, founder = self.state, self.actor.principal
        state.kind, state.policy = one.kind, one.policy
        state.circle.founder = founder
        state.names[founder] = self.op.cards[0].name
        state.circle.enter(founder, STEWARD)
        housing.house(state, founder)

    def _rank(self, judged: Judged, one: Op) -> None:
        """Seniority is that of the first sound add (A4.2)."""
        seniority = self.finding.depth, self.op.id
        if judged.verdict.kind is Kind.ADD:
            self.state.circle.rank(judged.verdict.subject, seniority)
            roster = self.state.rosters.get(judged.verdict.subject)
            if roster is not None and roster.circle.founder not in roster.circle.senior:
                roster.circle.enter(roster.circle.founder, STEWARD)
                roster.circle.rank(roster.circle.founder, seniority)
        if isinstance(one, ops.Roster) and judged.inner is not None and judged.inner.kind is Kind.ADD:
            self.state.rosters[one.organisation].circle.rank(judged.inner.subject, seniority)

    def _add(self, one: ops.Add) -> None:
        card, state = self.op.card(one.person), self.state
        if card is None or one.person in state.circle.roles:
            return
        state.circle.enter(one.person, one.role)
        if not card.organisation:
            state.names[one.person] = card.name
        self._house_all(one.person)

    def _open_roster(self, card: Card | None) -> None:
        """Keep room for a roster; whoever acts in it may have been judged by less than is known here."""
        if card is not None and card.organisation:
            empty = Roster(card.title, Circle(founder=card.person), {card.person: card.name})
            self.state.rosters.setdefault(card.organisation, empty)

    def _house_all(self, principal: bytes) -> None:
        for person in housing.inside(self.state, principal):
            housing.house(self.state, person)

    def _rule(self, judged: Judged, one: Op) -> None:
        state, subject = self.state, judged.verdict.subject
        inside = housing.inside(state, subject) if judged.verdict.kind is Kind.REMOVE else ()
        cut_off = [device.device_id for person in inside for device in state.devices_of(person)]
        if isinstance(one, ops.SetRole):
            state.circle.set_role(subject, one.role, judged.verdict.kind)
        state.circle.take(self.actor.principal, one)
        if isinstance(one, ops.Enact) and one.action.policy is not None:
            self._agree(one.action.policy)
        self._cut_off(cut_off, getattr(one, "cuts", ()))
        if judged.verdict.kind is Kind.REMOVE and subject in state.rosters:
            sharing.end(state, subject, self.op.id, self.knows)
        if judged.verdict.kind is Kind.LOWER:
            state.lowered[subject] = state.lowered.get(subject, frozenset()) | {self.op.id}
        state.known_ranks = None
        for person in inside:
            housing.house(state, person)

    def _cut_off(self, devices: Iterable[bytes], cuts: Iterable[Cut]) -> None:
        """Remember up to where the words of devices that went are trusted (A5.6)."""
        state = self.state
        said = {cut.dev8: cut.seq for cut in sorted(cuts, key=lambda cut: cut.seq)}
        for device in devices:
            dev8 = device[:8]
            own = self.op.seq if device == self.op.device else -1
            state.removed[device] = state.removed.get(device, frozenset()) | {self.op.id}
            state.cuts[dev8] = max(state.cuts.get(dev8, -1), said.get(dev8, -1), own)

    def _inside(self, verdict: Verdict, one: ops.Roster) -> None:
        state, roster, inner = self.state, self.state.rosters[one.organisation], ops.decode(one.op)
        gone = state.devices_of(verdict.subject) if verdict.kind is Kind.REMOVE else ()
        if isinstance(inner, ops.Add):
            card = self.op.card(inner.person)
            if card is not None and inner.person not in roster.circle.roles:
                roster.circle.enter(inner.person, inner.role)
                roster.names[inner.person] = card.name
        elif isinstance(inner, ops.SetRole):
            roster.circle.set_role(verdict.subject, inner.role, verdict.kind)
        else:
            roster.circle.take(self.actor.person, inner)
        if gone and verdict.subject not in state.circle.roles:
            self._cut_off([device.device_id for device in gone], getattr(inner, "cuts", ()))
        housing.house(state, verdict.subject)

    # ------------------------------------------------------------ invitations
    def _invite(self, one: ops.Invite | ops.Uninvite) -> None:
        if isinstance(one, ops.Uninvite):
            self.state.invites.pop(one.invite, None)
            return
        limits = one.max_uses, one.max_uses, one.expires_ms
        self.state.invites[self.op.id] = OpenInvite(one.key, one.role, *limits, self.actor.person)

    def _use(self, invite: bytes) -> None:
        found = self.state.invites.get(invite)
        if found is not None:
            self.state.invites[invite] = replace(found, uses_left=max(0, found.uses_left - 1))

    # ------------------------------------------------------------ what is switched on and off
    def _switch(self, one: ops.Hold | ops.ShareDown) -> None:
        """A hold ends by those who lift it knowingly; one put on meanwhile stays."""
        if isinstance(one, ops.ShareDown):
            sharing.take(self.state, one, self.actor, self.op.id, self.knows)
            return
        held, device = self.state.held, one.device
        on = held.get(device, {})
        if one.on:
            held[device] = {**on, self.op.id: self.actor.person}
        else:
            left = {entry: person for entry, person in on.items() if not self.knows(entry)}
            held.pop(device, None)
            held |= {device: left} if left else {}
        self.state.known_ranks = None

    # ------------------------------------------------------------ the rest
    def _note(self, one: Op) -> None:
        state, person = self.state, self.actor.person
        match one:
            case ops.SetPolicy():
                self._agree(one.policy)
            case ops.Relays():
                state.relays = one.relays
            case ops.Epoch() if self.finding.announced is not None:
                state.epochs[self.op.epoch] = self.finding.announced
            case ops.PersonOps():
                self._carry(one)
            case ops.Vouch():
                state.vouched[one.person] = state.vouched.get(one.person, frozenset()) | {person}
            case ops.Buddies():
                state.buddies[person] = one.persons
            case ops.Admit():
                self._admit(one)
            case _:
                state.frozen |= isinstance(one, ops.Unknown)

    def _agree(self, policy: Policy) -> None:
        least = max(policy.min_version, self.state.policy.min_version)
        self.state.policy = replace(policy, min_version=least)

    def _carry(self, one: ops.PersonOps) -> None:
        """Cuts hold for devices that the carried log revokes, and for no others."""
        revoked = {gone for card in self.op.cards for gone in self.state.person_state(card.person).gone}
        short = {device[:8] for device in revoked}
        for cut in one.cuts:
            if cut.dev8 in short:
                self.state.cuts[cut.dev8] = max(self.state.cuts.get(cut.dev8, -1), cut.seq)

    def _admit(self, one: ops.Admit) -> None:
        by = b"" if self.finding.steward else self.actor.device
        for entry in one.entries:
            self.state.admitted[entry] = self.state.admitted.get(entry, frozenset()) | {by}
