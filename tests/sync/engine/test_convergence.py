"""Three notebooks, random histories, any order of delivery: in the end all show the same (S01)."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sync.engine.members_of_a_space import Member, found, join

PEOPLE = ("amal", "badu", "caro")
person = st.integers(0, 2)
word = st.sampled_from(["water", "بيت", "école", "😀", "", "two words", "x" * 300])
step = st.one_of(
    st.tuples(st.just("new"), person, word),
    st.tuples(st.just("title"), person, word, st.integers(0, 9)),
    st.tuples(st.just("look"), person, st.integers(0, 9)),
    st.tuples(st.just("typed"), person, word, st.integers(0, 9)),
    st.tuples(st.just("body"), person, word, st.integers(0, 9)),
    st.tuples(st.just("drop"), person, st.integers(0, 9)),
    st.tuples(st.just("restore"), person, st.integers(0, 9)),
    st.tuples(st.just("carry"), person, person, st.randoms(use_true_random=False)),
)


class Histories:
    def __init__(self, folder: Path) -> None:
        self.looked: dict[tuple[str, str], dict[bytes, int]] = {}
        self.members = [Member(folder, name) for name in PEOPLE]
        first, *others = self.members
        found(first)
        for other in others:
            join(first, other)

    def close(self) -> None:
        for member in self.members:
            member.close()

    def item(self, member: Member, number: int) -> str | None:
        rows = [
            row.id
            for trashed in (False, True)
            for row in member.items.rows(member.space.hex(), trashed=trashed)
        ]
        return sorted(rows)[number % len(rows)] if rows else None

    def take(self, what: tuple) -> None:
        name, who, *rest = what
        member = self.members[who]
        if name == "new":
            member.note(rest[0] or "empty", rest[0])
        elif name == "carry":
            self.carry(self.members[rest[0]], member, rest[1])
        elif item := self.item(member, rest[-1]):
            self.change(member, name, item, rest)

    def change(self, member: Member, name: str, item: str, rest: list) -> None:
        if name == "title":
            member.items.set(item, {"title": rest[0], "tags": f"{rest[0]}, common"})
        elif name == "look":
            self.looked[member.book.me.person.hex(), item] = dict(member.items.show(item).seen)
        elif name == "typed":
            seen = self.looked.get((member.book.me.person.hex(), item))
            member.items.set(item, {"title": f"typed {rest[0]}", "tags": rest[0]}, seen=seen)
        elif name == "body":
            shown = member.items.show(item).fields.get("body")
            text = shown[0].value if shown else ""
            member.items.set(item, {"body": text[: len(text) // 2] + rest[0] + text[len(text) // 2 :]})
        else:
            getattr(member.items, name)(item)

    def carry(self, source: Member, sink: Member, random) -> None:
        """Part of what is missing, shuffled, some of it twice."""
        raws = sink.lacks(source)
        random.shuffle(raws)
        sink.receive(raws[: max(1, len(raws) * 2 // 3)] + raws[:2])

    def meet(self) -> None:
        for _ in range(2):
            for source in self.members:
                for sink in self.members:
                    sink.receive(sink.lacks(source))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(step, max_size=25))
def test_any_history_ends_the_same_everywhere(steps: list[tuple]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        histories = Histories(Path(folder))
        try:
            for what in steps:
                histories.take(what)
            histories.meet()
            assert len({member.digest() for member in histories.members}) == 1
        finally:
            histories.close()
