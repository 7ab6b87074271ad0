"""Joining a space with an invitation: a file, six words, or a picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import files, qrcode
from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.separate import SeparateName
from desktop.dialogs.sheet import Sheet
from desktop.models.facade import Me
from desktop.models.facade_belonging import Joined
from desktop.models.facade_spaces import Invitations
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr
from sync.errors import FileUnreadable
from sync.refusals import InvitationDamaged

FILE_MAX = 1 << 20


def read_small(path: Path) -> bytes:
    """Return a file of at most 1 MiB; anything else is no invitation."""
    try:
        with path.open("rb") as source:
            data = source.read(FILE_MAX + 1)
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
    if len(data) > FILE_MAX:
        raise InvitationDamaged
    return data


class JoinDialog(Sheet):
    joined = Signal(object)

    def __init__(
        self, invitations: Invitations, me: Me, tasks: Tasks, parent: QWidget | None = None, *,
        address: str = "",
    ) -> None:  # fmt: skip
        """In a room, words lead to *address*."""
        super().__init__(tr("I have an invitation"), tasks, parent)
        self._invitations, self._me = invitations, me
        self._request = b""
        self._choice = QWidget()
        choice = parts.column(self._choice, gap=3)
        self._ways = (
            parts.Choice("file-text", tr("Open an invitation file"), self.choose_file),
            parts.Choice("qr-code", tr("Read a QR picture"), self.choose_picture),
        )
        self.separate = SeparateName()
        self.separate.changed.connect(self._on_separate_changed)
        for each in (*self._ways, self._words_card(), self.separate):
            choice.addWidget(each)
        self.address.setText(address)
        self._done = parts.label("")
        self.save = parts.button(tr("Save my answer"), "download", then=self._on_save_wanted)
        for widget in (self._done, self.save):
            widget.hide()
        for part in (self._choice, self._done, self.save):
            self.body.addWidget(part)
        self._words = parts.column(gap=2)
        self.body.addLayout(self._words)
        self.body.addStretch(1)
        self.add_close()

    def _words_card(self) -> QWidget:
        card = parts.frame("card")
        inner = parts.column(card, gap=3, margin=4)
        self.words = parts.line(tr("The six words"))
        self.address = parts.line(tr("Address of the delivery service"), hint="https://")
        inner.addWidget(parts.labelled(tr("The six words"), self.words))
        inner.addWidget(parts.labelled(tr("Address of the delivery service"), self.address))
        self.join_button = parts.button(
            tr("Join with these words"), role="primary", then=self._on_words_given
        )
        self.join_button.setEnabled(False)
        for each in (self.words, self.address):
            each.textChanged.connect(self._on_words_edited)
        inner.addWidget(self.join_button)
        return card

    def _on_words_edited(self, _text: str) -> None:
        given = bool(self.words.text().strip() and self.address.text().strip())
        self.join_button.setEnabled(given and self.separate.is_ready())

    def _on_separate_changed(self) -> None:
        for each in self._ways:
            each.setEnabled(self.separate.is_ready())
        self._on_words_edited("")
        self.fit_soon()

    def _on_words_given(self) -> None:
        words, address = " ".join(self.words.text().split()), self.address.text().strip()
        name = self.separate.name()
        self._begin(lambda: self._invitations.join_words(words, address, persona=name))

    def choose_file(self) -> None:
        kinds = files.kinds(tr("Invitations"), "*.pack")
        files.choose_open(self, tr("Open an invitation file"), kinds, self._on_file_chosen)

    def _on_file_chosen(self, paths: list[Path]) -> None:
        name = self.separate.name()
        self._begin(lambda: self._invitations.join_file(read_small(paths[0]), persona=name))

    def choose_picture(self) -> None:
        kinds = files.kinds(tr("Pictures"), "*.png *.jpg *.jpeg *.bmp *.gif")
        files.choose_open(self, tr("Read a QR picture"), kinds, self._on_picture_chosen)

    def _on_picture_chosen(self, paths: list[Path]) -> None:
        name = self.separate.name()

        def work() -> Joined:
            text = qrcode.read(paths[0])
            if text is None:
                raise InvitationDamaged
            return self._invitations.join_qr(text, persona=name)

        self._begin(work)

    def _begin(self, work: Callable[[], Joined]) -> None:
        self.setEnabled(False)
        self.tasks.run(work, self._on_joined, self.show_problem, long=True)

    def is_done(self) -> bool:
        return bool(self._request)

    def _on_joined(self, result: Joined) -> None:
        self.setEnabled(True)
        self.banner.clear()
        self._choice.hide()
        name = isolated(result.name)
        self._request = result.request
        if result.posted:
            self._done.setText(
                tr("Your request to join {space} is sent. You are in as soon as they let you in.", space=name)
            )
        else:
            self._done.setText(
                tr(
                    "One more step: save your answer and give it to the person who invited you to {space}. "
                    "They give you a package back; open it here.",
                    space=name,
                )
            )
        self._done.show()
        self._show_words(result)
        self.save.setVisible(not result.posted)
        self.joined.emit(result)
        self.fit_soon()

    def _show_words(self, result: Joined) -> None:
        """Offer both people's check words at the moment when they speak with each other anyway."""
        if not self.separate.name():  # somebody separate has others, which the list of people shows later
            mine = tr("They ask you for your check words. Read them by voice:")
            self._words.addWidget(parts.label(mine, "strong"))
            self._words.addWidget(CheckWords(self._me.check_words, self._me.digits))
        if result.inviter_words:
            by = tr("Invited by {name}. Their check words:", name=isolated(result.inviter))
            self._words.addWidget(parts.label(by, "strong"))
            self._words.addWidget(CheckWords(result.inviter_words))
        compare = tr("Compare them when you meet or in a call. They show that it is really them.")
        self._words.addWidget(parts.label(compare, "hint"))

    def _on_save_wanted(self) -> None:
        files.choose_save(self, tr("Save my answer"), "answer.pack", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        request = self._request
        self.tasks.run(lambda: save_bytes(paths[0], request), self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.banner.show_words(tr("Saved as {name}.", name=isolated(path.name)))
