"""Pictures of a room for a meeting, before, in and after it, and of the folders to exchange through."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.flow import open_over
from desktop.dialogs.folders import FoldersDialog
from desktop.dialogs.room import RoomDialog
from desktop.dialogs.sheet import Sheet
from desktop.models import gathering
from desktop.models.gathering import Folder, Known, Standing
from desktop.tour.gallery_security import shown
from desktop.tour.stage import Stage, Stuck, settle, until
from desktop.views.wishes import Wish
from sync.engine.events import RoomState
from sync.engine.folders import FolderRow
from sync.engine.rooms import Room
from sync.relay_refusals import FolderFull, RoomTextWrong

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
MOMENT_MS = 1_795_000_000_000
LETTERS = "R2G0-0A9X-4BCD-0W3H-ZP5N-81GV-J6RS-E2FA-YT7K-C4MQ-9X0B"
QR_TEXT = "KARKADE:ROOM:" + LETTERS.replace("-", "")
ADDRESS = "https://192.168.1.5:41000#" + "5f0c31a7" * 8
WENT = RoomState(14, 120, last_ms=MOMENT_MS)


def pages(app: QApplication, stage: Stage, take: Take) -> None:
    stage.grant(Wish.ROOM)
    (dialog,) = shown(app)
    if not isinstance(dialog, RoomDialog):
        raise Stuck
    settle(SETTLED_S)
    now = gathering.choices(stage.session)
    _outside(dialog, now, take)
    for name, ours in (("room-open", True), ("room-joined", False)):
        room = Room(LETTERS, QR_TEXT, ADDRESS, is_ours=ours)
        dialog._show_inside(Standing(room, WENT), room)  # noqa: SLF001 - a picture of it
        settle(SETTLED_S)
        take(name, dialog)
        _below(dialog, name, take)
        dialog._on_left(room, None)  # noqa: SLF001
        settle(SETTLED_S)
        take(f"{name}-after", dialog)
    dialog.close()
    settle()
    _line(stage, take)
    _folders(app, stage, take)


def _outside(dialog: RoomDialog, now: Standing, take: Take) -> None:
    several = Standing(spaces=now.spaces, addresses=("192.168.1.5", "10.0.0.7"))
    dialog.show_ways(several)
    settle(SETTLED_S)
    take("room-ways", dialog)
    dialog.spaces.which.setCurrentIndex(1)
    settle(SETTLED_S)
    take("room-spaces", dialog)
    dialog.spaces.which.setCurrentIndex(0)
    dialog.opening.click()
    settle(SETTLED_S)
    take("room-network", dialog)
    dialog.show_ways(several)
    dialog.joining.click()
    dialog.letters.setText(LETTERS)
    settle(SETTLED_S)
    take("room-join", dialog)
    dialog.show_problem(RoomTextWrong())
    settle(SETTLED_S)
    take("room-join-wrong", dialog)
    dialog.banner.clear()


def _below(dialog: Sheet, name: str, take: Take) -> None:
    """Show what a small screen shows only after scrolling."""
    bar = dialog._scroll.verticalScrollBar()  # noqa: SLF001
    if bar.maximum():
        bar.setValue(bar.maximum())
        settle()
        take(f"{name}-below", dialog)


def _line(stage: Stage, take: Take) -> None:
    room = Room(LETTERS, QR_TEXT, ADDRESS, is_ours=True)
    stage.window.room.show_standing(Standing(room, WENT))
    settle(SETTLED_S)
    take("room-line", stage.window)
    stage.window.room.show_standing(Standing())


def _folders(app: QApplication, stage: Stage, take: Take) -> None:
    page = FoldersDialog(stage.session, stage.application.tasks, stage.window)
    open_over(page)
    until(lambda: page.known is not None)
    settle(SETTLED_S)
    take("folders", page)
    first = stage.session.spaces.all()[0]
    rows = (
        Folder(FolderRow(Path("/media/Shared/Field team")), (), None),
        Folder(FolderRow(Path("/media/amal/STICK/team"), (first.id,), is_there=False), (first.name,), None),
        Folder(FolderRow(Path("/mnt/office/exchange")), (), FolderFull(name="exchange")),
    )  # fmt: skip
    page._on_known(Known(rows, gathering.choices(stage.session).spaces))  # noqa: SLF001 - a picture of it
    settle(SETTLED_S)
    take("folders-three", page)
    _below(page, "folders-three", take)
    page.show_add()
    settle(SETTLED_S)
    for dialog in shown(app, page):
        take("folders-add", dialog)
        dialog.close()
    page.close()
    settle()
