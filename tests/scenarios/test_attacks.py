"""Attackers with a relay, an old key or a link in their hands; numbers of the pitfalls others fell into."""

from collections.abc import Callable, Iterable
from itertools import combinations, permutations

import pytest

from crypto import blob, sign
from crypto import epoch as secret
from crypto.epoch import EpochSecrets
from crypto.errors import CryptoError
from crypto.labels import Label
from sync.engine import contents, identity, posting, relay_address, rendezvous
from sync.engine.contents import Ask, Entries, Packages
from sync.engine.identity import Identity
from sync.engine.relay_client import RelayClient
from sync.errors import Problem
from sync.model import entry, ops
from tests.scenarios import forging, rotating
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.persons import later, state_of

Group = tuple[Laptop, Laptop, Laptop, str]
DAYS = 2  # after which an answer may be given again


def post(relay: Relay, one: Laptop, space: str, content: bytes) -> None:
    """Leave anything in the mailbox of today, with the keys that *one* has."""
    for found in rotating.readable(one, space):
        client = RelayClient(relay.url)
        client.post(rotating._keys(relay, found), [blob.seal(posting.log_key(found), content)])
        client.close()
        return


def asking(space: str, me: Identity, heads: Iterable[bytes], name: bytes | None = None) -> bytes:
    """An ask for keys, in the name of another device where *name* says so."""
    device, epochs = name or me.device, tuple(heads)
    message = contents.asked(bytes.fromhex(space), device, epochs)
    return contents.of_ask(Ask(device, epochs, sign.sign(me.signing, Label.ASK, message)))


def given(relay: Relay, one: Laptop, space: str) -> list[bytes]:
    """For whom packages of keys lie at the relay, once for each."""
    found = rotating.opened(rotating.readable(one, space), rotating.blobs(relay, one, space))
    return [dev8 for each in found if isinstance(each, Packages) for dev8, _ in each.sealed]


# ---------------------------------------------------------------- P1, P8: who is given keys
def test_p1_p8_keys_go_to_nobody_because_they_were_asked_for(group: Group, relay: Relay) -> None:
    """A relay, or whoever is out, names devices and asks in their names; only who is here gets an answer."""
    amal, badu, caro, space = group
    ghost = identity.found("Ghost", bytes(32), 1)
    rotating.say(amal, space, ops.Remove(rotating.person(caro)))
    rotating.sync(amal, badu)
    heads, before = rotating.heads(amal, space), given(relay, amal, space)
    for content in (
        asking(space, ghost, heads),
        asking(space, ghost, heads, rotating.device(badu)),
        asking(space, caro.session._book.me, heads),
    ):
        post(relay, amal, space, content)
    later(DAYS, amal, badu)
    rotating.sync(amal, badu)
    assert given(relay, amal, space) == before
    post(relay, amal, space, asking(space, badu.session._book.me, heads))
    rotating.sync(amal, badu)
    assert set(given(relay, amal, space)) - set(before) <= {rotating.device(badu)[:8]}
    assert len(given(relay, amal, space)) > len(before), "the same ask by somebody who is here is answered"


def test_p1_what_a_relay_makes_up_has_no_say(shared: tuple[Laptop, Laptop, str], relay: Relay) -> None:
    """Even with the keys of a mailbox, nobody writes in the name of a device whose key they lack."""
    amal, badu, space = shared
    ghost, before = identity.found("Ghost", bytes(32), 1), forging.look(badu, space)
    add = ops.Add(ghost.person, "member", ghost.card)
    own = identity.signed(ghost.signing, forging.header(amal, space, add))
    strange = identity.signed(ghost.signing, forging.header(amal, space, add, device=ghost.device))
    post(relay, amal, space, contents.of_entries([own]))
    post(relay, amal, space, contents.of_entries([strange]))
    for one in (badu, amal):
        one.session.delivery.sync()
        assert ghost.device not in state_of(one, space).recipients()
    assert forging.look(badu, space) == before
    amal.note(space, "As ever")
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    assert badu.titles(space) == {"As ever"}


