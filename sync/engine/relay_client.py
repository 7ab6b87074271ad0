"""What a mailbox's holder asks of a relay, answer by answer checked (A6.2)."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256

from crypto import sign
from crypto.errors import BadSignature
from crypto.keys import VerifyKey
from crypto.mailbox import MailboxKeys
from sync.engine.fetch import Answer, Line, LineCut, Question
from sync.engine.outlet import Outlet
from sync.engine.pace import Pace
from sync.engine.watched import Limits
from sync.errors import (
    Problem,
    RelayFull,
    RelayRefuses,
    RelayTalksNonsense,
    RelayTooSlow,
    RelayWantsTicket,
)
from sync.wire import frames, routes
from sync.wire.routes import BadMessage, BoxRequest, Head, Info

OK, CREATED = 200, 201
BAD, WANTS_TICKET, FORBIDDEN, MISSING, TOO_LATE, TOO_LARGE, FULL = 400, 402, 403, 404, 408, 413, 507
FRAME = frames.LENGTH
NUMBERED = frames.SEQ + frames.LENGTH
SMALL = 16 * 1024
INCARNATION_CHANGES = 2
NUMBER_MAX = 1 << 62


@dataclass(frozen=True, slots=True)
class PostAnswer:
    seqs: tuple[int, ...]
    head: Head
    signed: bytes = b""


@dataclass(frozen=True, slots=True)
class Page:
    """Blobs with their numbers, rising; *next* is where to go on, and *more* whether to do so at once."""

    blobs: list[tuple[int, bytes]]
    next: int
    more: bool
    head: Head
    after: int = 0
    signed: bytes = b""


class RelayClient:
    """One relay, for one mailbox at a time in each thread; with *relay_pk* (32 bytes), heads are verified.

    With *pin* (SHA-256 of a SubjectPublicKeyInfo, 32 bytes) only exactly that key is spoken to (A6.8).

    Every method raises Relay* problems: RelayRefuses(status=404) for a mailbox that is unknown, closed, or
    not ours to see. What `stop` or `close` broke off raises Cancelled.
    """

    def __init__(
        self, base_url: str, *, relay_pk: bytes | None = None, limits: Limits | None = None,
        outlet: Outlet | None = None, pin: bytes | None = None,
    ) -> None:  # fmt: skip
        self._line = Line(base_url, limits, outlet, pin=pin)
        self._relay = None if relay_pk is None else VerifyKey(relay_pk)
        self._pace = Pace()
        self._posting = threading.Lock()  # what is left of a post is known to one that goes on with it
        self._posted: dict[bytes, int] = {}
        self._posted_to = b""
        self._signed = b""
        """The head that *_post_all* met last, as the relay signed it."""

    def stop(self) -> None:
        """Break off a long poll at once; from any thread."""
        self._line.stop()

    def close(self) -> None:
        """Break off everything, for good; from any thread."""
        self._line.close()

    # ------------------------------------------------------------ without a mailbox
    def info(self) -> Info:
        answer = _expected(self._line.ask(Question("GET", routes.INFO, most=routes.INFO_MAX)), OK)
        with _sense():
            return routes.decode_info(answer.whole())

    def make_box(self, keys: MailboxKeys, ticket: bytes) -> None:
        """Make the mailbox or extend it; only who holds both of its signing keys can name them to a relay."""
        if keys.append is None or keys.admin is None:
            raise RelayRefuses(status=MISSING)
        token = sha256(keys.read_token).digest()
        box = BoxRequest(keys.mid, token, keys.append.public.raw, keys.admin.public.raw, ticket)
        _expected(self._line.ask(Question("POST", routes.BOX, body=box.encode(), most=SMALL)), CREATED, OK)

    # ------------------------------------------------------------ sending
    def post(self, keys: MailboxKeys, blobs: Sequence[bytes]) -> PostAnswer:
        """Append *blobs*, in pieces that the line carries.

        What a failed call got through is not sent again when the same blobs are posted the next time.
        Two threads that post at once do so one after the other.
        """
        if keys.append is None:
            raise RelayRefuses(status=FORBIDDEN)
        with self._posting:
            return self._in_turn(keys, blobs)

    def _in_turn(self, keys: MailboxKeys, blobs: Sequence[bytes]) -> PostAnswer:
        for _ in range(INCARNATION_CHANGES):
            head = self._post_all(keys, blobs)
            if head is not None:
                seqs = tuple(self._posted[routes.blob_id(blob)] for blob in blobs)
                self._posted.clear()
                self._posted_to = b""
                return PostAnswer(seqs, head, self._signed)
        raise RelayTalksNonsense

    def _post_all(self, keys: MailboxKeys, blobs: Sequence[bytes]) -> Head | None:
        """Return the last head, or None when the relay lost meanwhile what it had taken."""
        head = self._asked(keys) if self._posted else None
        if head is not None and self._place(head) != self._posted_to:
            self._posted.clear()
        while batch := self._next_batch(blobs):
            try:
                head = self._post_batch(keys, batch)
            except (LineCut, RelayTooSlow) as problem:
                if not self._pace.was_cut() or isinstance(problem, RelayTooSlow):
                    raise
                continue
            if self._posted_to not in (b"", self._place(head)):
                self._posted.clear()
                self._posted_to = b""
                return None
            self._posted_to = self._place(head)
        return head or self._asked(keys)

    def _asked(self, keys: MailboxKeys) -> Head:
        head, self._signed = self._signed_head(keys)
        return head

    @staticmethod
    def _place(head: Head) -> bytes:
        return head.mid + head.incarnation

    def _next_batch(self, blobs: Sequence[bytes]) -> list[bytes]:
        batch: list[bytes] = []
        size = 0
        for blob in blobs:
            if routes.blob_id(blob) in self._posted:
                continue
            size += FRAME + len(blob)
            if batch and size > self._pace.size:
                break
            batch.append(blob)
        return batch

    def _post_batch(self, keys: MailboxKeys, batch: Sequence[bytes]) -> Head:
        ids = [routes.blob_id(blob) for blob in batch]
        if keys.append is None:
            raise RelayRefuses(status=FORBIDDEN)
        signature = sign.sign_raw(keys.append, routes.append_message(keys.mid, ids))
        headers = {routes.MAILBOX: keys.mid.hex(), routes.SIGNATURE: signature.hex()}
        began = time.monotonic()
        question = Question("POST", routes.POST, headers, frames.pack(batch), most=SMALL + 10 * len(batch))
        answer = self._line.ask(question)
        if answer.status == TOO_LATE:
            raise LineCut
        _expected(answer, OK)
        with _sense():
            seqs, signed = routes.decode_posted(answer.whole())
        if len(seqs) != len(ids):
            raise RelayTalksNonsense
        head = self._head(signed, keys)
        self._signed = bytes.fromhex(signed)
        self._pace.went(time.monotonic() - began)
        self._posted.update(zip(ids, seqs, strict=True))
        return head

    # ------------------------------------------------------------ receiving
    def pull(self, keys: MailboxKeys, after: int, max_bytes: int, wait: int) -> Page:
        """Return what comes after number *after*, waiting up to *wait* seconds when there is nothing.

        A line that breaks in the middle gives the blobs that came whole, so that no cut costs more than one.
        """
        wait = min(wait, routes.WAIT_MAX)
        path = f"{routes.PULL}?after={after}&max={max_bytes}&wait={wait}"
        most = min(max_bytes, routes.PULL_MAX) * 9 // 8 + routes.BLOB_MAX + SMALL
        asked = Question("GET", path, _reading(keys), most=most, wait=float(wait))
        answer = _expected(self._line.ask(asked), OK)
        said = answer.headers.get(routes.SIGNED_HEAD.lower(), "")
        head = self._head(said, keys)
        body = answer.body[: _whole_frames(answer.body)] if answer.cut else answer.body
        with _sense():
            blobs = frames.unpack_numbered(body, routes.BLOB_MAX)
        if blobs and not after < blobs[0][0] <= blobs[-1][0] < NUMBER_MAX:
            raise RelayTalksNonsense
        if answer.cut is not None:
            if not blobs:
                raise answer.cut
            return Page(blobs, blobs[-1][0], True, head, after, bytes.fromhex(said))
        return replace(_page(answer.headers, blobs, after, head), signed=bytes.fromhex(said))

    def have(self, keys: MailboxKeys, ids: Sequence[bytes]) -> list[bool]:
        """Say of each blob id (32 bytes) whether the relay holds it."""
        held: list[bool] = []
        for at in range(0, len(ids), routes.IDS_MAX):
            part = ids[at : at + routes.IDS_MAX]
            asked = Question("POST", routes.HAVE, _reading(keys), routes.encode_ids(part), most=SMALL)
            said = _expected(self._line.ask(asked), OK).whole()
            if len(said) != len(part) or not set(said) <= {0, 1}:
                raise RelayTalksNonsense
            held += [byte == 1 for byte in said]
        return held

    def head(self, keys: MailboxKeys) -> Head:
        return self._signed_head(keys)[0]

    def _signed_head(self, keys: MailboxKeys) -> tuple[Head, bytes]:
        answer = _expected(self._line.ask(Question("GET", routes.HEAD, _reading(keys), most=SMALL)), OK)
        signed = answer.whole()
        return self._head(signed.hex(), keys), signed

    def _head(self, signed: str, keys: MailboxKeys) -> Head:
        """Return the head, which must be of this mailbox and, where its key is known, of this relay."""
        with _sense():
            head, signature = routes.split_signed_head(signed)
        if head.mid != keys.mid:
            raise RelayTalksNonsense
        if self._relay is not None:
            with _sense():
                sign.verify_raw(self._relay, head.message(), signature)
        return head


def _reading(keys: MailboxKeys) -> dict[str, str]:
    return {routes.MAILBOX: keys.mid.hex(), routes.READ_TOKEN: keys.read_token.hex()}


def _expected(answer: Answer, *statuses: int) -> Answer:
    if answer.status in statuses:
        return answer
    raise _refusal(answer.status)


def _refusal(status: int) -> Problem:
    if status == WANTS_TICKET:
        return RelayWantsTicket()
    if status in (FULL, TOO_LARGE):
        return RelayFull()
    return RelayRefuses(status=status) if status >= BAD else RelayTalksNonsense()


@contextmanager
def _sense() -> Iterator[None]:
    """What cannot be read, or is not the relay's own, is nonsense; numbers beyond all bounds included."""
    try:
        yield
    except (BadMessage, frames.BadFrames, BadSignature, ArithmeticError) as error:
        raise RelayTalksNonsense from error


def _whole_frames(body: bytes) -> int:
    """Return how many bytes of *body* are frames that came whole."""
    end = 0
    while end + NUMBERED <= len(body):
        size = int.from_bytes(body[end + frames.SEQ : end + NUMBERED], "big")
        if end + NUMBERED + size > len(body):
            break
        end += NUMBERED + size
    return end


def _page(headers: Mapping[str, str], blobs: list[tuple[int, bytes]], after: int, head: Head) -> Page:
    said = headers.get(routes.NEXT.lower(), "")
    if not said.isascii() or not said.isdigit() or len(said) > len(str(1 << 63)):
        raise RelayTalksNonsense
    following = int(said)
    more = headers.get(routes.MORE.lower()) == "1"
    if following >= NUMBER_MAX or (blobs and following < blobs[-1][0]) or (more and not blobs):
        raise RelayTalksNonsense  # it would be asked the same for ever
    return Page(blobs, following, more, head, after)
