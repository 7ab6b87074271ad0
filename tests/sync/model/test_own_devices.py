"""People's own logs and what they do to a space: devices, recovery, holds, split chains (A3, A5.5)."""

import pytest

from sync.model import housing, members, ops, persons
from sync.model.judging import Card
from sync.model.persons import NOBODY, PersonAct, PersonState
from sync.model.state import State
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    KEM,
    Log,
    born,
    card,
    device,
    name_of,
    remove,
    role,
    with_device,
    without_device,
)

SALTS = pytest.mark.parametrize("salt", range(4))
FIRST, SECOND, THIRD = (device("Badu", number) for number in range(3))


def act(
    author: bytes, op: ops.Op, *parents: bytes, name: str = "", subject: bytes = b"", seq: int = 0
) -> PersonAct:
    return PersonAct(name_of(f"{author!r} {op!r} {name}"), author, parents, op, subject, seq)


def recovery(name: str, author: bytes, *parents: bytes) -> PersonAct:
    return act(author, ops.Recovery(ID, KEM, bytes(64)), *parents, subject=name_of(name), name=name)


def heads(*acts: PersonAct) -> tuple[bytes, ...]:
    return tuple(one.id for one in acts)


def add_up(*acts: PersonAct) -> PersonState:
    return persons.evaluate(frozenset(acts))


def carried(person: str, *acts: PersonAct, cuts: tuple[ops.Cut, ...] = ()) -> tuple[ops.PersonOps, Card]:
    return ops.PersonOps((b"entry",), cuts), Card(name_of(person), "", frozenset(acts))


def now(log: Log) -> State:
    return members.evaluate(log.operations)


# ------------------------------------------------------------ a person's own log
def test_nothing_is_known_of_nobody() -> None:
    assert persons.evaluate(frozenset()) == NOBODY


def test_devices_come_and_go() -> None:
    second = with_device("Badu", 1)
    both = add_up(born("Badu"), second)
    assert set(both.devices) == {FIRST, SECOND} and not both.gone
    gone = without_device("Badu", 1, 0, heads(second))
    state = add_up(born("Badu"), second, gone)
    assert set(state.devices) == {FIRST} and state.gone == {SECOND}
    assert state.revoked == {SECOND: {gone.id}} and state.heads == (gone.id,)
    back = act(FIRST, ops.AddDevice(SECOND, KEM, bytes(64)), gone.id, subject=SECOND)
    assert set(add_up(born("Badu"), second, gone, back).devices) == {FIRST}


def test_the_senior_of_two_devices_that_take_each_other_out_stays() -> None:
    second = with_device("Badu", 1)
    known = heads(second)
    up = without_device("Badu", 0, 1, known)
    down = without_device("Badu", 1, 0, known)
    state = add_up(born("Badu"), second, up, down)
    assert set(state.devices) == {FIRST} and FIRST not in state.revoked


def test_what_a_device_brought_in_beside_its_own_removal_is_void() -> None:
    second = with_device("Badu", 1)
    third = with_device("Badu", 2, by=1, parents=heads(second))
    gone = without_device("Badu", 1, 0, heads(second))
    assert set(add_up(born("Badu"), second, third).devices) == {FIRST, SECOND, THIRD}
    state = add_up(born("Badu"), second, third, gone)
    assert set(state.devices) == {FIRST} and THIRD not in state.ever


def test_a_device_removed_beside_being_added_again_is_gone() -> None:
    second = with_device("Badu", 1)
    adds = [
        act(one, ops.AddDevice(THIRD, KEM, bytes(64)), second.id, subject=THIRD) for one in (FIRST, SECOND)
    ]
    gone = act(FIRST, ops.Remove(THIRD), adds[0].id)
    state = add_up(born("Badu"), second, *adds, gone)
    assert set(state.devices) == {FIRST, SECOND} and THIRD in state.gone


def test_a_device_leaves_unless_it_is_the_last() -> None:
    second = with_device("Badu", 1)
    left = act(FIRST, ops.Leave(), *heads(second))
    state = add_up(born("Badu"), second, left)
    assert set(state.devices) == {SECOND} and state.revoked == {}
    last = act(SECOND, ops.Leave(), left.id)
    assert set(add_up(born("Badu"), second, left, last).devices) == {SECOND}


def test_two_who_leave_at_once_are_both_gone() -> None:
    second = with_device("Badu", 1)
    left = [act(one, ops.Leave(), second.id) for one in (FIRST, SECOND)]
    assert not add_up(born("Badu"), second, *left).devices


