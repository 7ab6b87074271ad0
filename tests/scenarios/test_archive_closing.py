"""Mailboxes of keys that are over are closed once nobody needs them; nobody takes that for a loss (A6.1)."""

from collections.abc import Callable

import pytest

from sync.engine import witness_looks
from sync.errors import RelayRefuses
from sync.store import carriers
from tests.scenarios import rotating
from tests.scenarios.archiving import Group, Two, box, count, wrote
from tests.scenarios.laptops import Laptop
from tests.scenarios.watching import lines

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture(autouse=True)
def trims_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody takes it for a loss that stewards trim today."""
    monkeypatch.setattr(witness_looks, "TRIM_DAYS", 0)


def trimmed(amal: Laptop, space: str) -> int:
    amal.session.archive.pack(space)
    return amal.session.archive.trim(space).closed


def lacking(one: Laptop, space: str) -> int:
    relay = box(one, space).place.relay
    return one.session._book.read(lambda db: carriers.lacking_count(db, relay, bytes.fromhex(space)))


def test_an_old_mailbox_goes_when_everybody_has_written_in_the_new_one(
    group: Group, laptop: Callable[[str], Laptop]
) -> None:
    amal, badu, caro, space = group
    wrote(space, amal, badu, caro, rounds=1)
    old = box(amal, space)
    rotating.rotate(amal, space)
    rotating.sync(amal, badu, caro)
    wrote(space, amal, badu, rounds=1)
    assert trimmed(amal, space) == 0
    wrote(space, caro, amal, rounds=1)

    assert trimmed(amal, space) == 1
    with pytest.raises(RelayRefuses):
        old.client.head(old.log)
    rotating.sync(amal, badu, caro)
    assert lacking(badu, space) == lacking(caro, space) == 0

    wrote(space, caro, amal, badu, rounds=1)
    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina, amal, badu, caro)
    assert dina.digest(space) == amal.digest(space) == badu.digest(space) == caro.digest(space)
    assert count(dina, space) == count(amal, space)
    assert trimmed(amal, space) == 0


def test_a_mailbox_in_which_somebody_just_posted_is_read_first(shared: Two) -> None:
    amal, badu, space = shared
    wrote(space, amal, badu, rounds=1)
    old = badu.session._mailboxes.today(bytes.fromhex(space))[0]
    rotating.rotate(amal, space)
    rotating.sync(amal, badu)
    wrote(space, badu, amal, rounds=1)
    assert old.put([bytes(1000)])
    assert trimmed(amal, space) == 0 and old._client.head(old._keys).last > 0
    rotating.sync(amal)
    assert amal.session.archive.trim(space).closed == 0, "nor while something in it does not open"


def test_an_old_mailbox_goes_after_90_days_at_the_latest(
    shared: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over no line are two mailboxes asked about, so that relays cannot tell that they are of one space."""
    over = lines(monkeypatch)
    amal, badu, space = shared
    wrote(space, amal, badu, rounds=1)
    rotating.rotate(amal, space)
    wrote(space, amal, rounds=1)
    assert trimmed(amal, space) == 0

    now = amal.session._book.clock
    amal.session._book.clock = lambda: now() + 91 * DAY_MS

    assert trimmed(amal, space) >= 1
    assert over and all(len(mailboxes) == 1 for mailboxes in over.values())
