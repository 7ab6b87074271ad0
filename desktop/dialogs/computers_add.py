"""One more computer for the same person: its card is read, its words compared, the answer saved."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import files, qrcode
from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.flow import Flow, told
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.join import read_small
from desktop.dialogs.sheets_make import picture
from desktop.models.facade import Me
from desktop.models.facade_security import Devices
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr
from sync.refusals import DeviceCardDamaged

PICTURES = "*.png *.jpg *.jpeg *.bmp *.gif"


class AddComputerDialog(Flow):
    added = Signal()

    def __init__(self, devices: Devices, me: Me, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Add a computer of yours"), tasks, parent, width_em=46)
        self._devices, self._me = devices, me
        self._card = self._answer = b""
        said = tr("On the new computer, choose “I already use this on another computer”. It makes a card.")
        self.show_step([
            parts.label(said),
            parts.Choice("file-text", tr("Open its card file"), self.choose_file),
            parts.Choice("qr-code", tr("Read its QR picture"), self.choose_picture),
        ])  # fmt: skip

    def choose_file(self) -> None:
        kinds = files.kinds(tr("Cards"), "*.card")
        files.choose_open(self, tr("Open its card file"), kinds, self._on_file_chosen)

    def choose_picture(self) -> None:
        kinds = files.kinds(tr("Pictures"), PICTURES)
        files.choose_open(self, tr("Read its QR picture"), kinds, self._on_picture_chosen)

    def _on_file_chosen(self, paths: list[Path]) -> None:
        self._look(lambda: read_small(paths[0]))

    def _on_picture_chosen(self, paths: list[Path]) -> None:
        def card() -> bytes:
            text = qrcode.read(paths[0])
            if text is None:
                raise DeviceCardDamaged
            return self._devices.of_qr(text)

        self._look(card)

    def _look(self, read: parts.Handler) -> None:
        def work() -> tuple[bytes, tuple[str, ...]]:
            card = read()
            if not isinstance(card, bytes):
                raise DeviceCardDamaged
            return card, self._devices.look(card)

        self.tasks.run(work, self._on_looked, self.show_problem)

    def _on_looked(self, seen: tuple[bytes, tuple[str, ...]]) -> None:
        self._card, words = seen
        self.banner.clear()
        said = tr("Compare these words with those on the screen of the new computer.")
        then = tr("It will read all your spaces and write in your name.")
        shown = [parts.label(said), CheckWords(words), parts.label(then, "hint")]
        self.show_step(shown, tr("The words are the same"), self._on_same)

    def _on_same(self) -> None:
        self.setEnabled(False)
        card = self._card
        self.tasks.run(lambda: self._devices.add(card), self._on_added, self.show_problem, long=True)

    def _on_added(self, answer: bytes) -> None:
        self._answer = answer
        self.added.emit()
        done = parts.label(tr("The computer is one of yours now."), "heading")
        said = told([
            tr("One more step: save the answer, carry it over on a stick, and open it on the new computer."),
            tr("Only that computer can read it. It then shows these words, which are yours:"),
        ])  # fmt: skip
        self.show_step([done, said, CheckWords(self._me.check_words)], tr("Save the answer…"), self.save)

    def save(self) -> None:
        files.choose_save(self, tr("Save the answer…"), "answer.card", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        self.tasks.run(partial(save_bytes, paths[0], self._answer), self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.leave_with(tr("Close"))
        self.banner.show_words(tr("Saved as {name}.", name=isolated(path.name)))
        self.fit_soon()


class JoinComputerDialog(Flow):
    """On the new computer: its card, then the answer of the other one."""

    adopted = Signal()
    gone = Signal()
    """The other computer is lost: sheets are needed instead of it."""

    def __init__(self, devices: Devices, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("I already use this on another computer"), tasks, parent, width_em=50)
        self._devices = devices
        self.show_step([parts.label(tr("Working…"), "hint")])
        work = partial(_shown, devices)
        tasks.run(work, self._on_ready, self.show_problem)

    def _on_ready(self, seen: tuple[bytes, str, tuple[str, ...]]) -> None:
        self._card, text, words = seen
        asked = parts.label(
            tr("On the other computer, open Settings, then Computers. Add this one there with its card.")
        )
        self.save_card = parts.Choice("file-text", tr("Save the card as a file"), self.save)
        box = QWidget()
        inner = parts.column(box, gap=2)
        inner.addWidget(parts.label(tr("The other computer shows the same words:"), "strong"))
        inner.addWidget(CheckWords(words))
        self.open_answer = parts.Choice("import", tr("Open the answer of the other computer"), self.choose)
        code = picture(text, 33 * em())
        self._code = code
        code.hide()
        self.show_code = parts.Choice("qr-code", tr("Show the card as a QR picture"), self._on_code_wanted)
        gone = parts.button(tr("The other computer is gone…"), role="link", then=self._on_gone)
        line = parts.row()
        line.addWidget(gone)
        line.addStretch(1)
        inner.addLayout(line)
        self.show_step([asked, self.save_card, self.show_code, code, self.open_answer, box])

    def _on_gone(self) -> None:
        self.accept()
        self.gone.emit()

    def _on_code_wanted(self) -> None:
        self._code.setVisible(self._code.isHidden())
        self.fit_soon()

    def save(self) -> None:
        files.choose_save(self, tr("Save the card as a file"), "computer.card", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        self.tasks.run(partial(save_bytes, paths[0], self._card), self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.banner.show_words(tr("Saved as {name}.", name=isolated(path.name)))
        self.fit_soon()

    def choose(self) -> None:
        kinds = files.kinds(tr("Cards"), "*.card")
        files.choose_open(self, tr("Open the answer of the other computer"), kinds, self._on_chosen)

    def _on_chosen(self, paths: list[Path]) -> None:
        def work() -> tuple[bytes, str, tuple[str, ...]]:
            answer = read_small(paths[0])
            return answer, *self._devices.look_at_answer(answer)

        self.tasks.run(work, self._on_looked, self.show_problem)

    def _on_looked(self, seen: tuple[bytes, str, tuple[str, ...]]) -> None:
        """Ask before this computer becomes somebody's: whoever has its card can write an answer."""
        answer, name, words = seen
        self.banner.clear()
        said = [
            tr("With this answer the computer belongs to {name}.", name=isolated(name) or tr("No name")),
            tr("The other computer shows these words too:"),
        ]
        then = partial(self._on_same, answer)
        self.show_step([told(said), CheckWords(words)], tr("The words are the same"), then)

    def _on_same(self, answer: bytes) -> None:
        self.setEnabled(False)
        work = partial(self._devices.adopt, answer)
        self.tasks.run(work, self._on_adopted, self.show_problem, long=True)

    def _on_adopted(self, _person: str) -> None:
        self.banner.clear()
        self.adopted.emit()
        done = parts.label(tr("This computer is one of yours now."), "heading")
        said = tr("Your spaces and what is in them come with what is received next.")
        self.show_step([done, parts.label(said)])


def _shown(devices: Devices) -> tuple[bytes, str, tuple[str, ...]]:
    return devices.card(), devices.qr_text(), devices.check_words()
