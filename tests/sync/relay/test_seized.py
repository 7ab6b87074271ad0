"""A relay is carried off: what its files, objects, logs and counts say of whoever used it (R05, T1)."""

import base64
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from sync.engine import own_relay
from sync.relay import settings
from sync.relay.__main__ import main
from sync.relay.mailboxes import Request
from sync.relay.settings import Settings
from sync.wire import routes, tickets
from tests.sync.relay.bucket_server import BucketServer
from tests.sync.relay.test_metrics import asked
from tests.sync.relay.visitor import Door, Keys

SMALL, LARGE = b"sealed " * 20, b"sealed too " * 400
AMAL, BADU = "127.0.0.71", "127.0.0.72"
LONG = 5
"""Bytes of a value that two rows do not share by chance."""


class Person:
    """Somebody with two mailboxes, at an address of their own."""

    def __init__(self, relay: Door, source: str, sheet: list[str]) -> None:
        self.source, self.boxes = source, (Keys(), Keys())
        self.tickets = [tickets.read(sheet.pop()) for _ in self.boxes]
        for keys, ticket in zip(self.boxes, self.tickets, strict=True):
            post = keys.post(SMALL + secrets.token_bytes(8), LARGE + secrets.token_bytes(8))
            for one in (keys.box(ticket), post, keys.read(routes.PULL), keys.read(routes.HEAD)):
                assert relay.ask(one, source)[0] in (200, 201)
            token = {"mbx": keys.mid.hex(), "rt": keys.token.hex()}
            assert relay.ask(Request("GET", f"/v1/{ticket.hex()}", token, token), source)[0] == 404

    @property
    def secrets(self) -> list[bytes]:
        keys = [part for one in self.boxes for part in (one.token, bytes(one.append), bytes(one.admin))]
        return keys + self.tickets


def written(secret: bytes) -> list[bytes]:
    """A secret in each way in which a program would write it down."""
    letters = base64.b64encode(secret).rstrip(b"=")
    return [
        secret,
        secret.hex().encode(),
        secret.hex().upper().encode(),
        letters,
        repr(secret)[2:-1].encode(),
    ]


def links(file: Path) -> dict[bytes, set[object]]:
    """Of each mailbox all that stands in its rows and says more than a day, a size or a count."""
    with closing(sqlite3.connect(file)) as held:
        boxes = held.execute("SELECT row, * FROM box").fetchall()
        blobs = held.execute("SELECT box, * FROM blob").fetchall()
    told = {}
    for row, *values in boxes:
        everything = [*values, *(value for box, *more in blobs if box == row for value in more)]
        told[next(one for one in values if isinstance(one, bytes))] = {
            one for one in everything if isinstance(one, bytes | str) and len(one) >= LONG
        }
    return told


def test_what_is_carried_off_leads_to_nobody(
    tmp_path: Path, door: Callable[..., Door], bucket_server: BucketServer, objects: str
) -> None:
    folder = tmp_path / "relay"
    folder.mkdir()
    port = own_relay.free_port()
    settings.write(folder, Settings(metrics_port=port, objects=objects.replace("from=1", "from=1000")))
    relay = door(open_to_all=False)
    made = ["ticket", "new", "--size", "64M", "--count", "5", "--plain", "--data", str(folder)]
    sheet = CliRunner().invoke(main, made).output.split()
    people = [Person(relay, source, sheet) for source in (AMAL, BADU)]
    counts = asked(port)[1]

    relay.process.kill()
    relay.process.wait(30)

    logs, names = relay.last_words(), bucket_server.names(objects)
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    lying = [bucket_server.kept[name] for name in names]
    all_of_it = b"\0".join([*files, *lying, logs, counts.encode(), *(name.encode() for name in names)])
    assert SMALL in all_of_it and LARGE in all_of_it and len(names) == 4 and logs == b""
    for person in people:
        for secret in (*person.secrets, person.source.encode()):
            assert not any(way in all_of_it for way in written(secret))
    unused = [tickets.read(one) for one in sheet]
    assert unused and not any(way in all_of_it for one in unused for way in written(one))
    for name in names:
        assert sum(keys.mid.hex() in name for person in people for keys in person.boxes) == 1
    told = links(folder / settings.DATABASE_FILE)
    assert len(told) == 4
    for one in told:
        others = set().union(*(values for mid, values in told.items() if mid != one))
        assert not told[one] & others, "what two mailboxes have in common"
