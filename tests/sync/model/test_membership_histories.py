"""Made-up membership histories: one outcome in any order of arrival (A4.2)."""

from hypothesis import given
from hypothesis import strategies as st

from sync.model import belonging, members, ops
from tests.sync.model.membership import (
    FOUNDER,
    MEMBERS_INVITE,
    STEWARDS_INVITE,
    Log,
    invite,
    remove,
    role,
    to_appoint,
    to_remove,
)

PEOPLE = [FOUNDER, "Badu", "Chen", "Dede", "stranger"]
KINDS = ["admit", "admit", "use", "invite", "uninvite", "policy", "remove", "role", "vote", "enact", "leave"]
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
    author, kind, subject = draw(people), draw(st.sampled_from(KINDS)), draw(people)
    some_id = draw(st.sampled_from(list(log.operations)))
    given = draw(st.sampled_from(belonging.ROLES))
    action = draw(st.sampled_from([to_remove(subject), to_appoint(subject)]))
    one: dict[str, ops.Op] = {
        "invite": invite(uses=2),
        "uninvite": ops.Uninvite(some_id),
        "policy": ops.SetPolicy(MEMBERS_INVITE),
        "remove": remove(subject),
        "role": role(subject, given),
        "vote": ops.Vote(action),
        "enact": ops.Enact(action),
        "leave": ops.Leave(),
    }
    if kind in one:
        log.add(author, parents, one[kind])
    else:
        log.admit(author, parents, subject, role=given, invite=some_id if kind == "use" else None)


@given(logs(), st.data())
def test_the_order_of_the_set_does_not_matter(log: Log, data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(log.operations.items()))))
    assert members.evaluate(shuffled) == members.evaluate(log.operations)


@given(logs())
def test_one_by_one_comes_to_the_same_as_all_at_once(log: Log) -> None:
    arriving = members.Log(log.operations.values())
    assert arriving.now == members.evaluate(log.operations)
