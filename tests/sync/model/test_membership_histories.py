"""Made-up membership histories: one outcome in any order, and as a slow reading of A4.2 finds it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.model import belonging, members, ops
from sync.model.members import MemOp, State
from tests.sync.model.membership import FOUNDER, MEMBERS_INVITE, STEWARDS_INVITE, Log, epoch, invite

PEOPLE = [FOUNDER, "Badu", "Chen", "Dede", "stranger"]
KINDS = ["admit", "admit", "admit", "use", "use", "invite", "uninvite", "policy", "epoch", "unknown"]
people = st.sampled_from(PEOPLE)


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """Up to 20 operations; each author knew some of the operations before, often not all."""
    log = Log(draw(st.integers(0, 1000)), draw(st.sampled_from([STEWARDS_INVITE, MEMBERS_INVITE])))
    for _ in range(draw(st.integers(0, 20))):
        known = list(log.operations)
        some = st.lists(st.sampled_from(known[-4:]), min_size=1, max_size=3, unique=True)
        parents = draw(st.just(list(log.heads())) | some)
        _act(draw, log, tuple(parents))
    return log


def _act(draw: st.DrawFn, log: Log, parents: tuple[bytes, ...]) -> None:
    author, kind = draw(people), draw(st.sampled_from(KINDS))
    some_id = draw(st.sampled_from(list(log.operations)))
    match kind:
        case "admit" | "use":
            used = some_id if kind == "use" else None
            role = draw(st.sampled_from(belonging.ROLES))
            log.admit(author, parents, draw(people), role=role, invite=used)
        case "invite":
            log.add(author, parents, invite(uses=draw(st.integers(0, 2))))
        case "uninvite":
            log.add(author, parents, ops.Uninvite(some_id))
        case "policy":
            log.add(author, parents, ops.SetPolicy(draw(st.sampled_from([STEWARDS_INVITE, MEMBERS_INVITE]))))
        case "epoch":
            log.add(author, parents, epoch((some_id,)))
        case _:
            log.add(author, parents, ops.Unknown(2, (2,)))


def slowly(operations: dict[bytes, MemOp]) -> State:
    """As A4.2 says it: every author judged by a whole evaluation of the operation's own past."""
    depth = members.depths(operations)
    followed = {parent for op in operations.values() for parent in op.parents}
    state = State(heads=tuple(sorted(set(operations) - followed)))
    for op in sorted(operations.values(), key=lambda op: (depth[op.id], op.id)):
        before = slowly(members.past(operations, op.parents)) if op.parents else State()
        members._apply(state, op, before.standing(op.device))
    return state


@given(logs(), st.data())
def test_the_order_of_the_set_does_not_matter(log: Log, data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(log.operations.items()))))
    assert members.evaluate(shuffled) == members.evaluate(log.operations)


@settings(max_examples=40, deadline=None)
@given(logs().filter(lambda log: len(log.operations) <= 12))
def test_one_pass_finds_what_a_slow_reading_finds(log: Log) -> None:
    assert members.evaluate(log.operations) == slowly(log.operations)


@given(logs(), people)
def test_one_more_that_knew_all_is_put_on_top(log: Log, author: str) -> None:
    before = members.evaluate(log.operations)
    untouched = before.copy()
    added = log.admit(author, log.heads(), "Emre")
    after = members.followed(before, log.operations[added])
    assert after == members.evaluate(log.operations)
    assert before == untouched


@given(logs())
def test_only_the_founder_is_steward_and_no_invitation_is_used_too_often(log: Log) -> None:
    state = members.evaluate(log.operations)
    assert [one.name for one in state.principals.values() if one.role == "steward"] == [FOUNDER]
    assert all(one.uses_left >= 0 for one in state.invites.values())
    assert "stranger" not in {one.name for one in state.principals.values()} or any(
        device.name == "stranger" for op in log.operations.values() for device in op.devices
    )
