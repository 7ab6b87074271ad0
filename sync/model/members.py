"""Who belongs to a space: a pure function of a set of membership operations (A4.2)."""

from collections.abc import Iterable, Mapping
from functools import partial

from sync.model import dag, replay
from sync.model.dag import Arranged
from sync.model.judging import Finding, MemOp, judge
from sync.model.levels import Levels
from sync.model.replay import Effect
from sync.model.state import State

REMEMBERED = 32  # states of the past that are kept worked out


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
    """The operations of one space. An operation that knew all others costs only what it adds."""

    def __init__(self, operations: Iterable[MemOp] = ()) -> None:
        self._ops: dict[bytes, MemOp] = {}
        self._findings: dict[bytes, Finding] = {}
        self._forks: dict[bytes, int] = {}
        self._past: dict[tuple[bytes, ...], State] = {}
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
            self._now = self._after(before.copy() if self._shown else before, op, finding)
            self._heads, self._shown = (op.id,), False
            return
        self._remember((op.id,), self._after(before.copy(), op, finding))
        self._heads = tuple(sorted({*self._heads, op.id} - set(parents)))
        self._now = None

    def fork(self, device: bytes, seq: int) -> None:
        """Two entries of *device* stand side by side at *seq*: from there on it is suspended (A5.5)."""
        if seq < self._forks.get(device, seq + 1):
            self._forks[device] = seq
            self._now = None

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
            self._remember(parents, self._evaluate(dag.past(self._ops, parents), {}))
        return self._past[parents]

    def _current(self) -> State:
        if self._now is None:
            self._now = self._evaluate(self._ops, self._forks)
            self._shown = False
        return self._now

    def _remember(self, heads: tuple[bytes, ...], state: State) -> None:
        if len(self._past) >= REMEMBERED:
            self._past.pop(next(iter(self._past)))
        self._past[heads] = state

    def _after(self, state: State, op: MemOp, finding: Finding) -> State:
        """Nothing is beside an operation that knew all: what is sound takes effect."""
        effects = [Effect(one.verdict.sound, one.verdict.sound, one.verdict.sound) for one in finding.judged]
        replay.take(state, op, finding, effects, lambda _: True)
        if finding.actor is None or not all(effect.counts for effect in effects):
            state.struck[op.id] = "no-authority"
        state.heads = (op.id,)
        return state

    def _evaluate(self, subset: Mapping[bytes, MemOp], forks: Mapping[bytes, int]) -> State:
        log = dag.arrange(subset)
        findings = [self._findings[op.id] for op in log.ordered]
        levels = Levels(log, findings, forks)
        state = State()
        for place, op in enumerate(log.ordered):
            past = log.pasts[place]
            known = partial(_knows, log, past)
            replay.take(state, op, findings[place], levels.effects(place), known)
        state.heads = log.heads
        state.struck = levels.struck
        return state


def _knows(log: Arranged[MemOp], past: int, entry: bytes) -> bool:
    return bool(past >> log.places[entry] & 1)
