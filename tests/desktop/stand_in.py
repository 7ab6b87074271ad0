"""The engine's facade in memory, handed in so that windows can be tried alone."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sync.engine.events import DeliveryChanged, DeliveryState, Events, ItemsChanged, SpacesChanged
from sync.errors import NotebookIncomplete, Problem, WrongPassphrase
from sync.model import document
from tests.desktop import stand_in_belonging, stand_in_lists, stand_in_parts, stand_in_security
from tests.desktop.carried import Packages, Transfer
from tests.desktop.rows import (
    DIGITS,
    GENERATED,
    NOW_MS,
    WORDS,
    Admission,
    FieldValue,
    Item,
    ItemRow,
    Joined,
    MemberRow,
    Report,
    RequestRow,
    SpaceRow,
    Strength,
    row_of,
)


class Me:
    name = "Amina"
    check_words = WORDS
    digits = DIGITS

    def rename(self, name: str) -> None:
        self.name = name


@dataclass
class Spaces:
    events: Events
    rows: list[SpaceRow] = field(default_factory=list)
    people: list[MemberRow] = field(default_factory=list)
    verified: dict[str, str] = field(default_factory=dict)

    def new(self, name: str, *, network: bool = False, persona: str = "") -> SpaceRow:  # noqa: ARG002
        row = SpaceRow(f"space-{len(self.rows) + 1}", name, network=network)
        self.rows.append(row)
        self.events.tell(SpacesChanged())
        return row

    def all(self) -> list[SpaceRow]:
        return list(self.rows)

    def members(self, _space: str) -> list[MemberRow]:
        return [replace(each, verified=self.verified.get(each.person, each.verified)) for each in self.people]

    def add_relay(self, space: str, url: str, _ticket: str = "") -> None:
        self.rows = [
            replace(each, relays=(*each.relays, url)) if each.id == space else each for each in self.rows
        ]

    def rename(self, space: str, name: str) -> None:
        self.rows = [replace(each, name=name) if each.id == space else each for each in self.rows]

    def verify(self, person: str, how: str) -> None:
        self.verified[person] = how


class Invitations(stand_in_belonging.OpenInvitations):
    waiting: Sequence[RequestRow] = (RequestRow("p-jean", "Jean"), RequestRow("p-x", "Ngozi"))

    def to_file(self, _space: str) -> bytes:
        return b"an invitation"

    def by_words(self, _space: str) -> str:
        return "lamp river seven mango table green"

    def qr_text(self, _space: str) -> str:
        return "karkade:" + "a1" * 150

    def join_file(self, data: bytes, *, persona: str = "") -> Joined:  # noqa: ARG002
        return Joined("space-1", "Horizon", posted=data != b"by hand")

    def join_words(self, _words: str, _relay_url: str, *, persona: str = "") -> Joined:  # noqa: ARG002
        return Joined("space-1", "Horizon")

    def join_qr(self, _text: str, *, persona: str = "") -> Joined:  # noqa: ARG002
        return Joined("space-1", "Horizon")

    def requests(self, _space: str) -> Sequence[RequestRow]:
        return self.waiting

    def look(self, _space: str, _request: bytes) -> RequestRow:
        return RequestRow("p-file", "Wangari")

    def admit(
        self, _space: str, request: bytes | None = None, persons: Sequence[str] | None = None
    ) -> Admission:
        return Admission(tuple(persons or ("p-jean",)), b"welcome" if request else None)


class Items:
    """Keeps what it is told; ``problem`` is raised by the next write, ``calls`` remembers all of them."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._guard = threading.Lock()
        self.kept: dict[str, Item] = {}
        self.trashed: set[str] = set()
        self.calls: list[tuple[str, dict[str, str], object]] = []
        self.problem: Problem | None = None
        self.seen: Mapping[bytes, int] | None = None
        self._count = 0
        self.history = stand_in_lists.History()
        self.many, self.lists = stand_in_lists.Many(self), stand_in_lists.Lists(self)

    def new(self, space: str, kind: str, fields: Mapping[str, str], *, by: object = None) -> ItemsChanged:
        with self._guard:
            self._count += 1
            item = f"item-{self._count}"
            self.kept[item] = Item(item, space, kind, "", {}, changed_ms=int(time.time() * 1000))
        return self.set(item, fields, by=by)

    def set(
        self,
        item: str,
        fields: Mapping[str, str],
        *,
        base: Mapping[str, str] | None = None,
        seen: Mapping[bytes, int] | None = None,
        by: object = None,
    ) -> ItemsChanged:
        if self.problem is not None:
            raise self.problem
        self.calls.append((item, dict(fields), by))
        self.seen = seen
        old = self.kept[item]
        if base is not None and "body" in fields and "body" in old.fields:
            now = old.fields["body"][0].value
            fields = {**fields, "body": document.merged(base["body"], fields["body"], now)}
        made = {**old.fields, **{name: (FieldValue(text),) for name, text in fields.items()}}
        first = "name" if old.kind == "contact" else "title"
        title = made[first][0].value if first in made else ""
        self.kept[item] = replace(old, fields=made, title=title)
        return self._tell(item, by)

    def show(self, item: str) -> Item:
        return replace(self.kept[item], trashed=item in self.trashed)

    def rows(self, space: str, kind: str | None = None, *, trashed: bool = False) -> list[ItemRow]:
        return [
            row_of(each, trashed=trashed)
            for each in reversed(list(self.kept.values()))
            if each.space == space
            and (kind is None or each.kind == kind)
            and (each.id in self.trashed) == trashed
        ]

    def every(self) -> list[ItemRow]:
        return [row_of(each, trashed=each.id in self.trashed) for each in self.kept.values()]

    def drop(self, item: str, *, by: object = None) -> ItemsChanged:
        self.trashed.add(item)
        self.history.steps.append(lambda: self.restore(item))
        return self._tell(item, by)

    def restore(self, item: str, *, by: object = None) -> ItemsChanged:
        self.trashed.discard(item)
        return self._tell(item, by)

    def find(self, words: str, *, space: str | None = None, limit: int = 50) -> list[ItemRow]:
        found = [
            row_of(each, trashed=False)
            for each in self.kept.values()
            if any(words.casefold() in value[0].value.casefold() for value in each.fields.values() if value)
        ]
        return [each for each in found if space in (None, each.space)][:limit]

    def settle(self, item: str, name: str, value: str, *, by: object = None) -> ItemsChanged:
        return self.set(item, {name: value}, by=by)

    def _tell(self, item: str, by: object) -> ItemsChanged:
        changed = ItemsChanged(frozenset({item}), by)
        self._events.tell(changed)
        return changed


