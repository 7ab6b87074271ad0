"""What comes of asking relays: when they were reached, and what they say of themselves (A6.2)."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from sync.engine.events import RelayNotice
from sync.engine.notebook import Notebook
from sync.engine.relay_client import RelayClient
from sync.errors import Problem, RelayTalksNonsense
from sync.model.ops import RelayEntry
from sync.relay_refusals import RelayKeyChanged
from sync.store import relay_notes, spaces
from sync.store.database import Db
from sync.store.relay_notes import Note
from sync.wire.routes import Info

MINUTE_MS = 60 * 1000
DAY_MS = 24 * 60 * MINUTE_MS


def known(db: Db, book: Notebook) -> list[RelayEntry]:
    """The relays of all spaces, each once."""
    return list(dict.fromkeys(one for space in spaces.every(db) for one in book.state(db, space).relays))


def note(db: Db, book: Notebook, relay: RelayEntry, said: Info) -> None:
    """Keep what a relay says of itself; of one that shows another key, that alone (A6.7)."""
    before, now = relay_notes.get(db, relay), book.clock()
    if said.public_key != relay.public_key:
        fresh = replace(before, asked_ms=now, problem=RelayKeyChanged.code)
    else:
        fresh = relay_notes.Note(said.notice, said.retention_days, said.tickets, said.post_max, now, now, "")
        if said.notice and said.notice != before.notice:
            book.tell(RelayNotice(relay.public_key.hex(), relay.url, said.notice))
    relay_notes.put(db, relay, fresh)


def after(book: Notebook, reached: set[RelayEntry], failed: Mapping[RelayEntry, str]) -> None:
    """Note which relays answered in a round, and the codes of what went wrong at others.

    They are asked what they say of themselves once a day, and where an answer was not theirs.
    """
    visited = partial(_visited, book=book, reached=reached, failed=failed)
    fresh, due = book.read(lambda db: (visited(db), _due(db, book, reached, failed)))
    if fresh:
        book.write(lambda db: relay_notes.put_all(db, visited(db)))
    for relay in due:
        _ask(book, relay)


def _visited(
    db: Db, book: Notebook, reached: set[RelayEntry], failed: Mapping[RelayEntry, str]
) -> dict[RelayEntry, Note]:
    """What is to be noted, to the minute, of relays of spaces: not of rooms, nor what somebody told us of."""
    found = {}
    for relay in (reached | failed.keys()) & set(known(db, book)):
        before = relay_notes.get(db, relay)
        changed = before.problem == RelayKeyChanged.code
        problem = before.problem if changed else failed.get(relay, "")
        recent = relay in failed or 0 <= book.clock() - before.reached_ms < MINUTE_MS
        if problem != before.problem or not recent:
            at = before.reached_ms if recent else book.clock()
            found[relay] = replace(before, problem=problem, reached_ms=at)
    return found


def _due(
    db: Db, book: Notebook, reached: set[RelayEntry], failed: Mapping[RelayEntry, str]
) -> list[RelayEntry]:
    before = book.clock() - DAY_MS
    due = {one for one in reached if relay_notes.get(db, one).asked_ms <= before}
    due |= {one for one, code in failed.items() if code == RelayTalksNonsense.code}
    return [one for one in known(db, book) if one in due]


def is_itself(book: Notebook, space: bytes, relay: bytes) -> bool:
    """Ask a relay who it is before it gets a ticket: whoever answers there keeps what they get.

    It is asked where this space says that it is; another space may name the same key and any address.
    """
    listed = book.read(lambda db: book.state(db, space).relays)
    said = next((_ask(book, one) for one in listed if one.public_key == relay), None)
    return said is not None and said.public_key == relay


def _ask(book: Notebook, relay: RelayEntry) -> Info | None:
    """Return what it says; where it does not answer, the next round asks again."""
    client = RelayClient(relay.url, pin=relay.pin, outlet=book.outlet)
    try:
        said = client.info()
    except Problem:
        return None
    finally:
        client.close()
    book.write(partial(note, book=book, relay=relay, said=said))
    return said


def notices(db: Db, book: Notebook) -> list[RelayNotice]:
    found = ((one, relay_notes.get(db, one).notice) for one in known(db, book))
    return [RelayNotice(one.public_key.hex(), one.url, text) for one, text in found if text]


def concerns(db: Db, book: Notebook) -> list[Problem]:
    """The relays that show another key than their spaces' logs name."""
    changed = RelayKeyChanged.code
    return [
        RelayKeyChanged(address=one.url)
        for one in known(db, book)
        if relay_notes.get(db, one).problem == changed
    ]
