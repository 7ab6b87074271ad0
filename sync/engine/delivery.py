"""Send and receive: what waits goes to every relay of a space, what is new comes in (A6.3)."""

import threading
from collections.abc import Callable, Iterable
from functools import partial

from sync.engine import (
    carrying,
    handing_over,
    mailboxes,
    new_keys,
    outlook,
    posting,
    relay_visits,
    repairs,
    rotation,
    ticket_keeping,
)
from sync.engine.archive import Archive
from sync.engine.errands import Errands
from sync.engine.events import DeliveryChanged, DeliveryName, DeliveryState
from sync.engine.handing_over import Turns
from sync.engine.mailbox import Mailbox
from sync.engine.mailboxes import Behind, Mailboxes
from sync.engine.metered import SMALL, Metered
from sync.engine.notebook import Notebook
from sync.engine.outlook import Outlook
from sync.engine.patience import Stopped
from sync.engine.room_files import Files
from sync.engine.round import Extent, Guarded, SyncReport, Visits
from sync.engine.steady import Steady
from sync.engine.traffic import Traffic
from sync.errors import Cancelled, Problem, SendingIsOff
from sync.store import settings, shared_keys, spaces
from sync.store.database import Db

MODE_KEY = rotation.MODE_KEY
MODES = ("always", "pressed", "never")


