"""What comes in by package or relay and breaks a rule of who belongs: it is shown, and changes nothing."""

from collections.abc import Iterator

import pytest

from crypto.epoch import EpochSecrets
from crypto.keys import SigningKey
from i18n import set_aside
from i18n.problems import TABLE
from sync.engine import identity
from sync.engine.identity import Identity
from sync.engine.outcomes import OutcomeRow
from sync.errors import Problem
from sync.model import card, ops
from sync.model.card import Card
from tests.scenarios import forging, rotating
from tests.scenarios.laptops import Laptop, Relay

Shared = tuple[Laptop, Laptop, str]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Amal and Badu, who stay as they are whatever is tried on them."""
    folder = tmp_path_factory.mktemp("team")
    relay, amal, badu = Relay(folder / "relay"), Laptop(folder / "a", "Amal"), Laptop(folder / "b", "Badu")
    relay.start()
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    amal.session.delivery.sync()
    rotating.admit(amal, space, badu)
    rotating.sync(badu, amal)
    yield amal, badu, space
    amal.session.close()
    badu.session.close()
    relay.stop()


@pytest.fixture(scope="module")
def caro() -> Identity:
    """Somebody who is nowhere yet."""
    return identity.found("Caro", bytes(32), 1)


def refused(attacker: Laptop, other: Laptop, space: str, raw: bytes) -> str:
    """Hand over an entry that is not taken in; return why, once sure that it is said and changed nothing."""
    before, aside = forging.look(other, space), other.session.quarantine.rows(space)
    read = forging.hand_over(attacker, other, space, [raw])
    assert (read.new, read.refused) == (0, 1)
    assert forging.look(other, space) == before
    row = other.session.quarantine.rows(space)[-1]
    assert row not in aside and (row.kind, row.author, row.admissible) == ("refused", attacker.name, False)
    assert any(one.startswith(f"refused:{row.reason}:") for one in other.session.doctor().findings)
    assert set_aside.why(row.reason) != set_aside.why("nothing known")
    return row.reason


def without_effect(attacker: Laptop, other: Laptop, space: str, said: ops.Op) -> OutcomeRow:
    """Hand over what is kept and counts for nothing; return how everybody's history tells it."""
    forging.hand_over(attacker, other, space, forging.log(attacker, space))
    before, raw = forging.look(other, space), forging.entry(attacker, space, said)
    for each in (other, attacker):
        assert forging.hand_over(attacker, each, space, [raw]).new == 1
    assert forging.look(other, space) == before
    row = other.session.stewardship.history(space)[-1]
    assert row == attacker.session.stewardship.history(space)[-1]
    assert not row.effect and row.reason
    return row


# ---------------------------------------------------------------- epochs and their keys
@pytest.mark.parametrize("whom", ["one too few", "one too many"])
def test_an_epoch_that_leaves_somebody_out_or_slips_somebody_in(team: Shared, whom: str) -> None:
    amal, badu, space = team
    right = {rotating.device(amal), rotating.device(badu)}
    wrong = right - {rotating.device(badu)} if whom == "one too few" else right | {bytes(32)}
    made = forging.rotation(amal, space, EpochSecrets.generate(), sorted(wrong))
    assert refused(amal, badu, space, forging.entry(amal, space, made)) == "recipients"
    badu.note(space, "Still under the key of before")


def test_the_very_same_epoch_for_the_right_people_is_taken(shared: Shared) -> None:
    """The counterpart of the one before: nothing but the recipients is wrong there."""
    amal, badu, space = shared
    made = forging.rotation(amal, space, EpochSecrets.generate())
    assert forging.hand_over(amal, badu, space, [forging.entry(amal, space, made)]).new == 1


