"""Every problem has its three sentences, in plain words."""

import pkgutil
import re
from importlib import import_module
from string import Formatter

import pytest

import i18n
import sync
from i18n.problems import LEFT_OUT, TABLE, sentences
from sync import errors
from tests.i18n import catalogues

LONGEST = 12  # words in a sentence; people read this tired, or in a second language
TECHNICAL = re.compile(
    r"\b(vault|relay|sync|bundle|database|passphrase|fingerprint|encrypt\w*|cipher|server|error|invalid|"
    r"failed|corrupt\w*|blob|import\w*|export\w*|admin\w*|metadata)\b",
    re.IGNORECASE,
)


def classes() -> list[type[errors.Problem]]:
    names = (each.name for each in pkgutil.iter_modules(sync.__path__) if each.name.endswith("refusals"))
    every = (errors, *(import_module(f"sync.{name}") for name in sorted(names)))
    found = dict.fromkeys(
        each for module in every for each in vars(module).values() if isinstance(each, type)
    )
    return [each for each in found if issubclass(each, errors.Problem)]


def problems() -> dict[str, type[errors.Problem]]:
    return {each.code: each for each in classes()}


def test_every_problem_has_sentences_and_no_sentence_lacks_its_problem() -> None:
    assert set(TABLE) == set(problems())


def test_no_two_problems_share_a_code() -> None:
    assert len(problems()) == len(classes())


@pytest.mark.parametrize("code", sorted(TABLE))
def test_all_three_are_short_plain_sentences(code: str) -> None:
    for part in TABLE[code]:
        assert part[0].isupper() or part[0] == "“"
        assert part.endswith(".")
        assert not TECHNICAL.search(part)
        for sentence in re.split(r"(?<=[.!?]) ", part):
            assert len(sentence.split()) <= LONGEST, sentence


@pytest.mark.parametrize("code", sorted(TABLE))
def test_holes_are_those_the_problem_promises(code: str) -> None:
    promised = re.search(r"Holes: (.*)\.", problems()[code].__doc__ or "")
    allowed = set(promised.group(1).split(", ")) if promised else set()
    used = {name for part in TABLE[code] for _, name, _, _ in Formatter().parse(part) if name}
    assert used <= allowed


def test_holes_are_filled() -> None:
    assert sentences("file-unreadable", {"name": "a {b}.md"}).what == "The file “a {b}.md” could not be read."


def test_a_missing_hole_never_hides_the_problem() -> None:
    assert LEFT_OUT in sentences("unknown-item").what


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    assert sentences("no-such-code") == sentences("unexpected")


@pytest.mark.parametrize("code", sorted(set(i18n.languages()) - catalogues.tool().GROWING))
def test_every_language_says_it_in_its_own_words(code: str) -> None:
    english = {each: sentences(each) for each in TABLE}
    try:
        i18n.set_language(code)
        said = {each: sentences(each) for each in TABLE}
    finally:
        i18n.set_language("en")
    same = [each for each in TABLE if said[each].what == english[each].what]
    assert not same or code == "en"
