"""Mailboxes made and extended for tickets, where a ticket and its mailbox may lie on two machines (A6.4).

No transaction spans the two. The ticket is first bound to the mailbox, with the size that this one is to
reach; then the mailbox is raised to that size, then the ticket is forgotten. Ended anywhere in between,
repeating the request does the rest, and nothing twice. The mailbox itself keeps no trace of its tickets.
"""

from sync.relay.storage import statements
from sync.relay.storage.connections import Connection, Connections
from sync.wire import routes
from sync.wire.routes import BoxRequest

QUOTA = 8
"""Its place among the columns of a mailbox; one of 0 bytes is half made, for a ticket that went elsewhere."""


def make(connections: Connections, request: BoxRequest, quota: int) -> None:
    """Make a mailbox of *quota* bytes; one that is there stays as it is."""
    values = (*_keys(request), routes.EMPTY_CHAIN, quota)
    connections.write(lambda db: db.execute(statements.BOX_ADD, (request.mid, *values)).rowcount)


def redeem(connections: Connections, request: BoxRequest, ticket: bytes, day: int) -> bool:
    """Spend the ticket of that name (32 bytes) if it is good on *day*, as `Storage.create` says."""
    good = connections.read(
        lambda db: db.execute(statements.TICKET, (ticket, day, request.mid)).fetchone() is not None
    )
    box = connections.read(lambda db: db.execute(statements.BOX, (request.mid,), binary=True).fetchone())
    if not good:
        return box is not None and box[1:4] == _keys(request) and box[QUOTA] > 0
    if box is None:
        make(connections, request, 0)

    def raised(db: Connection) -> bool:
        found = db.execute(statements.BOX_KEYS, (request.mid,), binary=True).fetchone()
        if found is None or found[:3] != _keys(request) or found[3]:
            return True  # said of every good ticket, so that nobody learns what exists; it is not spent
        asked = {"box": request.mid, "now": found[4], "ticket": ticket}
        claimed = connections.read(lambda other: other.execute(statements.TICKET_CLAIM, asked).fetchone())
        if claimed is None:
            return False  # somebody else was faster
        db.execute(statements.BOX_RAISE, (claimed[0], request.mid))
        return True

    agreed = connections.write(raised)
    connections.read(lambda db: db.execute(statements.TICKET_SPENT, (ticket, request.mid)).rowcount)
    return agreed


def _keys(request: BoxRequest) -> tuple[bytes, bytes, bytes]:
    return request.token_hash, request.append_pk, request.admin_pk
