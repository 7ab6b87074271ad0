"""The language of the tests: longer, accented, in brackets, its holes as they are."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import i18n
from i18n import compiled, pseudo, tr, tr_n
from i18n.speaking import spoken
from tests.i18n import catalogues


@pytest.fixture(autouse=True)
def lent() -> Iterator[None]:
    spoken.lent |= {pseudo.PLAIN: pseudo.Pseudo(), pseudo.MIRRORED: pseudo.Pseudo()}
    yield
    spoken.lent.clear()
    i18n.set_language("en")


def test_it_is_spoken_only_where_it_was_lent() -> None:
    assert i18n.set_language("qps") == "qps" and i18n.direction() == "ltr"
    assert i18n.set_language("qpm") == "qpm" and i18n.direction() == "rtl"
    assert not {"qps", "qpm"} & set(i18n.languages())
    spoken.lent.clear()
    assert i18n.set_language("qps") == "en"


def test_it_keeps_holes_shortcuts_and_the_sign_that_more_is_asked() -> None:
    i18n.set_language("qps")
    assert tr("The file “{name}” could not be read.", name="a.md").count("a.md") == 1
    assert tr("&Open…").startswith("⟦&Ó") and tr("&Open…").endswith("⟧…")
    assert tr_n("{count} hen", "{count} hens", 2).startswith("⟦2 ĥéñš")
    assert tr_n("{count} hen", "{count} hens", 1).startswith("⟦1 ĥéñ·")


def test_every_sentence_of_ours_is_longer_and_sound() -> None:
    tool = catalogues.tool()
    for message in tool.sentences(tool.catalogue("en")):
        for text in tool.forms(message.id):
            said = pseudo.spoken(text)
            assert compiled.is_sound(text, said)
            assert len(said) >= 1.4 * len(text.strip()) and said.endswith(" ") == text.endswith(" ")


@given(st.text(st.characters(codec="utf-8", exclude_characters="{}⟦⟧")))
def test_it_can_be_told_from_anything_else(text: str) -> None:
    assert pseudo.is_spoken(pseudo.spoken(text))
    assert pseudo.is_spoken(text) == (not any(letter.isalpha() for letter in text))