# ---------------------------------------------------------------- P13: nothing shared that one can overwrite
def test_p13_who_comes_back_late_overwrites_nothing(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    note = amal.note(space, "Plan", "one")
    rotating.sync(amal, badu)
    badu.note(space, "Typed on the way")
    amal.session.stewardship.set_policy(space, inviters="member", dormant_days=20)
    rotating.rotate(amal, space)
    amal.session.items.set(note, {"body": "one and two"})
    amal.session.delivery.sync()
    policy = amal.session.stewardship.policy(space)
    rotating.sync(badu, amal)
    for one in (amal, badu):
        assert one.session.stewardship.policy(space) == policy
        assert one.value(note, "body") == "one and two"
        assert one.titles(space) == {"Plan", "Typed on the way"}
    assert rotating.heads(amal, space) == rotating.heads(badu, space)


# ---------------------------------------------------------------- P20: no latest secret
def test_p20_between_two_epochs_at_once_nothing_is_sealed_under_one_of_them(
    group: Group, laptop: Callable[[str], Laptop], relay: Relay
) -> None:
    """Each of the two who were removed holds one of the keys; the one in use needs both."""
    amal, badu, caro, space = group
    dede = laptop("Dede")
    rotating.admit(amal, space, dede)
    rotating.say(amal, space, ops.SetRole(rotating.person(badu), "steward"))
    rotating.sync(amal, badu, caro, dede)
    for one, gone in ((amal, caro), (badu, dede)):
        rotating.remove(one, space, gone)
        rotating.rotate(one, space)
        one.session.delivery.set_mode("always")  # whoever hears of others leaves it to them for a while
        one.session.delivery.turns.spread_ms = 1 << 40
    before = rotating.blobs(relay, amal, space)
    rotating.sync(badu, amal)
    amal.note(space, "Under both")
    rotating.sync(amal, badu)
    caro.session.delivery.sync()
    dede.session.delivery.sync()
    heads = rotating.heads(amal, space)
    assert len(heads) == 2 and badu.titles(space) == {"Under both"}
    sealed = rotating.blobs(relay, amal, space) - before
    assert _texts([secret.joined({name: rotating.held(amal, space)[name] for name in heads})], sealed)
    for one in (caro, dede):
        known = rotating.held(one, space)
        assert len(known.keys() & set(heads)) == 1, "one of the two keys is in their hands"
        groups = [dict(each) for size in (1, 2) for each in combinations(known.items(), size)]
        assert not _texts([secret.joined(each) for each in groups], sealed)


def _texts(secrets: Iterable[EpochSecrets], sealed: Iterable[bytes]) -> list[bytes]:
    """The entries that are no membership, which some keys open."""
    found = rotating.opened(secrets, sealed)
    raws = [raw for each in found if isinstance(each, Entries) for raw in each.raws]
    return [raw for raw in raws if not entry.is_membership(rotating.header(raw))]


# ---------------------------------------------------------------- P27: one secret opens no other
def test_p27_the_keys_of_one_device_or_one_epoch_open_none_of_the_others(group: Group) -> None:
    amal, badu, caro, space = group
    rotating.rotate(amal, space)
    rotating.rotate(amal, space)
    state, known = state_of(amal, space), rotating.held(amal, space)
    links = [sealed for one in state.epochs.values() for _, sealed in one.op.back]
    line = sorted(known, key=lambda name: state.epochs[name].wall_ms)
    assert len(links) == 2 and len({each for one in known.values() for each in (one.e, one.w, one.t)}) == 9
    opened = {number: [back(known[name].e, link) for link in links] for number, name in enumerate(line)}
    assert [sum(one is not None for one in opened[number]) for number in range(3)] == [0, 1, 1]
    sealed = {
        one: rotating.packages(amal, space, line[-1], known[line[-1]], one)[0] for one in (badu, caro)
    }  # fmt: skip
    for mine, other in permutations(sealed, 2):
        found = contents.parse(sealed[other])
        assert isinstance(found, contents.Packages)
        dev8, package = found.sealed[0]
        assert dev8 == rotating.device(other)[:8]
        for name in (line[-1], line[0]):
            with pytest.raises(Problem):
                rotating.open_package(mine, space, name, package)


def back(e: bytes, link: bytes) -> bytes | None:
    try:
        return secret.open_back(e, link)
    except CryptoError:
        return None


# ---------------------------------------------------------------- P29: links invite, and hold no keys
def test_p29_a_link_holds_no_key_of_the_space_and_ends_when_it_is_taken_back(
    shared: tuple[Laptop, Laptop, str], relay: Relay
) -> None:
    amal, badu, space = shared
    amal.note(space, "Closed to links")
    link = amal.session.invitations.qr_text(space)
    rotating.sync(amal, badu)
    secret_, url = rendezvous.read_qr_text(link)
    welcome = amal.session._errands.fetch_welcome(secret_, relay_address.clean(url))
    keys = [each for one in rotating.held(amal, space).values() for each in (one.e, one.w, one.t)]
    said = b"".join((secret_, welcome.space, welcome.inviter, repr(welcome).encode()))
    assert not any(one in said for one in keys)
    for mailbox in rotating.blobs(relay, amal, space):
        with pytest.raises(CryptoError):
            blob.open_blob(rendezvous.invitation.keys(secret_).sealing, mailbox)
    (row,) = [one for one in amal.session.invitations.rows(space) if one.uses_left]
    amal.session.invitations.take_back(space, row.id)
    before = forging.look(amal, space)
    late = forging.asking(secret_, welcome, identity.found("Late", bytes(32), 1))
    amal.session._errands._meeting(secret_, welcome.relays[0]).put(late)
    rotating.sync(amal, badu)
    with pytest.raises(Problem) as caught:
        amal.session.invitations.admit(space)
    assert caught.value.code == "nothing-to-admit" and forging.look(amal, space) == before
