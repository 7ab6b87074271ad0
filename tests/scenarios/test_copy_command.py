"""`item copy`: to another space, confidential fields only where said, and careful words told first."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sync.cli import grammar
from sync.cli.answer import Answer
from sync.engine.crossing import Crossed, Crossing
from sync.errors import Cancelled, UnknownSpace
from tests.scenarios import rotating
from tests.scenarios.archiving import Two
from tests.scenarios.attaching import attached
from tests.scenarios.laptops import Laptop


def said(laptop: Laptop, *words: str) -> Answer:
    arguments = grammar.parse(list(words))
    answer: Answer = arguments.run(laptop.session, arguments)
    return answer


@pytest.fixture
def amal(laptop: Callable[[str], Laptop]) -> Laptop:
    made = laptop("Amal")
    for name in ("Field team", "Coast"):
        made.session.spaces.new(name)
    said(made, "item", "new", "Field team", "lesson", "title=Talks", "worked=At six", "known_from=The office")
    said(made, "item", "new", "Field team", "tool", "title=Circle", "year=2024")
    return made


def listed(laptop: Laptop) -> list[dict[str, Any]]:
    rows: Any = said(laptop, "item", "list", "Coast").document
    return [dict(said(laptop, "item", "show", row["id"]).document)["fields"] for row in rows]


def test_items_are_copied_as_it_is_said(amal: Laptop) -> None:
    plain = said(amal, "item", "copy", "Talks", "Circle", "--to", "Coast")
    document: Any = plain.document
    assert [len(document[each]) for each in ("copied", "never_copied", "careful")] == [1, 1, 0]
    assert (document["left"]["bare"], document["readers"], document["files"]) == (1, 1, 0)
    assert {"kind": "lesson", "field": "title", "items": 1} in document["not_copied"]
    assert "1 item was copied." in plain.lines and "Never copied: Known from" in plain.lines
    assert "Taken back later, it still lies in the trash there for 30 days." in plain.lines
    assert any(line.startswith("Confidential, and not copied: ") for line in plain.lines)
    assert listed(amal) == [{"title": "Circle", "year": "2024"}]
    whole: Any = said(amal, "item", "copy", "Talks", "--to", "Coast", "--confidential").document
    assert whole["not_copied"] == [] and whole["links_left_out"] == 0
    assert {"title": "Talks", "worked": "At six"} in listed(amal)


def test_careful_words_are_told_first_and_what_ended_it_last(
    amal: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnknownSpace):
        said(amal, "item", "copy", "Talks", "--to", "Nowhere")
    said(amal, "words", "careful", "Field team", "six")
    held = said(amal, "item", "copy", "Talks", "--to", "Coast", "--confidential")
    document: Any = held.document
    assert (document["code"], document["copied"]) == ("careful-inside", []) and listed(amal) == []
    anyway: Any = said(amal, "item", "copy", "Talks", "--to", "Coast", "--confidential", "--anyway").document
    assert len(anyway["copied"]) == 1 and anyway["careful"][0]["word"] == "six"

    done = Crossed({"a": "b"}, 1, ("far.pdf",), 2)
    monkeypatch.setattr(Crossing, "copy", lambda *_given, **_more: replace(done, ended=Cancelled()))
    stopped = said(amal, "item", "copy", "Circle", "--to", "Coast", "--without-files")
    assert isinstance(stopped.problem, Cancelled)
    for line in ("1 file was copied.", "Not on this computer, so not copied: far.pdf",
                 "2 links were left out: they lead to something that stays.",
                 "Stopped. What was copied until then stays."):  # fmt: skip
        assert line in stopped.lines


def test_the_other_laptop_gets_the_copy_with_its_file(shared: Two) -> None:
    amal, badu, space = shared
    own = amal.session.spaces.new("Own notes").id
    (item,) = amal.session.items.new(own, "lesson", {"title": "Talks", "known_from": "The office"}).ids
    attached(amal, item, b"minutes", "minutes.txt")
    name = amal.session.spaces.find(space).name
    document: Any = said(amal, "item", "copy", item, "--to", name, "--confidential").document
    assert (document["files"], document["readers"]) == (1, 2)
    rotating.sync(amal, badu)
    copy = document["copied"][0]["copy"]
    assert badu.session.items.show(copy).fields.keys() == {"title"}
    (file,) = badu.session.attachments.rows(copy)
    assert badu.session.attachments.data(file.id, 100) == b"minutes" and badu.titles(space) >= {"Talks"}
    assert [row.id for row in badu.session.items.find("office")] == []
