"""Giving a space a delivery service by its address or picture, and the tickets that it wants."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.dialogs import files, qrcode
from desktop.dialogs.flow import Flow, told
from desktop.dialogs.services_card import place
from desktop.dialogs.sheet import Sheet
from desktop.models.facade_relays import RelayRow, Relays, TicketsGiven
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import services as words
from i18n import tr
from sync.errors import FileUnreadable, Problem, RelayWantsTicket

SHEET_MAX = 1 << 20
TICKETS_EM = 6
SCHEMES = ("https://", "http://")


def read_sheet(path: Path) -> str:
    """Return the text of a sheet of at most 1 MiB. Raises FileUnreadable."""
    try:
        with path.open("rb") as source:
            data = source.read(SHEET_MAX + 1)
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
    if len(data) > SHEET_MAX:
        raise FileUnreadable(name=path.name)
    return data.decode("utf-8", "replace")


def address_in(path: Path) -> str:
    """Return the address in a QR picture, or nothing."""
    text = (qrcode.read(path) or "").strip()
    return text if text.lower().startswith(SCHEMES) else ""


class TicketsPart(QWidget):
    """Tickets as they are pasted, or taken from the file that somebody was given."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, asked: str, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        inner = parts.column(self, gap=2)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(TICKETS_EM * em())
        self.box.textChanged.connect(self.changed)
        inner.addWidget(parts.labelled(asked, self.box))
        self.open = parts.button(tr("Open a sheet of tickets…"), "folder-open", then=self.choose_file)
        line = parts.row()
        line.addWidget(self.open)
        line.addStretch(1)
        inner.addLayout(line)

    def text(self) -> str:
        return self.box.toPlainText()

    def choose_file(self) -> None:
        kinds = files.kinds(tr("Sheets of tickets"), "*.txt")
        files.choose_open(self, tr("Open a sheet of tickets"), kinds, self._on_file_chosen)

    def _on_file_chosen(self, paths: list[Path]) -> None:
        self._tasks.run(partial(read_sheet, paths[0]), self.box.setPlainText, self.failed.emit)


class AddServiceDialog(Sheet):
    """Tells what to say afterwards: nothing, or the problem of a service that is there and has no mailbox."""

    added = Signal(object)

    def __init__(
        self, relays: Relays, space: str, name: str, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Add a delivery service"), tasks, parent, width_em=46)
        self._relays, self._space = relays, space
        about = tr(
            "It carries sealed letters between the people of {space}. It can read none of them.",
            space=isolated(name),
        )
        self.body.addWidget(parts.label(about, "hint"))
        self.address = parts.line(tr("Address"), hint="https://")
        self.body.addWidget(parts.labelled(tr("Address, with all that stands behind it"), self.address))
        self.picture = parts.button(tr("Read a QR picture"), "qr-code", then=self.choose_picture)
        line = parts.row()
        line.addWidget(self.picture)
        line.addStretch(1)
        self.body.addLayout(line)
        self.tickets = TicketsPart(tr("Tickets (only if you were given some)"), tasks)
        self.tickets.failed.connect(self.show_problem)
        self.body.addWidget(self.tickets)
        self.body.addStretch(1)
        self.add_close(tr("Cancel"))
        self.go = self.add_primary(tr("Add the service"), self._on_add_clicked)
        self.go.setEnabled(False)
        self.address.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))

    def choose_picture(self) -> None:
        kinds = files.kinds(tr("Pictures"), "*.png *.jpg *.jpeg *.bmp *.gif")
        files.choose_open(self, tr("Read a QR picture"), kinds, self._on_picture_chosen)

    def _on_picture_chosen(self, paths: list[Path]) -> None:
        self.tasks.run(partial(address_in, paths[0]), self._on_picture_read, self.show_problem, long=True)

    def _on_picture_read(self, address: str) -> None:
        if address:
            self.banner.clear()
            self.address.setText(address)
            self.address.setCursorPosition(0)
            self.address.setFocus()
        else:
            self.banner.show_words(
                tr("There is no address in this picture."),
                tr("Photograph it again, straight and from near, or type the address."),
            )

    def _on_add_clicked(self) -> None:
        address, sheet = self.address.text().strip(), self.tickets.text()
        self.setEnabled(False)
        work = partial(self._relays.add, self._space, address, sheet)
        self.tasks.run(work, self._on_added, self._on_failed, long=True)

    def _on_added(self, _row: RelayRow) -> None:
        self.added.emit(None)
        self.accept()

    def _on_failed(self, problem: Problem) -> None:
        if isinstance(problem, RelayWantsTicket):  # it is written down already
            self.added.emit(problem)
            self.accept()
        else:
            self.show_problem(problem)


class GiveTicketsDialog(Flow):
    def __init__(
        self, relays: Relays, space: str, row: RelayRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Give tickets"), tasks, parent)
        self._relays, self._space, self._row = relays, space, row
        self.tickets = TicketsPart(tr("Tickets, as they stand on the sheet"), tasks)
        self.tickets.failed.connect(self.show_problem)
        self.tickets.changed.connect(lambda: self.go.setEnabled(bool(self.tickets.text().strip())))
        said = [
            tr("They are for {address}.", address=place(row.address)),
            tr("A few are put out for members; organisers keep the rest."),
        ]
        self.show_step([told(said), self.tickets], tr("Give these tickets"), self._on_go)
        self.go.setEnabled(False)

    def _on_go(self) -> None:
        self.setEnabled(False)
        work = partial(self._relays.give_tickets, self._space, self._row.key, self.tickets.text())
        self.tasks.run(work, self._on_given, self.show_problem, long=True)

    def _on_given(self, given: TicketsGiven) -> None:
        self.banner.clear()
        self.show_step([told(words.given(given.new, given.known, given.unreadable))])
