"""Exchange in a room for as long as a notebook is in it: at once, and again whenever something is heard."""

import secrets as chance
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sync.engine import carrying, handing_over, mailboxes, new_keys
from sync.engine.errands import Errands
from sync.engine.events import Event, ItemsChanged, RoomChanged, RoomState
from sync.engine.handing_over import Turns
from sync.engine.mailbox import Mailbox
from sync.engine.mailboxes import LISTENED, Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.places import Place
from sync.engine.round import Guarded, SyncReport
from sync.errors import Cancelled, Problem
from sync.model.belonging import RelayEntry
from sync.store import spaces
from sync.store.database import Db

LISTEN_SECONDS = 50.0
INVITED_SECONDS = 5.0  # while somebody in the room may answer an invitation
QUIET_SECONDS = 2.0  # after the last change, since everybody waits for it in the same room
PAUSE_SECONDS = 2.0
QUICK_NEWS = 20
"""Rounds that follow each other at once, before even a room that always has news is left for a while."""
SPREAD_MS = 2_000
"""Who comes with what others in the room have too lets one of them post it."""


class RoomRounds:
    """One thread that exchanges and listens, and one that notices what is typed meanwhile."""

    def __init__(
        self,
        book: Notebook,
        boxes: Mailboxes,
        errands: Errands,
        relay: RelayEntry,
        *,
        spread_ms: int = SPREAD_MS,
    ) -> None:
        """With *spread_ms* 0 it begins at once: this notebook opened the room, and nothing is in it yet."""
        self._book = book
        self._spread_ms = spread_ms
        self._mailboxes = boxes
        self._errands = errands
        self._relay = relay
        self._turns = Turns(spread_ms=SPREAD_MS)
        self._stopping = threading.Event()
        self._typed = threading.Event()
        self._heard: Callable[[], None] = lambda: None
        self._listening: list[Mailbox] = []
        self._threads = [
            threading.Thread(target=work, name=f"room{work.__name__}", daemon=True)
            for work in (self._exchange, self._watch)
        ]
        self._one_at_a_time = threading.Lock()
        self.state = RoomState()

    def start(self) -> None:
        self._heard = self._book.events.subscribe(self._hear)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End both threads; what is under way at the room is broken off."""
        self._stopping.set()
        self._typed.set()
        self._mailboxes.files.leave(self._relay.public_key)
        for thread in self._threads:
            while thread.is_alive():  # it may be just about to listen: say it again until it has heard
                self._stop_waiting()
                thread.join(0.1)
        self._heard()

    # ------------------------------------------------------------ rounds
    def round(self) -> SyncReport:
        """Exchange everything once. Raises Cancelled when the room is left meanwhile."""
        with self._one_at_a_time:
            report = SyncReport()
            try:
                self._go(report)
            except Cancelled:
                raise
            except Problem as problem:  # of this notebook: the next round tries again
                report.problems.append(problem)
            self._tell(report)
            return report

    def _go(self, report: SyncReport) -> None:
        report.problems += self._errands.run_in(self._relay)
        each = Guarded(report.problems, self._stopping.is_set)
        each.do(mailboxes.fresh(self._boxes), partial(_receive, report))
        for space in self._book.read(self._covered):
            self._book.write(partial(self._tend, space))
        each.do(self._first(), partial(_send, report))
        if not report.problems:
            spaces_here = self._book.read(self._covered)
            report.quiet += self._mailboxes.files.tend_room(self._relay, spaces_here, self._stopping.is_set)

    def _exchange(self) -> None:
        try:
            self._stopping.wait(chance.randbelow(self._spread_ms + 1) / 1000)
            in_a_row = 0
            while not self._stopping.is_set():
                heard = not self.round().problems and self._listen()
                in_a_row = in_a_row + 1 if heard else 0
                if not heard or in_a_row % QUICK_NEWS == 0:
                    self._stopping.wait(PAUSE_SECONDS)
        except Cancelled:
            pass  # left

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._typed.wait()
            while self._typed.is_set() and not self._stopping.is_set():
                self._typed.clear()
                self._stopping.wait(QUIET_SECONDS)
            if not self._stopping.is_set():
                try:
                    self.round()
                except Cancelled:
                    return

    def _hear(self, event: Event) -> None:
        if isinstance(event, ItemsChanged):
            self._typed.set()

    # ------------------------------------------------------------ what it is about
    def _covered(self, db: Db) -> list[bytes]:
        aside = self._book.asides.get(self._relay.public_key)
        return [space for space in spaces.every(db) if aside is not None and aside.covers(space)]

    def _places(self) -> list[Place]:
        return [Place.of(space, self._relay) for space in self._book.read(self._covered)]

    def _boxes(self) -> list[Mailbox]:
        return [box for place in self._places() for box in self._mailboxes.at(place)]

    def _first(self) -> list[Mailbox]:
        return [box for place in self._places() for box in self._mailboxes.at(place)[:1]]

    def _tend(self, space: bytes, db: Db) -> None:
        new_keys.take_if_due(db, self._book)
        carrying.tend(db, self._book, space)
        handing_over.tend(db, self._book, space, self._turns)

    # ------------------------------------------------------------ listening
    def _listen(self) -> bool:
        """Wait at the newest mailboxes until one hears something; say whether the line was held."""
        boxes = [box for place in self._places() for box in self._mailboxes.at(place)[:LISTENED]]
        heard: list[bool] = []
        most = INVITED_SECONDS if self._errands.invites_in(self._relay) else LISTEN_SECONDS

        def one(box: Mailbox) -> None:
            try:
                news = box.hears(most)
            except Problem:
                return  # the next round meets it again and tells
            if news:
                heard.append(True)
                self._stop_waiting()

        self._listening = boxes
        threads = [threading.Thread(target=one, args=(box,), daemon=True) for box in boxes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self._listening = []
        return bool(heard)

    def _stop_waiting(self) -> None:
        for box in self._listening:
            box.stop_waiting()

    def _tell(self, report: SyncReport) -> None:
        problem = report.problems[0] if report.problems else None
        self.state = replace(
            self.state,
            sent=self.state.sent + report.sent,
            received=self.state.received + report.received,
            problem=problem,
            quiet=next(iter(report.quiet), None),
            last_ms=self.state.last_ms if problem else self._book.clock(),
        )
        self._book.events.tell(RoomChanged(self.state))


def _receive(report: SyncReport, box: Mailbox) -> None:
    report.received += box.pull() + box.heard
    box.heard = 0


def _send(report: SyncReport, box: Mailbox) -> None:
    report.sent += box.push()
