"""Send and receive: what waits goes to every relay of a space, what is new comes in (A6.3)."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from sync.engine import carrying
from sync.engine.errands import Errands
from sync.engine.events import DeliveryChanged, DeliveryName, DeliveryState
from sync.engine.mailbox import Mailbox
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.errors import Cancelled, Problem
from sync.store import settings

MODE_KEY = "delivery-mode"
MODES = ("always", "pressed", "never")


@dataclass(slots=True)
class SyncReport:
    sent: int = 0
    received: int = 0
    waiting: int = 0
    problems: list[Problem] = field(default_factory=list)


class Delivery:
    def __init__(self, book: Notebook, mailboxes: Mailboxes, errands: Errands) -> None:
        self._book = book
        self._mailboxes = mailboxes
        self._errands = errands
        self._one_at_a_time = threading.Lock()
        self.state = DeliveryState("idle")

    @property
    def mode(self) -> str:
        """How this notebook sends; what is missing or unreadable means: packages only."""
        said = self._book.read(lambda db: settings.get(db, MODE_KEY)) or b""
        mode = said.decode("ascii", "replace")
        return mode if mode in MODES else "never"

    def set_mode(self, mode: str) -> None:
        if mode not in MODES:
            raise ValueError(mode)
        self._book.write(lambda db: settings.put(db, MODE_KEY, mode.encode()))

    def waiting(self) -> int:
        return self._mailboxes.lacking()

    def sync(self, *, wait: float = 0, cancelled: Callable[[], bool] | None = None) -> SyncReport:
        """Exchange everything once; with *wait*, stay up to that many seconds until something comes."""
        with self._one_at_a_time:
            report = SyncReport()
            self._tell("sending")
            self._round(report, cancelled)
            if wait > 0 and not report.received and not report.problems and self.listen(wait):
                self._round(report, cancelled)
            report.waiting = self.waiting()
            self._conclude(report)
            return report

    def _round(self, report: SyncReport, cancelled: Callable[[], bool] | None) -> None:
        report.problems += self._errands.run()
        for mailbox in self._mailboxes.every():
            if cancelled is not None and cancelled():
                raise Cancelled
            try:
                report.received += mailbox.pull()
                space = mailbox.place.space
                self._book.write(partial(carrying.tend, book=self._book, space=space))
                report.sent += mailbox.push()
            except Problem as problem:
                report.problems.append(problem)

    def listen(self, wait: float) -> bool:
        """Wait at every mailbox at once until the first hears something; say whether one did."""
        boxes = self._mailboxes.every()
        heard = threading.Event()

        def one(mailbox: Mailbox) -> None:
            try:
                news = mailbox.hears(wait)
            except Problem:
                return  # the next round meets it again and reports it
            if news:
                heard.set()
                self._mailboxes.stop_waiting()

        threads = [threading.Thread(target=one, args=(box,), daemon=True) for box in boxes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return heard.is_set()

    def stop_listening(self) -> None:
        self._mailboxes.stop_waiting()

    def _conclude(self, report: SyncReport) -> None:
        if report.problems:
            self._tell("offline", report.waiting, report.problems[0])
        elif not self._mailboxes.every():
            self._tell("no-relay", report.waiting)
        else:
            self._tell("up-to-date", report.waiting)

    def _tell(self, name: DeliveryName, waiting: int | None = None, problem: Problem | None = None) -> None:
        count = self.state.waiting if waiting is None else waiting
        last = self._book.clock() if name == "up-to-date" else self.state.last_ms
        self.state = DeliveryState(name, count, problem, last)
        self._book.events.tell(DeliveryChanged(self.state))
