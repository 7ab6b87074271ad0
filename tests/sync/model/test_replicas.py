"""Replicas in any order of delivery, one of them a forger's that writes behind letters anywhere, and deletes.

Not forged here: a right neighbour. Where the two neighbours of a piece never stood side by side, the
library's order depends on the order of arrival, and only a rebuild from the entries makes replicas agree.
"""

from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sync.model.document import Document
from sync.model.update import check_update
from tests.sync.model.updates import Item, Place, deletions, update

PEOPLE = (11, 22, 33)
FORGER = 27
WHO = st.sampled_from([*PEOPLE, FORGER])
WORDS = st.lists(st.sampled_from(["water", "tea", "😀", "ماء", "\n", "x"]), max_size=6).map(" ".join)
SAID = st.sampled_from(["f", "ff ", "\uf000", "\uf400", "زور"]) | st.integers(1, 3)


def places(known: dict[int, int]) -> st.SearchStrategy[Place]:
    return st.sampled_from([(client, at) for client, clock in known.items() for at in range(clock)])


@dataclass(frozen=True)
class Made:
    author: int
    data: bytes
    needs: dict[int, int]
    """What the author held, which the chain of entries brings first."""


class Replicas(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.replicas = {who: Document(who) for who in (*PEOPLE, FORGER)}
        self.made: list[Made] = []
        self.has: dict[int, set[int]] = {who: set() for who in self.replicas}

    def publish(self, author: int, data: bytes, needs: dict[int, int]) -> None:
        self.has[author].add(len(self.made))
        self.made.append(Made(author, data, needs))

    @rule(who=st.sampled_from(PEOPLE), at=st.integers(0, 40), size=st.integers(0, 8), said=WORDS)
    def write(self, who: int, at: int, size: int, said: str) -> None:
        replica = self.replicas[who]
        for data in replica.edit(replica.text[:at] + said + replica.text[at + size :]):
            self.publish(who, data, replica.clocks())

    @rule(who=st.sampled_from(PEOPLE), said=WORDS)
    def write_anew(self, who: int, said: str) -> None:
        replica = self.replicas[who]
        for data in replica.edit(said):
            self.publish(who, data, replica.clocks())

    @rule(data=st.data())
    def forge(self, data: st.DataObject) -> None:
        known = self.replicas[FORGER].clocks()
        place = places(known) if known else st.nothing()
        items = data.draw(st.lists(st.builds(Item, SAID, st.none() | place), min_size=1, max_size=4))
        gone = {client: [(at, 1)] for client, at in data.draw(st.lists(place))}
        forged = update(FORGER, known.get(FORGER, 0), items, deletions(gone.items()))
        check_update(forged, FORGER, known)
        self.replicas[FORGER].apply(forged)
        self.publish(FORGER, forged, self.replicas[FORGER].clocks())

    @rule(who=WHO, choice=st.integers(0, 1000))
    def receive(self, who: int, choice: int) -> None:
        waiting = [at for at in range(len(self.made)) if at not in self.has[who] and self.ready(who, at)]
        if waiting:
            self.take(who, waiting[choice % len(waiting)])

    def ready(self, who: int, at: int) -> bool:
        made, held = self.made[at], self.replicas[who].clocks()
        before = [other for other in range(at) if self.made[other].author == made.author]
        others = {client: clock for client, clock in made.needs.items() if client != made.author}
        return self.has[who].issuperset(before) and all(
            clock <= held.get(client, 0) for client, clock in others.items()
        )

    def take(self, who: int, at: int) -> None:
        made, replica = self.made[at], self.replicas[who]
        check_update(made.data, made.author, replica.clocks())
        replica.apply(made.data)
        self.has[who].add(at)

    @rule(who=WHO)
    def restart(self, who: int) -> None:
        before = self.replicas[who]
        self.replicas[who] = Document(who, before.state())
        assert self.replicas[who].text == before.text
        assert self.replicas[who].clocks() == before.clocks()

    @invariant()
    def who_has_the_same_reads_the_same(self) -> None:
        seen: dict[frozenset[int], str] = {}
        for who, replica in self.replicas.items():
            assert seen.setdefault(frozenset(self.has[who]), replica.text) == replica.text

    def teardown(self) -> None:
        for who in self.replicas:
            for at in range(len(self.made)):
                if at not in self.has[who]:
                    assert self.ready(who, at)
                    self.take(who, at)
        self.who_has_the_same_reads_the_same()


TestReplicas = Replicas.TestCase
TestReplicas.settings = settings(max_examples=50, stateful_step_count=25, deadline=None)
