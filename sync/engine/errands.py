"""Errands at the relays that are no log: requests to our invitations, and answers to ours (A4.7)."""

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from crypto import invitation
from crypto.invitation import rendezvous_keys
from crypto.mailbox import MailboxKeys
from sync.engine import admission, incoming, mailboxes, relay_address, rendezvous, rotation, tickets
from sync.engine.asides import Client
from sync.engine.events import RequestsWaiting
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.patience import Patience
from sync.engine.places import Place
from sync.engine.relay_address import Address
from sync.engine.relay_client import RelayClient
from sync.engine.rendezvous import Admission, Welcome
from sync.engine.tickets import Maker
from sync.errors import Problem, RelayRefuses, RelayWantsTicket
from sync.model.belonging import RelayEntry
from sync.refusals import InvitationDamaged, InvitationUnknown, RequestDamaged
from sync.store import newcomers, relay_notes, steady, waiting_room
from sync.store.database import Db
from sync.store.newcomers import Joining, OpenInvitation

NO_MAILBOX = 404
PAGE_BYTES, PAGES = 1 << 20, 1000


@dataclass(frozen=True, slots=True)
class Meeting:
    """One rendezvous mailbox at one relay, open to whoever holds the invitation's secret."""

    client: Client
    keys: MailboxKeys
    make: Maker

    def put(self, blob: bytes) -> None:
        self.make(self.client, self.keys)
        self.client.post(self.keys, [blob])

    def everything(self, missing: Callable[[], None] | None = None) -> Iterator[bytes]:
        """All blobs there; a mailbox that nobody made yet has none, and *missing* may see to it."""
        after, more, patience = 0, True, Patience(PAGES)
        while more:
            try:
                page = self.client.pull(self.keys, after, PAGE_BYTES, 0)
            except RelayRefuses as problem:
                if problem.holes.get("status") != NO_MAILBOX:
                    raise
                if missing is not None:
                    missing()
                return
            yield from (blob for _, blob in page.blobs)
            after, more = page.next, page.more and patience.lasts(page, 0)


