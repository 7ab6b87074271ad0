"""What two people read to each other."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import words

persons = st.binary(min_size=32, max_size=32)
LIST = [f"w{number:04}" for number in range(1024)]


@given(persons)
def test_ten_words_say_the_first_hundred_bits(person: bytes) -> None:
    spoken = words.check_words(person, LIST)
    bits = "".join(f"{LIST.index(word):010b}" for word in spoken)
    fingerprint = "".join(f"{byte:08b}" for byte in words.fingerprint(person))
    assert len(spoken) == 10
    assert bits == fingerprint[:100]


@given(persons)
def test_digits_come_in_six_groups_of_five(person: bytes) -> None:
    assert re.fullmatch(r"(\d{5} ){5}\d{5}", words.digits(person))


@given(persons, persons)
def test_two_people_read_different_things(one: bytes, other: bytes) -> None:
    assert (words.check_words(one, LIST) == words.check_words(other, LIST)) is (one == other)
    assert (words.digits(one) == words.digits(other)) is (one == other)


@pytest.mark.parametrize("size", [0, 1023, 1025])
def test_a_list_has_1024_words(size: int) -> None:
    with pytest.raises(ValueError, match=r"1,024"):
        words.check_words(bytes(32), ["bread"] * size)
