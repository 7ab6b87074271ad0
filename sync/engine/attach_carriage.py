"""Attached files on their way: when somebody asks, or by themselves after the words (A6.1, A6.3)."""

import threading
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from sync.attachment_refusals import FileComesAtPace, FileGoesAtPace
from sync.engine import attach_names, attach_pace, attach_use
from sync.engine.attach_adding import Adding
from sync.engine.attach_boxes import AttachBoxes, Where
from sync.engine.attach_fetching import Fetching
from sync.engine.attach_keeping import Keeping
from sync.engine.attach_pace import AttachPace
from sync.engine.attach_rooms import AttachRooms
from sync.engine.attach_rules import NOTHING, Rules
from sync.engine.attach_sending import Sending
from sync.engine.events import ItemsChanged
from sync.engine.files_box import FilesBox
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.places import Place
from sync.engine.room_files import Spare
from sync.engine.steps import Progress, Steps, Stop
from sync.errors import Cancelled, Problem
from sync.model.belonging import RelayEntry
from sync.store import attachments, spaces
from sync.store.attachments import FETCH, SEND, Described

Tending = Callable[[bytes, Steps], list[Problem]]
FIRST_MS, LAST_MS = 30 * 1000, 60 * 60 * 1000
"""Until a file that was nowhere for the second time is looked for again; then twice as long, and so on."""


@dataclass(slots=True)
class Fetched:
    whole: int = 0
    missing: int = 0
    """Files that are not at any relay, or not all of them."""
    trouble: list[Problem] = field(default_factory=list)


