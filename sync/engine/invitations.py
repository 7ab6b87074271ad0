"""Invitations: as a file, as six words, or as a picture; and what comes back (A4.7)."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from crypto import invitation, passphrase, words
from sync.engine import admission, departure, identity, rendezvous, safety
from sync.engine.errands import Errands
from sync.engine.events import SpacesChanged
from sync.engine.identity import Unproven
from sync.engine.notebook import Notebook
from sync.engine.packages import Packages
from sync.engine.rendezvous import RelayAddress, Welcome
from sync.errors import InvitationDamaged, NoRelay, NothingToAdmit, RequestDamaged
from sync.model import ops
from sync.store import invitations as table
from sync.store import joins, requests
from sync.store import spaces as spaces_table
from sync.store.database import Db
from sync.store.joins import Join
from sync.store.requests import Waiting

CODE_WORDS = 6
FILE_USES, CODE_USES = 1, 1
EXPIRES_MS = 7 * 24 * 3600 * 1000
REQUEST_MAGIC = b"karkadeJOIN\x01"
ROLE = "member"


@dataclass(frozen=True, slots=True)
class JoinResult:
    space: str
    name: str
    inviter: str
    inviter_check_words: tuple[str, ...]
    request: bytes
    """A file to bring back, where no relay carries the request."""
    posted: bool


@dataclass(frozen=True, slots=True)
class RequestRow:
    person: str
    name: str
    check_words: tuple[str, ...]
    digits: str


@dataclass(frozen=True, slots=True)
class AdmissionResult:
    admitted: tuple[str, ...]
    file: bytes | None
    """A package for the one newcomer who came by file."""


class Invitations:
    def __init__(self, book: Notebook, errands: Errands, packages: Packages) -> None:
        self._book = book
        self._errands = errands
        self._packages = packages

    # ------------------------------------------------------------ inviting
    def to_file(self, space: str) -> bytes:
        """Make an invitation and return the file that carries it."""
        secret = secrets.token_bytes(rendezvous.SECRET_SIZE)
        welcome = self._welcome(bytes.fromhex(space), secret)
        return rendezvous.invitation_file(secret, welcome)

    def by_words(self, space: str, wordlist: Collection[str]) -> str:
        """Make an invitation that six words carry; its welcome waits at the space's relays."""
        code = passphrase.generate(tuple(wordlist), CODE_WORDS)
        self._leave_welcome(bytes.fromhex(space), invitation.stretch_code(code))
        return code

    def qr_text(self, space: str) -> str:
        """Make an invitation and return the text of its picture."""
        secret = secrets.token_bytes(rendezvous.SECRET_SIZE)
        relay = self._leave_welcome(bytes.fromhex(space), secret)
        return rendezvous.qr_text(secret, relay)

    def _leave_welcome(self, space: bytes, secret: bytes) -> RelayAddress:
        found = self._book.read(lambda db: admission.relays(db, self._book, space))
        if not found:
            raise NoRelay
        self._errands.post(space, secret, self._welcome(space, secret))
        return found[0]

    def _welcome(self, space: bytes, secret: bytes) -> bytes:
        keys = invitation.keys(secret)

        def publish(db: Db) -> bytes:
            state = self._book.must_steward(db, space)
            expires = self._book.clock() + EXPIRES_MS
            op = ops.Invite(keys.signing.public.raw, ROLE, FILE_USES, expires, "")
            made = departure.publish(db, self._book, space, [op])
            table.add(db, space, made.id, secret)
            relays = admission.relays(db, self._book, space)
            welcome = Welcome(space, made.id, state.policy.name, relays, self._book.me.card)
            return rendezvous.make_welcome(keys.sealing, welcome)

        return self._book.write(publish)

    # ------------------------------------------------------------ joining
    def join_file(self, data: bytes, *, relay: str | None = None) -> JoinResult:
        secret, blob = rendezvous.read_invitation_file(data)
        return self._join(secret, rendezvous.open_welcome(invitation.keys(secret).sealing, blob))

    def join_words(self, code: str, relay: str) -> JoinResult:
        secret = invitation.stretch_code(code)
        return self._join(secret, self._errands.fetch_welcome(secret, relay))

    def join_qr(self, text: str) -> JoinResult:
        secret, url = rendezvous.read_qr_text(text.strip())
        return self._join(secret, self._errands.fetch_welcome(secret, url))
