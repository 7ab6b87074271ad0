"""Counts for whoever looks after a relay: of everybody together, on the machine itself, and nothing else."""

import http.client
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import own_relay
from sync.relay import settings
from sync.relay.mailboxes import Request
from sync.relay.settings import Settings
from sync.wire import routes
from tests.sync.relay.visitor import Door, Keys, until_closed


@pytest.fixture
def port() -> int:
    return own_relay.free_port()


@pytest.fixture
def relay(tmp_path: Path, port: int) -> Iterator[Door]:
    folder = tmp_path / "relay"
    folder.mkdir()
    settings.write(folder, Settings(metrics_port=port))
    serving = Door(folder)
    yield serving
    serving.cut_off()


def asked(port: int, path: str = "/metrics") -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path)
    answer = line.getresponse()
    said = answer.status, answer.read().decode()
    line.close()
    return said


def test_counts_of_everybody_together(relay: Door, port: int) -> None:
    keys = Keys()
    relay.ask(keys.box())
    for blob in (b"one", b"two"):
        relay.ask(keys.post(blob))
    relay.ask(keys.read(routes.PULL))
    relay.ask(Request("GET", f"/v1/pull/{keys.mid.hex()}", {}, {}))
    status, said = asked(port)
    assert status == 200
    assert 'karkade_relay_answers_total{path="/v1/post",status="200"} 2\n' in said
    assert 'karkade_relay_answers_total{path="other",status="404"} 1\n' in said
    assert re.search(r"^karkade_relay_waiting 0$", said, re.MULTILINE)
    assert re.search(r"^karkade_relay_disk_free_bytes [0-9]+$", said, re.MULTILINE)
    assert keys.mid.hex() not in said and "127.0.0.1" not in said
    assert set(re.findall(r'(\w+)="', said)) == {"path", "status", "way"}


def test_nothing_else_is_told_there(relay: Door, port: int) -> None:
    assert asked(port, "/v1/info") == (404, "")
    assert relay.ask(Request("GET", "/metrics", {}, {}))[0] == 404
    with socket.create_connection(("127.0.0.1", port), timeout=30) as plug:
        plug.sendall(b"GET /metrics HTTP/1.1\r\nX: " + b"y" * 20_000)
        assert until_closed(plug) == b""
    assert asked(port)[0] == 200
    assert relay.stop() == 0
    assert relay.last_words() == b""
