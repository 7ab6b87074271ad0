"""The page of sending and receiving: how, what waits, what it costs, and what happened."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.dialogs.flow import open_over
from desktop.dialogs.folders import FoldersDialog
from desktop.dialogs.missing import MissingDialog
from desktop.dialogs.sending_files import FilesChoice
from desktop.dialogs.sending_log import LogDialog, WaitingDialog
from desktop.dialogs.sending_pace import PaceDialog
from desktop.dialogs.services import ServicesDialog
from desktop.models import delivering, glance
from desktop.models.glance import Glance, Sends
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import sending as words
from i18n import tr
from sync.engine.events import DeliveryState

MODES = ("always", "pressed", "never")
COSTS = ("ask-system", "yes", "no")
DIRECT, TOR = "direct", "tor"


class SendingPage(QWidget):
    failed = Signal(object)
    sized = Signal()

    def __init__(self, session: Sends, tasks: Tasks) -> None:
        super().__init__()
        self._session, self._tasks = session, tasks
        self.now: Glance | None = None
        self.state = parts.label("", "strong")
        self.send = parts.button(tr("Send and receive now"), "refresh-cw", then=self.send_now)
        self.mode = parts.choice(tr("When"), [(words.mode(each), each) for each in MODES])
        self.cost = parts.choice(
            tr("Does the connection cost by its use?"), [(words.metered(each), each) for each in COSTS]
        )
        self.route = parts.choice(tr("Way to the delivery services"), [])
        self.files = FilesChoice(session.attachments.rules.say)
        self.files.chosen.connect(self._keep)
        self.found = parts.label("", "hint")
        self.facts = {name: parts.label("") for name in ("send", "receive", "traffic", "problem")}
        self._choose(self.mode, session.delivery.set_mode)
        self._choose(self.cost, session.delivery.metered.say)
        self._choose(self.route, session.ways.set_route)
        self._put_together()

    def _choose(self, box: QComboBox, keep: Callable[[str], object]) -> None:
        box.activated.connect(lambda _number: self._keep(partial(keep, box.currentData())))

    def _put_together(self) -> None:
        inner = parts.column(self, gap=3)
        inner.addWidget(self.state)
        inner.addWidget(self.send)
        for text, widget in (
            (tr("When"), self.mode),
            (tr("Does the connection cost by its use?"), self.cost),
            (tr("Way to the delivery services"), self.route),
        ):
            inner.addWidget(parts.labelled(text, widget))
        inner.addWidget(self.found)
        inner.addWidget(self.files)
        inner.addWidget(self._facts())
        for picture, text, then in (
            ("list", tr("What waits to be sent?"), self.show_waiting),
            ("inbox", tr("What has not arrived?"), self.show_missing),
            ("history", tr("What happened?"), self.show_log),
            ("clock", tr("Fixed times for a space"), self.show_paces),
            ("cloud", tr("Delivery services"), self.show_services),
            ("folder", tr("Exchange through a folder…"), self.show_folders),
        ):
            inner.addWidget(parts.Choice(picture, text, then))

    def _facts(self) -> QWidget:
        card = parts.frame("card")
        inner = parts.column(card, gap=2, margin=3)
        names = {
            "send": tr("To send"),
            "receive": tr("To receive"),
            "traffic": tr("Sent and received"),
            "problem": tr("Problems"),
        }
        for name, text in names.items():
            line = parts.row(gap=3)
            above = parts.label(text, "hint")
            above.setFixedWidth(11 * em())
            line.addWidget(above)
            line.addWidget(self.facts[name], 1)
            inner.addLayout(line)
        return card

    # ------------------------------------------------------------ showing
    def reload(self) -> None:
        self._tasks.run(partial(glance.taken, self._session), self._on_glance, self.failed.emit)

    def show_state(self, state: DeliveryState) -> None:
        """Follow what the engine says of itself."""
        self.state.setText(delivering.sentence(state))
        self.send.setEnabled(state.name not in ("sending", "paused"))
        if state.name != "sending" and self.isVisible():
            self.reload()

    def _on_glance(self, now: Glance) -> None:
        self.now = now
        self.state.setText(delivering.sentence(now.state))
        self.send.setEnabled(now.state.name != "sending" and now.mode != "never")
        for box, chosen in ((self.mode, now.mode), (self.cost, now.metered)):
            box.setCurrentIndex(max(0, box.findData(chosen)))
        self._show_route(now.route)
        self.files.show_rule(now.files)
        self.facts["send"].setText(words.to_send(now.outlook.changes, now.outlook.bytes_to_send))
        self.facts["receive"].setText(_to_receive(now.state))
        self.facts["traffic"].setText(
            tr(
                "Today {today}, this month {month}",
                today=words.size(now.counts.today),
                month=words.size(now.counts.month),
            )
        )
        self.facts["problem"].setText(words.problem(now.problem) or tr("None"))
        self.sized.emit()

    def _show_route(self, route: str) -> None:
        self.route.clear()
        self.route.addItem(tr("Direct"), DIRECT)
        self.route.addItem(tr("Through Tor on this computer"), TOR)
        if route not in (DIRECT, TOR):
            self.route.addItem(tr("Another way, set on the command line"), route)
        self.route.setCurrentIndex(self.route.findData(route))
        if route != TOR:
            self.found.hide()

    # ------------------------------------------------------------ choosing
    def _keep(self, work: Callable[[], object]) -> None:
        self._tasks.run(work, lambda _done: self._on_kept(), self.failed.emit)

    def _on_kept(self) -> None:
        if self.route.currentData() == TOR and self.mode.currentData() != "never":
            self._tasks.run(self._session.ways.found, self._on_looked, self.failed.emit, long=True)
        self.reload()

    def _on_looked(self, where: str | None) -> None:
        said = tr("Tor answers on this computer.") if where else tr("Tor does not answer. Start it first.")
        self.found.setText(said)
        self.found.show()
        self.sized.emit()

    def send_now(self) -> None:
        self.send.setEnabled(False)
        self._tasks.run(
            self._session.delivery.sync, lambda _report: self.reload(), self._on_failed, long=True
        )

    def _on_failed(self, problem: object) -> None:
        self.failed.emit(problem)
        self.reload()

    # ------------------------------------------------------------ looking closer
    def show_waiting(self) -> None:
        open_over(WaitingDialog(self._session, self._tasks, self.window()))

    def show_missing(self) -> None:
        open_over(MissingDialog(self._session, self._tasks, self.window()))

    def show_log(self) -> None:
        open_over(LogDialog(self._session, self._tasks, self.window()))

    def show_paces(self) -> None:
        dialog = PaceDialog(self._session, self._tasks, self.window())
        dialog.finished.connect(lambda _how: self.reload())
        open_over(dialog)

    def show_services(self) -> None:
        open_over(ServicesDialog(self._session, self._tasks, parent=self.window()))

    def show_folders(self) -> None:
        open_over(FoldersDialog(self._session, self._tasks, self.window()))


def _to_receive(state: DeliveryState) -> str:
    if state.left:
        return tr("More waits at the delivery service until you press.")
    return tr("Unknown until connected")
