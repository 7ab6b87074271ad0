"""What was decided in a space and why, the same on every laptop that knows the same (A4.2)."""

from dataclasses import dataclass

from crypto.labels import Label, identifier
from sync.engine.notebook import Notebook
from sync.model import housing, ops
from sync.model.circle import RANKS
from sync.model.entry import BadEntry, Entry, decode_header, split_entry
from sync.model.ops import Action, Op
from sync.model.state import State
from sync.store import entries
from sync.store.database import Db
from sync.wire import codec

SENIOR = "senior"
LOWERING = ("removed", "lowered")
PLAIN: dict[type[Op], str] = {
    ops.SpaceGenesis: "founded",
    ops.SetPolicy: "policy",
    ops.Admit: "admitted",
}


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One thing that somebody did; *effect* says whether it counts, *reason* why not.

    *what* is founded, added, removed, left, raised, lowered, voted, decided, held, freed, policy, admitted,
    vouched, shared, unshared (one side's word on whether an organisation's own people read here), or
    recovered: somebody is back with recovery sheets, and should be met in person (A2.4).
    *detail* is a role, or for voted and decided: remove, steward or policy. A *reason* is senior (the other
    was here before), concurrent (meanwhile removed themselves), overruled (a removal wins), no-authority,
    suspended (a copied notebook), other-device or not-sent (their organisation took them back).
    """

    what: str
    who: str
    subject: str
    when_ms: int
    effect: bool
    reason: str
    detail: str = ""
    who_id: str = ""
    subject_id: str = ""
    organisation: str = ""
    """The name of the organisation where it happened; nothing for the space itself."""


@dataclass(frozen=True, slots=True)
class _Said:
    what: str
    subject: bytes = b""
    detail: str = ""


def history(db: Db, book: Notebook, space: bytes) -> list[OutcomeRow]:
    """Return what was done about who belongs here, in an order that all laptops agree on."""
    told = _Told(book.state(db, space))
    for entry in sorted(entries.membership(db, space), key=lambda one: (one.header.lamport, one.id)):
        told.add(entry)
    return told.rows


class _Told:
    def __init__(self, state: State) -> None:
        self._state = state
        self._decided: set[tuple[bytes, Action]] = set()
        self._given: dict[tuple[bytes, bytes], int] = {}
        self._brought: set[bytes] = set()
        self.rows: list[OutcomeRow] = []

    def add(self, entry: Entry) -> None:
        for encoded in entry.header.ops:
            op, place = ops.decode(encoded), b""
            if isinstance(op, ops.Roster):
                place = op.organisation
                try:
                    op = ops.decode(op.op)
                except BadEntry:
                    continue
            self._tell(entry, op, place)

    def _tell(self, entry: Entry, op: Op, place: bytes) -> None:
        author = self._state.authors.get(entry.header.device[:8], b"")
        reason = self._state.struck.get(entry.id, "")
        said = self._recovered(op) if isinstance(op, ops.PersonOps) else self._said(op, place, author)
        if said is None or self._is_repeated(op, place, said, effect=not reason):
            return
        who = author if place else self._state.home.get(author, author)
        if reason and said.what in LOWERING and self._is_senior(said.subject, who, place):
            reason = SENIOR
        title = self._name(place) if place else ""
        self.rows.append(OutcomeRow(
            said.what, self._name(author), self._name(said.subject), entry.header.wall_ms, not reason, reason,
            said.detail, author.hex(), said.subject.hex(), title,
        ))  # fmt: skip

    def _said(self, op: Op, place: bytes, author: bytes) -> _Said | None:  # noqa: PLR0911 - one case for each operation
        match op:
            case ops.Add():
                self._given[place, op.person] = RANKS[op.role]
                return _Said("added", op.person, op.role)
            case ops.Remove():
                return _Said("left" if op.principal == author else "removed", op.principal)
            case ops.Leave():
                return _Said("left", author)
            case ops.SetRole():
                return self._role(op, place)
            case ops.Vote() | ops.Enact():
                what = "voted" if isinstance(op, ops.Vote) else "decided"
                return _Said(what, op.action.subject, op.action.name)
            case ops.Hold():
                return _Said("held" if op.on else "freed", self._state.authors.get(op.device[:8], b""))
        return _plain(op)

    def _recovered(self, op: ops.PersonOps) -> _Said | None:
        """Laptops that a recovery key brought in; told once, however many carry it here."""
        for raw in op.entries:
            try:
                hdr, _ = split_entry(raw)
                header = decode_header(hdr)
            except (BadEntry, codec.Malformed):
                continue  # it proves nothing, and counts for nothing
            name = identifier(Label.ENTRY, hdr)
            by_sheets = name in self._state.person_state(header.space).recovered
            if (
                by_sheets
                and name not in self._brought
                and isinstance(ops.decode(header.ops[0]), ops.AddDevice)
            ):
                self._brought.add(name)
                return _Said("recovered", header.space)
        return None

    def _role(self, op: ops.SetRole, place: bytes) -> _Said:
        before = self._given.get((place, op.principal), RANKS["steward"])
        self._given[place, op.principal] = RANKS[op.role]
        return _Said("raised" if RANKS[op.role] > before else "lowered", op.principal, op.role)

    def _is_repeated(self, op: Op, place: bytes, said: _Said, *, effect: bool) -> bool:
        """Two notebooks may carry out one decision at once: it is told once."""
        if said.what in ("added", "lowered"):
            self._decided = {one for one in self._decided if one[1].subject != said.subject}
        if not isinstance(op, ops.Enact) or not effect:
            return False
        known = (place, op.action) in self._decided
        self._decided.add((place, op.action))
        if op.action.name == "steward":
            self._given[place, op.action.subject] = RANKS["steward"]
        return known

    def _is_senior(self, one: bytes, other: bytes, place: bytes) -> bool:
        roster = self._state.rosters.get(place)
        senior = (self._state.circle if roster is None else roster.circle).senior
        return one in senior and other in senior and senior[one] < senior[other]

    def _name(self, subject: bytes) -> str:
        roster = self._state.rosters.get(subject)
        return roster.name if roster is not None else housing.name_of(self._state, subject)


def _plain(op: Op) -> _Said | None:
    match op:
        case ops.Vouch():
            return _Said("vouched", op.person)
        case ops.ShareDown():
            return _Said("shared" if op.on else "unshared", op.organisation)
    return _Said(PLAIN[type(op)]) if type(op) in PLAIN else None
