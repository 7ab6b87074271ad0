"""Keys of a space on their way: false, lost, twice, in another order (A4.3)."""

import pytest

from crypto.epoch import EpochSecrets
from sync.engine import rotation
from sync.store import parcels, waiting_room
from sync.store.database import Db
from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop

Group = tuple[Laptop, Laptop, Laptop, str]


def test_a_false_key_is_not_used_and_the_true_one_still_is(group: Group) -> None:
    amal, badu, caro, space = group
    name = rotating.rotate(amal, space)
    false = rotating.packages(amal, space, name, EpochSecrets.generate(), caro)
    amal.session._book.write(
        lambda db: rotation.queue(
            db, amal.session._book, bytes.fromhex(space), rotating.parents(amal, space), false
        )
    )
    amal.note(space, "Under the true one")
    rotating.sync(amal, badu, caro)
    assert caro.titles(space) == {"Under the true one"}
    assert rotating.held(caro, space)[name] == rotating.held(amal, space)[name].for_role("member")
    refused = caro.session._book.read(waiting_room.refused)
    assert [reason for _, reason in refused] == ["key-does-not-fit"]


@pytest.mark.parametrize("order", ["lost", "twice"])
def test_packages_that_are_lost_or_come_twice_and_turned(group: Group, order: str) -> None:
    amal, badu, caro, space = group
    book, name = amal.session._book, bytes.fromhex(space)
    rotating.rotate(amal, space)

    def disturb(db: Db) -> None:
        rows = parcels.every(db, name)
        db.run("DELETE FROM parcel")
        if order == "twice":
            for one in rows[::-1] * 2:
                parcels.add(db, name, one.era, one.content, book.clock())

    book.write(disturb)
    amal.note(space, "Found in the end")
    rotating.sync(amal, badu, caro)
    rotating.sync(caro, amal, badu, caro)
    assert caro.titles(space) == badu.titles(space) == {"Found in the end"}
