"""The relay as a function: a request in, an answer out, and never a look inside a blob (A6.2)."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from sync.relay.storage.interface import Box, MailboxFull, NoRoom, Storage
from sync.wire import frames, routes
from sync.wire.frames import BadFrames
from sync.wire.routes import BadMessage, Head, Info

OPEN_QUOTA = 1 << 30  # bytes for a mailbox that needed no ticket
RESERVE = 20  # one part in so many is kept for stewards (A6.4)
OK, CREATED, BAD, TICKET, MISSING, TOO_LARGE, FULL = 200, 201, 400, 402, 404, 413, 507
NOBODY = sha256(b"nobody").digest()


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
    """A mailbox that has something new."""


class Turned(Exception):
    """A request that gets *answer* instead of what it asked for."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.answer = Answer(status)


class Mailboxes:
    """All requests but the waiting; *clock* gives Unix time in seconds."""

    def __init__(
        self, storage: Storage, identity: SigningKey, clock: Callable[[], float], *, anybody: bool
    ) -> None:
        self._storage = storage
        self._identity = identity
        self._clock = clock
        self._anybody = anybody
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
        except (BadMessage, BadFrames):
            return Answer(BAD)
        except (MailboxFull, NoRoom):
            return Answer(FULL)

    # ------------------------------------------------------------ who may
    def _reader(self, request: Request) -> Box:
        box = self._storage.box(_hex(request.headers.get("mbx", "")))
        token = sha256(_hex(request.headers.get("rt", ""))).digest()
        fits = hmac.compare_digest(token, box.token_hash if box else NOBODY)
        if box is None or not fits or box.closed:
            raise Turned(MISSING)
        return box

    def _signed(self, request: Request, box: Box | None, message: bytes, key: bytes) -> None:
        try:
            VerifyKey(key).verify(message, _hex(request.headers.get("sig", "")))
        except (BadSignatureError, ValueError, TypeError) as error:
            raise Turned(MISSING) from error
        if box is None or box.closed:
            raise Turned(MISSING)

    def _named(self, request: Request) -> Box | None:
        return self._storage.box(_hex(request.headers.get("mbx", "")))

    # ------------------------------------------------------------ what is served
    def _info(self, _: Request) -> Answer:
        said = Info(self._identity.verify_key.encode().hex(), tickets=not self._anybody)
        return Answer(OK, said.encode(), {"Content-Type": "application/json"})

    def _box(self, request: Request) -> Answer:
        asked = routes.decode_box(request.body)
        if not self._anybody:
            raise Turned(TICKET)
        self._storage.create(asked, OPEN_QUOTA)
        return Answer(CREATED)

    def _post(self, request: Request) -> Answer:
        blobs = frames.unpack(request.body, routes.BLOB_MAX)
        if not blobs:
            raise Turned(BAD)
        box = self._named(request)
        ids = [routes.blob_id(blob) for blob in blobs]
        message = routes.append_message(box.mid if box else NOBODY, ids)
        quota = self._allowed(request, box, message)
        if box is None:
            raise Turned(MISSING)
        seqs, after = self._storage.append(box, blobs, quota, int(self._clock()))
        wake = after.mid if after.last > box.last else None
        return Answer(OK, routes.encode_posted(seqs, self._sign(after)), wake=wake)

    def _allowed(self, request: Request, box: Box | None, message: bytes) -> int:
        """How full the mailbox may get: stewards' posts reach into the reserve (A6.4)."""
        quota = box.quota if box else OPEN_QUOTA
        try:
            self._signed(request, box, message, box.append_pk if box else NOBODY)
        except Turned:
            self._signed(request, box, message, box.admin_pk if box else NOBODY)
            return quota
        return quota - quota // RESERVE

    def _pull(self, request: Request) -> Answer:
        box = self._reader(request)
        after = _number(request, "after", 0, 1 << 62)
        size = min(_number(request, "max", routes.PULL_MAX, 1 << 62), routes.PULL_MAX)
        blobs = self._storage.scan(box, after, size)
        last = blobs[-1][0] if blobs else after
        headers = {
            routes.NEXT: str(last),
            routes.MORE: "1" if last < box.last and blobs else "0",
            routes.SIGNED_HEAD: self._sign(box),
        }
        return Answer(OK, frames.pack_numbered(blobs), headers)

    def _get(self, request: Request) -> Answer:
        box = self._reader(request)
        return Answer(OK, frames.pack(self._storage.get(box, routes.decode_ids(request.body))))

    def _have(self, request: Request) -> Answer:
        box = self._reader(request)
        return Answer(OK, bytes(self._storage.have(box, routes.decode_ids(request.body))))

    def _head(self, request: Request) -> Answer:
        return Answer(OK, bytes.fromhex(self._sign(self._reader(request))))

    def _trim(self, request: Request) -> Answer:
        box = self._named(request)
        before = _number(request, "before", 0, 1 << 62)
        mid = box.mid if box else NOBODY
        self._signed(request, box, routes.admin_message(mid, "trim", before), box.admin_pk if box else NOBODY)
        if box is not None:
            self._storage.trim(box, min(before, box.last + 1))
        return Answer(OK)

    def _close(self, request: Request) -> Answer:
        box = self._named(request)
        mid = box.mid if box else NOBODY
        self._signed(request, box, routes.admin_message(mid, "close", 0), box.admin_pk if box else NOBODY)
        if box is not None:
            self._storage.close_box(box)
        return Answer(OK)

    def _sign(self, box: Box) -> str:
        now = int(self._clock())
        head = Head(box.mid, self._storage.incarnation, box.first, box.last, box.chain, now)
        return routes.signed_head(head, self._identity.sign(head.message()).signature)


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query.get(name, str(default))
    if not text.isascii() or not text.isdigit() or int(text[:20]) > most:
        raise Turned(BAD)
    return int(text)
