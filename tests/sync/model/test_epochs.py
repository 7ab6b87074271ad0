"""Which epochs count (A4.3, A4.4)."""

from hypothesis import given
from hypothesis import strategies as st

from sync.model import epochs
from sync.model.people import Announced
from tests.sync.model.membership import ID, epoch, name_of


@st.composite
def histories(draw: st.DrawFn) -> dict[bytes, Announced]:
    """Epochs that each follow some of those before."""
    found: dict[bytes, Announced] = {}
    for number in range(draw(st.integers(0, 12))):
        parents = draw(st.lists(st.sampled_from(list(found)), max_size=2, unique=True)) if found else []
        found[name_of(f"epoch {number}")] = announced(*parents)
    return found


def announced(*parents: bytes) -> Announced:
    return Announced(epoch(parents), ID, ID, by_steward=True, wall_ms=0, ranks={})


@given(histories())
def test_heads_are_what_nothing_follows(known: dict[bytes, Announced]) -> None:
    heads = epochs.heads(known)
    assert list(heads) == sorted(heads)
    assert bool(heads) == bool(known)
    for name in known:
        followed = any(name in other.op.parents for other in known.values())
        assert (name in heads) != followed
    assert not epochs.downgrades(heads, known)
    assert not epochs.downgrades(heads[::-1], known)


@given(histories().filter(lambda known: len(known) > 1), st.data())
def test_naming_other_epochs_than_the_heads_is_a_downgrade(
    known: dict[bytes, Announced], data: st.DataObject
) -> None:
    named = data.draw(st.sets(st.sampled_from(sorted(known))))
    assert epochs.downgrades(tuple(named), known) == (tuple(sorted(named)) != epochs.heads(known))


def test_at_most_16_heads_are_joined() -> None:
    many = {name_of(str(number)): announced() for number in range(20)}
    assert epochs.heads(many) == tuple(sorted(many))[:16]
