"""Rooms and folders on the command line, as a script drives them."""

from pathlib import Path

from sync.cli import grammar
from tests.scenarios.driven import Driven
from tests.scenarios.laptops import Laptop


def test_a_driven_session_holds_a_room_open_until_it_closes_it(tmp_path: Path) -> None:
    home = tmp_path / "amal"
    Laptop(home, "Amal").session.close()
    amal = Driven(home)
    space = amal("space", "new", "Field team")["id"]
    assert amal("room", "state")["room"] is None
    opened = amal("room", "open", "--address", "127.0.0.1")
    assert opened["ours"] and opened["address"].startswith("https://127.0.0.1:") and opened["sent"] > 0
    words = amal("space", "invite", space, "--words")["words"]

    badu = Laptop(tmp_path / "badu", "Badu")
    for typed in (["room", "join", opened["room"].lower()], ["space", "join", "--words", words]):
        arguments = grammar.parse(typed)
        arguments.run(badu.session, arguments)
    assert amal("space", "admit", space)["admitted"]
    badu.session.rooms.exchange()
    assert badu.session.spaces.all()[0].id == space
    drawer = tmp_path / "drawer"
    assert amal("folder", "add", str(drawer))["code"] == "folder-away"
    drawer.mkdir()
    assert amal("folder", "add", str(drawer), "Field team")["spaces"] == [space]
    assert amal("folder", "list") == [{"path": str(drawer), "spaces": [space], "there": True}]
    assert amal("folder", "remove", str(drawer))["removed"] == str(drawer)
    assert amal("room", "join", "no such letters")["code"] == "in-room-already"
    assert amal("room", "close") == {"room": None}
    assert amal("room", "join", "no such letters")["code"] == "room-text-wrong"
    assert badu.session.rooms.exchange().problem is not None
    badu.session.close()
    amal.cut_off()
