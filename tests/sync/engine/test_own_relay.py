"""The relay of a trial comes up on this machine alone, and is gone with whoever started it."""

import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sync.engine.own_relay import OwnRelay
from sync.engine.relay_client import RelayClient
from sync.errors import RelayUnreachable

ROOT = Path(__file__).resolve().parents[3]


def nobody_listens(address: str) -> bool:
    parts = urlsplit(address)
    try:
        socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=5).close()
    except ConnectionRefusedError:
        return True
    return False


def test_it_answers_on_the_loopback_until_it_is_stopped(tmp_path: Path) -> None:
    with OwnRelay(tmp_path / "relay") as relay:
        client = RelayClient(relay.address)
        info = client.info()
        client.close()

        assert urlsplit(relay.address).hostname == "127.0.0.1"
        assert 1 in info.versions and not info.tickets
    assert nobody_listens(relay.address)
    relay.stop()


def test_it_keeps_what_it_was_given_for_the_next_start(tmp_path: Path) -> None:
    keys = set()
    for _ in range(2):
        with OwnRelay(tmp_path) as relay:
            client = RelayClient(relay.address)
            keys.add(client.info().relay_pk)
            client.close()

    assert len(keys) == 1


def test_a_relay_that_cannot_start_says_so(tmp_path: Path) -> None:
    place = tmp_path / "relay"
    place.mkdir()
    (place / "relay.db").mkdir()

    with pytest.raises(RelayUnreachable):
        OwnRelay(place).start()


PARENT = """
import sys
from pathlib import Path
from sync.engine.own_relay import OwnRelay
print(OwnRelay(Path(sys.argv[1])).start(), flush=True)
sys.stdin.readline()
"""


def test_it_ends_with_a_parent_that_is_gone_without_a_word(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None and parent.stdin is not None
    address = parent.stdout.readline().decode().strip()
    assert not nobody_listens(address)
    watching = socket.create_connection(
        (str(urlsplit(address).hostname), int(urlsplit(address).port or 0)), 30
    )

    parent.send_signal(signal.SIGKILL)

    parent.wait()
    with watching, suppress(ConnectionResetError):  # where it had not taken the connection yet
        assert watching.recv(1) == b""  # the relay closes what is open, because it goes
    parent.stdin.close()
    parent.stdout.close()
