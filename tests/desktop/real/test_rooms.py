"""A meeting without internet, in windows on real notebooks: a room that closes again, and a shared folder."""

import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desktop.dialogs.folders import AddFolderDialog, FoldersDialog
from desktop.dialogs.invite import InviteDialog
from desktop.dialogs.join import JoinDialog
from desktop.dialogs.requests import RequestsDialog
from desktop.dialogs.room import RoomDialog
from desktop.dialogs.settings import SettingsDialog
from desktop.tour.stage import Stage, until
from desktop.views.wishes import Wish
from sync.engine import lan, room_rounds, rooms
from tests.desktop.real.hands import ask, dialog, send, titles, words
from tests.desktop.sheet_of_space import button
from tests.scenarios.laptops import Relay

Two = tuple[Stage, Stage, str]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for somebody who is still typing, and the only network is this computer's own."""
    for name, value in (("QUIET_SECONDS", 0.05), ("PAUSE_SECONDS", 0.1), ("INVITED_SECONDS", 1.0)):
        monkeypatch.setattr(room_rounds, name, value)
    monkeypatch.setattr(rooms, "SPREAD_MS", 100)
    monkeypatch.setattr(lan, "addresses", lambda: ["127.0.0.1"])
    monkeypatch.setattr(lan, "likeliest", lambda: "127.0.0.1")


def answers(address: str) -> bool:
    where = urlsplit(address)
    with socket.socket() as asking:
        return asking.connect_ex((where.hostname, where.port)) == 0


def test_a_note_arrives_in_the_room_and_nothing_of_the_room_stays(two: Two, relay: Relay) -> None:
    amal, badu, _ = two
    relay.stop()
    opening = ask(amal, Wish.ROOM, RoomDialog)
    until(lambda: "without internet" in words(opening))
    button(opening, "Open for people in this room").click()
    until(lambda: opening.inside is not None)
    room = amal.session.rooms.current
    assert room is not None and answers(room.address)
    button(opening, "Keep it open").click()
    until(lambda: "The room is open." in amal.window.room.text())
    joining = ask(badu, Wish.ROOM, RoomDialog)
    until(lambda: "without internet" in words(joining))
    joining.joining.click()
    joining.letters.setText(room.text.lower().replace("-", " "))
    joining.go.click()
    until(lambda: "You are in the room." in words(joining))
    amal.write_note("Written at the meeting", "Bring water.")
    until(lambda: "Written at the meeting" in titles(badu))
    until(lambda: "came in" in words(joining))
    amal.window.room.leave.click()
    until(lambda: "All that it held is erased." in amal.window.banner.text())
    until(lambda: "The room does not answer." in words(joining))
    button(joining, "Leave the room").click()
    until(lambda: "You left the room." in words(joining) and badu.session.rooms.current is None)
    joining.reject()
    until(lambda: not amal.window.room.text() and not badu.window.room.text())
    assert amal.session.rooms.current is None and not answers(room.address)


def test_a_shared_folder_carries_a_note(two: Two, relay: Relay, choosing: list[Path], tmp_path: Path) -> None:
    amal, badu, _ = two
    relay.stop()
    shared = tmp_path / "shared"
    shared.mkdir()
    for stage in (amal, badu):
        choosing.append(shared)
        ask(stage, Wish.SENDING, SettingsDialog).sending.show_folders()
        page = dialog(FoldersDialog)
        until(lambda page=page: page.known is not None)
        page.add.click()
        adding = dialog(AddFolderDialog)
        adding.choose.click()
        adding.go.click()
        until(lambda page=page: len(page.cards) == 1 and "It is there." in words(page))
        page.reject()
        dialog(SettingsDialog).reject()
    amal.write_note("Left in the folder", "Bring tea.")
    send(amal, badu)
    until(lambda: "Left in the folder" in titles(badu))


def test_who_has_no_space_yet_is_invited_in_the_room(
    person: Callable[[str], Stage], choosing: list[Path], tmp_path: Path
) -> None:
    amal, badu = person("Amal"), person("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.open_space(space)
    room = amal.session.rooms.open()
    badu.session.rooms.join(room.text)
    inviting = ask(amal, Wish.INVITE, InviteDialog)
    inviting.choose_picture()
    until(inviting.picture.isVisible)
    inviting.picture.pixmap().save(str(tmp_path / "seen.png"))
    inviting.close()
    choosing.append(tmp_path / "seen.png")
    joining = ask(badu, Wish.JOIN, JoinDialog)
    joining.choose_picture()
    until(joining.is_done)
    joining.close()
    until(lambda: "asks to join" in amal.window.banner.text())
    requests = ask(amal, Wish.REQUESTS, RequestsDialog)
    until(lambda: len(requests.asking()) == 1)
    requests.choose(badu.session.me.person)
    requests.let_in()
    until(lambda: "in the space now" in requests.banner.text())
    requests.close()
    amal.write_note("Written at the meeting", "Bring water.")
    until(lambda: badu.window.desk.space == space)
    until(lambda: "Written at the meeting" in titles(badu))
