"""Roles, removal, votes, policy, invitations and organisations on the command line, kept stable."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.scenarios.driven import Driven
from tests.scenarios.laptops import Laptop

SPACE = "Field team"


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Callable[[str], Driven]]:
    """Makes a notebook for somebody and starts its driver; whatever is left running ends with the test."""
    made: list[Driven] = []

    def start(name: str) -> Driven:
        Laptop(tmp_path / name, name).session.close()
        made.append(Driven(tmp_path / name))
        return made[-1]

    yield start
    for one in made:
        one.cut_off()


@pytest.fixture
def both(drive: Callable[[str], Driven], tmp_path: Path) -> tuple[Driven, Driven]:
    """Amal, who founded the space, and Badu, who came in by files."""
    amal, badu = drive("Amal"), drive("Badu")
    amal("space", "new", SPACE)
    invite(amal, badu, tmp_path)
    return amal, badu


def invite(amal: Driven, joiner: Driven, folder: Path, *options: str) -> None:
    amal("space", "invite", SPACE, "--to", str(folder / "i"), *options)
    joiner("space", "join", str(folder / "i"), "--to", str(folder / "r"))
    assert amal("space", "admit", SPACE, str(folder / "r"), "--to", str(folder / "a"))["admitted"]
    joiner("bundle", "read", str(folder / "a"))


def carry(source: Driven, sink: Driven, folder: Path) -> None:
    source("bundle", "write", SPACE, "--to", str(folder / "carried"))
    sink("bundle", "read", str(folder / "carried"))
    (folder / "carried").unlink()


def people(driven: Driven) -> dict[str, tuple[str, str]]:
    return {row["name"]: (row["role"], row["state"]) for row in driven("space", "members", SPACE)}


def test_roles_and_removal(both: tuple[Driven, Driven], tmp_path: Path) -> None:
    amal, badu = both
    promoted = amal("space", "promote", SPACE, "Badu")
    assert (promoted["done"], promoted["agreed"], promoted["needed"]) == (True, 1, 1)
    carry(amal, badu, tmp_path)
    upwards = badu("space", "remove", SPACE, "Amal")
    assert (upwards["done"], upwards["agreed"], upwards["needed"]) == (False, 1, 2)
    (row,) = badu("space", "vote", SPACE)
    assert (row["action"], row["subject"], row["agreed"], row["needed"]) == (upwards["action"], "Amal", 1, 2)
    assert badu("space", "vote", SPACE, "remove", "Amal")["done"] is False
    assert badu("space", "demote", SPACE, "Amal")["code"] == "more-senior"
    assert amal("space", "demote", SPACE, "Badu", "--role", "reader")["done"] is True
    assert amal("space", "vote", SPACE, "remove:nobody")["code"] == "no-such-decision"
    assert amal("space", "consequences", SPACE, "Badu")["name"] == "Badu"
    (exposed,) = amal("space", "exposure", SPACE, "Badu")
    assert exposed["held"] is False
    assert amal("space", "remove", SPACE, "Badu")["done"] is True
    assert people(amal) == {"Amal": ("steward", "present"), "Badu": ("", "removed")}
    assert amal("space", "remove", SPACE, "Badu")["code"] == "unknown-person"
    assert [row["what"] for row in amal("space", "history", SPACE)][-1] == "removed"
    assert amal("space", "leave", SPACE)["done"] is True
    assert amal("space", "list")[0]["role"] == "removed"


def test_policy_holds_and_trust(both: tuple[Driven, Driven]) -> None:
    amal, badu = both
    assert amal("space", "policy", SPACE)["dormant_days"] == 60
    changed = amal(
        "space", "policy", SPACE, "--dormant-days", "20", "--history", "full", "--inviters", "member"
    )
    assert (changed["dormant_days"], changed["history"], changed["inviters"]) == (20, "full", "member")
    for history in ("state", "none"):
        assert amal("space", "policy", SPACE, "--history", history)["code"] == "history-not-offered"
    assert amal("space", "policy", SPACE, "--rotate-days", "0")["code"] == "usage"
    assert amal("space", "hold", SPACE, "Badu") == {"devices": 1, "held": 1}
    assert people(amal)["Badu"] == ("member", "held")
    assert amal("space", "hold", SPACE, "Badu", "--lift") == {"devices": 1, "held": 0}
    assert len(badu("space", "buddies", SPACE, "Amal")["buddies"]) == 1
    assert len(badu("space", "vouch", SPACE, "Amal")["person"]) == 64
    assert badu("space", "policy", SPACE, "--history", "full")["code"] == "not-allowed"


def test_a_reader_comes_in_by_an_invitation_for_several(
    drive: Callable[[str], Driven], tmp_path: Path
) -> None:
    amal, badu, caro = drive("Amal"), drive("Badu"), drive("Caro")
    amal("space", "new", SPACE)
    invite(amal, badu, tmp_path, "--role", "reader", "--uses", "2")
    (row,) = amal("space", "invitations", SPACE)
    assert (row["role"], row["uses_left"], row["max_uses"], row["mine"]) == ("reader", 1, 2, True)
    assert people(amal)["Badu"] == ("reader", "present")
    assert amal("space", "uninvite", SPACE, row["id"][:8]) == {"done": True}
    caro("space", "join", str(tmp_path / "i"), "--to", str(tmp_path / "late"))
    before = amal("digest", SPACE), people(amal)
    assert amal("space", "admit", SPACE, str(tmp_path / "late"))["code"] == "invitation-withdrawn"
    assert amal("space", "uninvite", SPACE, row["id"][:8])["code"] == "invitation-unknown"
    assert amal("space", "invite", SPACE, "--role", "steward")["code"] == "usage"
    assert (amal("digest", SPACE), people(amal)) == before


def test_an_organisation_by_files_alone(drive: Callable[[str], Driven], tmp_path: Path) -> None:
    amal, badu, caro = drive("Amal"), drive("Badu"), drive("Caro")
    amal("space", "new", SPACE, "--network")
    badu("space", "new", "Our own")
    badu("org", "new", "Wells", "--to", str(tmp_path / "wells"), "--space", "Our own")
    added = amal("space", "add-org", SPACE, str(tmp_path / "wells"), "--to", str(tmp_path / "in"))
    badu("bundle", "read", str(tmp_path / "in"))
    caro("me", "card", "--to", str(tmp_path / "caro"))
    sent = badu("org", "delegate", SPACE, "Wells", str(tmp_path / "caro"), "--to", str(tmp_path / "in2"))
    caro("bundle", "read", str(tmp_path / "in2"))
    carry(caro, amal, tmp_path)
    assert [(row["name"], row["organisation"], row["inside"]) for row in amal("space", "members", SPACE)] == [
        ("Wells", True, ""), ("Badu", False, added["id"]), ("Caro", False, added["id"]), ("Amal", False, ""),
    ]  # fmt: skip
    assert badu("org", "officer", SPACE, "Wells", sent["id"][:8])["done"] is True
    (row,) = badu("org", "list", SPACE)
    assert [(one["name"], one["officer"]) for one in row["people"]] == [("Badu", True), ("Caro", True)]
    shared = badu("org", "share", SPACE, "Wells", "--with", "Our own")
    assert (shared["wanted"], shared["allowed"], shared["shares"]) == (True, False, False)
    assert amal("org", "share", SPACE, "Wells", "--with", SPACE)["code"] == "sharing-needs-officer"
    assert amal("org", "share", SPACE, "Wells", "--allow")["allowed"] is True
    assert amal("org", "share", SPACE, "Wells", "--refuse")["allowed"] is False
    assert badu("org", "share", SPACE, "Wells", "--stop")["wanted"] is False
    assert badu("org", "share", SPACE, "Wells")["spaces"] == []
    assert badu("org", "share", SPACE, "Wells", "--stop", "--allow")["code"] == "usage"
    assert badu("org", "release", SPACE, "Wells", "Caro")["done"] is True
    assert badu("org", "withdraw", SPACE, "Wells") == {"done": True}
    assert amal("org", "release", SPACE, "Wells", "Badu")["code"] == "not-an-officer"
