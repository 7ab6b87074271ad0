"""Rooms and folders with the engine handed in: what is asked, what is said, and what stays to be seen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import files, qrcode
from desktop.dialogs.folders import AddFolderDialog, FoldersDialog
from desktop.dialogs.invite import InviteDialog
from desktop.dialogs.join import JoinDialog
from desktop.dialogs.room import RoomDialog
from desktop.dialogs.settings import SettingsDialog
from desktop.tasks import Tasks
from desktop.views.wishes import Wish
from sync.engine.events import DeliveryState, RoomState
from sync.errors import FileUnwritable
from sync.relay_refusals import FolderAway, FolderFull, NoLocalNetwork, RoomFull, RoomTextWrong
from tests.desktop import stand_in
from tests.desktop.rows import NOW_MS
from tests.desktop.sheet_of_space import button, one, words
from tests.desktop.stand_in_rooms import LETTERS, FolderRow, Room
from tests.desktop.test_application import assert_can_be_heard_and_hit


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the paths that the next file dialogs will be given, in turn."""
    paths: list[Path] = []
    for name in ("choose_open", "choose_folder"):
        monkeypatch.setattr(files, name, lambda *given: given[-1]([paths.pop(0)]))
    return paths


@pytest.fixture
def ask(opened: Application, qtbot: QtBot) -> Callable[[], RoomDialog]:
    def show() -> RoomDialog:
        opened.errands.grant(Wish.ROOM)
        found = one(RoomDialog)
        qtbot.waitUntil(lambda: found.inside is not None or "without internet" in words(found))
        return found

    return show


