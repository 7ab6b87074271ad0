"""Places of letters that are gone, and pieces that would stand differently on different replicas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model.document import Document
from sync.model.skeleton import number, skeleton
from sync.model.update import BadUpdate, Reader, check_update
from tests.sync.model.updates import Item, deliver, update

ANA, BADU, FORGER = (1 << 53) - 1, 22, 33


@given(st.integers(0, (1 << 53) - 1))
def test_a_number_is_read_as_it_was_written(value: int) -> None:
    assert Reader(number(value)).number() == value


def test_words_become_letters_and_what_is_gone_comes_back_as_such() -> None:
    ana = Document(ANA)
    ana.edit("water, tea")
    ana.edit("water 😀 tea")
    bare = Document(BADU, skeleton(ana.state()).data)
    assert bare.clocks() == ana.clocks()
    assert bare.text == "x" * ana.clocks()[ANA]


def test_the_places_of_pieces_between_two_others_are_named() -> None:
    items = [Item("a"), Item("b", left=(FORGER, 0)), Item(2, left=(FORGER, 0), right=(ANA, 3))]
    assert skeleton(update(FORGER, 0, items)).between == (((FORGER, 0), (ANA, 3)),)


@pytest.mark.parametrize(("left", "right"), [(4, 4), (5, 4), (20, 2), (9, 0)])
@pytest.mark.parametrize("kept", ["bring water and some tea", "", "tea"], ids=["all", "nothing", "a part"])
def test_a_piece_that_names_its_neighbours_the_wrong_way_round_is_refused(
    left: int, right: int, kept: str
) -> None:
    ana, badu = Document(ANA), Document(BADU)
    deliver(ana.edit("bring water and some tea"), badu, ANA)
    deliver(ana.edit(kept), badu, ANA)
    before = badu.text, badu.clocks()
    forged = update(FORGER, 0, [Item("f", left=(ANA, left), right=(ANA, right))])
    check_update(forged, FORGER, badu.clocks())
    with pytest.raises(BadUpdate, match="order"):
        badu.apply(forged)
    assert (badu.text, badu.clocks()) == before
    deliver([update(FORGER, 0, [Item("f", left=(ANA, right), right=(ANA, left + 1))])], badu, FORGER)
    assert "f" in badu.text


def test_a_piece_put_beside_its_own_forged_one_is_looked_at_too() -> None:
    ana, badu = Document(ANA), Document(BADU)
    deliver(ana.edit("bring water"), badu, ANA)
    items = [Item("a", left=(ANA, 8)), Item("b", left=(FORGER, 0), right=(ANA, 3))]
    with pytest.raises(BadUpdate, match="order"):
        badu.apply(update(FORGER, 0, items))


def test_places_are_known_through_edits_of_both_and_a_restart() -> None:
    ana, badu = Document(ANA), Document(BADU)
    deliver(ana.edit("one two three four"), badu, ANA)
    for said in ("one 2 three four", "one 2 three and four", "1 2 three and four", "1 2 and 4"):
        deliver(ana.edit(said), badu, ANA)
        deliver(badu.edit(badu.text + "."), ana, BADU)
        badu = Document(BADU, badu.state())
        deliver(ana.edit(ana.text.replace(" ", "  ")), badu, ANA)
    assert ana.text == badu.text
