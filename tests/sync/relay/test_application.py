"""The socket side of a relay, asked without a socket: bounds in memory, and no word about anybody."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey

from sync.relay.admission import Bounds
from sync.relay.application import Application
from sync.relay.mailboxes import Mailboxes, Request
from sync.relay.storage.sqlite import SqliteStorage
from sync.wire import routes
from tests.sync.relay.visitor import NOW, Keys, made

Message = MutableMapping[str, Any]
Ask = Callable[..., Awaitable[int]]

TURNS = 20  # of the thread for the disk, which answers a question in one


@pytest.fixture
def disk() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
def served(disk: ThreadPoolExecutor, tmp_path: Path) -> Iterator[Mailboxes]:
    storage = disk.submit(SqliteStorage, tmp_path / "relay.db").result()
    yield Mailboxes(storage, SigningKey(bytes(32)), lambda: NOW, anybody=True)
    disk.submit(storage.close).result()


async def ask(application: Application, request: Request, *events: Message) -> int:
    """Return the status; *events* come after the body."""
    return int((await said_to(application, request, *events))[0]["status"])


async def said_to(application: Application, request: Request, *events: Message) -> list[Message]:
    query = "&".join(f"{name}={value}" for name, value in request.query.items())
    scope = {
        "type": "http",
        "method": request.method,
        "path": request.path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in request.headers.items()],
        "client": ("192.0.2.1", 9),
        "server": ("relay", 80),
        "scheme": "http",
    }
    coming = iter([{"type": "http.request", "body": request.body, "more_body": False}, *events])
    said: list[Message] = []

    async def receive() -> Message:
        for event in coming:
            return event
        never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        return await never

    async def send(message: Message) -> None:
        said.append(message)

    await application(scope, receive, send)
    return said


INFO = Request("GET", routes.INFO, {}, {})


def test_too_many_requests_of_one_source(disk: ThreadPoolExecutor, served: Mailboxes) -> None:
    async def scene() -> list[int]:
        application = Application(disk, served, Bounds(source_burst=3, source_rate=0.001))
        return [await ask(application, INFO) for _ in range(5)]

    assert asyncio.run(scene()) == [200, 200, 200, 429, 429]


def test_memory_for_bodies_is_shared_and_comes_back(disk: ThreadPoolExecutor, served: Mailboxes) -> None:
    keys = disk.submit(made, served).result()

    async def scene() -> list[int]:
        application = Application(disk, served, Bounds(held_bytes=500_000))
        asked = (
            keys.post(b"a" * 400_000),
            keys.post(b"b" * 501_000),
            keys.post(b"c" * 400_000),
            keys.read(routes.PULL),
            keys.read(routes.PULL, {"after": "1"}),
        )
        return [await ask(application, request) for request in asked]

    assert asyncio.run(scene()) == [200, 503, 200, 503, 200]


def test_who_has_gone_is_not_waited_for(disk: ThreadPoolExecutor, served: Mailboxes) -> None:
    keys = disk.submit(made, served).result()

    async def scene() -> dict[bytes, Any]:
        application = Application(disk, served, Bounds())
        async with asyncio.timeout(10):
            await ask(application, keys.read(routes.PULL, {"wait": "50"}), {"type": "http.disconnect"})
        return dict(application._waiting._events)

    assert asyncio.run(scene()) == {}


def test_who_is_woken_and_finds_nothing_waits_on(disk: ThreadPoolExecutor, served: Mailboxes) -> None:
    """A process that lost sight of the others wakes everybody: most of them for nothing."""
    keys = disk.submit(made, served).result()

    async def scene() -> list[Message]:
        application = Application(disk, served, Bounds())
        waiter = asyncio.create_task(said_to(application, keys.read(routes.PULL, {"wait": "50"})))
        while not application._waiting.count():
            await asyncio.sleep(0)
        for _ in range(TURNS):
            application.heard(None)
            await asyncio.wrap_future(disk.submit(lambda: None))
        assert not waiter.done()
        assert await ask(application, keys.post(b"news")) == 200
        async with asyncio.timeout(10):
            return await waiter

    assert b"".join(each["body"] for each in asyncio.run(scene())[1:]).endswith(b"news")


@pytest.mark.parametrize("wait", ["x", "-1", "9" * 30, "\u0661", ""])
def test_a_wait_that_is_no_number_is_none(disk: ThreadPoolExecutor, served: Mailboxes, wait: str) -> None:
    keys = disk.submit(made, served).result()

    async def scene() -> int:
        async with asyncio.timeout(10):
            return await ask(Application(disk, served, Bounds()), keys.read(routes.PULL, {"wait": wait}))

    assert asyncio.run(scene()) == 200


class Mistaken(Mailboxes):
    def handle(self, request: Request) -> Any:
        raise KeyError(request.headers["mbx"])


def test_our_own_mistakes_say_nothing_of_who_asked(
    disk: ThreadPoolExecutor, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    storage = disk.submit(SqliteStorage, tmp_path / "relay.db").result()
    application = Application(
        disk, Mistaken(storage, SigningKey(bytes(32)), lambda: NOW, anybody=True), Bounds()
    )
    keys = Keys()
    with caplog.at_level(logging.DEBUG):
        assert asyncio.run(ask(application, keys.read(routes.PULL))) == 500
    disk.submit(storage.close).result()
    said = [record.getMessage() for record in caplog.records if record.name.startswith("karkade")]
    assert said == ["KeyError in handle"]
    assert keys.mid.hex() not in caplog.text and "192.0.2.1" not in caplog.text