class Delivery:
    def __init__(self, events: Events) -> None:
        self._events = events
        self.state = DeliveryState("up-to-date", 0, None, NOW_MS)
        self.mode = "always"
        self.presses = 0

    def sync(self, *, wait: float = 0, cancelled: Callable[[], bool] | None = None) -> Report:  # noqa: ARG002
        self.presses += 1
        self.state = DeliveryState("sending")
        self._events.tell(DeliveryChanged(self.state))
        return Report()

    def set_mode(self, mode: str) -> None:
        self.mode = mode


class Rhythm:
    def __init__(self) -> None:
        self.running = False

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False


class Settings:
    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.kept.get(key)

    def put(self, key: str, value: str) -> None:
        self.kept[key] = value


class Session:
    def __init__(self) -> None:
        self.events = Events()
        self.me = Me()
        self.spaces = Spaces(self.events)
        self.invitations = Invitations()
        self.items = Items(self.events)
        self.delivery = Delivery(self.events)
        self.rhythm = Rhythm()
        self.packages = Packages()
        self.transfer = Transfer()
        self.settings = Settings()
        self.closed = False
        stand_in_parts.furnish(self)

    def travel_lock(self) -> None:
        stand_in_security.travel_lock(self)

    def close(self) -> None:
        self.closed = True


class Door:
    """Opens one session with one set of words."""

    def __init__(self, session: Session | None = None, *, words: str | None = None) -> None:
        self.session = session or Session()
        self.words = words
        self.incomplete = False

    def create(self, _profile: Path, passphrase: str, *, name: str = "") -> Session:
        self.words = passphrase
        self.session.me.rename(name)
        return self.session

    def unlock(
        self, _profile: Path, passphrase: str, *, accept_incomplete: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> Session:  # fmt: skip
        if progress is not None:
            progress(1, 2)
        if passphrase != self.words:
            raise WrongPassphrase
        if self.incomplete and not accept_incomplete:
            raise NotebookIncomplete
        return self.session

    def exists(self, _profile: Path) -> bool:
        return self.words is not None

    def generated_passphrase(self, _language: str = "en") -> str:
        return GENERATED

    def strength(self, passphrase: str) -> Strength:
        return Strength(float(len(passphrase)) * 3, len(passphrase) > 20)