class Errands:
    def __init__(self, book: Notebook, mailboxes: Mailboxes) -> None:
        self._book = book
        self._mailboxes = mailboxes
        self._clients: dict[tuple[bytes, Address], Client] = {}

    def close(self) -> None:
        for client in self._clients.values():
            client.close()

    def _client(self, secret: bytes, address: Address) -> Client:
        """One line for each meeting mailbox, or a relay could tell that they are of one laptop (A6.3)."""
        if (secret, address) not in self._clients:
            room = self._book.asides.room_at(address.url)
            outlet = self._book.outlet
            client = room.connect() if room else RelayClient(address.url, pin=address.pin, outlet=outlet)
            self._clients[secret, address] = client
        return self._clients[secret, address]

    def _meeting(self, secret: bytes, relay: RelayEntry, space: bytes | None = None) -> Meeting:
        """A meeting mailbox; with *space*, making it may cost a ticket of that space (A6.4)."""
        client = self._client(secret, Address(relay.url, relay.pin))
        aside = self._book.asides.get(relay.public_key)
        make: Maker = partial(_with, aside.ticket if aside else tickets.NO_TICKET)
        if space is not None and aside is None:
            make = partial(tickets.make_box, self._book, space, relay.public_key)
        return Meeting(client, rendezvous_keys(secret, relay.public_key), make)

    def _where(self, space: bytes) -> Sequence[RelayEntry]:
        """In a room the room alone: the relays of the space may be out of reach there (A6.8)."""
        room = self._book.asides.rooms(space)
        return room or self._led(self._book.read(lambda db: admission.relays(db, self._book, space)))

    def _led(self, relays: Sequence[RelayEntry]) -> Sequence[RelayEntry]:
        return relay_address.reached(relays, self._book.outlet.route)

    def run(self, besides: Container[bytes] = ()) -> list[Problem]:
        """Look for requests to our invitations, *besides* those into some spaces, and answers to our own."""
        return self._run(lambda opened: opened.space not in besides, lambda _: True)

    def run_for(self, space: bytes) -> list[Problem]:
        """Look for requests to our invitations into one space."""
        return self._run(lambda opened: opened.space == space, lambda _: False)

    def run_in(self, room: RelayEntry) -> list[Problem]:
        """The same as `run` for what goes through a room, and nothing that would leave it."""
        return self._run(
            partial(self._is_open_in, room),
            lambda joining: room.public_key in {relay.public_key for relay in joining.relays},
        )

    def invites_in(self, room: RelayEntry) -> bool:
        """Say whether somebody in a room may answer an invitation of ours any moment."""
        return any(self._is_open_in(room, opened) for opened in self._book.read(self._in_force))

    def _is_open_in(self, room: RelayEntry, opened: OpenInvitation) -> bool:
        return room in self._book.asides.rooms(opened.space)

    def _run(
        self, opened: Callable[[OpenInvitation], bool], asked: Callable[[Joining], bool]
    ) -> list[Problem]:
        problems: list[Problem] = []
        invitations, waiting = self._book.read(lambda db: (self._in_force(db), newcomers.asked(db)))
        for ours in filter(opened, invitations):
            self._guarded(problems, partial(self.collect, ours))
        for joining in filter(asked, waiting):
            self._guarded(problems, partial(self._pursue, joining))
        return problems

    def leave(self, url: str) -> None:
        """Let go of the lines to a room."""
        for name in [name for name in self._clients if name[1].url == url]:
            self._clients.pop(name).close()

    def _in_force(self, db: Db) -> list[OpenInvitation]:
        """Invitations that somebody may still answer; old ones are looked at when admitting only."""
        found = []
        for opened in newcomers.invitations(db):
            invite = self._book.state(db, opened.space).invites.get(opened.invite)
            if invite is not None and invite.uses_left > 0 and invite.expires_ms > self._book.clock():
                found.append(opened)
        return found

    @staticmethod
    def _guarded(problems: list[Problem], work: Callable[[], object]) -> None:
        try:
            work()
        except Problem as problem:
            problems.append(problem)

    # ------------------------------------------------------------ the inviter's side
    def collect(self, opened: OpenInvitation) -> None:
        """Keep every new request to this invitation until somebody decides about it."""
        key = invitation.keys(opened.secret).sealing
        for relay in self._where(opened.space):
            meeting = self._meeting(opened.secret, relay, opened.space)
            for blob in meeting.everything(partial(self._prepare, meeting, relay)):
                try:
                    asked = rendezvous.open_request(key, blob, opened.space, self._book.me_in(opened.space))
                    self._book.write(partial(self._keep, opened, asked))
                except RequestDamaged:  # or the welcome, an answer, somebody's noise
                    if rendezvous.is_request(key, blob):
                        self._book.write(partial(_note, space=opened.space, blob=blob))

    def _prepare(self, meeting: Meeting, relay: RelayEntry) -> None:
        """Where a mailbox costs a ticket, whoever asks to join could not make it (A6.4)."""
        note = self._book.read(lambda db: relay_notes.get(db, relay))
        if note.wants_tickets:
            with suppress(RelayWantsTicket):
                meeting.make(meeting.client, meeting.keys)

    def _keep(self, opened: OpenInvitation, asked: rendezvous.Request, db: Db) -> None:
        if admission.remember(db, self._book, opened, asked) is not None:
            count = len(newcomers.requests(db, opened.space))
            self._book.tell(RequestsWaiting(opened.space.hex(), count))

    def post(self, space: bytes, secret: bytes, blob: bytes) -> None:
        """Leave a blob at the rendezvous on every relay of the space, after the log that it speaks of."""
        room = self._book.asides.rooms(space)
        boxes = partial(self._mailboxes.of, space)
        if room:
            boxes = partial(self._mailboxes.at, Place.of(space, room[0]))
        if room or not self._book.read(lambda db: self._keeps_pace(db, space)):
            for box in mailboxes.fresh(boxes):
                box.pull()
            for box in boxes()[:1] if room else self._mailboxes.today(space):
                box.push()
        _put_in_some([self._meeting(secret, relay, space) for relay in self._where(space)], blob)
        if room:
            with suppress(Problem):  # who left the room before they were let in looks at the relays
                listed = self._book.read(lambda db: self._book.state(db, space).relays)
                _put_in_some([self._meeting(secret, relay, space) for relay in listed], blob)

    def _keeps_pace(self, db: Db, space: bytes) -> bool:
        """Whether the log waits for the next fixed time: who is let in looks for it until it comes."""
        return steady.minutes(db, space) is not None and rotation.online(db, self._book, space)

    # ------------------------------------------------------------ the joiner's side
    def fetch_welcome(self, secret: bytes, address: Address) -> Welcome:
        """Ask the relay who it is, by the pin of its address where there is one, and look for the welcome."""
        room = self._book.asides.room_at(address.url)
        name = room.relay.public_key if room else self._client(secret, address).info().public_key
        relay = RelayEntry(name, address.url, address.pin)
        key = invitation.keys(secret).sealing
        for blob in self._meeting(secret, relay).everything():
            with suppress(InvitationDamaged):  # a request or an answer
                return rendezvous.open_welcome(key, blob)
        raise InvitationUnknown

    def _pursue(self, joining: Joining) -> None:
        if not joining.posted:
            self.send_request(joining)
        self._fetch_answer(joining)

    def send_request(self, joining: Joining) -> bool:
        """Leave the request at the relays of the invitation; say whether one took it.

        One that wants tickets takes it once the inviter's laptop has made the meeting place.
        """
        meetings = [self._meeting(joining.secret, relay) for relay in self._reachable(joining.relays)]
        try:
            _put_in_some(meetings, joining.request)
        except RelayWantsTicket:
            return False
        if meetings:
            self._book.write(lambda db: newcomers.was_posted(db, joining))
        return bool(meetings)

    def _reachable(self, relays: Sequence[RelayEntry]) -> Sequence[RelayEntry]:
        """The room that we are in, if it is among them; else all of them."""
        room = [relay for relay in relays if self._book.asides.get(relay.public_key) is not None]
        return room or self._led(relays)

    def _fetch_answer(self, joining: Joining) -> None:
        key = invitation.keys(joining.secret).sealing
        for relay in self._reachable(joining.relays):
            for blob in self._meeting(joining.secret, relay).everything():
                answer = rendezvous.open_admission(key, blob, joining.space, self._book.me_in(joining.space))
                if answer is not None:
                    self._enter(joining, answer)
                    return

    def _enter(self, joining: Joining, answer: Admission) -> None:
        """Fetch the log under the keys we were given; whether these are the space's, the log decides."""
        space = joining.space
        for epoch, package in answer.keys:
            given = admission.opened(self._book, space, epoch, package)
            self._book.write(partial(incoming.offer, space=space, epoch=epoch, secrets=given))
        for relay in self._reachable(answer.relays):
            place = Place.of(space, relay)
            for box in mailboxes.fresh(partial(self._mailboxes.at, place)):
                box.pull()
        self._mailboxes.fill(space)
        self._book.write(partial(admission.enter_all, book=self._book, space=space, keys=answer.keys))


def _with(ticket: bytes, client: Client, keys: MailboxKeys) -> None:
    client.make_box(keys, ticket)


def _put_in_some(meetings: Sequence[Meeting], blob: bytes) -> None:
    """Leave it wherever no ticket is lacking; raises RelayWantsTicket where that is nowhere."""
    lacking = 0
    for meeting in meetings:
        try:
            meeting.put(blob)
        except RelayWantsTicket:
            lacking += 1
    if meetings and lacking == len(meetings):
        raise RelayWantsTicket


def _note(db: Db, space: bytes, blob: bytes) -> None:
    """Show that somebody who has the invitation asked with keys that prove nothing."""
    waiting_room.refuse(db, space, sha256(blob).digest(), b"", RequestDamaged.code)
