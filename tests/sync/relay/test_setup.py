"""Setting a relay up by four questions, serving with what was set up, and looking at it."""

import http.client
import os
import shutil
import ssl
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sync.relay import certificates, checking, onion, setting_up, settings
from sync.relay.__main__ import main
from sync.relay.mailboxes import Request
from sync.wire import routes
from tests.sync.relay.visitor import Door, until_closed

ADDRESS = "https://relay.example"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "relay"


def run(folder: Path, *words: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, [*words, "--data", str(folder)], input=answers)


def set_up(folder: Path, *words: str) -> str:
    given = {"--address": ADDRESS, "--mailboxes": "tickets", "--days": "90", "--tls": "proxy"}
    given |= dict(zip(words[::2], words[1::2], strict=True))
    done = run(folder, "setup", *[word for pair in given.items() for word in pair])
    assert done.exit_code == 0, done.output
    return done.output


def looks(folder: Path) -> dict[str, str]:
    return {look.what: look.wrong for look in checking.everything(folder, settings.read(folder))}


def test_four_questions(folder: Path) -> None:
    done = run(folder, "setup", answers=f"{ADDRESS}/\n\n30\n\n")
    assert done.exit_code == 0, done.output
    assert "The address: https://relay.example\n" in done.output and "▀" in done.output
    wanted = settings.read(folder)
    assert (wanted.address, wanted.open, wanted.retention_days, wanted.proxied) == (ADDRESS, False, 30, True)
    assert wanted.host == "127.0.0.1"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    key = (folder / "identity.key").read_bytes()
    set_up(folder, "--mailboxes", "anybody", "--address", "")
    assert settings.read(folder).open and (folder / "identity.key").read_bytes() == key


@pytest.mark.parametrize(
    "address", ["relay.example", "ftp://x", "https://", "https://u@x", "https://x:99999", "http://[x"]
)
def test_an_address_that_is_none(folder: Path, address: str) -> None:
    done = run(
        folder, "setup", "--address", address, "--mailboxes", "tickets", "--days", "9", "--tls", "proxy"
    )
    assert done.exit_code == 1 and "does not look like" in done.output


def test_another_storage_is_for_all_commands(folder: Path, tmp_path: Path) -> None:
    set_up(folder, "--storage", f"sqlite:{tmp_path / 'elsewhere.db'}")
    assert run(folder, "ticket", "new", "--size", "1G").exit_code == 0
    assert (tmp_path / "elsewhere.db").exists() and not (folder / "relay.db").exists()
    set_up(folder)
    assert settings.read(folder).storage, "what is not asked about stays"
    done = run(folder, "setup", "--storage", "elsewhere", answers="\n" * 4)
    assert done.exit_code == 1 and "sqlite:PATH" in done.output
    assert settings.read(folder).storage != "elsewhere"


