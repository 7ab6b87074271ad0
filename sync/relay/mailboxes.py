"""The relay as a function: a request in, an answer out, and never a look inside a blob (A6.2)."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from sync.relay.storage.interface import (
    Box,
    Claim,
    DiskFailing,
    DiskFull,
    MailboxClosed,
    MailboxFull,
    Storage,
)
from sync.wire import frames, routes, tickets
from sync.wire.frames import BadFrames
from sync.wire.routes import BadMessage, Head, Info

OPEN_QUOTA = 1 << 30  # bytes for a mailbox that needed no ticket
RESERVE = 20  # one part in so many is kept for stewards (A6.4)
OK, CREATED, BAD, TICKET, MISSING, TOO_LARGE, FAILING, FULL = 200, 201, 400, 402, 404, 413, 503, 507
STATUSES: dict[type[Exception], int] = {
    BadMessage: BAD, BadFrames: BAD, MailboxFull: FULL, MailboxClosed: MISSING, DiskFull: FULL,
    DiskFailing: FAILING,
}  # fmt: skip
DIGITS_MAX = 18
SMALL_BODY = 1024
BODIES = {
    routes.POST: routes.POST_MAX,
    routes.GET: routes.IDS_MAX * routes.ID_SIZE,
    routes.HAVE: routes.IDS_MAX * routes.ID_SIZE,
}
"""Bytes that a request may have; the others SMALL_BODY."""


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    query: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    wake: bytes | None = None
    """A mailbox whose waiting readers should ask again."""


class Turned(Exception):
    """A request that gets this status instead of what it asked for."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.answer = Answer(status)


def body_max(path: str) -> int:
    """Return how many bytes a request to *path* may bring."""
    return BODIES.get(path, SMALL_BODY)


def wait_of(request: Request) -> int:
    """Return how many seconds a pull is ready to wait, at most 50; 0 for any other request (A6.2)."""
    wait = request.query.get("wait", "0") if (request.method, request.path) == ("GET", routes.PULL) else "0"
    return min(int(wait), routes.WAIT_MAX) if _is_number(wait) else 0


def mailbox_of(request: Request) -> bytes:
    """Return the 32-byte id that the request names, or nothing; there may be no such mailbox."""
    mid = _hex(request.headers.get(routes.MAILBOX.lower(), ""))
    return mid if len(mid) == routes.ID_SIZE else b""


