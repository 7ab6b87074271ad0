"""Two laptops of one person on the command line: card, answer, list, block and hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.driven import Driven
from tests.scenarios.laptops import Laptop, Relay

SPACE = "Field team"


@pytest.fixture
def old(tmp_path: Path, relay: Relay) -> Iterator[Driven]:
    laptop = Laptop(tmp_path / "old", "Amal")
    space = laptop.session.spaces.new(SPACE).id
    laptop.session.spaces.add_relay(space, relay.url)
    laptop.session.close()
    driven = Driven(tmp_path / "old")
    yield driven
    driven.cut_off()


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Driven]:
    Laptop(tmp_path / "new", "Whoever").session.close()
    driven = Driven(tmp_path / "new")
    yield driven
    driven.cut_off()


def test_a_second_laptop_by_two_files(old: Driven, new: Driven, tmp_path: Path) -> None:
    old("item", "new", SPACE, "note", "title=Plan")
    old("sync")
    card, answer = str(tmp_path / "card.pack"), str(tmp_path / "answer.pack")
    assert new("device", "card", "--to", card) == {"file": card}
    added = old("device", "add", card, "--to", answer)
    (here,) = new("device", "list")
    assert added == {"added": here["id"], "file": answer}
    assert new("device", "add", answer) == {"adopted": old("doctor")["person"]}
    assert [row["name"] for row in new("space", "list")] == [SPACE]
    new("sync")
    assert [row["title"] for row in new("item", "list", SPACE)] == ["Plan"]
    new("sync")
    old("sync")
    listed = old("device", "list")
    assert [(row["this"], row["state"]) for row in listed] == [(True, "present"), (False, "present")]
    assert all(row["last_ms"] > 0 for row in listed)
    assert old("digest", SPACE) == new("digest", SPACE)


def test_held_blocked_and_refused(old: Driven, new: Driven, tmp_path: Path) -> None:
    answer = str(tmp_path / "answer.pack")
    text = new("device", "card")["card"]
    name = old("device", "add", text, "--to", answer)["added"]
    assert old("device", "add", answer)["code"] == "device-answer-elsewhere"
    assert old("device", "rename", name[:8], "On the road") == {"id": name, "name": "On the road"}
    assert old("device", "hold", "On the road") == {"held": name}
    assert [row["state"] for row in old("device", "list")] == ["present", "held"]
    assert old("device", "block", "On the road") == {"blocked": name}
    assert [row["state"] for row in old("device", "list")] == ["present", "removed"]
    assert old("device", "add", text)["code"] == "device-was-blocked"
    assert old("device", "block", old("device", "list")[0]["id"])["code"] == "last-device"
    assert old("device", "block", "Nobody")["code"] == "unknown-device"
    (tmp_path / "noise").write_bytes(b"noise")
    assert old("device", "add", str(tmp_path / "noise"))["code"] == "device-card-damaged"
    new("space", "new", "Own")
    assert new("device", "add", answer)["code"] == "notebook-not-empty"


def test_somebody_else_in_one_space(old: Driven) -> None:
    old("space", "new", "Apart", "--persona", "Cloud")
    assert [row["name"] for row in old("space", "members", "Apart")] == ["Cloud"]
    assert [row["name"] for row in old("space", "members", SPACE)] == ["Amal"]
