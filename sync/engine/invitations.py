"""Invitations: as a file, as six words, or as a picture; and what comes back (A4.7)."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crypto import invitation, passphrase
from crypto.errors import OutOfMemory
from sync.engine import admission, departure, identity, names, open_invitations, rendezvous, safety
from sync.engine.admissions import REQUEST_MAGIC, Admissions
from sync.engine.errands import Errands
from sync.engine.events import SpacesChanged
from sync.engine.identity import Identity, Proven
from sync.engine.notebook import Notebook
from sync.engine.open_invitations import OpenInvitations
from sync.engine.person_log import Unproven
from sync.engine.relay_address import clean
from sync.engine.rendezvous import Welcome
from sync.errors import NoRelay, NotEnoughMemory, RelayUnreachable
from sync.model import ops
from sync.model.belonging import RelayEntry
from sync.refusals import InvitationDamaged, RoleNotInvitable
from sync.store import newcomers
from sync.store import spaces as spaces_table
from sync.store.database import Db
from sync.store.newcomers import Joining, OpenInvitation

CODE_WORDS = 6
USES = 1
LASTS_MS = 7 * 24 * 3600 * 1000  # shown only: clocks lie, taking the invitation back is definite
ROLE = "member"
ROLES = ("reader", "member")  # nobody is invited as a steward (A4.2)
USES_MAX = 1000


@dataclass(frozen=True, slots=True)
class JoinResult:
    space: str
    name: str
    inviter: str
    inviter_words: tuple[str, ...]
    request: bytes
    """A file to bring back, where no relay carries the request."""
    posted: bool


class Invitations:
    """*words* gives the list that spoken invitations are drawn from."""

    def __init__(
        self, book: Notebook, errands: Errands, door: Admissions, words: Callable[[], Sequence[str]]
    ) -> None:
        self._book = book
        self._errands = errands
        self._words = words
        opened = OpenInvitations(book)
        self.rows = opened.rows
        self.find = opened.find
        self.take_back = opened.take_back
        self.requests = door.requests
        self.look = door.look
        self.admit = door.admit

    # ------------------------------------------------------------ inviting
    def to_file(self, space: str, role: str = ROLE, uses: int = USES) -> bytes:
        """Make an invitation for so many people, and return the file that carries it."""
        secret = secrets.token_bytes(rendezvous.SECRET_SIZE)
        welcome = self._welcome(bytes.fromhex(space), secret, role, uses)
        return rendezvous.invitation_file(secret, welcome)

    def by_words(self, space: str, role: str = ROLE, uses: int = USES) -> str:
        """Make an invitation that six words carry; its welcome waits at the space's relays."""
        self._relays(space)
        code = passphrase.generate(self._words(), CODE_WORDS)
        self._leave_welcome(space, _stretched(code), role, uses)
        return code

    def qr_text(self, space: str, role: str = ROLE, uses: int = USES) -> str:
        """Make an invitation and return the text of its picture."""
        relay = self._relays(space)[0]
        secret = secrets.token_bytes(rendezvous.SECRET_SIZE)
        self._leave_welcome(space, secret, role, uses)
        return rendezvous.qr_text(secret, relay)

    def _relays(self, space: str) -> tuple[RelayEntry, ...]:
        found = self._book.read(lambda db: admission.relays(db, self._book, bytes.fromhex(space)))
        if not found:
            raise NoRelay
        return found

    def _leave_welcome(self, space: str, secret: bytes, role: str, uses: int) -> None:
        welcome = self._welcome(bytes.fromhex(space), secret, role, uses)
        self._errands.post(bytes.fromhex(space), secret, welcome)

    def _welcome(self, space: bytes, secret: bytes, role: str, uses: int) -> bytes:
        if role not in ROLES or not 1 <= uses <= USES_MAX:
            raise RoleNotInvitable
        keys = invitation.keys(secret)

        def publish(db: Db) -> bytes:
            state = open_invitations.must_admit(db, self._book, space)
            expires = self._book.clock() + LASTS_MS
            op = ops.Invite(keys.signing.public.raw, role, uses, expires, "")
            made = departure.publish(db, self._book, space, [op])
            newcomers.invite(db, OpenInvitation(space, made.id, secret))
            relays = admission.relays(db, self._book, space)
            me = self._book.me_in(space)
            welcome = Welcome(space, made.id, state.policy.name, relays, me.card, me.device)
            return rendezvous.make_welcome(keys.sealing, welcome)

        return self._book.write(publish)

    # ------------------------------------------------------------ joining
    def join_file(self, data: bytes, *, persona: str = "") -> JoinResult:
        """Ask to join; with *persona* as somebody of that name whom no other space knows (A3.1)."""
        secret, blob = rendezvous.read_invitation_file(data)
        welcome = rendezvous.open_welcome(invitation.keys(secret).sealing, blob)
        return self._join(secret, welcome, persona)

    def join_words(self, words: str, relay_url: str, *, persona: str = "") -> JoinResult:
        secret = _stretched(words)
        return self._join(secret, self._errands.fetch_welcome(secret, clean(relay_url)), persona)

    def join_qr(self, text: str, *, persona: str = "") -> JoinResult:
        secret, url = rendezvous.read_qr_text(text.strip())
        return self._join(secret, self._errands.fetch_welcome(secret, clean(url)), persona)

    def _join(self, secret: bytes, welcome: Welcome, persona: str) -> JoinResult:
        inviter = _inviter(welcome)
        me = self._who_asks(welcome.space, persona)
        request = rendezvous.make_request(secret, welcome, me, inviter.device(welcome.device).kem_pk)
        joining = Joining(welcome.space, welcome.name, secret, request, welcome.relays, welcome.inviter)
        self._book.write(lambda db: self._ask(db, joining, me))
        file = REQUEST_MAGIC + welcome.space + welcome.invite + request
        words = safety.check_words(inviter.person)
        return JoinResult(welcome.space.hex(), welcome.name, inviter.name, words, file, self._posted(joining))

    def _who_asks(self, space: bytes, persona: str) -> Identity:
        """Who we are in a space already, somebody new, or the person of this notebook."""
        known = self._book.read(lambda db: bool(self._book.state(db, space).heads))
        if not persona or known or space in self._book.personas:
            return self._book.me_in(space)
        return identity.found(names.clean(persona), secrets.token_bytes(32), self._book.clock())

    def _ask(self, db: Db, joining: Joining, me: Identity) -> None:
        if self._book.state(db, joining.space).role_of_device(me.device) is None:
            if me is not self._book.me:
                self._book.become(db, me, joining.space)
            newcomers.ask(db, joining)
            spaces_table.add(db, joining.space)
        self._book.tell(SpacesChanged())

    def _posted(self, joining: Joining) -> bool:
        """Without a line now, the request waits and goes with the next sending."""
        try:
            return self._errands.send_request(joining)
        except RelayUnreachable:
            return False


def _inviter(welcome: Welcome) -> Proven:
    try:
        return identity.prove(welcome.inviter)
    except Unproven as error:
        raise InvitationDamaged from error


def _stretched(words: str) -> bytes:
    try:
        return invitation.stretch_code(words)
    except OutOfMemory as error:
        raise NotEnoughMemory from error