class Carriage:
    def __init__(self, book: Notebook, keeping: Keeping, adding: Adding, mailboxes: Mailboxes) -> None:
        self._book, self._keeping, self._adding = book, keeping, adding
        self._boxes = AttachBoxes(book, mailboxes)
        self._sending = Sending(book, keeping, self._boxes)
        self._fetching = Fetching(book, keeping, self._boxes)
        self._one_at_a_time = threading.Lock()
        self._missing: dict[bytes, tuple[int, int]] = {}
        """Files that were nowhere: when last, and how often."""
        self._there: set[bytes] = set()
        """Mailboxes that are known to be there."""
        self._rooms = AttachRooms(book, mailboxes, self._boxes)
        self._closing = False
        self.rules = Rules(book)
        self._pace = AttachPace(book, keeping, self.rules)
        mailboxes.files = self

    def close(self) -> None:
        """Break off what goes by itself; from any thread."""
        self._closing = True
        self._boxes.close()

    # ------------------------------------------------------------ by hand
    def fetch(
        self, wanted: Sequence[Described], progress: Progress | None, cancelled: Stop | None,
        *, at_once: bool = False,
    ) -> Fetched:  # fmt: skip
        """Fetch these; each is asked for until it is here, also at later rounds.

        Without *at_once* nothing leaves the pace of a space that has one. Raises FileComesAtPace then.
        """
        self._ask(wanted, FETCH)
        where = self._scope(wanted, at_once=at_once)
        steps, done = Steps(progress, cancelled, sum(one.size for one in wanted)), Fetched()
        with steps.turn(self._one_at_a_time), self._boxes.within(where):
            for one in wanted:
                self._fetched(one, steps, done)
            if done.missing and self._wished(wanted):
                done.trouble.clear()  # it comes in the room
            elif done.missing and where is Where.ROOM:
                raise FileComesAtPace
        return done

    def _scope(self, wanted: Sequence[Described], *, at_once: bool) -> Where:
        """Where files may be asked for and posted just now: a room is another place (PROTOCOL 3.19)."""
        spaces_of = {one.space for one in wanted}
        paced = self._book.read(lambda db: any(attach_pace.keeps(db, space) for space in spaces_of))
        return Where.ROOM if paced and not at_once else Where.ANYWHERE

    def _wished(self, wanted: Sequence[Described]) -> bool:
        whole = self._whole()
        asked = [self._rooms.wish(one.space, [one.att]) for one in wanted if one.att not in whole]
        return bool(asked) and all(asked)

    def send(
        self, wanted: Sequence[Described], progress: Progress | None, cancelled: Stop | None,
        *, at_once: bool = False,
    ) -> int:  # fmt: skip
        """Post these to every relay that lacks them; return how many are somewhere now.

        Without *at_once* they go at the pace of a space that has one. Raises FileGoesAtPace then, Cancelled,
        and what a relay says where none took any.
        """
        self._ask(wanted, SEND)
        steps, count, done = Steps(progress, cancelled), 0, Fetched()
        where = self._scope(wanted, at_once=at_once)
        with steps.turn(self._one_at_a_time), self._boxes.within(where):
            boxes = {space: self._sending.relays(space) for space in {one.space for one in wanted}}
            steps.total = sum(one.size * len(boxes[one.space]) for one in wanted)
            for one in wanted:
                with self._rooms.ringing(one.space, boxes[one.space]):
                    sent = [self._posted(one, box, steps, done) for box in boxes[one.space]]
                if sent and all(sent) and where is Where.ANYWHERE:
                    self._book.write(partial(attachments.done, att=one.att, way=SEND))
                count += any(sent)
        if done.trouble and not count:
            raise done.trouble[0]
        if where is Where.ROOM and not count:
            raise FileGoesAtPace(hours=self._pace.again(wanted))
        return count

    def _posted(self, one: Described, box: FilesBox, steps: Steps, done: Fetched) -> bool:
        try:
            return self._sending.send(one, box, steps)
        except Cancelled:
            raise
        except Problem as problem:
            done.trouble.append(problem)
            return False

    def _ask(self, wanted: Iterable[Described], way: int) -> None:
        self._book.write(lambda db: attachments.ask(db, [one.att for one in wanted], way))

    def _whole(self) -> set[bytes]:
        return attach_use.whole(self._keeping)

    # ------------------------------------------------------------ by itself
    def tend(self, steady: Container[bytes], cancelled: Stop | None, *, metered: bool) -> list[Problem]:
        """After a round: send and fetch what goes by itself or was asked for; return what stopped some."""
        most = self.rules.most(metered=metered)
        found = [space for space in self._book.read(spaces.every) if space not in steady]
        return self._each(found, Where.OUTSIDE, cancelled, partial(self._tended, most))

    def tend_room(self, room: RelayEntry, spaces: Sequence[bytes], cancelled: Stop) -> list[Problem]:
        """The same in a room, and what others there asked for, unless files never go by themselves."""
        most = self.rules.most(metered=False)
        met = self._each(spaces, Where.ROOM, cancelled, partial(self._tended_in, room, most))
        return self._rooms.still(met)

    def leave(self, relay: bytes) -> None:
        """Let go of a room; what is under way there is broken off."""
        self._rooms.leave(relay)

    def prepare(self, place: Place) -> None:
        self._pace.prepare(place)

    def spare(self, place: Place) -> Spare:
        """Return what goes at a steady pace where nothing else waits: a piece of a file, or cover."""
        return self._pace.spare(place)

    def _each(
        self, found: Iterable[bytes], where: Where, cancelled: Stop | None, work: Tending
    ) -> list[Problem]:
        if self._closing or not self._one_at_a_time.acquire(blocking=False):
            return []  # somebody's own wish is under way
        try:
            steps, met = Steps(None, lambda: self._closing or (cancelled is not None and cancelled())), []
            with self._boxes.within(where):
                for space in found:
                    met += work(space, steps)
        except Cancelled:
            return []
        finally:
            self._one_at_a_time.release()
        return met

    def _tended_in(self, room: RelayEntry, most: int | None, space: bytes, steps: Steps) -> list[Problem]:
        used = self._book.read(lambda db: attach_use.of_space(db, self._book, space))
        if not used:
            return []
        done, whole = Fetched(), self._whole()
        self._give(room, space, [one for one in used if one.att in whole], most, steps, done)
        wants = self._wants(used, most, FETCH) - whole
        lacking = [one for one in used if one.att in wants and not one.wrong]
        for one in self._rooms.there(space, lacking):
            self._looked(one, steps, done)
        asked = self._book.read(lambda db: attachments.asked(db, FETCH))
        self._rooms.wish(space, [one.att for one in lacking if one.att in asked - self._whole()])
        return done.trouble

    def _give(
        self, room: RelayEntry, space: bytes, held: Sequence[Described], most: int | None, steps: Steps,
        done: Fetched,
    ) -> None:  # fmt: skip
        gives = self._wants(held, most, SEND)
        if most != NOTHING:
            gives |= self._book.asides.wished(space)
        boxes = self._sending.relays(space)
        with self._rooms.ringing(space, boxes):
            for one in self._rooms.due([one for one in held if one.att in gives], room, space):
                for box in boxes:
                    self._posted(one, box, steps, done)

    def _wants(self, used: Iterable[Described], most: int | None, way: int) -> set[bytes]:
        """Return what goes by itself, and what a person here asked for."""
        asked = self._book.read(lambda db: attachments.asked(db, way))
        return asked | {one.att for one in used if most is None or one.size <= most}

    def _tended(self, most: int | None, space: bytes, steps: Steps) -> list[Problem]:
        used = self._book.read(lambda db: attach_use.of_space(db, self._book, space))
        if not used:
            return []
        whole, done = self._whole(), Fetched()
        self._open_boxes(space, done)
        goes, comes = self._wants(used, most, SEND) & whole, self._wants(used, most, FETCH) - whole
        self._sent(space, [one for one in used if one.att in goes], steps, done)
        for one in used:
            if one.att in comes and not one.wrong and self._may_look(one):
                self._looked(one, steps, done)
        return done.trouble

    def _looked(self, one: Described, steps: Steps, done: Fetched) -> None:
        """Fetch a file by itself: a disk without room for it is told, and keeps nothing else from coming."""
        try:
            self._fetched(one, steps, done)
        except Cancelled:
            raise
        except Problem as problem:
            self._not_here(one)
            done.trouble.append(problem)

    def _not_here(self, one: Described) -> None:
        self._missing[one.att] = (self._book.clock(), self._missing.get(one.att, (0, 0))[1] + 1)

    def _open_boxes(self, space: bytes, done: Fetched) -> None:
        """Stewards alone can make a mailbox: they do for whoever attached something."""
        for box in self._sending.relays(space):
            if box.keys.admin is not None and box.keys.mid not in self._there:
                try:
                    box.put([])
                except Problem as problem:
                    done.trouble.append(problem)
                    self._boxes.away.add(box.place.relay)
                else:
                    self._there.add(box.keys.mid)

    def _may_look(self, one: Described) -> bool:
        when, times = self._missing.get(one.att, (0, 0))
        wait = min(FIRST_MS << (min(times, 10) - 2), LAST_MS) if times > 1 else 0
        return self._book.clock() - when >= wait

    def _sent(self, space: bytes, found: Sequence[Described], steps: Steps, done: Fetched) -> None:
        looked = self._book.read(lambda db: attachments.looked(db, space)) if found else {}
        for box in self._sending.relays(space) if found else ():
            for one in self._sending.due(found, box.place.relay, looked):
                if box.place.relay not in self._boxes.away:
                    self._posted(one, box, steps, done)

    def _fetched(self, one: Described, steps: Steps, done: Fetched) -> None:
        if self._keeping.is_whole(one.att):
            done.whole += 1
            return
        self.must_fit(one)
        if self._came(one, steps, done) or self._came_otherwise(one, steps, done):
            self.here(one)
            done.whole += 1
        else:
            self._not_here(one)
            done.missing += 1

    def _came_otherwise(self, one: Described, steps: Steps, done: Fetched) -> bool:
        """Where nothing of a file is anywhere, somebody may have said wrongly where its parts are."""
        held = self._keeping.get(one.att)
        if held is not None and held.done:
            return False
        others = self._book.read(lambda db: attachments.others(db, one))
        return any(self._came(each, steps, done) for each in others)

    def _came(self, one: Described, steps: Steps, done: Fetched) -> bool:
        came = self._fetching.fetch(one, steps)
        done.trouble += came.trouble
        return came.whole

    def must_fit(self, one: Described) -> None:
        """Raises NoRoomForAttachment before anything of it is written."""
        held = self._keeping.get(one.att)
        self._adding.must_fit(attach_names.harmless(one.name), one.size - (held.done if held else 0))

    def here(self, one: Described) -> None:
        """Say so: a file is whole now."""
        self._missing.pop(one.att, None)
        self._book.write(partial(attachments.done, att=one.att, way=FETCH))
        shown = self._book.read(lambda db: attachments.shown_on(db, one.att))
        self._book.events.tell(ItemsChanged(frozenset(record.hex() for record in shown)))
