"""The lists of words: long enough, easy to tell apart, and never changed by accident."""

import hashlib
import unicodedata

import pytest

import resources

CHECK_LISTS = {  # other words would make two laptops show different words for the same person
    "check.en": "50a0b15a532fe4657ff12523bc0ffddb63bf6a591d13e22fc27b18dfe9a38e09",
    "check.fr": "f7f6e4f3e29d49d4c0bea1db15ddc4b81ed08715781b866dbda349e8f616d7f8",
}
PASSWORD_LISTS = ("password.en", "password.fr")


def folded(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


@pytest.mark.parametrize("name", PASSWORD_LISTS)
def test_six_password_words_are_77_bits(name: str) -> None:
    words = resources.words(name)
    assert len(words) == 7776
    assert len({folded(word) for word in words}) == 7776


@pytest.mark.parametrize("name", PASSWORD_LISTS)
def test_password_words_can_be_typed_on_a_plain_keyboard(name: str) -> None:
    for word in resources.words(name):
        assert word.isascii()
        assert word.isalpha()
        assert word.islower()
        assert len(word) >= 3


@pytest.mark.parametrize("name", sorted(CHECK_LISTS))
def test_check_words_are_told_apart_by_their_first_four_letters(name: str) -> None:
    words = resources.words(name)
    assert len(words) == 1024
    assert len({folded(word)[:4] for word in words}) == 1024
    assert all(len(folded(word)) >= 4 for word in words)


@pytest.mark.parametrize("name", sorted(CHECK_LISTS))
def test_check_words_stay_as_they_are_for_good(name: str) -> None:
    content = resources.path(f"words/{name}.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == CHECK_LISTS[name]


@pytest.mark.parametrize("name", [*PASSWORD_LISTS, *CHECK_LISTS])
def test_words_are_written_in_one_way_only(name: str) -> None:
    for word in resources.words(name):
        assert unicodedata.normalize("NFC", word) == word
