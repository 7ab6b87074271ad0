"""A room says nothing to the network: nobody learns of it who was not shown its letters (A6.8)."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.engine import child
from tests.scenarios.laptops import Laptop
from tests.scenarios.test_rooms import HERE, met

EVENTS = ("socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg")
WATCHED = """
import runpy, sys
file, module, *rest = sys.argv[1:]
def note(event, said):
    if event in {events!r} and said[0].family != 1:
        with open(file, "a") as told:
            print(event, int(said[0].type), said[1][0] if said[1] else "", file=told)
sys.addaudithook(note)
sys.argv = [module, *rest]
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, int, object]]:
    """What this process asks of the network."""
    said: set[tuple[str, int, object]] = set()
    for name in ("bind", "connect", "connect_ex", "sendto", "sendmsg"):
        monkeypatch.setattr(socket.socket, name, noting(said, name))
    return said


def noting(said: set[tuple[str, int, object]], name: str) -> Callable[..., object]:
    real = getattr(socket.socket, name)

    def asked(plug: socket.socket, *more: Any) -> object:
        if plug.family != socket.AF_UNIX:
            said.add((f"socket.{name}", int(plug.type), more[-1][0]))
        return real(plug, *more)

    return asked


def groups() -> str:
    """The groups whose messages this computer takes in."""
    return "".join(Path(f"/proc/net/{name}").read_text("ascii") for name in ("igmp", "igmp6"))


def test_a_room_is_not_announced(
    laptop: Callable[[str], Laptop],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    heard: set[tuple[str, int, object]],
) -> None:
    """Nothing goes out but streams to the address that was chosen, from either process."""
    told, stream = tmp_path / "told", int(socket.SOCK_STREAM)
    program = (sys.executable, "-c", WATCHED.format(events=EVENTS), str(told))
    monkeypatch.setattr(child, "PYTHON", program)
    before = groups()
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.note(space, "Agenda")
    amal.session.rooms.addresses()

    met(amal, space, badu)

    assert groups() == before
    assert badu.titles(space) == {"Agenda"}
    badu.session.rooms.leave()
    amal.session.rooms.leave()
    assert set(told.read_text("utf-8").splitlines()) == {f"socket.bind {stream} {HERE}"}
    assert heard == {("socket.connect", stream, HERE)}
