"""What one membership entry is worth in its own past: base(o), which nothing later changes (A4.2)."""

from dataclasses import dataclass, replace

from sync.model import epochs, ops, sharing
from sync.model.authority import Kind
from sync.model.circle import RANKS, STEWARD, UNSOUND, Verdict
from sync.model.entry import BadEntry
from sync.model.ops import Op
from sync.model.people import Actor, Announced
from sync.model.persons import PersonAct
from sync.model.state import INVITER, State

ADMITTERS = (STEWARD, INVITER)
SOUND = Verdict(Kind.OTHER, sound=True)


@dataclass(frozen=True, slots=True)
class Card:
    """What an entry proves of one person, and of the organisation that they are the first officer of."""

    person: bytes
    name: str
    acts: frozenset[PersonAct]
    organisation: bytes = b""
    title: str = ""


@dataclass(frozen=True, slots=True)
class MemOp:
    """One membership entry as the log sees it; *epoch* is the id of the epoch that it announces."""

    id: bytes
    device: bytes
    seq: int
    parents: tuple[bytes, ...]
    ops: tuple[Op, ...]
    cards: tuple[Card, ...] = ()
    epoch: bytes = b""
    wall_ms: int = 0

    def card(self, principal: bytes) -> Card | None:
        shown = (one for one in self.cards if (one.organisation or one.person) == principal)
        return next(shown, None)


@dataclass(frozen=True, slots=True)
class Judged:
    """One operation and its worth; *inner* is what it says inside an organisation's roster (A4.8)."""

    op: Op
    verdict: Verdict
    inner: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry, judged in its own past; without an actor nothing in it counts."""

    actor: Actor | None
    judged: tuple[Judged, ...]
    depth: int
    steward: bool = False
    announced: Announced | None = None


def judge(before: State, op: MemOp, depth: int) -> Finding:
    """Return the worth of all that *op* does, by somebody who knew *before*."""
    actor = before.actor(op.device)
    if not op.parents and isinstance(op.ops[0], ops.SpaceGenesis) and op.cards:
        founder = op.cards[0].person
        actor = Actor(op.device, founder, founder)
    if actor is None:
        return Finding(None, (), depth)
    judged = tuple(_judge(before, op, one, actor) for one in op.ops)
    announced = None
    for one in op.ops:
        if isinstance(one, ops.Epoch):
            announced = epochs.announced(before, op.device, op.id, op.wall_ms, one)
    steward = before.role_of_device(op.device) == STEWARD
    return Finding(actor, judged, depth, steward, announced)


def _judge(before: State, op: MemOp, one: Op, actor: Actor) -> Judged:  # noqa: PLR0911 - one case for each operation
    match one:
        case ops.SpaceGenesis():
            return Judged(one, Verdict(Kind.ADD, not op.parents, actor.principal))
        case ops.Roster():
            return _judge_inside(before, op, one, actor)
        case ops.Add():
            return Judged(one, _judge_add(before, op, one, actor), _first_officer(op, one))
        case ops.Leave() | ops.Remove() | ops.SetRole() if _gives_up(one, actor) and not _speaks(
            before, actor
        ):
            return Judged(one, UNSOUND)
        case ops.Leave() | ops.Remove() | ops.SetRole() | ops.Vote() | ops.Enact():
            return Judged(one, before.circle.judge(actor.principal, one, admits=False))
        case ops.Uninvite():
            return Judged(one, Verdict(Kind.UNINVITE, _may_uninvite(before, one, actor), one.invite))
        case ops.ShareDown():
            return Judged(one, SOUND if sharing.may(before, one, actor) else UNSOUND)
    return Judged(one, SOUND if _is_sound(before, op, one, actor) else UNSOUND)


def _gives_up(one: ops.Leave | ops.Remove | ops.SetRole, actor: Actor) -> bool:
    return isinstance(one, ops.Leave) or one.principal == actor.principal


def _speaks(before: State, actor: Actor) -> bool:
    """Only an officer says for an organisation that it leaves, or takes a lower role."""
    roster = before.rosters.get(actor.principal)
    return roster is None or actor.person in roster.circle.stewards()


def _judge_add(before: State, op: MemOp, one: ops.Add, actor: Actor) -> Verdict:
    """Add gives at most the role of member; the card must be the added one's own (A4.2)."""
    admits = before.standing(actor.device) in ADMITTERS
    verdict = before.circle.judge(actor.principal, one, admits=admits)
    if op.card(one.person) is None:
        return UNSOUND
    if one.invite is None or not verdict.sound:
        return verdict
    invite = before.invites.get(one.invite)
    if invite is None or invite.uses_left <= 0 or RANKS[one.role] > RANKS[invite.role]:
        return UNSOUND
    return replace(verdict, invite=one.invite, uses=invite.max_uses)


def _first_officer(op: MemOp, one: ops.Add) -> Verdict | None:
    """An organisation's roster begins when it is first added, with the officer of its genesis (A4.8)."""
    card = op.card(one.person)
    if card is None or not card.organisation:
        return None
    return Verdict(Kind.ADD, sound=True, subject=card.person)


def _may_uninvite(before: State, one: ops.Uninvite, actor: Actor) -> bool:
    """A steward takes back any invitation, an inviter their own."""
    invite, standing = before.invites.get(one.invite), before.standing(actor.device)
    if invite is None or standing not in ADMITTERS:
        return False
    return standing == STEWARD or invite.author == actor.person


def _is_sound(before: State, op: MemOp, one: Op, actor: Actor) -> bool:  # noqa: PLR0911 - one case for each operation
    standing = before.standing(actor.device)
    match one:
        case ops.Invite():
            return standing in ADMITTERS and one.role != STEWARD
        case ops.Relays():
            return standing == STEWARD
        case ops.SetPolicy():
            return standing == STEWARD and one.policy.min_version >= before.policy.min_version
        case ops.Epoch():
            return bool(op.epoch) and not epochs.flaw(before, op.device, op.wall_ms, one)
        case ops.Hold():
            return may_hold(before, one, actor)
        case ops.Vouch():
            return one.person in before.home and one.person != actor.person
        case ops.Buddies():
            return all(person in before.home for person in one.persons)
    return isinstance(one, ops.PersonOps | ops.Admit | ops.Unknown)


def may_hold(before: State, one: ops.Hold, actor: Actor) -> bool:
    """Say whether *actor* may put a device on hold, or lift that (A3.4)."""
    device = before.devices.get(one.device)
    if device is None:
        return False
    steward, own = before.standing(actor.device) == STEWARD, device.person == actor.person
    if not one.on:
        return steward and not own  # lifting needs another steward, or the recovery key (A3.4)
    return steward or own or actor.person in before.buddies.get(device.person, ())


def _judge_inside(before: State, op: MemOp, one: ops.Roster, actor: Actor) -> Judged:
    """The same rules among the people of an organisation, by those of its officers (A4.8)."""
    roster = before.rosters.get(one.organisation)
    try:
        inner = ops.decode(one.op)
    except BadEntry:
        return Judged(one, UNSOUND)
    if roster is None or one.organisation not in before.circle.roles:
        return Judged(one, UNSOUND)
    officer = actor.person in roster.circle.stewards()
    verdict = roster.circle.judge(actor.person, inner, admits=officer)
    if isinstance(inner, ops.Add) and op.card(inner.person) is None:
        verdict = UNSOUND
    return Judged(one, SOUND if verdict.sound else UNSOUND, verdict)
