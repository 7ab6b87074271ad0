"""Careful words are found as whole words, in every script, whatever their case and accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import careful
from sync.model.careful import Finder


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("border", "Across the BORDER, again."),
        ("école", "L’Ecole du quartier"),
        ("ecole", "l’ÉCOLE"),
        ("youth centre", "The youth\n  centre opened"),
        ("youth centre", "youth-centre"),
        ("train*", "two trainings"),
        ("школа", "Наша ШКОЛА открыта"),
        ("учебн*", "новая учебная часть"),
        ("مدرسة", "زرنا المَدْرَسَة أمس"),
        ("مدرسة", "وبالمدرسه"),
        ("ilimi", "ILIMI"),
        ("ƙungiya", "kungiya ta gari"),
        ("border", "bor\u00adder"),
        ("don't", "they don’t"),
        ("border", "the _border_ and **that**"),
        ("field_work", "field work"),
        ("في الحدود", "وفي الحدود"),
    ],
)
def test_a_careful_word_is_found(phrase: str, text: str) -> None:
    assert Finder([phrase]).find([text]) == (phrase,)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("border", "borderline"),
        ("order", "border"),
        ("train", "trainings"),
        ("школа", "школами"),
        ("درس", "مدرسة"),
        ("youth centre", "youth and centre"),
        ("…", "…"),
        ("*", "anything"),
        ("", "anything"),
    ],
)
def test_parts_of_other_words_and_nothing_are_not(phrase: str, text: str) -> None:
    assert Finder([phrase]).find([text]) == ()


def test_they_are_named_as_listed_and_in_that_order() -> None:
    found = Finder(["Zone", "Area", "River"]).find(["an area", "the river and the ZONE"])
    assert found == ("Zone", "Area", "River")


def test_those_that_find_the_same_are_one() -> None:
    assert careful.key("École  libre") == careful.key("ecole-LIBRE") != careful.key("ecole libre*")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_it(phrase: str, text: str) -> None:
    assert set(Finder([phrase]).find([text])) <= {phrase}


@given(st.text("abéшع ", min_size=1, max_size=12).filter(str.strip))
def test_what_stands_alone_is_always_found(phrase: str) -> None:
    assert Finder([phrase]).find([f"… {phrase.upper()} …"]) == (phrase,)
