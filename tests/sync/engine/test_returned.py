"""Lost entries that come back: what is whole in itself is shown at once, the rest with the last of them."""

from collections.abc import Callable
from functools import partial

from sync.engine import rebuild
from sync.store import entries, holes
from sync.store.database import Db
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet

People = Callable[..., list[Member]]


def titles(one: Member) -> dict[str, str]:
    return {row.title: row.preview for row in one.items.rows(one.space.hex())}


def lost(one: Member, numbers: dict[bytes, set[int]]) -> list[bytes]:
    """Let entries be lost and nothing of them be shown, as after a rescue; return them."""

    def lose(db: Db) -> list[bytes]:
        gone = [
            found for device, seqs in numbers.items() for _, found in entries.of_device(db, one.space, device)
            if found.header.seq in seqs
        ]  # fmt: skip
        for each in gone:
            db.run("DELETE FROM entry WHERE id = ?", each.id)
        holes.put(db, one.space, numbers)
        rebuild.rebuild(db, one.book, one.space)
        return [each.raw for each in gone]

    return one.book.write(lose)


def seq(one: Member, by: Member) -> int:
    """The number of the newest entry of somebody."""
    device = by.book.me.device
    return one.book.read(
        lambda db: max(each.header.seq for _, each in entries.of_device(db, one.space, device))
    )


def test_what_is_whole_in_itself_is_shown_at_once_and_the_rest_at_the_end(people: People) -> None:
    amal, badu = people("amal", "badu")
    numbers: list[int] = []

    def noted(work: Callable[[], object]) -> None:
        work()
        meet(amal, badu)
        numbers.append(seq(amal, badu))

    noted(lambda: badu.note("Whole", "All of it."))
    noted(lambda: badu.note("In parts", ""))
    item = next(row.id for row in badu.items.rows(badu.space.hex()) if row.title == "In parts")
    for body in ("The beginning", "The beginning, and the end."):
        noted(partial(badu.items.set, item, {"body": body}))
    noted(lambda: badu.note("Of two", ""))
    other = next(row.id for row in badu.items.rows(badu.space.hex()) if row.title == "Of two")
    amal.items.set(other, {"body": "More."})
    meet(amal, badu)
    digest = amal.digest()

    raws = dict(zip(numbers, lost(amal, {badu.book.me.device: set(numbers)}), strict=True))
    assert set(titles(amal)) <= {"Of two", ""}
    whole, begun, goes_on, ends, of_two = numbers
    heard: list[object] = []
    amal.book.events.subscribe(heard.append)

    for part in (ends, begun):
        amal.receive([raws[part]])
        assert "In parts" not in titles(amal), "something before it is missing"
    amal.receive([raws[whole]])
    assert titles(amal)["Whole"] == "All of it." and heard
    amal.receive([raws[goes_on]])
    assert titles(amal)["In parts"] == "The beginning, and the end."
    amal.receive([raws[of_two]])
    assert amal.digest() == digest
    assert amal.book.read(lambda db: holes.of(db, amal.space)) == {}
