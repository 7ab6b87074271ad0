"""Inviting somebody: a picture for who is near, a file or six words for who is far."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.dialogs import clipboard, files, qrcode
from desktop.dialogs.sheet import Sheet
from desktop.models import plain
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_rooms import Invites
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr
from sync.errors import FileUnwritable

QR_EM = 18


def save_bytes(path: Path, data: bytes) -> Path:
    """Write *data* whole or not at all."""
    partial = path.with_name(f"{path.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        raise FileUnwritable(name=path.name) from error
    return path


class InviteDialog(Sheet):
    def __init__(
        self, session: Invites, space: SpaceRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Invite someone to {space}", space=isolated(space.name)), tasks, parent)
        self._invitations, self._space = session.invitations, space
        room = session.rooms.current
        self._places = (*((room.address,) if room is not None else ()), *space.relays)
        self.body.addWidget(
            parts.label(tr("Each invitation is for one person. You let them in yourself afterwards."), "hint")
        )
        self._choices = [
            self._choice("qr-code", tr("Someone next to me: show a picture"), self.choose_picture),
            self._choice("file-text", tr("Someone far away: save an invitation file"), self.choose_file),
            self._choice(
                "messages-square", tr("Someone on the telephone: make six words"), self.choose_words
            ),
        ]
        self.answer = parts.label("", "words")
        self.answer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.answer.hide()
        self.copy = clipboard.button(lambda: clipboard.lend(self.answer.text()))
        self.copy.hide()
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(tr("Invitation as a QR picture"))
        self.picture.hide()
        self.next = parts.label("", "hint")
        self.next.hide()
        for widget in (self.picture, self.answer, self.next):
            self.body.addWidget(widget)
        self.body.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignHCenter)
        if not self._places:
            self.body.addWidget(
                parts.label(
                    tr("Words and pictures need a delivery service, which this space has not. A file works."),
                    "hint",
                )
            )
            for each in (self._choices[0], self._choices[2]):
                each.setEnabled(False)
        self.body.addStretch(1)
        self.add_close()

    def _choice(self, picture: str, text: str, then: parts.Handler) -> QWidget:
        made = parts.Choice(picture, text, then)
        self.body.addWidget(made)
        return made

    def choose_picture(self) -> None:
        self.setEnabled(False)
        self.tasks.run(
            lambda: self._invitations.qr_text(self._space.id),
            self._show_picture,
            self.show_problem,
            long=True,
        )

    def choose_words(self) -> None:
        self.setEnabled(False)
        self.tasks.run(
            lambda: self._invitations.by_words(self._space.id), self._show_words, self.show_problem, long=True
        )

    def choose_file(self) -> None:
        name = tr("Save the invitation")
        files.choose_save(self, name, "invitation.pack", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        self.setEnabled(False)
        self.tasks.run(
            lambda: save_bytes(paths[0], self._invitations.to_file(self._space.id)),
            self._show_saved,
            self.show_problem,
        )

    def _show_picture(self, text: str) -> None:
        room = self.screen().availableSize().height() * 2 // 5
        self.picture.setPixmap(qrcode.drawn(text, min(QR_EM * em(), room)))  # whole, to be photographed
        self._reveal(tr("They open “I have an invitation” and choose this picture or a photograph of it."))
        self.picture.show()
        self._settle()

    def _show_words(self, words: str) -> None:
        self.answer.setText(words)
        address = plain.address(self._places[0]) if self._places else ""
        self._reveal(
            tr("Tell them these words and the address {address}. The words work once.", address=address)
        )
        self.answer.show()
        self.copy.show()
        self._settle()

    def _show_saved(self, path: Path) -> None:
        self._reveal(
            tr(
                "Saved as {name}. Give the file to one person. They send you an answer; "
                "open it under “Requests to join”.",
                name=isolated(path.name),
            )
        )
        self._settle()

    def _reveal(self, next_step: str) -> None:
        self.setEnabled(True)
        for each in self._choices:
            each.hide()
        self.next.setText(next_step)
        self.next.show()

    def _settle(self) -> None:
        self.fit_soon()
