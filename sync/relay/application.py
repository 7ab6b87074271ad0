"""The relay's socket side: bodies with bounds, waiting without polling, one thread for the disk."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from sync.relay import mailboxes
from sync.relay.admission import Admission
from sync.relay.mailboxes import Answer, Mailboxes
from sync.wire import routes

BODY_MAX = routes.POST_MAX + 64 * 1024
BODY_SECONDS = 60.0
TOO_MANY, TOO_LATE = 429, 408
WAIT_DIGITS = 3


class TooLarge(Exception):
    """A body over the bound, announced or sent."""


class Waiting:
    """Who waits at which mailbox; woken when something was committed to it."""

    def __init__(self) -> None:
        self._events: dict[bytes, set[asyncio.Event]] = defaultdict(set)

    def wake(self, mid: bytes) -> None:
        for event in self._events.get(mid, ()):
            event.set()

    async def until_woken(self, mid: bytes, seconds: float, ready: Callable[[], Awaitable[Answer]]) -> Answer:
        """Wait for news, but ask once more after registering, so that nothing slips between."""
        event = asyncio.Event()
        self._events[mid].add(event)
        try:
            answer = await ready()
            if not answer.body and answer.status == mailboxes.OK:
                async with asyncio.timeout(seconds):
                    await event.wait()
                answer = await ready()
        except TimeoutError:
            answer = await ready()
        finally:
            self._events[mid].discard(event)
            if not self._events[mid]:
                del self._events[mid]
        return answer


class Application:
    def __init__(self, disk: Executor, served: Mailboxes) -> None:
        self._disk = disk
        self._served = served
        self._waiting = Waiting()
        self._admission = Admission(time.monotonic)
        paths = (
            routes.INFO, routes.BOX, routes.POST, routes.PULL, routes.GET,
            routes.HAVE, routes.HEAD, routes.TRIM, routes.CLOSE,
        )  # fmt: skip
        listed = [Route(path, self.answer, methods=["GET", "POST"]) for path in paths]
        self.asgi = Starlette(routes=listed)

    async def answer(self, request: Request) -> Response:
        source = request.client.host if request.client else ""
        if not self._admission.admits(source, request.headers.get("mbx", "")):
            return Response(status_code=TOO_MANY)
        try:
            body = await self._body(request)
        except TooLarge:
            return Response(status_code=mailboxes.TOO_LARGE)
        except (TimeoutError, ClientDisconnect):
            return Response(status_code=TOO_LATE)
        asked = mailboxes.Request(
            request.method, request.url.path, dict(request.headers), dict(request.query_params), body
        )
        answer = await self._handled(asked)
        return Response(answer.body, answer.status, answer.headers, "application/octet-stream")

    async def _handled(self, asked: mailboxes.Request) -> Answer:
        answer = await self._once(asked)
        seconds = _seconds(asked)
        if seconds and not answer.body and answer.status == mailboxes.OK:
            mid = bytes.fromhex(asked.headers["mbx"])
            answer = await self._waiting.until_woken(mid, seconds, lambda: self._once(asked))
        if answer.wake is not None:
            self._waiting.wake(answer.wake)
        return answer

    async def _once(self, asked: mailboxes.Request) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._disk, self._served.handle, asked)

    async def _body(self, request: Request) -> bytes:
        announced = request.headers.get("content-length", "0")
        if not announced.isdigit() or int(announced[:12]) > BODY_MAX:
            raise TooLarge
        parts: list[bytes] = []
        size = 0
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > BODY_MAX:
                    raise TooLarge
                parts.append(part)
        return b"".join(parts)


def _seconds(asked: mailboxes.Request) -> int:
    wait = asked.query.get("wait", "0") if asked.path == routes.PULL else "0"
    return (
        min(int(wait), routes.WAIT_MAX)
        if wait.isascii() and wait.isdigit() and len(wait) <= WAIT_DIGITS
        else 0
    )
