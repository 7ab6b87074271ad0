"""The relay's socket side: bodies with bounds, waiting without asking, one thread for the disk."""

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import Executor
from typing import Any, TypeAlias

from starlette.requests import ClientDisconnect, Request

from sync.relay import mailboxes, waiting
from sync.relay.admission import Admission, Bounds
from sync.relay.mailboxes import Answer, Mailboxes
from sync.relay.metrics import Metrics
from sync.relay.waiting import Waiting

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

TOO_LATE, TOO_MANY, BUSY, OUR_MISTAKE = 408, 429, 503, 500
NOBODY = "-"
LOOPBACK = ("127.0.0.1", "::1")
SMALL = 128 * 1024  # answers of no consequence for memory; all answers to posts are
PIECE = 64 * 1024


class Refused(Exception):
    """A body that is not read to its end; the connection is closed behind the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.answer = Answer(status, headers={"Connection": "close"})


class Application:
    """The ASGI application; keeps no record of who asked for what."""

    def __init__(
        self, disk: Executor, served: Mailboxes, bounds: Bounds, tell: Callable[[bytes], None] | None = None
    ) -> None:
        """*tell* passes news of a mailbox on to the other processes of this relay."""
        self._tell = tell
        self._disk = disk
        self._served = served
        self._bounds = bounds
        self._waiting = Waiting()
        self._admission = Admission(bounds, time.monotonic)
        self.metrics = Metrics()
        self.metrics.watch("waiting", "Readers who wait for news.", self._waiting.count)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        held = Held(self._admission)
        request = Request(scope, receive)
        try:
            answer = await self._answered(request, held)
            self.metrics.answered(request.url.path, answer.status, held.received, len(answer.body))
            await _send(answer, send)
        finally:
            held.release()

    def end(self) -> None:
        """Let those who wait go: the relay stops."""
        self._waiting.end()

    def heard(self, mid: bytes | None) -> None:
        """Take news that another process told of; None when some may have been missed."""
        if mid is None:
            self._waiting.wake_all()
        else:
            self._waiting.wake(mid)

    def _source(self, request: Request) -> str:
        """Who asks: the other end, or whom a proxy of this machine names last."""
        peer = request.client.host if request.client else NOBODY
        if not self._bounds.proxied or peer not in LOOPBACK:
            return peer
        return request.headers.get("x-forwarded-for", peer).rpartition(",")[2].strip()

    async def _answered(self, request: Request, held: "Held") -> Answer:
        try:
            asked = mailboxes.Request(
                request.method, request.url.path, dict(request.headers), dict(request.query_params)
            )
            source = self._source(request)
            if not self._admission.admits(source, mailboxes.mailbox_of(asked)):
                raise Refused(TOO_MANY)
            body = await self._body(request, mailboxes.body_max(asked.path), held)
            asked = mailboxes.Request(asked.method, asked.path, asked.headers, asked.query, body)
            answer = await self._handled(asked, request.receive)
            if len(answer.body) > SMALL:
                held.take(len(answer.body))
        except Refused as refused:
            return refused.answer
        except ClientDisconnect:
            return Answer(TOO_LATE)
        except Exception as error:  # noqa: BLE001 - our mistake; the other callers are not to suffer from it
            say(error)
            return Answer(OUR_MISTAKE)
        return answer

    async def _handled(self, asked: mailboxes.Request, receive: Receive) -> Answer:
        seconds = mailboxes.wait_of(asked)
        if not seconds:
            answer = await self._once(asked)
            if answer.wake is not None:
                self._waiting.wake(answer.wake)
                if self._tell is not None:
                    self._tell(answer.wake)
            return answer
        return await self._with_news(asked, receive, seconds)

    async def _with_news(self, asked: mailboxes.Request, receive: Receive, seconds: int) -> Answer:
        """Answer once there is something to tell, nobody listens any more, or *seconds* are over."""
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        with self._waiting.at(mailboxes.mailbox_of(asked)) as news:
            while True:
                news.clear()
                answer = await self._once(asked)
                if answer.status != mailboxes.OK or answer.body or self._waiting.over or clock() >= until:
                    return answer
                await waiting.first_of(news.wait(), _gone(receive), seconds=until - clock())
                if not news.is_set() and clock() < until:
                    return answer  # to nobody

    async def _once(self, asked: mailboxes.Request) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._disk, self._served.handle, asked)

    async def _body(self, request: Request, most: int, held: "Held") -> bytes:
        announced = request.headers.get("content-length", "0")
        if not announced.isdigit() or len(announced) > len(str(most)) or int(announced) > most:
            raise Refused(mailboxes.TOO_LARGE)
        began = asyncio.get_running_loop().time()
        body = bytearray()
        try:
            async with asyncio.timeout(self._bounds.grace_seconds) as patience:
                async for part in request.stream():
                    if len(body) + len(part) > most:
                        raise Refused(mailboxes.TOO_LARGE)
                    held.take(len(part))
                    held.received += len(part)
                    body += part
                    due = self._bounds.grace_seconds + len(body) / self._bounds.least_rate
                    patience.reschedule(began + due)
        except TimeoutError as error:
            raise Refused(TOO_LATE) from error
        return bytes(body)


class Held:
    """What one request holds of the room there is."""

    def __init__(self, admission: Admission) -> None:
        self._admission = admission
        self._size = 0
        self.received = 0
        """Bytes of the body so far."""

    def take(self, size: int) -> None:
        """Raises Refused when all callers together hold too much."""
        if not self._admission.hold(size):
            raise Refused(BUSY)
        self._size += size

    def release(self) -> None:
        self._admission.release(self._size)


async def _send(answer: Answer, send: Send) -> None:
    """Send in pieces, so that a slow reader's answer waits here, where it is counted."""
    headers = {"Content-Type": "application/octet-stream", "Content-Length": str(len(answer.body))}
    named = [(name.lower().encode(), value.encode()) for name, value in (headers | answer.headers).items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": named})
    for at in range(0, len(answer.body), PIECE):
        piece = answer.body[at : at + PIECE]
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def say(error: BaseException) -> None:
    """Note where it happened and what kind it was; never whose request, or with which values."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    logging.getLogger("karkade.relay").error("%s in %s", type(error).__name__, place.name)
