"""The shipped sets of words fit the places they are for, in every language that has them."""

import pytest

from i18n import OWN_NAMES, wordsets
from i18n.wordsets import WordSet
from sync.model import plurals, terms, wording


@pytest.mark.parametrize("chosen", wordsets.ALL.values(), ids=lambda one: one.name)
def test_a_set_fits_in_every_language(chosen: WordSet) -> None:
    by_language = wordsets.in_every_language(chosen)
    assert {"en", "fr", "ar"} <= by_language.keys()
    for language, words in by_language.items():
        assert {key: terms.unfit(key, language, forms) for key, forms in words.items()} == dict.fromkeys(
            words, ""
        ), language
    for whole in ("en", "fr", "ar"):
        assert by_language[whole].keys() == chosen.words.keys()
        assert len(by_language[whole]) <= wording.MESSAGES_MAX


def test_each_language_has_its_own_words_for_a_set() -> None:
    for chosen in wordsets.ALL.values():
        by_language = wordsets.in_every_language(chosen)
        assert by_language["fr"]["kind.note.many"] != by_language["en"]["kind.note.many"]
        assert by_language["ar"]["kind.note.many"] != by_language["en"]["kind.note.many"]


@pytest.mark.parametrize("language", OWN_NAMES)
def test_forms_are_counted_as_the_catalogues_do(language: str) -> None:
    read = wordsets.compiled.read(wordsets.CATALOGUES / f"{language}.mo")
    assert plurals.forms(language) == read.forms
    assert [plurals.form(language, count) for count in range(201)] == list(map(read.rule, range(201)))
