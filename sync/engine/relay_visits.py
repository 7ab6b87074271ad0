"""What comes of asking relays: when they were reached, and what they say of themselves (A6.2)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from sync.engine.events import RelayNotice
from sync.engine.notebook import Notebook
from sync.engine.relay_client import RelayClient
from sync.errors import Problem, RelayTalksNonsense
from sync.model.ops import RelayEntry
from sync.relay_refusals import RelayKeyChanged
from sync.store import relay_notes, spaces
from sync.store.database import Db
from sync.wire.routes import Info

if TYPE_CHECKING:
    from sync.engine.mailbox import Mailbox

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(slots=True)
class Visits:
    """Which relays (keys of 32 bytes) answered in one round, and the codes of what went wrong at others."""

    reached: set[bytes] = field(default_factory=set)
    failed: dict[bytes, str] = field(default_factory=dict)

    def noting(self, work: "Callable[[Mailbox], None]") -> "Callable[[Mailbox], None]":
        """Return the same work at a mailbox, of which the outcome is noted."""

        def noted(box: "Mailbox") -> None:
            try:
                work(box)
            except Problem as problem:
                self.failed[box.place.relay] = problem.code
                raise
            self.reached.add(box.place.relay)

        return noted


def known(db: Db, book: Notebook) -> dict[bytes, RelayEntry]:
    """The relays of all spaces, each once."""
    return {one.public_key: one for space in spaces.every(db) for one in book.state(db, space).relays}


def note(db: Db, book: Notebook, relay: RelayEntry, said: Info) -> None:
    """Keep what a relay says of itself; of one that shows another key, that alone (A6.7)."""
    before, now = relay_notes.get(db, relay.public_key), book.clock()
    if said.public_key != relay.public_key:
        fresh = replace(before, asked_ms=now, problem=RelayKeyChanged.code)
    else:
        fresh = relay_notes.Note(said.notice, said.retention_days, said.tickets, said.post_max, now, now, "")
        if said.notice and said.notice != before.notice:
            book.tell(RelayNotice(relay.public_key.hex(), relay.url, said.notice))
    relay_notes.put(db, relay.public_key, fresh)


def after(book: Notebook, visits: Visits) -> None:
    """Note what came of a round; ask relays what they say, once a day, or where an answer was not theirs."""
    book.write(partial(_visited, book=book, visits=visits))
    for relay in book.read(partial(_due, book=book, visits=visits)):
        _ask(book, relay)


def _visited(db: Db, book: Notebook, visits: Visits) -> None:
    relays, now = known(db, book).keys(), book.clock()  # not rooms, nor what somebody told us of
    for relay in (visits.reached - visits.failed.keys()) & relays:
        before = relay_notes.get(db, relay)
        problem = before.problem if before.problem == RelayKeyChanged.code else ""
        relay_notes.put(db, relay, replace(before, reached_ms=now, problem=problem))
    for relay in visits.failed.keys() & relays:
        before = relay_notes.get(db, relay)
        if before.problem != RelayKeyChanged.code:
            relay_notes.put(db, relay, replace(before, problem=visits.failed[relay]))


def _due(db: Db, book: Notebook, visits: Visits) -> list[RelayEntry]:
    relays, before = known(db, book), book.clock() - DAY_MS
    due = {key for key in visits.reached if relay_notes.get(db, key).asked_ms <= before}
    due |= {key for key, code in visits.failed.items() if code == RelayTalksNonsense.code}
    return [relays[key] for key in sorted(due) if key in relays]


def is_itself(book: Notebook, relay: bytes) -> bool:
    """Ask a relay who it is before it gets a ticket: whoever answers there keeps what they get."""
    found = book.read(partial(known, book=book)).get(relay)
    if found is None:
        return False
    _ask(book, found)
    return book.read(lambda db: relay_notes.get(db, relay)).problem != RelayKeyChanged.code


def _ask(book: Notebook, relay: RelayEntry) -> None:
    client = RelayClient(relay.url, pin=relay.pin, outlet=book.outlet)
    try:
        said = client.info()
    except Problem:
        return  # it answered a moment ago: the next round asks again
    finally:
        client.close()
    book.write(partial(note, book=book, relay=relay, said=said))


def notices(db: Db, book: Notebook) -> list[RelayNotice]:
    found = ((one, relay_notes.get(db, key).notice) for key, one in known(db, book).items())
    return [RelayNotice(one.public_key.hex(), one.url, text) for one, text in found if text]


def concerns(db: Db, book: Notebook) -> list[Problem]:
    """The relays that show another key than their spaces' logs name."""
    changed = RelayKeyChanged.code
    return [
        RelayKeyChanged(address=one.url)
        for key, one in known(db, book).items()
        if relay_notes.get(db, key).problem == changed
    ]
