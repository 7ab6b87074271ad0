"""Who belongs to a space: a pure function of a set of membership operations (A4.2)."""

from collections.abc import Iterable, Mapping
from functools import partial

from sync.model import dag, replay
from sync.model.dag import Arranged
from sync.model.judging import Finding, MemOp, judge
from sync.model.levels import OVERRULED, Devices, Levels
from sync.model.ops import Add, Admit
from sync.model.replay import Effect
from sync.model.state import State

REMEMBERED = 32  # states of the past that are kept worked out
STRIDE = 64  # so many operations in a row, and one more is


def evaluate(operations: Mapping[bytes, MemOp], forks: Mapping[bytes, int] | None = None) -> State:
    """Return the state of a causally closed set of operations, whatever order they came in (A4.2).

    Keys are entry ids of 32 bytes. *forks* gives for a device (32 bytes) the seq at which two of its entries
    stand side by side: what it did from there on is suspended until it is admitted (A5.5).
    """
    log = Log(dag.arrange(operations).ordered)
    for device, seq in (forks or {}).items():
        log.fork(device, seq)
    return log.now


class Log:
    """The operations of one space. An added operation costs what it adds, and what came beside that."""

    def __init__(self, operations: Iterable[MemOp] = ()) -> None:
        self._ops: dict[bytes, MemOp] = {}
        self._findings: dict[bytes, Finding] = {}
        self._forks: dict[bytes, int] = {}
        self._past: dict[tuple[bytes, ...], State] = {}
        self._split: dict[tuple[bytes, ...], State] = {}
        self._now: State | None = State()
        self._heads: tuple[bytes, ...] = ()
        self._shown = False
        for op in operations:
            self.add(op)

    def __contains__(self, entry_id: bytes) -> bool:
        return entry_id in self._ops

    def add(self, op: MemOp) -> None:
        """Take in an operation; its parents were taken in before, and none is taken in twice."""
        parents = tuple(sorted(op.parents))
        before = self._at(parents)
        depth = 1 + max((self._findings[parent].depth for parent in parents), default=-1)
        finding = judge(before, op, depth)
        self._ops[op.id] = op
        self._findings[op.id] = finding
        if parents == self._heads and not self._forks:
            self._follow(before, op, finding)
            return
        self._remember((op.id,), self._after(before.copy(), op, finding))
        self._heads = tuple(sorted({*self._heads, op.id} - set(parents)))
        self._now = None

    def fork(self, device: bytes, seq: int) -> None:
        """Two entries of *device* stand side by side at *seq*: from there on it is suspended (A5.5)."""
        if seq < self._forks.get(device, seq + 1):
            self._forks[device] = seq
            self._now = None
            self._split.clear()

    @property
    def heads(self) -> tuple[bytes, ...]:
        return self._heads

    @property
    def now(self) -> State:
        state = self._current()
        self._shown = True
        return state

    def at(self, heads: tuple[bytes, ...]) -> State:
        """Return the state in the past that *heads* (sorted) close off; forks are none of its business."""
        state = self._at(heads)
        self._shown |= state is self._now
        return state

    def dominates(self, heads: tuple[bytes, ...], others: tuple[bytes, ...]) -> bool:
        """Say whether the past of *heads* includes all of *others*."""
        return set(others) <= set(heads) or set(others) <= set(dag.past(self._ops, heads))

    # ------------------------------------------------------------ working it out
    def _at(self, parents: tuple[bytes, ...]) -> State:
        if parents == self._heads and not self._forks:
            return self._current()
        if parents not in self._past:
            self._remember(parents, self._evaluate(parents, {}, self._past))
        return self._past[parents]

    def _current(self) -> State:
        if self._now is None:
            self._now = self._evaluate(self._heads, self._forks, self._split if self._forks else self._past)
            self._shown = False
            if self._forks:
                self._split = {self._heads: self._now.copy()}
        return self._now

    def _follow(self, before: State, op: MemOp, finding: Finding) -> None:
        self._now = self._after(before.copy() if self._shown else before, op, finding)
        self._heads, self._shown = (op.id,), False
        if len(self._ops) % STRIDE == 0:
            self._remember(self._heads, self._now.copy())

    def _remember(self, heads: tuple[bytes, ...], state: State) -> None:
        if len(self._past) >= REMEMBERED:
            self._past.pop(next(iter(self._past)))
        self._past[heads] = state

    def _after(self, state: State, op: MemOp, finding: Finding) -> State:
        """Nothing is beside an operation that knew all: what is sound takes effect."""
        effects = [Effect(*[one.verdict.sound] * 3) for one in finding.judged]
        replay.take(state, op, finding, effects, lambda _: True)
        if finding.actor is None or not all(effect.counts for effect in effects):
            state.struck[op.id] = "no-authority"
        state.heads = (op.id,)
        return state

    def _evaluate(
        self, heads: tuple[bytes, ...], forks: Mapping[bytes, int], known: Mapping[tuple[bytes, ...], State]
    ) -> State:
        """Work out the past of *heads*, from the last of the *known* states that nothing is beside of."""
        start, later = dag.since(self._ops, self._depth, heads, lambda name: (name,) in known)
        log, base = dag.arrange(later), known[start,] if start else State()
        if start and _reaches_back(base, log):
            return self._evaluate(heads, forks, {})
        findings = [self._findings[op.id] for op in log.ordered]
        levels = Levels(base, log, findings, forks)
        state = base.copy()
        for place, op in enumerate(log.ordered):
            replay.take(
                state, op, findings[place], levels.effects(place), partial(_knows, log, log.pasts[place])
            )
        state.heads = log.heads or base.heads
        struck = levels.struck()
        state.struck |= struck
        self._note_overruled(state, struck)
        return state

    def _note_overruled(self, state: State, struck: Mapping[bytes, str]) -> None:
        """Whoever came in by an invitation that was over may hold keys, from some who did not know it."""
        for name, why in struck.items():
            invited = [one for one in self._ops[name].ops if isinstance(one, Add) and one.invite is not None]
            for one in invited if why == OVERRULED else ():
                for device in state.person_state(one.person).devices:
                    state.overruled[device] = state.overruled.get(device, frozenset()) | {name}

    def _depth(self, name: bytes) -> int:
        return self._findings[name].depth


def _knows(log: Arranged[MemOp], past: int, entry: bytes) -> bool:
    place = log.places.get(entry)
    return place is None or bool(past >> place & 1)


def _reaches_back(base: State, log: Arranged[MemOp]) -> bool:
    """Say whether something takes back, or admits, what came before all of *log*."""
    admits = any(
        entry not in log.places and entry in base.struck
        for op in log.ordered
        for one in op.ops
        if isinstance(one, Admit)
        for entry in one.entries
    )
    return admits or Devices(base, log).disturbs()