@pytest.mark.parametrize("first", ["the true one", "the false one"])
def test_a_package_whose_secret_is_not_the_promised_one(shared: Shared, first: str) -> None:
    amal, badu, space = shared
    name = rotating.rotate(amal, space)
    log = forging.log(amal, space)
    true = rotating.packages(amal, space, name, rotating.held(amal, space)[name], badu)
    false = rotating.packages(amal, space, name, EpochSecrets.generate(), badu)
    forging.hand_over(amal, badu, space, log, true if first == "the true one" else ())
    before = forging.look(badu, space), rotating.held(badu, space)
    with pytest.raises(Problem) as caught:
        forging.hand_over(amal, badu, space, keys=false)
    assert caught.value.code == "key-does-not-fit" and caught.value.code in TABLE
    assert (forging.look(badu, space), rotating.held(badu, space)) == before
    (row,) = badu.session.quarantine.rows(space)
    assert (row.kind, row.reason, row.admissible) == ("refused", "key-does-not-fit", False)
    forging.hand_over(amal, badu, space, keys=true)
    assert name in rotating.held(badu, space)


# ---------------------------------------------------------------- people and roles
def test_an_adding_that_claims_a_stewards_role(team: Shared, caro: Identity) -> None:
    amal, badu, space = team
    row = without_effect(amal, badu, space, ops.Add(caro.person, "steward", caro.card))
    assert (row.what, row.detail, row.reason) == ("added", "steward", "no-authority")


def test_a_member_who_makes_himself_a_steward(team: Shared) -> None:
    amal, badu, space = team
    row = without_effect(badu, amal, space, ops.SetRole(rotating.person(badu), "steward"))
    assert (row.what, row.who, row.reason) == ("raised", "Badu", "no-authority")


def test_a_card_that_is_somebody_elses(team: Shared, caro: Identity) -> None:
    """Who is named is not who is shown: neither comes in."""
    amal, badu, space = team
    dina = identity.found("Dina", bytes(32), 2)
    row = without_effect(amal, badu, space, ops.Add(caro.person, "member", dina.card))
    assert (row.what, row.subject_id) == ("added", caro.person.hex())


def test_a_card_with_a_foreign_key_in_it(team: Shared, caro: Identity) -> None:
    """Caro's own log, and after it a laptop that nobody of hers ever added."""
    amal, badu, space = team
    dina = identity.found("Dina", bytes(32), 2)
    forged = Card("Caro", (*caro.entries, *dina.entries))
    row = without_effect(amal, badu, space, ops.Add(caro.person, "member", card.encode(forged)))
    assert (row.what, row.subject_id) == ("added", caro.person.hex())


@pytest.mark.parametrize(("known", "reason"), [(True, "proof"), (False, "invite")])
def test_keys_that_did_not_answer_the_invitation(
    team: Shared, caro: Identity, reason: str, *, known: bool
) -> None:
    amal, badu, space = team
    rotating.say(amal, space, ops.Invite(SigningKey.generate().public.raw, "member", 1, 1 << 50, ""))
    forging.hand_over(amal, badu, space, forging.log(amal, space))
    invite = badu.session.invitations.rows(space)[-1].id
    add = ops.Add(caro.person, "member", caro.card, bytes.fromhex(invite) if known else bytes(32), bytes(64))
    assert refused(amal, badu, space, forging.entry(amal, space, add)) == reason


# ---------------------------------------------------------------- what this release does not know
def test_a_membership_entry_of_unknown_type_stops_writing_and_nothing_else(shared: Shared) -> None:
    amal, badu, space = shared
    note = badu.note(space, "Plan", "bring water")
    badu.session.delivery.sync()
    before = forging.look(badu, space)
    raw = forging.entry(amal, space, ops.Unknown(30, (30, "later")))
    assert forging.hand_over(amal, badu, space, [raw]).new == 1
    assert forging.look(badu, space) == before
    assert badu.value(note, "body") == "bring water"
    for write in (lambda: badu.note(space, "New"), lambda: badu.session.invitations.to_file(space)):
        with pytest.raises(Problem) as caught:
            write()
        assert caught.value.code == "space-needs-update" and caught.value.code in TABLE
    assert "needs-update:1" in badu.session.doctor().findings
    assert forging.look(badu, space) == before
