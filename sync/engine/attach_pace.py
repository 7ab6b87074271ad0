"""Attached files of spaces with a steady pace: piece by piece in the place of cover (A5.8, PROTOCOL 3.19)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from sync.engine import attach_chunks, attach_keeping, attach_use, contents, pieces, rotation
from sync.engine.attach_keeping import Keeping
from sync.engine.attach_rules import Rules
from sync.engine.notebook import Notebook
from sync.engine.places import Place
from sync.engine.room_files import Spare
from sync.errors import Problem
from sync.store import attachments, settings, steady
from sync.store.attachments import SEND, Described
from sync.store.blobs import Held
from sync.store.database import Db

PREFIX = "paced/"
ATT, NUMBER = 16, 4
HOUR = 60


@dataclass(frozen=True, slots=True)
class _At:
    """The piece of a file that comes next: of which of its chunks and lists, and which piece of that."""

    one: Described
    chunk: int = 0
    piece: int = 0


def keeps(db: Db, space: bytes) -> bool:
    """Say whether nothing of a space may go but at its times."""
    by_itself = settings.get(db, rotation.MODE_KEY) == b"always"
    return by_itself and steady.minutes(db, space) is not None


def hours(db: Db, one: Described) -> int:
    """Return about how long a file takes at the pace of its space."""
    return -(-(one.size // pieces.ROOM + 1) * (steady.minutes(db, one.space) or 0) // HOUR)


class AttachPace:
    def __init__(self, book: Notebook, keeping: Keeping, rules: Rules) -> None:
        self._book, self._keeping, self._rules = book, keeping, rules
        self._ready: dict[tuple[bytes, bytes], Spare] = {}
        self._cut: dict[bytes, tuple[bytes, int, Sequence[bytes]]] = {}
        """For each relay the pieces of the chunk that is on its way."""

    def again(self, wanted: Sequence[Described]) -> int:
        """Let files go that went before, because somebody says so; return about how many hours that takes.

        Whoever wanted none then, or had no room, has them from nowhere else.
        """

        def forget(db: Db) -> int:
            atts, now = {one.att for one in wanted}, self._book.clock()
            for space in {one.space for one in wanted}:
                for (relay, att), (there, _) in attachments.looked(db, space).items():
                    if there and att in atts:
                        attachments.note(db, relay, (space, att), now, there=False)
            return sum(hours(db, one) for one in wanted)

        return self._book.write(forget)

    def prepare(self, place: Place) -> None:
        """Have ready what may go next, so that the moment of posting does not tell what it is."""
        self._ready.pop((place.relay, place.space), None)
        with suppress(Problem):
            while (at := self._next(place)) is not None:
                try:
                    if self._made(place, at):
                        return
                    self._over(place, at.one)
                except attach_keeping.Missing:  # a disk spoilt it: it is whole no more, and others come first
                    self._mend(at.one)

    def _made(self, place: Place, at: _At) -> bool:
        order = sorted(attach_chunks.known(self._keeping, at.one, self._held(at.one)).values(), reverse=True)
        if at.chunk < len(order):
            self._ready[place.relay, place.space] = self._spare(place, at, order)
        return at.chunk < len(order)

    def _mend(self, one: Described) -> None:
        held = self._keeping.get(one.att)
        if held is not None:  # else it was let go of meanwhile
            attach_chunks.mend(self._keeping, one, held)

    def _held(self, one: Described) -> Held:
        held = self._keeping.get(one.att)
        if held is None:
            raise attach_keeping.Missing
        return held

    def spare(self, place: Place) -> Spare:
        found = self._ready.pop((place.relay, place.space), None)
        return found or Spare(pieces.cover(), lambda: None)

    def _next(self, place: Place) -> _At | None:
        waiting = self._waiting(place)
        kept = self._book.read(lambda db: settings.get(db, _key(place))) or b""
        one = next((each for each in waiting if each.att == kept[:ATT]), None)
        if one is not None:
            numbers = kept[ATT : ATT + NUMBER], kept[ATT + NUMBER :]
            return _At(one, *(int.from_bytes(each, "little") for each in numbers))
        return _At(waiting[0]) if waiting else None

    def _waiting(self, place: Place) -> list[Described]:
        """Return the files that go there, the smallest first: one's own by themselves, others when asked."""
        most = self._rules.most(metered=False)  # a file costs nothing here that cover would not
        used, looked, asked = self._book.read(lambda db: (
            attach_use.of_space(db, self._book, place.space),
            attachments.looked(db, place.space), attachments.asked(db, SEND),
        ))  # fmt: skip
        whole = attach_use.whole(self._keeping) if used else set()
        return sorted(
            (
                one for one in used
                if one.att in whole and not looked.get((place.relay, one.att), (False, 0))[0]
                and (one.att in asked or (one.own and (most is None or one.size <= most)))
            ),
            key=lambda one: (one.size, one.att),
        )  # fmt: skip

    def _spare(self, place: Place, at: _At, order: Sequence[int]) -> Spare:
        parts = self._pieces(place.relay, at.one, order[at.chunk])
        more = at.piece + 1 < len(parts)
        after = _At(at.one, at.chunk, at.piece + 1) if more else _At(at.one, at.chunk + 1)
        return Spare(parts[min(at.piece, len(parts) - 1)], lambda: self._went(place, after, len(order)))

    def _pieces(self, relay: bytes, one: Described, number: int) -> Sequence[bytes]:
        known = self._cut.get(relay)
        if known is None or known[:2] != (one.att, number):
            data = attach_keeping.data_of(self._keeping, self._held(one), number)
            if data is None:
                raise attach_keeping.Missing
            known = one.att, number, pieces.cut(contents.of_chunk(one.att, number, data))
            self._cut[relay] = known
        return known[2]

    def _went(self, place: Place, after: _At, count: int) -> None:
        if after.chunk >= count:
            self._over(place, after.one)
            return
        kept = after.one.att + after.chunk.to_bytes(NUMBER, "little") + after.piece.to_bytes(NUMBER, "little")
        self._book.write(lambda db: settings.put(db, _key(place), kept))

    def _over(self, place: Place, one: Described) -> None:
        def note(db: Db) -> None:
            attachments.note(db, place.relay, (place.space, one.att), self._book.clock(), there=True)
            settings.remove(db, _key(place))

        self._cut.pop(place.relay, None)
        self._book.write(note)


def _key(place: Place) -> str:
    return f"{PREFIX}{place.relay.hex()}/{place.space.hex()}"
