"""A space whose membership log is torn: its relays and what opens its packages, until the log comes back.

The same is kept as when another laptop of ours tells of a space: enough to receive, nothing to decide with.
"""

from collections.abc import Iterable, Iterator

from sync.engine import epoch_log
from sync.engine.notebook import Notebook
from sync.model import entry, ops
from sync.model.entry import BadEntry
from sync.store import epoch_secrets, own, whereabouts
from sync.store.database import Db
from sync.store.own import Coming
from sync.store.whereabouts import Whereabouts
from sync.wire import codec


def remember(db: Db, book: Notebook, space: bytes) -> None:
    """Keep beside the log what it says now of a space's name and relays."""
    state = book.state(db, space)
    whereabouts.put(db, space, Whereabouts(state.policy.name, state.relays))


def expect(db: Db, book: Notebook, space: bytes, raws: Iterable[bytes]) -> None:
    """Note what is known of a space: from before, or from *raws*, operations that stand on lost ones."""
    held = epoch_secrets.every(db, space)
    if not held or book.secrets(db, space) is not None:
        return
    state = book.state(db, space)
    name, relays = state.policy.name, state.relays
    followed: set[bytes] = set()
    last = [next(reversed(held))]
    for op in _said(raws):
        match op:
            case ops.SpaceGenesis() | ops.SetPolicy():
                name = op.policy.name
            case ops.Relays():
                relays = op.relays
            case ops.Epoch():
                followed |= set(op.parents)
                last.append(epoch_log.epoch_id(space, op))
            case _:
                pass
    heads = {epoch: held[epoch] for epoch in last if epoch in held and epoch not in followed}
    before = whereabouts.of(db, space) or Whereabouts(name, relays)
    own.expect(db, Coming(space, before.name, before.relays, heads))


def _said(raws: Iterable[bytes]) -> Iterator[ops.Op]:
    for raw in raws:
        for encoded in entry.decode_header(entry.split_entry(raw)[0]).ops:
            try:
                yield ops.decode(encoded)
            except (BadEntry, codec.Malformed):
                continue