class Mailboxes:
    """All requests but the waiting; *clock* gives Unix time in seconds."""

    def __init__(
        self,
        storage: Storage,
        identity: SigningKey,
        clock: Callable[[], float],
        *,
        anybody: bool,
        retention_days: int = 90,
    ) -> None:
        self._storage = storage
        self._identity = identity
        self._clock = clock
        self._anybody = anybody
        self._retention_days = retention_days
        nobody = SigningKey.generate().verify_key.encode()
        self._nobody = Box(
            0, nobody, sha256(nobody).digest(), nobody, nobody, 1, 0, nobody, 0, OPEN_QUOTA, closed=True
        )
        """Stands in for a mailbox that is not there, so that refusing takes as long."""
        self._routes: dict[tuple[str, str], Callable[[Request], Answer]] = {
            ("GET", routes.INFO): self._info,
            ("POST", routes.BOX): self._box,
            ("POST", routes.POST): self._post,
            ("GET", routes.PULL): self._pull,
            ("POST", routes.GET): self._get,
            ("POST", routes.HAVE): self._have,
            ("GET", routes.HEAD): self._head,
            ("POST", routes.TRIM): self._trim,
            ("POST", routes.CLOSE): self._close,
        }

    def handle(self, request: Request) -> Answer:
        """Answer one request at once; everything unknown, wrong or closed is the same 404 (A6.2)."""
        serve = self._routes.get((request.method, request.path))
        if serve is None:
            return Answer(MISSING)
        try:
            return serve(request)
        except Turned as turned:
            return turned.answer
        except tuple(STATUSES) as error:
            return Answer(STATUSES[type(error)])

    # ------------------------------------------------------------ who may
    def _named(self, request: Request) -> Box:
        return self._storage.box(mailbox_of(request)) or self._nobody

    def _reader(self, request: Request) -> Box:
        """Return the mailbox that the request may read."""
        box = self._named(request)
        token = sha256(_hex(request.headers.get(routes.READ_TOKEN.lower(), ""))).digest()
        fits = hmac.compare_digest(token, box.token_hash)
        if box.closed or not fits:
            raise Turned(MISSING)
        return box

    def _steward(self, request: Request, verb: str, before: int) -> Box:
        """Return the mailbox whose admin key signed this."""
        box = self._named(request)
        signed = _signed(request, box.admin_pk, routes.admin_message(box.mid, verb, before))
        if box.closed or not signed:
            raise Turned(MISSING)
        return box

    def _writer(self, request: Request, ids: list[bytes]) -> tuple[Box, int]:
        """Return the mailbox and how full this writer may make it: stewards reach the reserve (A6.4)."""
        box = self._named(request)
        message = routes.append_message(box.mid, ids)
        member = _signed(request, box.append_pk, message)
        steward = not member and _signed(request, box.admin_pk, message)
        if box.closed or not (member or steward):
            raise Turned(MISSING)
        return box, box.quota if steward else box.quota - box.quota // RESERVE

    # ------------------------------------------------------------ what is served
    def _info(self, _: Request) -> Answer:
        said = Info(
            self._identity.verify_key.encode().hex(),
            retention_days=self._retention_days,
            tickets=not self._anybody,
            notice=self._storage.notice(),
        )
        return Answer(OK, said.encode(), {"Content-Type": "application/json"})

    def _box(self, request: Request) -> Answer:
        asked = routes.decode_box(request.body)
        claim = Claim(tickets.name(asked.ticket), int(self._clock()))
        if not self._storage.create(asked, OPEN_QUOTA if self._anybody else claim):
            raise Turned(TICKET)
        return Answer(CREATED)

    def _post(self, request: Request) -> Answer:
        blobs = frames.unpack(request.body, routes.BLOB_MAX)
        if not 0 < len(blobs) <= routes.BLOBS_MAX:
            raise Turned(BAD)
        box, quota = self._writer(request, [routes.blob_id(blob) for blob in blobs])
        seqs, after = self._storage.append(box, blobs, quota, int(self._clock()))
        wake = after.mid if after.last > box.last else None
        return Answer(OK, routes.encode_posted(seqs, self._sign(after)), wake=wake)

    def _pull(self, request: Request) -> Answer:
        after = _number(request, "after", 0)
        size = min(_number(request, "max", routes.PULL_MAX), routes.PULL_MAX)
        box = self._reader(request)
        blobs = self._storage.scan(box, after, size)
        if _lacks(box, after, blobs):  # another process let the beginning go meanwhile: then say so
            box = self._reader(request)
            blobs = self._storage.scan(box, after, size)
        last = blobs[-1][0] if blobs else after
        headers = {
            routes.NEXT: str(last),
            routes.MORE: "1" if blobs and last < box.last else "0",
            routes.SIGNED_HEAD: self._sign(box),
        }
        return Answer(OK, frames.pack_numbered(blobs), headers)

    def _get(self, request: Request) -> Answer:
        ids = routes.decode_ids(request.body)
        return Answer(OK, frames.pack(self._storage.get(self._reader(request), ids, routes.PULL_MAX)))

    def _have(self, request: Request) -> Answer:
        ids = routes.decode_ids(request.body)
        return Answer(OK, routes.encode_held(self._storage.have(self._reader(request), ids)))

    def _head(self, request: Request) -> Answer:
        return Answer(OK, bytes.fromhex(self._sign(self._reader(request))))

    def _trim(self, request: Request) -> Answer:
        before = _number(request, "before", 0)
        self._storage.trim(self._steward(request, routes.TRIM_VERB, before), before)
        return Answer(OK)

    def _close(self, request: Request) -> Answer:
        box = self._steward(request, routes.CLOSE_VERB, 0)
        self._storage.close_box(box)
        return Answer(OK, wake=box.mid)

    def _sign(self, box: Box) -> str:
        now = int(self._clock())
        head = Head(box.mid, self._storage.incarnation, box.first, box.last, box.chain, now)
        return routes.signed_head(head, self._identity.sign(head.message()).signature)


def _lacks(box: Box, after: int, blobs: list[tuple[int, bytes]]) -> bool:
    """Say whether a page is not what the mailbox holds by its numbers: readers would take it for a loss."""
    first = max(after + 1, box.first)
    numbers = [number for number, _ in blobs]
    return numbers != list(range(first, first + len(numbers))) or (not numbers and first <= box.last)


def _signed(request: Request, key: bytes, message: bytes) -> bool:
    signature = _hex(request.headers.get(routes.SIGNATURE.lower(), ""))
    if len(signature) != routes.SIGNATURE_SIZE:
        signature = bytes(routes.SIGNATURE_SIZE)
    try:
        VerifyKey(key).verify(message, signature)
    except BadSignatureError:
        return False
    return True


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX


def _number(request: Request, name: str, default: int) -> int:
    text = request.query.get(name, str(default))
    if not _is_number(text):
        raise Turned(BAD)
    return int(text)
