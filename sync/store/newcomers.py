"""People on their way in: our open invitations, requests to us, and our own requests elsewhere (A4.7)."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias, cast

from sync.model import relay_rows
from sync.model.belonging import RelayEntry
from sync.store.database import Db
from sync.wire import codec

_Asked: TypeAlias = tuple[bytes, str, bytes, bytes, bytes]  # as our own rows hold them
_Joins: TypeAlias = tuple[str, bytes, bytes, list[object], bytes, bool]


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    space: bytes
    invite: bytes
    """The id of the entry that published it."""
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    space: bytes
    person: bytes
    invite: bytes
    name: str
    card: bytes
    proof: bytes
    device: bytes = b""
    """The laptop that asks, one of those on the card."""


@dataclass(frozen=True, slots=True)
class Joining:
    """A space that we have asked to join, and the relays where the answer may come."""

    space: bytes
    name: str
    secret: bytes = field(repr=False)
    request: bytes
    relays: tuple[RelayEntry, ...]
    inviter: bytes
    """The inviter's card."""
    posted: bool = False


def invite(db: Db, opened: OpenInvitation) -> None:
    db.run("INSERT OR IGNORE INTO invitation VALUES (?, ?, ?)", opened.invite, opened.space, opened.secret)


def invitations(db: Db, space: bytes | None = None) -> list[OpenInvitation]:
    sql = "SELECT space, invite, secret FROM invitation WHERE ?1 IS NULL OR space = ?1"
    return [OpenInvitation(*(bytes(cell) for cell in row)) for row in db.rows(sql, space)]


def close_invitation(db: Db, invite_id: bytes) -> None:
    db.run("DELETE FROM invitation WHERE invite = ?", invite_id)


def add_request(db: Db, asked: Request) -> bool:
    """Keep a request; say whether it was new."""
    known = db.row("SELECT 1 FROM request WHERE space = ? AND person = ?", asked.space, asked.person)
    data = codec.encode([asked.invite, asked.name, asked.card, asked.proof, asked.device])
    db.run("INSERT OR REPLACE INTO request VALUES (?, ?, ?)", asked.space, asked.person, data)
    return known is None


def requests(db: Db, space: bytes) -> list[Request]:
    rows = db.rows("SELECT person, data FROM request WHERE space = ? ORDER BY rowid", space)
    return [
        Request(space, bytes(person), *cast("_Asked", codec.decode(bytes(data)))) for person, data in rows
    ]


def remove_request(db: Db, space: bytes, person: bytes) -> None:
    db.run("DELETE FROM request WHERE space = ? AND person = ?", space, person)


def ask(db: Db, joining: Joining) -> None:
    relays = relay_rows.rows(joining.relays)
    data = codec.encode(
        [joining.name, joining.secret, joining.request, relays, joining.inviter, joining.posted]
    )
    db.run("INSERT OR REPLACE INTO joining VALUES (?, ?)", joining.space, data)


def asked(db: Db) -> list[Joining]:
    found = []
    for space, data in db.rows("SELECT space, data FROM joining ORDER BY rowid"):
        name, secret, request, relays, inviter, posted = cast("_Joins", codec.decode(bytes(data)))
        known = relay_rows.known(relays)
        found.append(Joining(bytes(space), name, secret, request, known, inviter, posted))
    return found


def forget_relay(db: Db, relay: bytes) -> None:
    """Answers will not come there any more: what was asked there is asked at the other relays."""
    for joining in asked(db):
        left = tuple(one for one in joining.relays if one.public_key != relay)
        if left != joining.relays:
            ask(db, replace(joining, relays=left, posted=False))


def joined(db: Db, space: bytes) -> None:
    db.run("DELETE FROM joining WHERE space = ?", space)


def verify(db: Db, person: bytes, how: str) -> None:
    """Remember how a person's words were compared; nothing takes it back."""
    db.run("INSERT OR REPLACE INTO verified VALUES (?, ?)", person, how)


def verified(db: Db) -> dict[bytes, str]:
    return {bytes(person): how for person, how in db.rows("SELECT person, how FROM verified")}


def was_posted(db: Db, joining: Joining) -> None:
    ask(db, replace(joining, posted=True))
