"""News of public portals: asked for by our own client, under the rules for sending, and read apart (A6.8)."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sync.engine import portal_address, portal_news
from sync.engine.delivery import Delivery
from sync.engine.events import ItemsChanged
from sync.engine.items import Items
from sync.engine.notebook import Notebook
from sync.engine.portal_line import PortalLine
from sync.errors import Cancelled, Problem
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported, Refused
from sync.store import settings
from sync.whole_refusals import PortalUnusable

AGREED, ASKED = "portals/agreed", "portals/asked"
AGAIN_SECONDS = 3600.0
"""At the earliest so long after one was asked is it asked by itself again, when it failed."""

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class FeedRow:
    id: str
    space: str
    title: str
    address: str
    sort: str
    fetched: str
    """The day on which its news came last, of whoever asked; empty for never."""
    agreed: bool
    """Whether this person said on this computer that this very address may be asked."""


@dataclass(frozen=True, slots=True)
class Fetched:
    added: int = 0
    asked: int = 0
    problems: tuple[tuple[str, Problem], ...] = ()
    """For each feed that failed, by id, why."""
    waiting: tuple[str, ...] = ()
    """Feeds that nobody said yes to here: somebody else put their address there."""


class Portals:
    """A portal learns that somebody asks, and from where; so each address is agreed to on each computer."""

    def __init__(
        self, book: Notebook, items: Items, delivery: Delivery, line: PortalLine | None = None
    ) -> None:
        self._book, self._items, self._delivery = book, items, delivery
        self._line = line or PortalLine(book.outlet)
        self._tried: dict[str, int] = {}

    # ------------------------------------------------------------ which
    def add(self, space: str, address: str, *, title: str = "", sort: str = "news", by: object = None) -> str:
        """Keep an address in *space*, agreed to here; return its id. Raises BadPortal, PortalInside."""
        portal = self._line.clean(address)
        fields = {
            "title": title or portal_address.host_of(portal.address),
            "address": portal.address,
            "sort": sort,
        }
        (item,) = self._items.new(space, "feed", fields, by=by).ids
        self.agree(item)
        return item

    def agree(self, feed: str) -> None:
        """Say that the address which *feed* has now may be asked from this computer."""
        address = self._row(feed, {}).address
        self._line.clean(address)
        self._remember(AGREED, feed, address)

    def rows(self, space: str) -> list[FeedRow]:
        agreed = self._kept(AGREED)
        return [self._row(one.id, agreed) for one in self._items.rows(space, "feed")]

    def _row(self, feed: str, agreed: dict[str, str]) -> FeedRow:
        item = self._items.show(feed)
        said = {name: values[0].value for name, values in item.fields.items()}
        address = said.get("address", "").strip()
        known = bool(address) and agreed.get(feed) == address
        sort, fetched = said.get("sort") or "news", said.get("fetched", "")
        return FeedRow(feed, item.space, item.title, address, sort, fetched, known)

    # ------------------------------------------------------------ asking
    def fetch(
        self,
        space: str,
        *,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
        by: object = None,
    ) -> Fetched:
        """Ask every portal of *space* that was agreed to. Raises SendingIsOff, Cancelled."""
        _ = self._delivery.mode  # has the outlet follow what was chosen
        self._book.outlet.must_be_open()
        rows = self.rows(space)
        chosen = [one for one in rows if one.agreed]
        waiting = tuple(one.id for one in rows if not one.agreed and one.address)
        added, problems = 0, list[tuple[str, Problem]]()
        with LimitedReader() as reader:
            for number, one in enumerate(chosen, 1):
                if cancelled is not None and cancelled():
                    raise Cancelled
                try:
                    added += self._one(one, reader, by)
                except Cancelled:
                    raise
                except Problem as problem:
                    problems.append((one.id, problem))
                if progress is not None:
                    progress(number, len(chosen))
        return Fetched(added, len(chosen), tuple(problems), waiting)

    def by_itself(self, cancelled: Stopped | None = None) -> Fetched:
        """Ask what was not asked today, where the notebook sends by itself and no byte costs."""
        if self._delivery.mode != "always" or not self._kept(AGREED) or self._delivery.metered.now:
            return Fetched()
        due = [one for one in self._every() if self._is_due(one)]
        added, problems = 0, list[tuple[str, Problem]]()
        with LimitedReader() as reader:
            for one in due:
                if cancelled is not None and cancelled():
                    break
                self._tried[one.id] = self._book.clock()
                try:
                    added += self._one(one, reader, None)
                except Problem as problem:
                    problems.append((one.id, problem))
        return Fetched(added, len(due), tuple(problems))

    def stop(self) -> None:
        """Break off what is being asked; from any thread."""
        self._line.stop()

    def close(self) -> None:
        """The same for good: the notebook is closed."""
        self._line.close()

    def _every(self) -> list[FeedRow]:
        agreed = self._kept(AGREED)
        known = self._book.read(lambda db: portal_news.present(db, agreed))
        return [row for row in (self._row(one, agreed) for one in known) if row.agreed]

    def _is_due(self, one: FeedRow) -> bool:
        asked = self._kept(ASKED).get(one.id) == self._today()
        since = self._book.clock() - self._tried.get(one.id, -(1 << 40))
        return not asked and not 0 <= since < AGAIN_SECONDS * 1000

    def _one(self, feed: FeedRow, reader: LimitedReader, by: object) -> int:
        raw = self._line.ask(feed.address)
        name, found = portal_news.question(feed.sort), list[Imported]()
        for outcome in reader.read(name, raw):
            if isinstance(outcome, Imported):
                found.append(outcome)
        if not found:
            raise PortalUnusable
        added = self._keep(feed.space, feed.id, found)
        self._remember(ASKED, feed.id, self._today())
        self._came(feed, found, by)
        return added

    def _came(self, feed: FeedRow, found: Sequence[Imported], by: object) -> None:
        """Note the day, and what the portal calls its feed where nobody has said better."""
        said = {"fetched": self._today()} if feed.fetched != self._today() else {}
        called = next((one.fields["title"] for one in found if one.kind == "feed"), "")
        if called and feed.title == portal_address.host_of(feed.address):
            said["title"] = called
        if said:
            self._book.write(partial(portal_news.note, self._book, feed.id, said))
            self._book.events.tell(ItemsChanged(frozenset({feed.id}), by))

    # ------------------------------------------------------------ keeping
    def read_file(self, space: str, path: Path) -> int:
        """Read news from a file that somebody saved; return how many were new. Raises FileUnreadable."""
        raw = portal_news.content(path)
        with LimitedReader() as reader:
            said = list(reader.read(portal_news.question("news"), raw))
        found = [one for one in said if isinstance(one, Imported)]
        if not found and any(isinstance(one, Refused) for one in said):
            raise PortalUnusable
        return self._keep(space, "", found)

    def _keep(self, space: str, feed: str, found: Sequence[Imported]) -> int:
        """Add what is not here yet, and was not thrown away here."""
        known = self._book.read(lambda db: portal_news.known(db, bytes.fromhex(space)))
        fresh = portal_news.fresh(found, known, feed)
        made: set[str] = set()
        for kind in dict.fromkeys(one.kind for one in fresh):
            every = [one.fields for one in fresh if one.kind == kind]
            made |= self._items.bring(space, kind, every).ids
        if made:
            self._items.history.remember(lambda who: self._items.many.drop(made, by=who))
        return len(made)

    # ------------------------------------------------------------ what this computer remembers
    def _today(self) -> str:
        return dt.datetime.fromtimestamp(self._book.clock() / 1000, dt.UTC).date().isoformat()

    def _kept(self, key: str) -> dict[str, str]:
        raw = self._book.read(lambda db: settings.get(db, key))
        try:
            said = json.loads(raw or b"{}")
        except ValueError:
            return {}
        return {str(one): str(value) for one, value in said.items()} if isinstance(said, dict) else {}

    def _remember(self, key: str, feed: str, value: str) -> None:
        said = self._kept(key) | {feed: value}
        self._book.write(lambda db: settings.put(db, key, json.dumps(said).encode()))
