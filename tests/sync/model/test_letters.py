"""Letters beyond U+FFFF come back as they went, and are never held as they are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sync.model import letters

AROUND = st.text(st.sampled_from("\uefff\uf000\uf3ff\uf400\uf7ff\uf800\uf8ff😀"), max_size=12)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(ANY | AROUND | st.lists(AROUND | ANY).map("".join))
@example("\uf000\uf401")
@example("\uf3ff\uf8ff\uf400\uf7ff\U0001f600\U0010ffff\U00010000")
def test_every_text_comes_back(said: str) -> None:
    held = letters.stored(said)
    assert letters.is_narrow(held)
    assert letters.shown(held) == said


@given(AROUND.map(lambda said: said.replace("😀", "")))
def test_whatever_is_held_can_be_shown(held: str) -> None:
    again = letters.stored(letters.shown(held))
    assert letters.shown(again) == letters.shown(held)


def test_common_letters_stand_for_themselves() -> None:
    said = "Réunion le 3 mars, اجتماع في ٣ مارس، 会議\n\x00"
    assert letters.stored(said) == said
    assert letters.is_narrow("") and letters.is_narrow(said) and not letters.is_narrow("a😀")


def test_half_a_surrogate_pair_has_no_place() -> None:
    for said in ("\ud83d", "a\udc00😀"):
        with pytest.raises(UnicodeEncodeError):
            letters.stored(said)