def test_an_onion_service_has_its_name_where_tor_is_installed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tor without a network writes it; here a script of that name does."""
    programs, service = tmp_path / "programs", tmp_path / "service"
    programs.mkdir()
    script = '#!/bin/sh\nwhile [ "$1" != --HiddenServiceDir ]; do shift; done\n'
    (programs / "tor").write_text(f'{script}mkdir "$2" && echo aname.onion > "$2/hostname"\n')
    (programs / "tor").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setattr(setting_up, "ONION_FOLDER", str(service))
    monkeypatch.setattr(onion, "_is_ours", lambda: True)
    monkeypatch.setattr(onion, "_owner", lambda: None)
    said = set_up(folder, "--tls", "onion", "--address", "")
    assert "The address: http://aname.onion" in said and "run setup again" not in said
    assert settings.read(folder).address == "http://aname.onion"


def test_an_onion_service_is_prepared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onion, "name", lambda *_: "")
    said = set_up(folder, "--tls", "onion", "--address", "", "--port", "9000")
    lines = (folder / "torrc.lines").read_text(encoding="ascii").splitlines()
    assert lines == ["HiddenServiceDir /var/lib/tor/karkade-relay", "HiddenServicePort 80 127.0.0.1:9000"]
    assert "/etc/tor/torrc" in said
    assert ("apt-get install tor" in said) == (shutil.which("tor") is None)


@pytest.fixture
def serving(folder: Path) -> Iterator[Door]:
    """With a certificate of its own, at the address that it was set up for."""
    set_up(folder, "--tls", "own", "--address", "https://localhost")
    door = Door(folder, "--host", "127.0.0.1", open_to_all=False)
    set_up(folder, "--tls", "own", "--address", f"https://localhost:{door.port}")
    yield door
    door.cut_off()


def test_an_own_certificate_serves_and_is_known_by_its_pin(folder: Path, serving: Door) -> None:
    certificate = folder / certificates.CERTIFICATE_FILE
    context = ssl.create_default_context(cafile=str(certificate))
    line = http.client.HTTPSConnection("localhost", serving.port, timeout=30, context=context)
    line.request("GET", routes.INFO)
    said = routes.decode_info(line.getresponse().read())
    line.close()
    again = set_up(folder, "--tls", "own", "--address", f"https://localhost:{serving.port}")
    pin = certificates.pin(certificate).hex()
    assert f"The address: https://localhost:{serving.port}#{pin}\n" in again, "the same certificate, kept"
    assert said.relay_pk in again
    assert stat.S_IMODE((folder / certificates.KEY_FILE).stat().st_mode) == 0o600
    found = looks(folder)
    assert (found["certificate"], found["reachable from outside"], found["database"]) == ("", "", "")
    assert serving.stop() == 0
    assert looks(folder)["reachable from outside"]


@pytest.mark.parametrize(
    "said", [b"", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET / HTTP/1.1\r\n\r\n"]
)
def test_half_a_handshake_does_not_stay(folder: Path, said: bytes) -> None:
    set_up(folder, "--tls", "own", "--address", "https://localhost")
    relay = Door(folder, "--host", "127.0.0.1", "--patience", "0.5", open_to_all=False)
    try:
        with relay.connect() as plug:
            plug.settimeout(10)
            plug.sendall(said)
            until_closed(plug)
        assert relay.stop() == 0
        assert relay.last_words() == b""
    finally:
        relay.cut_off()


def test_another_relay_at_the_address_is_noticed(folder: Path, tmp_path: Path) -> None:
    other = Door(tmp_path / "other")
    try:
        set_up(folder, "--address", f"http://127.0.0.1:{other.port}")
        assert looks(folder)["reachable from outside"] == "another relay answers there"
    finally:
        other.cut_off()


def test_what_is_wrong_is_said_line_by_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(folder, "--address", "")
    (folder / "identity.key").chmod(0o644)
    monkeypatch.setattr(checking, "ROOM", 1 << 60)
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000)
    done = run(folder, "check")
    assert done.exit_code == 1
    for line in ("look  clock", "look  room", "look  key of the relay", " ok   database", "look  reachable"):
        assert line in done.output


def test_a_certificate_that_ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "DAYS", 10)
    set_up(folder, "--tls", "own")
    assert looks(folder)["certificate"] == "it ends within 14 days"
    (folder / certificates.CERTIFICATE_FILE).unlink()
    assert looks(folder)["certificate"] == "No such file or directory"
    done = run(folder, "serve", "--port", "0")
    assert done.exit_code == 1 and "cannot start" in done.output


def test_without_openssl_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    done = run(folder, "setup", "--address", ADDRESS, "--mailboxes", "tickets", "--days", "9", "--tls", "own")
    assert done.exit_code == 1 and "openssl is missing" in done.output


def test_behind_a_proxy_its_word_counts_and_without_one_nobodys(folder: Path) -> None:
    """Three requests, by two sources as the proxy says, of which each may make two."""
    answers = []
    for proxied in (True, False):
        limits = {"source_rate": 0.001, "source_burst": 2}
        folder.mkdir(exist_ok=True)
        settings.write(folder, settings.Settings(proxied=proxied, limits=limits))
        door = Door(folder, open_to_all=False)
        try:
            sources = ["192.0.2.1", "192.0.2.1", "made up, 192.0.2.2", "x, 192.0.2.1", "::1:nonsense"]
            asked = [Request("GET", routes.INFO, {"x-forwarded-for": source}, {}) for source in sources]
            answers += [door.ask(each)[0] for each in asked]
        finally:
            door.cut_off()
    assert answers == [200, 200, 200, 429, 200, 200, 200, 429, 429, 429]
