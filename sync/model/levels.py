"""One set of operations judged level by level: devices, organisations, the space (A4.2, A4.8)."""

from collections.abc import Iterable, Mapping, Sequence

from sync.model import authority, ops, persons
from sync.model.authority import Act, Kind, Settled
from sync.model.dag import Arranged
from sync.model.judging import Finding, Judged, MemOp
from sync.model.people import Actor
from sync.model.persons import PersonAct, PersonState
from sync.model.replay import Effect

NONE = Effect(stands=False, counts=False, sound=False)
WHOLE = Effect(stands=True, counts=True, sound=True)
Spot = tuple[int, int]
"""An operation by the place of its entry and its number in it."""


class Levels:
    """*findings* are in the order of *log*; *forks* gives where a device's chain split (A5.5)."""

    def __init__(self, log: Arranged[MemOp], findings: Sequence[Finding], forks: Mapping[bytes, int]) -> None:
        self._log = log
        self._findings = findings
        self._forks = forks
        self._devices = _Devices(log)
        self._effects: dict[Spot, Effect] = {}
        self._struck: dict[bytes, str] = {}
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
        return [self._effects.get((place, number), NONE) for number in numbers]

    @property
    def struck(self) -> dict[bytes, str]:
        """Entries of which something took no effect, and why, as a code."""
        return self._struck

    # ------------------------------------------------------------ forks
    def _suspended(self, place: int, admitted: frozenset[bytes]) -> bool:
        op = self._log.ordered[place]
        return op.seq >= self._forks.get(op.device, op.seq + 1) and op.id not in admitted

    def _admitted(self) -> frozenset[bytes]:
        """Suspended entries that a steward, or another device of the same person, let in."""
        found = set()
        for (place, number), effect in self._effects.items():
            one, actor = self._findings[place].judged[number].op, self._findings[place].actor
            if effect.counts and isinstance(one, ops.Admit) and actor is not None:
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
        self._effects.clear()
        self._struck.clear()
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
        """What officers do inside an organisation, and whom their organisation does not stand behind."""
        sent: dict[bytes, list[tuple[Spot, Act]]] = {}
        for place, finding in enumerate(self._findings):
            for number, judged in enumerate(finding.judged):
                for name, act in self._roster_acts(place, judged, finding, fit=not fit[place]):
                    sent.setdefault(name, []).append(((place, number), act))
        inside: dict[Spot, Effect] = {}
        for acts in sent.values():
            settled = authority.settle([act for _, act in acts])
            for (spot, act), stands, counts in zip(acts, settled.stands, settled.counts, strict=True):
                inside[spot] = Effect(stands, counts, act.sound)
                if not stands and act.kind is Kind.OTHER and act.sound:
                    fit[spot[0]] = fit[spot[0]] or "not-sent"
        self._inside = inside

    def _roster_acts(
        self, place: int, judged: Judged, finding: Finding, *, fit: bool
    ) -> Iterable[tuple[bytes, Act]]:
        op, actor, past = self._log.ordered[place], finding.actor, self._log.pasts[place]
        if actor is None:
            return
        if isinstance(judged.op, ops.Add):
            card = op.card(judged.op.person)
            if card is not None and card.organisation:
                yield card.organisation, Act(place, past, card.person, Kind.ADD, card.person, rooted=True)
        if isinstance(judged.op, ops.Roster) and judged.inner is not None:
            yield judged.op.organisation, judged.inner.act(place, past, actor.person, fit=fit)
        elif actor.principal != actor.person:
            yield actor.principal, Act(place, past, actor.person, Kind.OTHER, sound=fit)

    def _settle_space(self, fit: Mapping[int, str]) -> None:
        spots: list[Spot] = []
        acts: list[Act] = []
        for place, finding in enumerate(self._findings):
            if finding.actor is None:
                self._struck[self._log.ordered[place].id] = "no-authority"
                continue
            for number, judged in enumerate(finding.judged):
                rooted = isinstance(judged.op, ops.SpaceGenesis) and judged.verdict.sound
                act = judged.verdict.act(
                    place, self._log.pasts[place], finding.actor.principal, fit=not fit[place], rooted=rooted
                )
                spots.append((place, number))
                acts.append(act)
        self._record(spots, acts, fit, authority.settle(acts))

    def _record(
        self, spots: Sequence[Spot], acts: Sequence[Act], fit: Mapping[int, str], settled: Settled
    ) -> None:
        for at, spot in enumerate(spots):
            inside = self._inside.get(spot, WHOLE)
            roster = isinstance(self._findings[spot[0]].judged[spot[1]].op, ops.Roster)
            counts = settled.counts[at] and (inside.counts or not roster)
            self._effects[spot] = Effect(
                settled.stands[at], counts, acts[at].sound and (inside.sound or not roster)
            )
            if not counts:
                self._struck[self._log.ordered[spot[0]].id] = _why(fit[spot[0]], acts[at], settled, at)


def _why(unfit: str, act: Act, settled: Settled, at: int) -> str:
    if unfit:
        return unfit
    if settled.concurrent[at]:
        return "concurrent"
    return "overruled" if act.sound else "no-authority"


class _Devices:
    """What all that is known of people's own logs says of the devices that sign (A3.1, A3.4)."""

    def __init__(self, log: Arranged[MemOp]) -> None:
        self._log = log
        known: dict[bytes, frozenset[PersonAct]] = {}
        self._carriers: dict[bytes, list[int]] = {}
        for place, op in enumerate(log.ordered):
            for card in op.cards:
                before = known.get(card.person)
                known[card.person] = card.acts if before is None else before | card.acts
                for act in card.acts:
                    if isinstance(act.op, ops.Remove):
                        self._carriers.setdefault(act.id, []).append(place)
        self._persons: dict[bytes, PersonState] = {
            person: persons.evaluate(acts) for person, acts in known.items()
        }

    def flaw(self, place: int, actor: Actor) -> str:
        """Why a device's entry cannot count: never rightly added, or revoked beside it."""
        state = self._persons[actor.person]
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