@SALTS
def test_a_device_renews_its_key_and_the_later_one_counts_in_any_order(salt: int) -> None:
    second = with_device("Badu", 1)
    renewed = [
        act(SECOND, ops.KemUpdate(bytes([number]) * 1216), second.id, seq=number, name=str(salt))
        for number in (1, 2)
    ]
    assert add_up(born("Badu"), second, *renewed).devices[SECOND].kem_pk == b"\x02" * 1216
    gone = without_device("Badu", 1, 0, heads(second))
    assert set(add_up(born("Badu"), second, gone, *renewed).devices) == {FIRST}


@SALTS
def test_the_recovery_key_is_senior_to_every_device(salt: int) -> None:
    key = recovery(f"key {salt}", FIRST, born("Badu").id)
    taken_out = act(key.subject, ops.Remove(FIRST), key.id)
    new = act(key.subject, ops.AddDevice(THIRD, KEM, bytes(64)), taken_out.id, subject=THIRD)
    fought = act(FIRST, ops.Remove(key.subject), key.id)
    state = add_up(born("Badu"), key, taken_out, new, fought)
    assert set(state.devices) == {THIRD} and set(state.recovery) == {key.subject}
    assert set(state.recovered) == {taken_out.id, new.id}


def test_a_recovery_key_is_replaced_and_then_does_nothing_more() -> None:
    key = recovery("old", FIRST, born("Badu").id)
    gone = act(FIRST, ops.Remove(key.subject), key.id)
    assert set(add_up(born("Badu"), key, gone).recovery) == {key.subject}, "no device is above the key"
    gone = act(key.subject, ops.Remove(key.subject), key.id)
    late = act(key.subject, ops.Remove(FIRST), gone.id)
    state = add_up(born("Badu"), key, gone, late)
    assert not state.recovery and set(state.devices) == {FIRST}


def test_a_young_device_that_calls_itself_a_recovery_key_is_senior_to_nobody() -> None:
    second = with_device("Badu", 1)
    claim = act(SECOND, ops.Recovery(SECOND, KEM, bytes(64)), second.id, subject=SECOND)
    coup = act(SECOND, ops.Remove(FIRST), claim.id)
    assert set(add_up(born("Badu"), second, claim, coup).devices) == {FIRST, SECOND}


def test_the_recovery_key_frees_a_device_on_hold_and_can_say_so_no_more() -> None:
    key = recovery("key", FIRST, born("Badu").id)
    free = act(key.subject, ops.Hold(FIRST, on=False), key.id)
    assert add_up(born("Badu"), key, free).freed == {FIRST}
    again = act(key.subject, ops.Hold(FIRST, on=False), free.id, name="again")
    bound = act(key.subject, ops.Hold(FIRST, on=True), again.id)
    assert add_up(born("Badu"), key, free, again).freed == {FIRST}
    assert add_up(born("Badu"), key, free, again, bound).freed == frozenset()
    unheard = act(FIRST, ops.Hold(FIRST, on=False), key.id)
    assert add_up(born("Badu"), key, unheard).freed == frozenset()


def test_what_is_none_of_a_persons_log_does_nothing() -> None:
    strange = act(FIRST, ops.Vouch(ID), born("Badu").id)
    second_birth = act(SECOND, ops.PersonGenesis(ID, ID, KEM), born("Badu").id, subject=SECOND)
    assert set(add_up(born("Badu"), strange, second_birth).devices) == {FIRST}


def test_a_log_of_many_years_is_read_without_going_deep() -> None:
    acts = [born("Badu")]
    for number in range(600):
        acts.append(act(FIRST, ops.KemUpdate(KEM), acts[-1].id, name=str(number), seq=number + 1))
    assert set(add_up(*acts).devices) == {FIRST}


# ------------------------------------------------------------ carried into a space
def team(salt: int = 0) -> Log:
    """Badu with two devices and Chen are members; the founder is the only steward."""
    log = Log(salt)
    for person in ("Badu", "Chen"):
        log.admit(FOUNDER, log.heads(), person)
    return log


def test_a_new_device_of_a_member_acts_for_them() -> None:
    log = team()
    op, shown = carried("Badu", with_device("Badu", 2))
    log.add("Badu", log.heads(), op, cards=(shown,))
    log.add("Badu", log.heads(), ops.Vouch(name_of("Chen")), number=2)
    state = now(log)
    assert state.role_of_device(THIRD) == "member" and state.vouched == {name_of("Chen"): {name_of("Badu")}}
    assert len(state.devices_of(name_of("Badu"))) == 3
    assert state.authors[THIRD[:8]] == name_of("Badu")


