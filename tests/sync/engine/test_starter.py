"""The library to begin with: ordinary items in three languages, put in and taken back in one step."""

from collections.abc import Callable

import pytest

import resources
from sync.engine import starter
from sync.engine.starter import Starter
from sync.errors import Problem
from sync.model import kinds
from sync.model.kinds import values
from tests.sync.engine.members_of_a_space import Member

LANGUAGES = ("ar", "en", "fr")
NAMES = ("assessment.md", "review.md", "safely.md")


@pytest.fixture
def amal(people: Callable[..., list[Member]]) -> Member:
    return people("amal")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_made_of_items_that_can_be_changed(amal: Member, language: str) -> None:
    library, space = Starter(amal.items), amal.space.hex()
    assert library.languages() == LANGUAGES
    made = library.add(space, language, by=library)
    assert made.by is library and len(made.ids) == len(NAMES)
    (form,) = amal.items.rows(space, "form")
    shown = amal.items.show(form.id).fields
    assert len(values.lines(shown["questions"][0].value)) >= 10
    assert shown["intro"][0].value and shown["every"][0].value == "half-year"
    for row in amal.items.rows(space, "tool"):
        fields = amal.items.show(row.id).fields
        assert fields["languages"][0].value == language and len(fields["body"][0].value) > 500
        amal.items.set(row.id, {"title": "Ours"})
    assert len(amal.items.rows(space)) == len(NAMES)


def test_one_step_takes_it_back_and_brings_it_again(amal: Member) -> None:
    space = amal.space.hex()
    amal.note("Plan")
    Starter(amal.items).add(space, "fr")
    amal.items.history.undo()
    assert [row.title for row in amal.items.rows(space)] == ["Plan"]
    amal.items.history.redo()
    assert len(amal.items.rows(space)) == 1 + len(NAMES)


def test_a_language_it_is_not_written_in_gives_english(amal: Member) -> None:
    Starter(amal.items).add(amal.space.hex(), "ha")
    assert "Working safely with Karkade" in {row.title for row in amal.items.rows(amal.space.hex())}


def test_what_cannot_be_written_leaves_nothing(amal: Member) -> None:
    with pytest.raises(Problem):
        Starter(amal.items).add("00" * 32, "en")
    assert not amal.items.rows(amal.space.hex())


def test_every_language_asks_the_same_questions_in_the_same_way() -> None:
    shapes = set()
    for language in LANGUAGES:
        assert resources.names(f"starter/{language}") == NAMES
        kind, fields = starter.page(resources.text(f"starter/{language}/assessment.md"))
        assert kind == "form"
        shapes.add(tuple(tuple(line.split(" | ")[:2]) for line in fields["questions"].splitlines()))
        for name in NAMES:
            kind, fields = starter.page(resources.text(f"starter/{language}/{name}"))
            declared = kinds.ALL[kind]
            for each, text in fields.items():
                field = declared.field(each)
                assert field is not None and values.checked(field, text) == text
    assert len(shapes) == 1
