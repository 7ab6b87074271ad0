"""A device's chain that split: each branch but one counts as a writer of its own (A5.5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sync.engine.departure import NEVER, heads_after
from sync.model import ops
from sync.model.entry import Entry
from sync.store.chains import Chain

DEV8 = 8


@dataclass(frozen=True, slots=True)
class Writer:
    """Who an entry's content is by: a device, or a branch of one under a name that nobody else has."""

    dev8: bytes
    branch: bytes = b""
    """The first entry of a branch that is not the main one."""


@dataclass(slots=True)
class Branches:
    """All entries of forked devices of one space, sorted into branches.

    The main branch is the one whose first entry after the split has the lowest id, so that every laptop
    that holds the same entries says the same.
    """

    forks: Mapping[bytes, int]
    _branch: dict[bytes, bytes] = field(default_factory=dict)
    """By entry id, the id of the first entry of its branch."""
    _main: dict[bytes, bytes] = field(default_factory=dict)
    _texts: dict[tuple[bytes, bytes], bytes] = field(default_factory=dict)
    """For each device and text the branch that goes on in it, where several do."""

    @classmethod
    def of(cls, forks: Mapping[bytes, int], entries: Iterable[Entry]) -> "Branches":
        found = cls(forks)
        for one in entries:
            found._sort_in(one)
        return found

    def _sort_in(self, one: Entry) -> None:
        device, split = one.header.device, self.forks.get(one.header.device)
        if split is None or one.header.seq < split:
            return
        branch = self._branch.get(one.header.prev, one.id)
        self._branch[one.id] = branch
        self._main[device] = min(self._main.get(device, branch), branch)
        for said in one.header.ops:
            op = ops.decode(said)
            if isinstance(op, ops.Doc):
                self._texts[device, op.doc] = min(self._texts.get((device, op.doc), branch), branch)

    def goes_on(self, one: Entry, doc: bytes) -> bool:
        """Whether an entry's letters stand in the text itself: those of one branch do."""
        branch = self._branch.get(one.id)
        return branch is None or branch == self._texts[one.header.device, doc]

    def writer(self, one: Entry) -> Writer:
        device, branch = one.header.device, self._branch.get(one.id)
        if branch is None or branch == self._main[device]:
            return Writer(device[:DEV8])
        return Writer(sha256(device + branch).digest()[:DEV8], branch)


def chain_at(own: Iterable[tuple[int, Entry]], last: bytes) -> Chain:
    """Return the chain of one device up to the entry *last*, from all its entries by seq (A5.1)."""
    reached: dict[bytes, Chain] = {NEVER.id: NEVER}
    for _, one in own:
        header = one.header
        before = reached.get(header.prev)
        if before is None:
            continue
        vector = before.vector | dict(header.deps) | {header.device[:DEV8]: header.seq}
        reached[one.id] = Chain(header.seq, one.id, header.lamport, heads_after(one), vector)
    return reached[last]