@SALTS
@pytest.mark.parametrize("carriers", [["Chen"], ["Chen", FOUNDER], ["Badu", "Chen", "stranger"]])
def test_a_device_revoked_at_home_does_nothing_beside_that(salt: int, carriers: list[str]) -> None:
    log = team(salt)
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    before = log.add("Badu", log.heads(), ops.Vouch(name_of("Chen")), number=1)
    revoked = without_device("Badu", 1, 0, heads(with_device("Badu", 1)))
    known = log.heads()
    op, shown = carried("Badu", revoked, cuts=(ops.Cut(SECOND[:8], 4, ID), ops.Cut(FIRST[:8], 9, ID)))
    for carrier in carriers:
        log.add(carrier, known, op, cards=(shown,))
    late = log.add("Badu", known, remove("Chen"), number=1)
    other = log.add("Badu", known, ops.SetPolicy(ops.Policy("By the first device")))
    state = now(log)
    strangers = {one.id for one in log.operations.values() if one.device == device("stranger")}
    assert state.struck == {late: "concurrent"} | dict.fromkeys(strangers, "no-authority")
    assert name_of("Chen") in state.circle.roles and other not in state.struck and before not in state.struck
    assert state.role_of_device(SECOND) is None and state.role_of_device(FIRST) == "steward"
    assert state.cuts == {SECOND[:8]: 4}
    assert len(housing.removals(state, SECOND)) == len(carriers)
    assert not housing.removals(state, FIRST)


def test_a_device_acts_on_while_one_carrier_had_seen_what_it_did() -> None:
    log = team()
    revoked = without_device("Badu", 1, 0, heads(with_device("Badu", 1)))
    op, shown = carried("Badu", revoked)
    known = log.heads()
    said = log.add("Badu", known, ops.Vouch(name_of("Chen")), number=1)
    log.add("Chen", known, op, cards=(shown,))
    log.add(FOUNDER, (said,), op, cards=(shown,))
    assert said not in now(log).struck


def test_a_device_whose_adding_is_taken_back_was_never_there() -> None:
    log = team()
    third = with_device("Badu", 2, by=1, parents=heads(with_device("Badu", 1)))
    op, shown = carried("Badu", third)
    log.add("Badu", log.heads(), op, cards=(shown,), number=1)
    said = log.add("Badu", log.heads(), ops.Vouch(name_of("Chen")), number=2)
    model = members.Log(log.operations.values())
    assert said not in model.now.struck
    op, shown = carried("Badu", without_device("Badu", 1, 0, heads(with_device("Badu", 1))))
    later = log.add("Chen", log.heads(), op, cards=(shown,))
    model.add(log.operations[later])
    log.add(FOUNDER, (said,), ops.Vouch(name_of("Chen")))
    model.add(log.operations[log.heads()[-1] if log.heads()[-1] != later else log.heads()[0]])
    assert model.now.struck == now(log).struck == {said: "other-device"}
    assert not {SECOND, THIRD} & set(model.now.recipients()), (
        "nothing is sealed to a device never rightly added"
    )


def test_no_two_devices_share_the_first_8_bytes_unless_one_never_spoke() -> None:
    log = team()
    near = FIRST[:8] + bytes(24)
    other = PersonAct(name_of("near born"), near, (), ops.PersonGenesis(ID, near, KEM), near)
    close = Card(name_of("Near"), "Near", frozenset({other}))
    log.add(FOUNDER, log.heads(), ops.Add(name_of("Near"), "member", b"card"), cards=(close,))
    state = now(log)
    assert state.role_of_device(near) is None and state.role_of_device(FIRST) == "member"
    claim = PersonAct(name_of("claim"), device("Mallory"), (born("Mallory").id,),
                      ops.AddDevice(device("Emre"), KEM, bytes(64)), device("Emre"))  # fmt: skip
    log.add(
        FOUNDER, log.heads(), ops.Add(name_of("Mallory"), "member", b"card"), cards=(card("Mallory", claim),)
    )
    log.admit(FOUNDER, log.heads(), "Emre")
    assert now(log).devices[device("Emre")].person == name_of("Emre")


# ------------------------------------------------------------ holds
def held(log: Log) -> set[bytes]:
    state = now(log)
    return {one for one in state.devices if state.on_hold(one)}


def test_stewards_own_devices_and_buddies_hold_and_others_do_not() -> None:
    log = team()
    log.add("Badu", log.heads(), ops.Buddies((name_of("Chen"),)))
    log.add("Chen", log.heads(), ops.Hold(device(FOUNDER), on=True))
    log.add("Chen", log.heads(), ops.Hold(device("nobody"), on=True))
    assert held(log) == set()
    for author, number in ((FOUNDER, 0), ("Badu", 0), ("Chen", 0)):
        log.add(author, log.heads(), ops.Hold(SECOND, on=True), number=number)
    assert held(log) == {SECOND} and len(now(log).held[SECOND]) == 3
    assert SECOND not in now(log).recipients() and now(log).role_of_device(SECOND) == "member"


