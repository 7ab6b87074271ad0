"""The one way to the network: nothing of the environment, bounded in bytes and in time (A2.6.11)."""

import http.client
import secrets
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import requests
import urllib3

from sync.engine import proxied, relay_address
from sync.engine.hardened import CURRENT, Sending, Session
from sync.engine.outlet import Outlet
from sync.engine.proxied import Way
from sync.engine.route import OFF
from sync.engine.watched import Limits, Watch
from sync.errors import (
    Cancelled,
    Problem,
    RelayTalksNonsense,
    RelayTalksTooMuch,
    RelayTooSlow,
    RelayUnproven,
    RelayUnreachable,
)
from sync.relay_refusals import OnionNeedsTor, RouteUnreadable

BLOCK = 64 * 1024
WITHOUT_BODY = (204, 304)
MOVED = 3
FAULTS_OF_THE_LINE = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
)
TOO_MUCH = (
    "got more than",
    "exceeded maximum",
)  # how the libraries say that a head or a chunk's line is too long


class LineCut(RelayUnreachable):
    """The connection stood and broke: what was under way may be tried in smaller pieces."""


class Redirected(Exception):
    """The cause of nonsense that sends us elsewhere, which no relay does, and where we do not go."""


@dataclass(frozen=True, slots=True)
class Question:
    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    most: int = 16 * 1024
    """Bytes that the body of an answer may have."""
    wait: float = 0.0
    """Seconds for which the relay was asked to hold the answer back."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    cut: Problem | None = None
    """Why the body is shorter than the relay meant it to be."""

    def whole(self) -> bytes:
        if self.cut is not None:
            raise self.cut
        return self.body


class Line:
    """The line to one relay for one mailbox, with connections that are kept (A6.3). For any thread."""

    def __init__(
        self,
        base: str,
        limits: Limits | None = None,
        outlet: Outlet | None = None,
        *,
        pin: bytes | None = None,
    ) -> None:
        self._base = base.rstrip("/")
        self._outlet = outlet or Outlet()
        self._limits = limits or Limits()
        self._session = Session(pin)
        self._outlet.enter(self)
        self._provable = pin is None or self._base.startswith("https://")
        self._onion = relay_address.is_onion(self._base)
        self._pin = pin
        self._user = secrets.token_hex(8)  # one circuit for each line, hence for each mailbox (A6.3)
        self._route = self._outlet.route
        self._lock = threading.Lock()
        self._under_way: set[Watch] = set()
        self._closed = False

    def ask(self, question: Question) -> Answer:
        """Return the answer, of any status but a redirect. Raises Relay* problems, Cancelled when stopped."""
        if not self._provable:
            raise RelayUnproven
        with self._watch(question) as watch:
            try:
                return self._exchange(question, watch)
            except FAULTS_OF_THE_LINE as error:
                if watch.verdict is None and watch.reused and not watch.received and _dropped(error):
                    return self._again(question, watch)
                raise _problem(error, watch) from error

    def stop(self) -> None:
        """Break off what only waits for news; from any thread, at once."""
        self._end_all(Cancelled(), only_waiting=True)

    def close(self) -> None:
        """Break off everything and let go of the connections."""
        self._closed = True
        self._end_all(Cancelled(), only_waiting=False)
        self._session.close()

    def cut(self) -> None:
        """Break off what goes the old way, and keep no connection of it; what follows goes the new one."""
        session = self._session
        self._end_all(LineCut(), only_waiting=False)
        session.close()

    def _end_all(self, problem: Problem, *, only_waiting: bool) -> None:
        with self._lock:
            under_way = list(self._under_way)
        for watch in under_way:
            if watch.waits or not only_waiting:
                watch.end(problem)

    def _lead(self, watch: Watch) -> None:
        """Take the way of now, under the lock: who changes or shuts it ends what is under way after that.

        Connections of another way are kept no longer. Raises SendingIsOff, RouteUnreadable, OnionNeedsTor.
        """
        self._outlet.must_be_open()
        route = self._outlet.route
        if route == OFF:
            raise RouteUnreadable
        if self._onion and not route.through_others:
            raise OnionNeedsTor
        if route != self._route:
            self._session.close()
            self._session, self._route = Session(self._pin), route
        if route.through_others:
            watch.way = Way(route, self._user)

    @contextmanager
    def _watch(self, question: Question) -> Iterator[Watch]:
        watch = Watch(self._limits, question.wait)
        with self._lock:
            if self._closed:
                raise Cancelled
            self._lead(watch)
            self._under_way.add(watch)
        token = CURRENT.set(watch)
        try:
            with watch:
                yield watch
        finally:
            CURRENT.reset(token)
            self._outlet.count(watch.given, watch.received)
            with self._lock:
                self._under_way.discard(watch)

    def _again(self, question: Question, watch: Watch) -> Answer:
        """A kept connection had been dropped meanwhile: ask once more, which no request minds (A6.2)."""
        watch.connected = watch.reused = False
        try:
            return self._exchange(question, watch)
        except FAULTS_OF_THE_LINE as error:
            raise _problem(error, watch) from error

    def _exchange(self, question: Question, watch: Watch) -> Answer:
        patience = self._limits.fixed + question.wait
        response = self._session.request(
            question.method,
            self._base + question.path,
            headers=dict(question.headers),
            data=Sending(question.body, watch) if question.body else None,
            stream=True,
            allow_redirects=False,
            timeout=(patience, patience),
        )
        try:
            return _answer(response, question.most, watch)
        finally:
            with suppress(*FAULTS_OF_THE_LINE):  # of letting go; how it went is known by now
                response.close()


def _answer(response: requests.Response, most: int, watch: Watch) -> Answer:
    head: urllib3.HTTPHeaderDict = response.raw.headers
    watch.check()
    if _announced(response.status_code, head) > most:
        raise RelayTalksTooMuch
    watch.expect(most)
    body = bytearray()
    cut: Problem | None = None
    try:
        for block in response.raw.stream(BLOCK, decode_content=False):
            body += block
            if len(body) > most:
                raise RelayTalksTooMuch
    except FAULTS_OF_THE_LINE as error:
        cut = _problem(error, watch)
    except ValueError as error:  # a chunk of less than nothing
        raise RelayTalksNonsense from error
    else:
        cut = watch.verdict
    if isinstance(cut, RelayTalksTooMuch | RelayTalksNonsense | Cancelled):
        raise cut
    return Answer(
        response.status_code, {name.lower(): value for name, value in head.items()}, bytes(body), cut
    )


def _announced(status: int, head: urllib3.HTTPHeaderDict) -> int:
    """Return the bytes a body is announced with, 0 when it comes in chunks. Raises RelayTalksNonsense."""
    if status // 100 == MOVED:
        raise RelayTalksNonsense from Redirected()
    lengths = head.getlist("content-length")
    codings = [one.strip().lower() for one in head.getlist("transfer-encoding")]
    packed = head.get("content-encoding", "identity").strip().lower()
    one_length = len(lengths) == 1 and lengths[0].isascii() and lengths[0].isdigit()
    framed = (codings == ["chunked"] and not lengths) or (one_length and not codings)
    redirect_or_interim = status // 100 not in (2, 4, 5)
    if redirect_or_interim or packed not in ("", "identity") or not (framed or status in WITHOUT_BODY):
        raise RelayTalksNonsense
    return int(lengths[0]) if one_length else 0


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield *error* and all that it was made of; the libraries wrap each other's errors as arguments."""
    if error is None:
        return
    yield error
    for part in error.args:
        if isinstance(part, BaseException):
            yield from _causes(part)
    reason = getattr(error, "reason", None)
    if isinstance(reason, BaseException) and reason not in error.args:
        yield from _causes(reason)


