"""A meeting without internet: opening a room for the people here, or joining theirs."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import files, qrcode
from desktop.dialogs.flow import Flow, told
from desktop.dialogs.room_inside import RoomPart
from desktop.dialogs.room_spaces import SpacesChoice
from desktop.models import gathering
from desktop.models.facade_rooms import Gathers, Room
from desktop.models.gathering import Standing
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import rooms as words
from i18n import tr
from sync.engine.events import RoomState


class RoomDialog(Flow):
    """Closing it leaves the room as it is."""

    changed = Signal()

    def __init__(self, session: Gathers, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("People in this room"), tasks, parent, width_em=54)
        self._session = session
        self.inside: RoomPart | None = None
        self.show_step([parts.label(tr("Working…"), "hint")])
        self.reload()

    def reload(self) -> None:
        self.tasks.run(partial(gathering.choices, self._session), self._on_known, self.show_problem)

    def show_state(self, state: RoomState) -> None:
        """Follow what the engine says of the room."""
        if self.inside is not None:
            self.inside.show_state(state)

    def _on_known(self, now: Standing) -> None:
        if now.room is None:
            self.show_ways(now)
        else:
            self._show_inside(now, now.room)

    # ------------------------------------------------------------ outside
    def show_ways(self, now: Standing) -> None:
        self.inside = None
        about = told([tr("Laptops in one room exchange here, without internet."), *words.safe()])
        self.spaces = SpacesChoice(now.spaces)
        self.spaces.changed.connect(self._on_spaces_changed)
        self.opening = parts.Choice("users", tr("Open for people in this room"), partial(self._begin, now))
        self.joining = parts.Choice("log-in", tr("Join people in this room"), self.show_join)
        self.show_step([about, self.opening, self.joining, self.spaces])

    def _on_spaces_changed(self) -> None:
        for each in (self.opening, self.joining):
            each.setEnabled(self.spaces.is_ready())
        self.fit_soon()

    def _begin(self, now: Standing) -> None:
        """Open at the only address there is, or ask for one."""
        chosen = self.spaces.chosen()
        if len(now.addresses) < 2:  # noqa: PLR2004 - nothing to choose
            self._open("", chosen)
            return
        asked = tr("Which network are the others in?")
        self.address = parts.choice(asked, [(isolated(each), each) for each in now.addresses])
        hint = parts.label(tr("This laptop is in several. Usually the first is right."), "hint")
        self.show_step(
            [parts.labelled(asked, self.address), hint],
            tr("Open the room"),
            lambda: self._open(self.address.currentData(), chosen),
        )

    def _open(self, address: str, spaces: list[str] | None) -> None:
        self._enter(lambda: self._session.rooms.open(address, spaces=spaces), tr("The room is being opened…"))

    # ------------------------------------------------------------ joining
    def show_join(self) -> None:
        chosen = self.spaces.chosen()
        self.letters = parts.line(tr("Letters of the room"))
        self.picture = parts.button(tr("Read a QR picture"), "qr-code", then=self.choose_picture)
        ways = QWidget()
        line = parts.row(ways)
        line.addWidget(self.picture)
        line.addStretch(1)
        asked = tr("Letters that stand on the screen of whoever opened the room")
        self.show_step(
            [parts.labelled(asked, self.letters), ways, told(words.safe())],
            tr("Join the room"),
            lambda: self._join(self.letters.text(), chosen),
        )
        self.go.setEnabled(False)
        self.letters.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))

    def choose_picture(self) -> None:
        kinds = files.kinds(tr("Pictures"), "*.png *.jpg *.jpeg *.bmp *.gif")
        files.choose_open(self, tr("Read a QR picture"), kinds, self._on_picture_chosen)

    def _on_picture_chosen(self, paths: list[Path]) -> None:
        self.tasks.run(partial(qrcode.read, paths[0]), self._on_picture_read, self.show_problem, long=True)

    def _on_picture_read(self, text: str | None) -> None:
        if text:
            self.banner.clear()
            self.letters.setText(text)
            self.go.setFocus()
        else:
            self.banner.show_words(
                tr("There is no QR picture to be read here."),
                tr("Photograph it again, straight and from near, or type the letters."),
            )

    def _join(self, text: str, spaces: list[str] | None) -> None:
        self._enter(lambda: self._session.rooms.join(text, spaces), tr("Looking for the room…"))

    # ------------------------------------------------------------ inside
    def _enter(self, work: Callable[[], Room], meanwhile: str) -> None:
        self.banner.show_words(meanwhile)
        self.setEnabled(False)
        self.tasks.run(work, self._on_entered, self.show_problem, long=True)

    def _on_entered(self, room: Room) -> None:
        self.banner.clear()
        self._show_inside(Standing(room, self._session.rooms.state), room)
        self.changed.emit()

    def _show_inside(self, now: Standing, room: Room) -> None:
        whole = self.screen().availableSize()
        self.inside = RoomPart(now, room, min(whole.height(), whole.width() * 4 // 5))
        self.inside.leave_wanted.connect(partial(self._leave, room))
        self.show_step([self.inside])
        self.leave_with(tr("Keep it open") if room.is_ours else tr("Close"))

    def _leave(self, room: Room) -> None:
        self.setEnabled(False)
        work = self._session.rooms.leave
        self.tasks.run(work, partial(self._on_left, room), self.show_problem, long=True)

    def _on_left(self, room: Room, _done: object) -> None:
        self.inside = None
        self.show_step([told(words.left(ours=room.is_ours))])
        self.changed.emit()