def test_a_hold_is_lifted_by_another_steward_and_by_nobody_else() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=True))
    for author in ("Badu", "Chen", "stranger"):
        log.add(author, log.heads(), ops.Hold(SECOND, on=False))
    assert held(log) == {SECOND}
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=False))
    assert held(log) == set() and now(log).held == {}


@SALTS
def test_a_hold_beside_a_lifting_stays(salt: int) -> None:
    log = team(salt)
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=True))
    known = log.heads()
    log.add(FOUNDER, known, ops.Hold(SECOND, on=False))
    stays = log.add("Badu", known, ops.Hold(SECOND, on=True))
    assert held(log) == {SECOND} and set(now(log).held[SECOND]) == {stays}
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=False))
    assert held(log) == set()


def test_two_who_hold_each_other_both_keep_their_say() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    known = log.heads()
    log.add(FOUNDER, known, ops.Hold(FIRST, on=True))
    log.add("Badu", known, ops.Hold(device(FOUNDER), on=True))
    assert held(log) == {FIRST, device(FOUNDER)}
    assert now(log).role_of_device(FIRST) == now(log).role_of_device(device(FOUNDER)) == "steward"


def test_the_recovery_key_lifts_a_hold() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), ops.Hold(FIRST, on=True))
    key = recovery("key", FIRST, born("Badu").id)
    free = act(key.subject, ops.Hold(FIRST, on=False), key.id)
    op, shown = carried("Badu", key, free)
    log.add("Badu", log.heads(), op, cards=(shown,))
    assert held(log) == set()


# ------------------------------------------------------------ split chains
def split(log: Log) -> tuple[bytes, bytes, dict[bytes, int]]:
    """Badu's first device does two things in one place of its chain."""
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    known = log.heads()
    one = log.add("Badu", known, ops.SetPolicy(ops.Policy("one")), seq=3)
    other = log.add("Badu", known, remove("Chen"), seq=3)
    return one, other, {FIRST: 3}


def test_what_a_split_device_did_is_suspended_and_nothing_else() -> None:
    log = team()
    one, other, forks = split(log)
    after = log.add("Badu", (one, other), ops.Vouch(name_of(FOUNDER)))
    fine = log.add("Badu", log.heads(), ops.Vouch(name_of(FOUNDER)), number=1)
    state = members.evaluate(log.operations, forks)
    assert state.struck == dict.fromkeys((one, other, after), "suspended")
    assert fine not in state.struck and name_of("Chen") in state.circle.roles
    model = members.Log(log.operations.values())
    model.fork(FIRST, 5)
    assert not model.now.struck
    model.fork(FIRST, 3)
    model.fork(FIRST, 7)
    assert model.now == state
    assert not model.at(log.heads()).struck
    late = log.add(FOUNDER, log.heads(), ops.SetPolicy(ops.Policy("later")))
    model.add(log.operations[late])
    assert model.now == members.evaluate(log.operations, forks)
    assert model.now.policy.name == "later"


@pytest.mark.parametrize(("author", "number", "admits"), [
    (FOUNDER, 0, True), ("Badu", 1, True), ("Badu", 0, False), ("Chen", 0, False), ("stranger", 0, False),
])  # fmt: skip
def test_a_steward_or_another_own_device_lets_it_in(author: str, number: int, *, admits: bool) -> None:
    log = team()
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=True))
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=False))
    one, other, forks = split(log)
    model = members.Log(log.operations.values())
    model.fork(FIRST, 3)
    assert model.now.struck
    letting = log.add(author, log.heads(), ops.Admit((one, ID)), number=number)
    model.add(log.operations[letting])
    state = members.evaluate(log.operations, forks)
    assert (one not in state.struck) == admits
    assert state.policy.name == ("one" if admits else "Field team")
    assert other in state.struck
    assert model.now == state
    assert housing.is_admitted(state, one, FIRST, name_of("Badu")) == admits
    assert not housing.is_admitted(state, other, FIRST, name_of("Badu"))


def test_what_was_let_in_may_let_in_more() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    known = log.heads()
    apart = [log.add("Chen", known, ops.Vouch(name_of("Badu")), seq=1) for _ in range(2)]
    one = log.add("Badu", tuple(apart), ops.Admit((apart[0],)), seq=3)
    log.add("Badu", tuple(apart), ops.SetPolicy(ops.Policy("lost")), seq=3)
    log.add(FOUNDER, log.heads(), ops.Admit((one,)))
    state = members.evaluate(log.operations, {FIRST: 3, device("Chen"): 1})
    assert apart[0] not in state.struck and apart[1] in state.struck
