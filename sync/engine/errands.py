"""Errands at the relays that are no log: invitations waiting to be answered, and answers to ours (A4.7)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crypto import invitation
from crypto.invitation import rendezvous_keys
from crypto.mailbox import MailboxKeys
from sync.engine import admission, rendezvous
from sync.engine.events import RequestsWaiting
from sync.engine.notebook import Notebook
from sync.engine.relay_client import RelayClient
from sync.engine.rendezvous import RelayAddress, Welcome
from sync.errors import InvitationUnknown, Problem, RelayRefuses, RequestDamaged
from sync.store import invitations, joins, requests
from sync.store.database import Db
from sync.store.invitations import OpenInvitation
from sync.store.joins import Join

NO_MAILBOX = 404
PAGE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Rendezvous:
    """One meeting mailbox at one relay, open to whoever holds the invitation's secret."""

    client: RelayClient
    keys: MailboxKeys

    def put(self, blob: bytes) -> None:
        try:
            self.client.post(self.keys, [blob])
        except RelayRefuses as problem:
            if problem.holes.get("status") != NO_MAILBOX:
                raise
            self.client.make_box(self.keys, b"")
            self.client.post(self.keys, [blob])

    def everything(self) -> Iterator[bytes]:
        after, more = 0, True
        while more:
            page = self.client.pull(self.keys, after, PAGE_BYTES, 0)
            yield from (blob for _, blob in page.blobs)
            after, more = page.next, page.more


class Errands:
    def __init__(self, book: Notebook, client: Callable[[str], RelayClient] = RelayClient) -> None:
        self._book = book
        self._client = client

    def run(self) -> list[Problem]:
        """Look for requests to our invitations and for answers to our requests."""
        problems: list[Problem] = []
        for opened in self._book.read(invitations.open_ones):
            self._guarded(problems, lambda opened=opened: self.collect(opened))
        for join in self._book.read(joins.pending):
            self._guarded(problems, lambda join=join: self.fetch_answer(join))
        return problems

    def _guarded(self, problems: list[Problem], work: Callable[[], object]) -> None:
        try:
            work()
        except RelayRefuses as problem:
            if problem.holes.get("status") != NO_MAILBOX:
                problems.append(problem)
        except Problem as problem:
            problems.append(problem)

    def meeting(self, secret: bytes, relay: RelayAddress) -> Rendezvous:
        return Rendezvous(self._client(relay.url), rendezvous_keys(secret, relay.public_key))

    # ------------------------------------------------------------ the inviter's side
    def collect(self, opened: OpenInvitation) -> None:
        """Keep every new request to this invitation until somebody decides about it."""
        key = invitation.keys(opened.secret).sealing
        for relay in self._book.read(lambda db: admission.relays(db, self._book, opened.space)):
            for blob in self.meeting(opened.secret, relay).everything():
                try:
                    request = rendezvous.open_request(key, blob, opened.space, self._book.me.kem)
                except (RequestDamaged, rendezvous.OtherPart):
                    continue  # the welcome, an answer, or somebody's noise
                self._book.write(lambda db, request=request: self._keep(db, opened, request))

    def _keep(self, db: Db, opened: OpenInvitation, request: rendezvous.Request) -> None:
        if admission.remember(db, self._book, opened, request):
            count = requests.count(db, opened.space)
            self._book.tell(RequestsWaiting(opened.space.hex(), count))

    def post(self, space: bytes, secret: bytes, blob: bytes) -> bool:
        """Leave a blob at the rendezvous on every relay of the space; say whether there was one."""
        relays = self._book.read(lambda db: admission.relays(db, self._book, space))
        for relay in relays:
            self.meeting(secret, relay).put(blob)
        return bool(relays)

    # ------------------------------------------------------------ the joiner's side
    def fetch_welcome(self, secret: bytes, url: str) -> Welcome:
        info = self._client(url).info()
        relay = RelayAddress(info.relay_pk, url)
        key = invitation.keys(secret).sealing
        try:
            for blob in self.meeting(secret, relay).everything():
                try:
                    return rendezvous.open_welcome(key, blob)
                except rendezvous.OtherPart:
                    continue
        except RelayRefuses as problem:
            if problem.holes.get("status") != NO_MAILBOX:
                raise
        raise InvitationUnknown

    def send_request(self, join: Join) -> bool:
        for relay in admission.known_relays(join):
            self.meeting(join.secret, relay).put(join.request)
        return bool(admission.known_relays(join))

    def fetch_answer(self, join: Join) -> None:
        key = invitation.keys(join.secret).sealing
        for relay in admission.known_relays(join):
            for blob in self.meeting(join.secret, relay).everything():
                answer = rendezvous.open_admission(key, blob, join.space, self._book.me)
                if answer is not None:
                    self._book.write(lambda db, answer=answer: admission.enter(db, self._book, join, answer))
                    return