# ---------------------------------------------------------------- rooms
def test_a_room_is_opened_shown_and_closed(
    ask: Callable[[], RoomDialog], opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    dialog = ask()
    assert "Everybody in this network can see" in words(dialog) and "Nobody can read it" in words(dialog)
    assert_can_be_heard_and_hit(dialog)
    button(dialog, "Open for people in this room").click()
    qtbot.waitUntil(lambda: dialog.inside is not None and dialog.inside.isVisible())
    assert session.rooms.calls == [("open", "", 0, None)]
    shown = words(dialog)
    assert "7K2M Q9TX 4BCD\n0W3H" in shown and "The room is open." in shown
    assert not dialog.inside.picture.pixmap().isNull()
    assert_can_be_heard_and_hit(dialog)
    button(dialog, "Copy").click()
    assert QApplication.clipboard().text() == LETTERS
    session.rooms.tell(RoomState(2, 3, None, NOW_MS))
    qtbot.waitUntil(lambda: "3 changes came in. 2 changes went out." in words(dialog))
    button(dialog, "Close the room").click()
    qtbot.waitUntil(lambda: "All that it held is erased." in words(dialog))
    assert session.rooms.current is None
    dialog.reject()
    qtbot.waitUntil(lambda: not opened.window.room.text())


def test_the_room_stays_open_without_its_page_and_the_window_says_so(
    ask: Callable[[], RoomDialog], opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    dialog = ask()
    button(dialog, "Open for people in this room").click()
    qtbot.waitUntil(lambda: dialog.inside is not None)
    button(dialog, "Keep it open").click()
    line = opened.window.room
    qtbot.waitUntil(lambda: "The room is open." in line.text())
    assert session.rooms.current is not None
    assert_can_be_heard_and_hit(opened.window)
    session.rooms.tell(RoomState(last_ms=NOW_MS, quiet=RoomFull()))
    qtbot.waitUntil(lambda: "no space left for files" in line.text())
    session.rooms.tell(RoomState(problem=FolderAway(name="x")))
    qtbot.waitUntil(lambda: "is not there now" in line.text())
    line.look.click()
    again = one(RoomDialog)
    qtbot.waitUntil(lambda: again.inside is not None)
    again.reject()
    session.rooms.problem = NoLocalNetwork()
    line.leave.click()
    qtbot.waitUntil(lambda: bool(opened.window.banner.text()) and line.leave.isEnabled())
    session.rooms.problem = None
    line.leave.click()
    qtbot.waitUntil(lambda: "The room is closed." in opened.window.banner.text())
    qtbot.waitUntil(lambda: not line.text())


def test_of_several_networks_one_is_chosen_and_some_spaces(
    ask: Callable[[], RoomDialog], session: stand_in.Session, qtbot: QtBot
) -> None:
    session.rooms.here = ["192.168.1.5", "10.0.0.7"]
    dialog = ask()
    dialog.spaces.which.setCurrentIndex(1)
    assert not dialog.opening.isEnabled() and not dialog.joining.isEnabled()
    dialog.spaces.boxes["space-1"].setChecked(True)
    dialog.opening.click()
    qtbot.waitUntil(lambda: "Which network are the others in?" in words(dialog))
    assert_can_be_heard_and_hit(dialog)
    dialog.address.setCurrentIndex(1)
    session.rooms.problem = NoLocalNetwork()
    dialog.go.click()
    qtbot.waitUntil(lambda: "Wi-Fi" in dialog.banner.text() and dialog.isEnabled())
    session.rooms.problem = None
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.inside is not None)
    assert session.rooms.calls == [("open", "10.0.0.7", 0, ["space-1"])]


def test_a_room_is_joined_by_letters_or_a_picture_and_left(
    ask: Callable[[], RoomDialog], session: stand_in.Session, choosing: list[Path], tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    dialog = ask()
    dialog.joining.click()
    assert not dialog.go.isEnabled()
    assert_can_be_heard_and_hit(dialog)
    (tmp_path / "empty.png").write_bytes(b"no picture")
    qrcode.drawn(Room(is_ours=True).qr_text, 400).save(str(tmp_path / "room.png"))
    choosing += [tmp_path / "empty.png", tmp_path / "room.png"]
    dialog.picture.click()
    qtbot.waitUntil(lambda: "There is no QR picture" in dialog.banner.text())
    dialog.picture.click()
    qtbot.waitUntil(lambda: dialog.letters.text().startswith("KARKADE:ROOM:"))
    session.rooms.problem = RoomTextWrong()
    dialog.go.click()
    qtbot.waitUntil(lambda: "do not lead into a room" in dialog.banner.text() and dialog.isEnabled())
    session.rooms.problem = None
    dialog.go.click()
    qtbot.waitUntil(lambda: "You are in the room." in words(dialog))
    assert session.rooms.calls == [("join", Room(is_ours=False).qr_text, None)]
    button(dialog, "Leave the room").click()
    qtbot.waitUntil(lambda: "You left the room." in words(dialog))


def test_invitations_by_words_name_the_room(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.rooms.current = Room(is_ours=True)
    opened.errands.open_space("space-2")
    opened.errands.grant(Wish.INVITE)
    inviting = one(InviteDialog)
    inviting.choose_words()
    qtbot.waitUntil(lambda: "192.168.1.5" in words(inviting))
    inviting.reject()
    opened.errands.grant(Wish.JOIN)
    assert one(JoinDialog).address.text() == session.rooms.current.address


# ---------------------------------------------------------------- folders
@pytest.fixture
def show(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> Callable[[], FoldersDialog]:
    def open_page() -> FoldersDialog:
        found = FoldersDialog(session, tasks)
        qtbot.addWidget(found)
        found.show()
        qtbot.waitUntil(lambda: found.known is not None)
        return found

    return open_page


def test_a_folder_is_added_and_taken_away_and_brought_back(
    show: Callable[[], FoldersDialog], session: stand_in.Session, choosing: list[Path], tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    page = show()
    qtbot.waitUntil(lambda: "No folder yet." in words(page))
    page.add.click()
    adding = one(AddFolderDialog)
    assert not adding.go.isEnabled()
    choosing.append(tmp_path / "shared")
    adding.choose.click()
    adding.spaces.which.setCurrentIndex(1)
    assert not adding.go.isEnabled()
    adding.spaces.boxes["space-2"].setChecked(True)
    assert_can_be_heard_and_hit(adding)
    session.folders.problem = FileUnwritable(name="shared")
    adding.go.click()
    qtbot.waitUntil(lambda: "shared" in adding.banner.text() and adding.isEnabled())
    session.folders.problem = None
    adding.go.click()
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    qtbot.waitUntil(lambda: "For these spaces: \u2068My own notes\u2069" in words(page))
    assert "It is there." in words(page)
    assert_can_be_heard_and_hit(page)
    button(page, "Remove").click()
    qtbot.waitUntil(lambda: not page.cards and "The files stay." in page.banner.text())
    button(page, "Undo").click()
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    assert session.folders.there == [FolderRow(tmp_path / "shared", ("space-2",))]


def test_what_is_wrong_with_a_folder_is_said(
    show: Callable[[], FoldersDialog], session: stand_in.Session, qtbot: QtBot
) -> None:
    session.folders.there = [FolderRow(Path("/media/stick"), is_there=False), FolderRow(Path("/srv/shared"))]
    session.delivery.state = DeliveryState("offline", problem=FolderFull(name="shared"))
    page = show()
    qtbot.waitUntil(lambda: "It is away" in words(page))
    said = words(page)
    assert "has no room left" in said and "For all your spaces" in said
    assert [each.folder.problem is None for each in page.cards] == [True, False]


def test_the_page_of_sending_leads_to_the_folders(opened: Application) -> None:
    opened.errands.grant(Wish.SENDING)
    button(one(SettingsDialog), "Exchange through a folder").click()
    assert one(FoldersDialog).isVisible()
