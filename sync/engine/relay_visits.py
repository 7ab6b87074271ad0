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
from sync.wire.routes import Info

DAY_MS = 24 * 60 * 60 * 1000


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


def after(book: Notebook, reached: set[bytes], failed: Mapping[bytes, str]) -> None:
    """Note which relays (by key) answered in a round, and the codes of what went wrong at others.

    They are asked what they say of themselves once a day, and where an answer was not theirs.
    """
    book.write(partial(_visited, book=book, reached=reached, failed=failed))
    for relay in book.read(partial(_due, book=book, reached=reached, failed=failed)):
        _ask(book, relay)


def _visited(db: Db, book: Notebook, reached: set[bytes], failed: Mapping[bytes, str]) -> None:
    relays, now = known(db, book).keys(), book.clock()  # not rooms, nor what somebody told us of
    for relay in (reached - failed.keys()) & relays:
        before = relay_notes.get(db, relay)
        problem = before.problem if before.problem == RelayKeyChanged.code else ""
        relay_notes.put(db, relay, replace(before, reached_ms=now, problem=problem))
    for relay in failed.keys() & relays:
        before = relay_notes.get(db, relay)
        if before.problem != RelayKeyChanged.code:
            relay_notes.put(db, relay, replace(before, problem=failed[relay]))


def _due(db: Db, book: Notebook, reached: set[bytes], failed: Mapping[bytes, str]) -> list[RelayEntry]:
    relays, before = known(db, book), book.clock() - DAY_MS
    due = {key for key in reached if relay_notes.get(db, key).asked_ms <= before}
    due |= {key for key, code in failed.items() if code == RelayTalksNonsense.code}
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
