"""Send and receive: what waits goes to every relay of a space, what is new comes in (A6.3)."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from sync.engine import carrying, handing_over, mailboxes, new_keys, rotation
from sync.engine.errands import Errands
from sync.engine.events import DeliveryChanged, DeliveryName, DeliveryState
from sync.engine.handing_over import Turns
from sync.engine.mailbox import Mailbox
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.errors import Cancelled, Problem, SendingIsOff
from sync.store import settings, shared_keys, spaces
from sync.store.database import Db

MODE_KEY = rotation.MODE_KEY
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
        self.turns = Turns()
        self.state = DeliveryState(self._resting())

    @property
    def mode(self) -> str:
        """How this notebook sends; what is missing or unreadable means: packages only."""
        said = self._book.read(lambda db: settings.get(db, MODE_KEY)) or b""
        mode = said.decode("ascii", "replace")
        mode = mode if mode in MODES else "never"
        self._book.outlet.shut(off=mode == "never")
        return mode

    def set_mode(self, mode: str) -> None:
        if mode not in MODES:
            raise ValueError(mode)
        self._book.write(lambda db: settings.put(db, MODE_KEY, mode.encode()))
        if mode == "never":
            self._book.outlet.shut(off=True)
            self._mailboxes.stop_waiting()
        self._tell(self._resting())

    def _resting(self) -> DeliveryName:
        return "paused" if self.mode == "never" else "idle"

    def waiting(self) -> int:
        return self._mailboxes.lacking()

    def sync(self, *, wait: float = 0, cancelled: Callable[[], bool] | None = None) -> SyncReport:
        """Exchange everything once; with *wait*, stay up to that many seconds until something comes.

        Raises SendingIsOff, without having asked anybody anything.
        """
        if self.mode == "never":
            raise SendingIsOff
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
        def receive(box: Mailbox) -> None:
            report.received += self._pulled(box)

        def send(box: Mailbox) -> None:
            report.sent += box.push()

        report.problems += self._errands.run()
        each = _Guarded(report.problems, cancelled)
        each.do(mailboxes.fresh(self._mailboxes.every), receive)
        for space in self._book.read(spaces.every):
            self._book.write(partial(self._tend, space))
        each.do(self._mailboxes.today(), send)

    def _pulled(self, box: Mailbox) -> int:
        """Whoever names a network that is none must not keep us from what is."""
        try:
            return box.pull()
        except Problem:
            if self._book.read(lambda db: shared_keys.is_followed(db, box.place.space)):
                return 0
            raise

    def _tend(self, space: bytes, db: Db) -> None:
        """What follows from what came: one's own log, a new epoch, keys for who lacks them."""
        new_keys.take_if_due(db, self._book)
        carrying.tend(db, self._book, space)
        handing_over.tend(db, self._book, space, self.turns)

    def _lacks(self, db: Db) -> bool:
        """Whether a key without which nothing can be sent is on its way (A4.4)."""
        return any(handing_over.waits(db, self._book, space) for space in spaces.every(db))

    def listen(self, wait: float) -> bool:
        """Wait at every mailbox at once until the first hears something; say whether one did."""
        boxes = self._mailboxes.listened()
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
        elif self._book.read(self._lacks):
            self._tell("waiting-for-key", report.waiting)
        else:
            self._tell("up-to-date", report.waiting)

    def _tell(self, name: DeliveryName, waiting: int | None = None, problem: Problem | None = None) -> None:
        count = self.state.waiting if waiting is None else waiting
        last = self._book.clock() if name == "up-to-date" else self.state.last_ms
        self.state = DeliveryState(name, count, problem, last)
        self._book.events.tell(DeliveryChanged(self.state))


@dataclass(slots=True)
class _Guarded:
    """Work at many mailboxes: where one fails, what else is at that relay is left for the next round."""

    problems: list[Problem]
    cancelled: Callable[[], bool] | None
    _failed: set[tuple[bytes, str]] = field(default_factory=set)

    def do(self, boxes: Iterable[Mailbox], work: Callable[[Mailbox], None]) -> None:
        for box in boxes:
            if self.cancelled is not None and self.cancelled():
                raise Cancelled
            place = (box.place.space, box.place.url)
            if place in self._failed:
                continue
            try:
                work(box)
            except Problem as problem:
                self.problems.append(problem)
                self._failed.add(place)