class Delivery:
    def __init__(self, book: Notebook, mailboxes: Mailboxes, errands: Errands, archive: Archive) -> None:
        self._book = book
        self._mailboxes = mailboxes
        self._errands = errands
        self._archive = archive
        self._one_at_a_time = threading.Lock()
        self._left = 0
        self._away: frozenset[str] = frozenset()
        self.turns = Turns()
        self.metered = Metered(book)
        self.traffic = Traffic(book)
        self.steady = Steady(book)
        self.state = DeliveryState(self._resting())
        self.then: Callable[..., list[Problem]] = lambda *_, **__: []

    @property
    def mode(self) -> str:
        """How this notebook sends; what is missing or unreadable means: packages only."""
        return self._book.read(self._kept_mode)

    def _kept_mode(self, db: Db) -> str:
        """Read it, and have the outlet follow in the same step, so that no older answer opens it again."""
        said = settings.get(db, MODE_KEY) or b""
        mode = said.decode("ascii", "replace")
        self._last_mode = mode = mode if mode in MODES else "never"
        self._book.outlet.shut(off=mode == "never")
        return mode

    def set_mode(self, mode: str) -> None:
        if mode not in MODES:
            raise ValueError(mode)
        self._book.write(lambda db: settings.put(db, MODE_KEY, mode.encode()))
        self._last_mode = mode
        if mode == "never":
            self._book.outlet.shut(off=True)
        if mode != "always":
            self._mailboxes.stop_waiting()
        if (mode == "never") != (self.state.name == "paused"):
            self._tell(self._resting())

    def _resting(self) -> DeliveryName:
        return "paused" if self.mode == "never" else "idle"

    def waiting(self) -> int:
        """Count what waits, and tell if that is other than was told; a round tells it at its end."""
        now, count = self.state, self._book.read(partial(mailboxes.lacking, book=self._book))
        if now.name != "sending" and count != now.waiting:
            self._tell("idle" if now.name == "up-to-date" else now.name, count, now.problem)
        return count

    def departing(self) -> int:
        """The same where no pace is kept: what is written elsewhere must not show between its times."""
        return self._book.read(lambda db: mailboxes.lacking(db, self._book, self._paced))

    def behind(self) -> list[Behind]:
        """Return the delivery services that lack what another one of the same space has."""
        return self._book.read(partial(mailboxes.behind, book=self._book))

    def outlook(self, space: str | None = None) -> Outlook:
        """Say what sending would cost, of one space or of all; what would come is known at the relays."""
        if space is None:
            return self._book.read(lambda db: outlook.of_all(db, self._book))
        return self._book.read(lambda db: outlook.of_space(db, self._book, bytes.fromhex(space)))

    # ------------------------------------------------------------ rounds
    def sync(self, *, wait: float = 0, cancelled: Stopped | None = None) -> SyncReport:
        """Exchange everything once; with *wait*, stay up to that many seconds until something comes.

        Spaces with a steady pace are left to it, where the notebook sends by itself.
        Raises SendingIsOff, without having asked anybody anything.
        """
        if self.mode == "never":
            raise SendingIsOff
        return self._exchange(Extent(), wait, cancelled)

    def by_itself(self) -> SyncReport:
        """Exchange what may go without anybody asking: where bytes cost, little of it (`metered.SMALL`)."""
        if self.mode != "always":
            return SyncReport()
        if not self.metered.now:
            return self._exchange(Extent())
        return self._exchange(Extent(SMALL, sends=self.outlook().bytes_to_send <= SMALL))

    def _exchange(self, extent: Extent, wait: float = 0, cancelled: Stopped | None = None) -> SyncReport:
        with self._one_at_a_time:
            report, began = SyncReport(), self.traffic.clock()
            self._tell("sending")
            self._round(report, extent, cancelled)
            if wait > 0 and not report.received and not report.problems and self.listen(wait):
                self._round(report, extent, cancelled)
            lacks = self._book.read(partial(self._outcome, report))
            self.traffic.note(began, report.parts, _code(report.problems))
            self._conclude(report, extent, lacks)
            return report

    def _outcome(self, report: SyncReport, db: Db) -> DeliveryName | None:
        """How things stand after a round; return what keeps changes here though no relay failed."""
        report.waiting, self._left = mailboxes.lacking(db, self._book), report.left
        report.quiet += ticket_keeping.concerns(db, self._book)
        report.notices = relay_visits.notices(db, self._book)
        if not self._mailboxes.listed(db):
            return "no-relay"
        return "waiting-for-key" if self._lacks(db) else None

    def _round(self, report: SyncReport, extent: Extent, cancelled: Stopped | None) -> None:
        report.problems += self._errands.run(self._paced)
        each = Guarded(report.problems, cancelled, self._away)
        met, receive = Visits(), partial(self._receive, report, extent, cancelled)
        each.do(self._free(mailboxes.fresh(self._mailboxes.every)), met.noting(receive))
        if not extent.page and self._caught_up(report, cancelled):
            each.do(self._free(mailboxes.fresh(self._mailboxes.every)), met.noting(receive))
        for space in self._book.read(spaces.every):
            self._book.write(partial(self._tend, space))
        if extent.sends:
            each.do(self._free(self._mailboxes.today()), met.noting(partial(_send, report)))
        if extent == Extent() and not report.problems:
            report.quiet += self._archive.tend(self._paced)
        if extent == Extent():
            report.quiet += self.then(self._paced, cancelled, metered=self.metered.now)
        relay_visits.after(self._book, met.reached, met.failed)
        report.lagging, self._away = each.sorted_out(), each.silent

    def _receive(self, report: SyncReport, extent: Extent, cancelled: Stopped | None, box: Mailbox) -> None:
        came = self._pulled(box, extent.page, cancelled)
        heard, box.heard = box.heard, 0  # what came while one waited there is told of, too
        report.add(box.place.space, received=came + heard)
        report.left += box.left

    def _caught_up(self, report: SyncReport, cancelled: Stopped | None) -> bool:
        """Read from segments what no mailbox holds any more; say whether anything came (A6.6)."""
        try:
            came = self._archive.catch_up(self._paced, cancelled)
        except Cancelled:
            raise
        except Problem as problem:
            report.problems.append(problem)
            return False
        for space, count in came.items():
            report.add(space, received=count)
        return any(came.values())

    def _free(self, boxes: Iterable[Mailbox]) -> Iterable[Mailbox]:
        """Those of spaces that have no pace of their own."""
        return (box for box in boxes if box.place.space not in self._paced)

    @property
    def _paced(self) -> frozenset[bytes]:
        """Where nothing goes but at fixed times; who sends when somebody presses keeps no times."""
        return self.steady.spaces if self._last_mode == "always" else frozenset()

    def _pulled(self, box: Mailbox, page: int, cancelled: Stopped | None) -> int:
        """Whoever names a network that is none must not keep us from what is."""
        try:
            return box.pull(page, cancelled)
        except Cancelled:
            raise
        except Problem:
            if self._book.read(lambda db: shared_keys.is_followed(db, box.place.space)):
                return 0
            raise

    def _tend(self, space: bytes, db: Db) -> None:
        """What follows from what came: one's own log, a new epoch, keys for who lacks them."""
        new_keys.take_if_due(db, self._book)
        carrying.tend(db, self._book, space)
        handing_over.tend(db, self._book, space, self.turns)
        ticket_keeping.tend(db, self._book, space)
        repairs.tend(db, self._book, space, self.turns)

    def _lacks(self, db: Db) -> bool:
        """Whether a key without which nothing can be sent is on its way (A4.4)."""
        return any(handing_over.waits(db, self._book, space) for space in spaces.every(db))

    # ------------------------------------------------------------ steady spaces
    def tick(self) -> SyncReport:
        """At each steady space whose time is now: post one blob of the one size, and take what is there."""
        report, began = SyncReport(), self._book.clock()
        due = self.steady.due(began)
        if not due or self.mode != "always":
            return report
        each = Guarded(report.problems, None)
        boxes = [box for space in due for box in self._mailboxes.today(space)]
        for box in boxes:
            self._book.write(partial(self._seal, box))
            self._mailboxes.files.prepare(box.place)
        self.steady.pause(began)
        each.do(boxes, partial(_send_one, report, self._mailboxes.files))
        extent = Extent(SMALL) if self.metered.now else Extent()
        for space in due:
            each.do(mailboxes.fresh(partial(self._mailboxes.of, space)),
                    partial(self._receive, report, extent, None))  # fmt: skip
            report.problems += self._errands.run_for(space)
            self._book.write(partial(self._tend, space))
        report.waiting = self.waiting()
        self.traffic.note(self.traffic.clock(), report.parts, _code(report.problems))
        return report

    def _seal(self, box: Mailbox, db: Db) -> None:
        """Sign and seal what waits, so that the moment of posting does not say how much that was."""
        posting.following(db, self._book, box.place.relay, box.place.space)

    # ------------------------------------------------------------ waiting for news
    def listen(self, wait: float) -> bool:
        """Wait at every mailbox at once until the first hears something; say whether one did."""
        boxes = list(self._free(self._mailboxes.listened()))
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
        self._archive.stop()
        self._mailboxes.stop_waiting()

    # ------------------------------------------------------------ telling
    def _conclude(self, report: SyncReport, extent: Extent, lacks: DeliveryName | None) -> None:
        if self.mode == "never":  # turned off meanwhile
            self._tell("paused", report.waiting)
        elif report.problems:
            self._tell("offline", report.waiting, report.problems[0])
        elif lacks is not None:
            self._tell(lacks, report.waiting)
        elif report.left or not extent.sends:
            self._tell("waiting-for-yes", report.waiting)
        else:
            self._tell("up-to-date", report.waiting, next(iter(report.lagging), None))

    def _tell(self, name: DeliveryName, waiting: int | None = None, problem: Problem | None = None) -> None:
        count = self.state.waiting if waiting is None else waiting
        last = self._book.clock() if name == "up-to-date" else self.state.last_ms
        size = self.outlook().bytes_to_send if name == "waiting-for-yes" else 0
        self.state = DeliveryState(name, count, problem, last, size, self._left)
        self._book.events.tell(DeliveryChanged(self.state))


def _send(report: SyncReport, box: Mailbox) -> None:
    report.add(box.place.space, sent=box.push())


def _send_one(report: SyncReport, files: Files, box: Mailbox) -> None:
    report.add(box.place.space, sent=box.push_one(files.spare(box.place)))


def _code(problems: list[Problem]) -> str:
    return problems[0].code if problems else ""
