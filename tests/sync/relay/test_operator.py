"""An operator's commands beside a relay that serves, each a process of its own as typed in a terminal."""

import json
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from nacl.signing import SigningKey

from sync.relay import settings
from sync.relay.__main__ import main
from sync.relay.mailboxes import Mailboxes, Request
from sync.relay.settings import Settings
from sync.relay.storage.sqlite import DAY, SqliteStorage
from sync.wire import routes, tickets
from tests.sync.relay.visitor import Door, Keys

INFO = Request("GET", routes.INFO, {}, {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "relay"
    made.mkdir()
    return made


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--data", str(folder)])


def said(folder: Path, *words: str) -> str:
    done = run(folder, *words)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def relay(folder: Path) -> Iterator[Door]:
    settings.write(folder, Settings(retention_days=30))
    serving = Door(folder, open_to_all=False)
    yield serving
    serving.cut_off()


def info(relay: Door) -> routes.Info:
    return routes.decode_info(relay.ask(INFO)[1])


def ticket(folder: Path) -> bytes:
    return tickets.read(said(folder, "ticket", "new", "--size", "64M", "--plain"))


def test_a_relay_runs_from_its_settings_and_hears_what_is_done_meanwhile(relay: Door, folder: Path) -> None:
    keys, first = Keys(), info(relay)
    assert (first.tickets, first.retention_days, first.notice) == (True, 30, "")
    assert relay.ask(keys.box())[0] == 402
    assert relay.ask(keys.box(ticket(folder)))[0] == 201
    assert relay.ask(keys.post(b"x"))[0] == 200
    said(folder, "notice", "Away on Friday.")
    assert info(relay).notice == "Away on Friday."
    counts = json.loads(said(folder, "stats", "--json"))
    assert (counts["mailboxes"], counts["blobs"], counts["unused tickets"]) == (1, 1, {})
    assert "blobs: 1\n" in said(folder, "stats")


def test_a_backup_of_a_relay_that_serves_is_a_relay(relay: Door, folder: Path, tmp_path: Path) -> None:
    keys = Keys()
    relay.ask(keys.box(ticket(folder)))
    relay.ask(keys.post(b"x"))
    said(folder, "backup", str(tmp_path / "copy"))
    assert run(folder, "backup", str(tmp_path / "copy")).exit_code == 1, "nothing is written over"
    assert relay.ask(keys.post(b"y"))[0] == 200
    restored = tmp_path / "restored"
    restored.mkdir()
    for name, kept in (("copy", "relay.db"), ("copy.key", "identity.key")):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
        (restored / kept).write_bytes((tmp_path / name).read_bytes())
    again = Door(restored, open_to_all=False)
    try:
        assert info(again).relay_pk == info(relay).relay_pk
        assert again.ask(keys.post(b"z"))[0] == 200
    finally:
        again.cut_off()


def test_a_sheet_is_a_new_file_for_its_owner(folder: Path, tmp_path: Path) -> None:
    settings.write(folder, Settings(address="https://relay.example"))
    sheet = tmp_path / "sheet.txt"
    assert (
        said(folder, "ticket", "new", "--size", "1G", "--count", "3", "--to", str(sheet))
        .strip()
        .endswith("sheet.txt.")
    )
    text = sheet.read_text(encoding="utf-8")
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert text.count("up to 1G") == 3 and "https://relay.example" in text
    assert run(folder, "ticket", "new", "--size", "1G", "--to", str(sheet)).exit_code == 1
    assert sheet.read_text(encoding="utf-8") == text
    listed = said(folder, "ticket", "list").splitlines()
    assert len(listed) == 3, "what could not be written is not kept either"
    assert all(f"Ticket {line.split()[0]} at" in text for line in listed)


def test_unused_tickets_are_revoked_by_number_or_by_themselves(folder: Path) -> None:
    codes = said(folder, "ticket", "new", "--size", "8G", "--count", "4", "--plain").split()
    first = said(folder, "ticket", "list").split()[0]
    assert said(folder, "ticket", "revoke", first) == "Revoked 1.\n"
    left = [code for code in codes if tickets.name(tickets.read(code))[:4].hex().upper() != first]
    assert said(folder, "ticket", "revoke", left[0].lower(), left[0]) == "Revoked 1.\n"
    assert run(folder, "ticket", "revoke", left[1][:-1] + ("x" if left[1][-1] != "X" else "y")).exit_code == 1
    assert said(folder, "ticket", "revoke", "--all") == "Revoked 2.\n"
    assert said(folder, "ticket", "list") == ""


def test_old_blobs_go_at_once(folder: Path) -> None:
    keys, now = Keys(), int(time.time())
    storage = SqliteStorage(folder / "relay.db")
    storage.create(routes.decode_box(keys.box().body), 1_000)
    for blob, days in ((b"old", 92), (b"new", 88)):
        box = storage.box(keys.mid)
        assert box
        storage.append(box, [blob], 1_000, now - days * DAY)
    assert said(folder, "purge") == "Forgot 1 blobs older than 90 days.\n"
    assert storage.scan(box, 0, 1_000) == [(2, b"new")]
    storage.close()


@pytest.mark.parametrize(
    "words", [["stats"], ["ticket", "list"], ["purge"], ["notice", "x"], ["backup", "f"]]
)
def test_without_a_relay_each_says_so(tmp_path: Path, words: list[str]) -> None:
    done = run(tmp_path / "nowhere", *words)
    assert done.exit_code == 1
    assert "there is no relay" in done.output and "Traceback" not in done.output
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "written",
    ["port = 99999", "colour = 1", "open = 1", "[limits]\nsource_rate = -1", "[limits]\nx = 1", "=",
     "retention_days = 0",
     'certificate = "x"', "[limits]\nidle_seconds = true"],
)  # fmt: skip
def test_settings_that_make_no_sense_are_named(folder: Path, written: str) -> None:
    (folder / settings.FILE).write_text(written, encoding="utf-8")
    done = run(folder, "serve")
    assert done.exit_code == 1
    assert settings.FILE in done.output and "Traceback" not in done.output


def test_settings_are_read_as_they_were_written(folder: Path) -> None:
    wanted = Settings(
        address='https://a"\\b', port=1, open=True, limits={"source_rate": 7.5, "connections": 9}
    )
    settings.write(folder, wanted)
    assert settings.read(folder) == wanted
    assert (wanted.bounds().source_rate, wanted.bounds().connections) == (7.5, 9)
    assert stat.S_IMODE((folder / settings.FILE).stat().st_mode) == 0o600


def test_a_full_disk_spends_no_ticket(door: Callable[..., Door], folder: Path) -> None:
    """Nothing is half made; and what was said yes to is there after a sudden end."""
    relay = door(open_to_all=False)
    codes = said(folder, "ticket", "new", "--size", "64M", "--count", "40", "--plain").split()
    given = [tickets.read(code) for code in codes]
    relay.limit_files(0)
    assert relay.ask(Keys().box(given[0]))[0] == 507
    relay.limit_files(-1)
    assert len(said(folder, "ticket", "list").splitlines()) == 40
    made = [Keys() for _ in given[:9]]
    assert {relay.ask(keys.box(ticket))[0] for keys, ticket in zip(made, given, strict=False)} == {201}
    relay.cut_off()
    relay = door(open_to_all=False)
    assert {relay.ask(keys.post(b"x"))[0] for keys in made} == {200}
    assert len(said(folder, "ticket", "list").splitlines()) == 31
    assert relay.ask(Keys().box(given[0]))[0] == 402


def test_ten_thousand_guesses_learn_nothing(tmp_path: Path) -> None:
    """Mailboxes that are not there, and a real one under wrong tokens."""
    storage = SqliteStorage(tmp_path / "relay.db")
    handler = Mailboxes(storage, SigningKey(bytes(32)), time.time, anybody=False)
    real = Keys()
    storage.create(routes.decode_box(real.box().body), 1_000)
    answers = set()
    for at in range(10_000):
        named = real.mid if at % 100 == 0 else at.to_bytes(32, "big")
        headers = {"mbx": named.hex(), "rt": at.to_bytes(32, "little").hex()}
        answer = handler.handle(Request("GET", routes.PULL, headers, {}))
        answers.add((answer.status, answer.body, str(answer.headers)))
    assert answers == {(404, b"", "{}")}
    storage.close()
