"""`words …` as commands: a network's own words set and read, its careful words told when something leaves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.driven import Driven
from tests.scenarios.laptops import Laptop


@pytest.fixture
def driven(tmp_path: Path) -> Iterator[Driven]:
    laptop = Laptop(tmp_path / "home", "Amal")
    laptop.session.spaces.new("Field team")
    laptop.session.close()
    one = Driven(tmp_path / "home")
    yield one
    one.cut_off()


def test_words_are_set_refused_applied_and_cleared(driven: Driven) -> None:
    known = {each["key"]: each for each in driven("words", "keys")}
    assert known["kind.contact.count"]["forms"] == 2 and known["kind.contact.count"]["holes"] == ["count"]
    assert [each["set"] for each in driven("words", "sets")] == [
        "community-programmes",
        "youth-and-education",
        "peace-and-dialogue",
    ]
    assert driven("words", "show", "Field team") == {"words": {}, "careful": [], "may_set": True}
    driven("words", "set", "Field team", "fr", "role.member", "Participante")
    applied = driven("words", "apply", "Field team", "peace-and-dialogue")["words"]
    assert applied["fr"]["role.member"] == ["Participant"] and len(applied["ar"]["kind.note.count"]) == 6
    assert "role.member" not in driven("words", "clear", "Field team", "en", "role.member")["words"]["en"]
    assert "fr" not in driven("words", "clear", "Field team", "fr")["words"]
    assert driven("words", "clear", "Field team")["words"] == {}

    refused = driven("words", "set", "Field team", "en", "kind.note.count", "{count} note", "{number} notes")
    assert refused["code"] == "word-holes" and "{count}" in refused["message"]
    assert driven("words", "apply", "Field team", "nothing")["code"] == "word-unknown"


def test_careful_words_are_told_before_something_leaves(driven: Driven, tmp_path: Path) -> None:
    driven("item", "new", "Field team", "note", "title=Wells", "body=Near the Border")
    out = ("export", "Field team", "--kind", "note", "--to")
    assert driven(*out, str(tmp_path / "one"))["careful"] == []
    assert driven("words", "careful", "Field team", "border", "school") == {"careful": ["border", "school"]}
    assert driven("words", "check", "Field team", "Old School") == {"careful": ["school"]}
    held = driven(*out, str(tmp_path / "two"))
    assert held["code"] == "careful-inside" and "border" in held["message"] and held["written"] == 0
    assert [each["word"] for each in held["careful"]] == ["border"] and not (tmp_path / "two").exists()
    said = driven(*out, str(tmp_path / "two"), "--anyway")
    assert said["written"] == 1 and said["careful"] == held["careful"]
    assert driven("words", "check", "Field team", "--kind", "note")["careful"] == said["careful"]
    assert driven("words", "careful", "Field team", "--none") == {"careful": []}
