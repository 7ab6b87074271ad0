"""One set of operations judged level by level: devices, organisations, the space (A4.2, A4.8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sync.model import authority, ops, persons
from sync.model.authority import NOTHING, Act, Ground, Kind, Settled
from sync.model.circle import Circle
from sync.model.dag import Arranged
from sync.model.judging import Finding, Judged, MemOp
from sync.model.people import Actor
from sync.model.persons import PersonAct, PersonState
from sync.model.replay import NONE, Effect
from sync.model.state import State

OVERRULED = "overruled"
Spot = tuple[int, int]
"""An operation by the place of its entry and its number in it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    effect: Effect
    why: str
    """Why it took no effect, as a code."""


class Levels:
    """*findings* are in the order of *log*; *forks* gives where a device's chain split (A5.5).

    *base* is the state of what all of *log* follows.
    """

    def __init__(
        self, base: State, log: Arranged[MemOp], findings: Sequence[Finding], forks: Mapping[bytes, int]
    ) -> None:
        self._base = base
        self._log = log
        self._findings = findings
        self._forks = forks
        self._devices = Devices(base, log)
        self._outcomes: dict[Spot, Outcome] = {}
        self._judge(frozenset())
        admitted = self._admitted() if forks else frozenset()
        while admitted:
            self._judge(admitted)
            more = self._admitted()
            if more <= admitted:
                break
            admitted |= more

    def effects(self, place: int) -> list[Effect]:
        """What came of each operation of the entry at *place*."""
        numbers = range(len(self._findings[place].judged))
        return [self._outcomes[place, number].effect for number in numbers]

    def struck(self) -> dict[bytes, str]:
        """Entries of which something took no effect, and why, as a code."""
        found = {
            op.id: "no-authority"
            for op, finding in zip(self._log.ordered, self._findings, strict=True)
            if finding.actor is None
        }
        for (place, _), outcome in self._outcomes.items():
            if not outcome.effect.counts:
                found[self._log.ordered[place].id] = outcome.why
        return found

    # ------------------------------------------------------------ forks
    def _suspended(self, place: int, admitted: frozenset[bytes]) -> bool:
        op = self._log.ordered[place]
        return op.seq >= self._forks.get(op.device, op.seq + 1) and op.id not in admitted

    def _admitted(self) -> frozenset[bytes]:
        """Suspended entries that a steward, or another device of the same person, let in."""
        found = set()
        for (place, number), outcome in self._outcomes.items():
            one, actor = self._findings[place].judged[number].op, self._findings[place].actor
            if outcome.effect.counts and isinstance(one, ops.Admit) and actor is not None:
                found |= {entry for entry in one.entries if self._may_admit(place, actor, entry)}
        return frozenset(found)

    def _may_admit(self, place: int, actor: Actor, entry: bytes) -> bool:
        there = self._log.places.get(entry)
        if there is None:
            return False
        author = self._findings[there].actor
        own = author is not None and author.person == actor.person and author.device != actor.device
        return own or self._findings[place].steward

    # ------------------------------------------------------------ the levels
    def _judge(self, admitted: frozenset[bytes]) -> None:
        self._outcomes.clear()
        self._opened: dict[bytes, int] = {}
        fit = {}
        for place, finding in enumerate(self._findings):
            fit[place] = self._fitness(place, finding, admitted)
        self._settle_rosters(fit)
        self._settle_space(fit)

    def _fitness(self, place: int, finding: Finding, admitted: frozenset[bytes]) -> str:
        """Why nothing in an entry can count, or nothing."""
        if finding.actor is None:
            return "no-authority"
        if self._suspended(place, admitted):
            return "suspended"
        return self._devices.flaw(place, finding.actor)

    def _settle_rosters(self, fit: dict[int, str]) -> None:
        """What officers do inside an organisation, and whom their organisation does not stand behind.

        That is the organisation's own affair: the space does not meddle with it (A4.8).
        """
        sent: dict[bytes, list[tuple[Spot, Act]]] = {}
        for place, finding in enumerate(self._findings):
            if finding.actor is None:
                continue
            for number, judged in enumerate(finding.judged):
                for name, act in self._roster_acts(place, judged, finding.actor, fit=not fit[place]):
                    sent.setdefault(name, []).append(((place, number), act))
        for name, acts in sent.items():
            roster = self._base.rosters.get(name)
            settled = authority.settle(
                [act for _, act in acts], ground=NOTHING if roster is None else ground(roster.circle)
            )
            for at, (spot, act) in enumerate(acts):
                self._outcomes[spot] = _outcome(fit[spot[0]], act, settled, at)
                if act.kind is Kind.OTHER and act.sound and not settled.stands[at]:
                    fit[spot[0]] = fit[spot[0]] or "not-sent"

    def _roster_acts(
        self, place: int, judged: Judged, actor: Actor, *, fit: bool
    ) -> Iterable[tuple[bytes, Act]]:
        past, inner = self._log.pasts[place], judged.inner
        if isinstance(judged.op, ops.Add) and inner is not None and fit and self._opens(place, judged):
            yield judged.op.person, inner.act(place, past, inner.subject, fit=fit, rooted=True)
        if isinstance(judged.op, ops.Roster) and inner is not None:
            yield judged.op.organisation, inner.act(place, past, actor.person, fit=fit)
        elif actor.principal != actor.person:
            yield actor.principal, Act(place, past, actor.person, Kind.OTHER, sound=fit)

    def _opens(self, place: int, judged: Judged) -> bool:
        """Say whether an organisation's roster begins here: it was never added before."""
        name = judged.verdict.subject
        known = self._base.rosters.get(name)
        if not judged.verdict.sound or (known is not None and known.circle.founder in known.circle.senior):
            return False
        before = self._opened.get(name, 0)
        self._opened[name] = before | 1 << place
        return not self._log.pasts[place] & before

    def _settle_space(self, fit: Mapping[int, str]) -> None:
        spots: list[Spot] = []
        acts: list[Act] = []
        for place, finding in enumerate(self._findings):
            for number, judged in enumerate(finding.judged):
                if finding.actor is None or (isinstance(judged.op, ops.Roster) and judged.inner is not None):
                    continue
                rooted = isinstance(judged.op, ops.SpaceGenesis) and judged.verdict.sound
                act = judged.verdict.act(
                    place, self._log.pasts[place], finding.actor.principal, fit=not fit[place], rooted=rooted
                )
                spots.append((place, number))
                acts.append(act)
        used = {name: one.max_uses - one.uses_left for name, one in self._base.invites.items()}
        settled = authority.settle(acts, ground=ground(self._base.circle, used))
        for at, spot in enumerate(spots):
            self._outcomes[spot] = _outcome(fit[spot[0]], acts[at], settled, at)


