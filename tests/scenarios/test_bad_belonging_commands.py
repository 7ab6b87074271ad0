"""Bad input about who belongs, as somebody types it: a code, its sentence, and nothing has changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crypto.epoch import EpochSecrets
from i18n import set_aside
from i18n.problems import sentences
from sync.engine import identity, invitations, session
from sync.model import ops
from tests.scenarios import forging, rotating
from tests.scenarios.driven import Driven, run
from tests.scenarios.laptops import Laptop

SPACE = "Field team"
CARO, DINA = (identity.found(name, bytes(32), 1) for name in ("Caro", "Dina"))


@pytest.fixture
def drive() -> Iterator[Callable[[Laptop], Driven]]:
    """Closes a laptop's notebook, and opens it in a driver."""
    made: list[Driven] = []

    def start(one: Laptop) -> Driven:
        one.session.close()
        made.append(Driven(one.home))
        return made[-1]

    yield start
    for one in made:
        one.cut_off()


def requests(amal: Laptop, space: str, folder: Path, late: pytest.MonkeyPatch) -> dict[str, str]:
    """Files that ask to come in, and the code with which each is refused."""
    door, frida = amal.session.invitations, identity.found("Frida", bytes(32), 1)
    once, other = door.to_file(space), door.to_file(amal.session.spaces.new("Other").id)
    door.admit(space, forging.request(once, CARO))
    with late.context() as patch:
        patch.setattr(invitations, "LASTS_MS", -1)
        expired = door.to_file(space)
    foreign = replace(DINA, entries=(*DINA.entries, *frida.entries))
    good = forging.request(door.to_file(space), DINA)
    made = {
        "used": (forging.request(once, DINA), "invitation-spent"),
        "expired": (forging.request(expired, DINA), "invitation-expired"),
        "elsewhere": (forging.request(other, DINA), "request-elsewhere"),
        "altered": (good[:-1] + bytes([good[-1] ^ 1]), "request-damaged"),
        "role": (forging.request(door.to_file(space), DINA, "steward"), "request-damaged"),
        "foreign": (forging.request(door.to_file(space), foreign), "request-damaged"),
        "noise": (b"noise", "request-damaged"),
    }
    for name, (data, _) in made.items():
        (folder / name).write_bytes(data)
    (folder / "bent").write_bytes(once[:-1] + bytes([once[-1] ^ 1]))
    return {str(folder / name): code for name, (_, code) in made.items()}


def test_requests_and_invitations(
    laptop: Callable[[str], Laptop], drive: Callable[[Laptop], Driven], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    one = laptop("Amal")
    space = one.session.spaces.new(SPACE).id
    bad = requests(one, space, tmp_path, monkeypatch)
    amal = drive(one)
    before = amal("digest", SPACE), amal("space", "members", SPACE), amal("space", "history", SPACE)
    for path, code in bad.items():
        answer = amal("space", "admit", SPACE, path)
        assert (answer["code"], answer["message"]) == (code, spoken(code))
    answer = amal("space", "join", str(tmp_path / "bent"))
    assert (answer["code"], answer["message"]) == ("invitation-damaged", spoken("invitation-damaged"))
    assert amal("space", "invite", SPACE, "--role", "steward")["code"] == "usage"
    assert before == (amal("digest", SPACE), amal("space", "members", SPACE), amal("space", "history", SPACE))


def spoken(code: str, **holes: str | int) -> str:
    said = sentences(code, holes)
    return f"{said.what} {said.safe} {said.do}"


def people(one: Driven) -> list[dict[str, object]]:
    """Who belongs, whenever they were heard last."""
    return [row | {"heard": 0} for row in one("space", "members", SPACE)]


def test_what_came_on_a_stick_is_listed_in_sentences(
    shared: tuple[Laptop, Laptop, str], drive: Callable[[Laptop], Driven], tmp_path: Path
) -> None:
    amal, other, space = shared
    epoch = forging.rotation(amal, space, EpochSecrets.generate(), [rotating.device(amal)])
    newer = ops.Unknown(30, (30, "later"))
    for name, said in (("left-out", epoch), ("newer", newer)):
        forging.pack(amal, other, space, tmp_path / name, [forging.entry(amal, space, said)], ())
    (head,) = rotating.heads(amal, space)
    false = rotating.packages(amal, space, head, EpochSecrets.generate(), other)
    forging.pack(amal, other, space, tmp_path / "false", (), false)
    badu = drive(other)
    before = badu("digest", SPACE), people(badu)
    assert badu("bundle", "read", str(tmp_path / "left-out")) == {"new": 0, "known": 0, "refused": 1}
    answer = badu("bundle", "read", str(tmp_path / "false"))
    assert (answer["code"], answer["message"]) == ("key-does-not-fit", spoken("key-does-not-fit"))
    rows = badu("space", "quarantine", SPACE)
    reasons = ["recipients", "key-does-not-fit"]
    assert [row["reason"] for row in rows] == reasons
    assert [row["message"] for row in rows] == [set_aside.WHY[one] for one in reasons]
    assert badu("space", "quarantine", SPACE, "admit")["code"] == "not-allowed"
    assert badu("bundle", "read", str(tmp_path / "newer"))["new"] == 1
    assert badu("item", "new", SPACE, "note", "title=New")["code"] == "space-needs-update"
    assert badu("doctor")["findings"] == [
        "needs-update:1", "refused:key-does-not-fit:1", "refused:recipients:1",
    ]  # fmt: skip
    assert before == (badu("digest", SPACE), people(badu))
    badu.cut_off()
    _, said, _ = run(other.home, "doctor", json_=False)
    assert "1 space uses something newer than this program." in said
    assert f"1 change was not taken in. {set_aside.WHY['recipients']}" in said


def test_sheets_of_another_notebook(laptop: Callable[[str], Laptop], tmp_path: Path) -> None:
    amal, badu = laptop("Amal"), laptop("Badu")
    made, other = amal.session.recovery.make(), badu.session.recovery.make()
    space = amal.session.spaces.new(SPACE).id
    amal.session.backups.write(tmp_path / "backup")
    digest = amal.digest(space)
    amal.session.close()
    asked = {
        ("recovery", "rehearse", made[0].text, other[1].text): ("sheets-mixed", {}),
        ("recovery", "rehearse", made[0].text): ("sheets-too-few", {"have": 1, "need": 2}),
        ("backup", "check", str(tmp_path / "backup"), other[0].text, other[1].text): (
            "backup-foreign", {"name": "backup"},
        ),
    }  # fmt: skip
    driven = Driven(amal.home)
    for words, (code, holes) in asked.items():
        answer = driven(*words)
        assert (answer["code"], answer["message"]) == (code, spoken(code, **holes))
    assert driven("digest", SPACE) == {"digest": digest}
    driven.cut_off()
    new = tmp_path / "there"
    _, said, _ = run(new, "backup", "restore", str(tmp_path / "backup"), other[0].text, other[1].text)
    assert said["code"] == "backup-foreign" and not session.exists(new)