def _dropped(error: BaseException) -> bool:
    return any(isinstance(one, ConnectionError) for one in _causes(error))


def _problem(error: BaseException, watch: Watch) -> Problem:
    causes = list(_causes(error))
    told = watch.verdict or (None if watch.connected else proxied.problem(causes))
    if told is not None:
        return told
    if any(isinstance(one, TimeoutError | urllib3.exceptions.TimeoutError) for one in causes):
        return RelayTooSlow()
    if any(words in str(one) for one in causes for words in TOO_MUCH):
        return RelayTalksTooMuch()
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in causes):
        return RelayUnproven()
    if any(_is_nonsense(one) for one in causes):
        return RelayTalksNonsense()
    return LineCut() if watch.connected else RelayUnreachable()


def _is_nonsense(error: BaseException) -> bool:
    """Say whether an answer came that is no HTTP, which is not the same as half of one."""
    if isinstance(error, http.client.RemoteDisconnected):
        return False
    if isinstance(error, urllib3.exceptions.InvalidChunkLength | http.client.IncompleteRead):
        return isinstance(error, urllib3.exceptions.InvalidChunkLength)
    return isinstance(
        error,
        http.client.HTTPException | urllib3.exceptions.InvalidHeader | requests.exceptions.InvalidHeader,
    )
