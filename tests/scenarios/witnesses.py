"""Laptops that look at what a relay shows them, and what tests ask of them."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sync.engine import session, witness_proof
from sync.engine.events import Event, RelayCaught
from sync.engine.witness import RelayState, checked
from sync.engine.witness_proof import Worth
from sync.model import relay_view
from tests.scenarios.laptops import WORDS, Laptop
from tests.sync.engine.lying_relay import DAY_S, LyingRelay

DAY_MS = DAY_S * 1000


class Again(Laptop):
    """A laptop that is there already."""

    def __init__(self, home: Path, name: str) -> None:
        self.home, self.name = home, name
        self.session = session.unlock(home, WORDS)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An organiser and a member, whose space is at one relay that will lie: made once, copied often."""

    folder: Path
    relay: LyingRelay
    space: str

    def copies(self, place: Path) -> tuple[Again, Again]:
        homes = [shutil.copytree(self.folder / name, place / name) for name in ("Amal", "Badu")]
        amal, badu = (Again(home, home.name) for home in homes)
        return amal, badu


def made(folder: Path) -> Prepared:
    with LyingRelay() as relay:
        amal, badu = Laptop(folder / "Amal", "Amal"), Laptop(folder / "Badu", "Badu")
        space = amal.session.spaces.new("Field team").id
        amal.session.spaces.add_relay(space, relay.url)
        amal.session.delivery.sync()
        badu.session.invitations.join_qr(amal.session.invitations.qr_text(space))
        amal.session.invitations.admit(space)
        for one in (badu, amal, badu):
            one.session.delivery.sync()
        for one in (badu, amal):
            one.session.close()
    return Prepared(folder, relay, space)


def sync(liar: LyingRelay, *laptops: Laptop) -> None:
    """Everybody exchanges once, a little later each."""
    for one in laptops:
        liar.now += 2 * relay_view.HELD_UP
        assert one.session.delivery.sync().problems == []


def heard(one: Laptop) -> list[Event]:
    told: list[Event] = []
    one.session.events.subscribe(told.append)
    return told


def caught(told: list[Event]) -> list[tuple[str, bool]]:
    return [(one.code, one.offer) for one in told if isinstance(one, RelayCaught)]


def state(one: Laptop, space: str, relay: LyingRelay) -> RelayState:
    key = relay.public_key.hex()
    return next(row for row in one.session.witness.rows(space) if row.relay == key)


def signs(one: Laptop, space: str, relay: LyingRelay) -> dict[str, int]:
    return {sign.code: sign.count for sign in state(one, space, relay).signs}


def kept(one: Laptop, relay: LyingRelay) -> list[tuple[str, str]]:
    """The proofs, after the notebook was closed and opened, as somebody else would check them."""
    one.reopen()
    for row in one.session.witness.proofs():
        assert witness_proof.verify(row.data, bytes(32)) is Worth.NOTHING
        assert witness_proof.verify(row.data, relay.public_key).value == row.worth
    rows = checked(one.session.witness.export())
    assert [row.code for row in rows] == [row.code for row in one.session.witness.proofs()]
    return [(row.code, row.worth) for row in rows]


def later(one: Laptop, days: float) -> None:
    """The clock of a laptop goes on."""
    now = one.session._book.clock() + int(days * DAY_MS)
    one.session._book.clock = lambda: now