def ground(circle: Circle, used: Mapping[bytes, int] | None = None) -> Ground:
    return Ground(circle.roles, circle.senior, used or {})


def _outcome(unfit: str, act: Act, settled: Settled, at: int) -> Outcome:
    effect = Effect(settled.stands[at], settled.counts[at], act.sound)
    if unfit:
        return Outcome(NONE, unfit)
    if settled.concurrent[at]:
        return Outcome(effect, "concurrent")
    return Outcome(effect, OVERRULED if act.sound else "no-authority")


class Devices:
    """What all that is known of people's own logs says of the devices that sign (A3.1, A3.4)."""

    def __init__(self, base: State, log: Arranged[MemOp]) -> None:
        self._base = base
        self._log = log
        known: dict[bytes, frozenset[PersonAct]] = {}
        self._carriers: dict[bytes, list[int]] = {}
        for place, op in enumerate(log.ordered):
            for card in op.cards:
                before = known.get(card.person) or base.persons.get(card.person, frozenset())
                known[card.person] = before | card.acts
                for act in card.acts - base.persons.get(card.person, frozenset()):
                    if isinstance(act.op, ops.Remove):
                        self._carriers.setdefault(act.id, []).append(place)
        self._persons: dict[bytes, PersonState] = {
            person: persons.evaluate(acts) for person, acts in known.items()
        }

    def disturbs(self) -> bool:
        """Say whether something carried here takes back what a person's log said before it."""
        return any(
            _differs(persons.evaluate(acts), self._persons[person], {act.id for act in acts})
            for person in self._persons
            if (acts := self._base.persons.get(person))
        )

    def flaw(self, place: int, actor: Actor) -> str:
        """Why a device's entry cannot count: never rightly added, or revoked beside it."""
        state = self._persons.get(actor.person) or self._base.person_state(actor.person)
        if actor.device not in state.ever:
            return "other-device"
        for act in state.revoked.get(actor.device, ()):
            carriers = self._carriers.get(act, ())
            if carriers and all(self._beside(place, one) for one in carriers):
                return "concurrent"
        return ""

    def _beside(self, place: int, other: int) -> bool:
        pasts = self._log.pasts
        return place != other and not pasts[place] >> other & 1 and not pasts[other] >> place & 1


def _differs(before: PersonState, after: PersonState, acts: set[bytes]) -> bool:
    kept = {device: by & acts for device, by in after.revoked.items() if by & acts}
    return not before.ever <= after.ever or kept != before.revoked
