"""What may be wrong with a relay and its machine, a line for each thing looked at."""

import http.client
import os
import shutil
import ssl
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from sync.relay import certificates, office, serve, settings, system
from sync.relay.settings import Settings
from sync.relay.storage import opening
from sync.relay.storage.interface import DiskFailing, DiskFull
from sync.wire import routes

OLDEST = 1_790_000_000
"""Unix time that is past for sure."""
ROOM, PART = 1 << 30, 10
"""Bytes that are to be free, and one part in so many."""
PATIENCE = 15.0
TRIED = "check"
FORGETFUL = ("tmpfs", "ramfs")


@dataclass(frozen=True, slots=True)
class Look:
    """One thing looked at, and what is wrong with it; nothing for well."""

    what: str
    wrong: str


@click.command()
@office.IN_FOLDER
def check(data: Path | None) -> None:
    """Look at clock, disk, certificate, database, and from outside; end with 1 if anything is wrong."""
    folder = settings.folder(data)
    with office.plainly():
        if not folder.is_dir():
            raise OSError(0, f"there is no relay in {folder}")
        wanted = settings.read(folder)
    looks = everything(folder, wanted)
    for look in looks:
        click.echo(f"{'look' if look.wrong else ' ok '}  {look.what}{': ' if look.wrong else ''}{look.wrong}")
    sys.exit(1 if any(look.wrong for look in looks) else 0)


def everything(folder: Path, wanted: Settings) -> list[Look]:
    asked: dict[str, Callable[[], str]] = {
        "clock": _clock,
        "room on the disk": lambda: _room(folder),
        "disk keeps what it is given": lambda: _keeps(folder),
        "key of the relay": lambda: _key(folder),
        "certificate": lambda: _certificate(wanted),
        "database": lambda: _database(folder, wanted),
        "objects": lambda: _objects(folder, wanted),
        "reachable from outside": lambda: _reachable(folder, wanted),
    }
    return [Look(what, _said(look)) for what, look in asked.items()]


def _said(look: Callable[[], str]) -> str:
    try:
        return look()
    except OSError as error:
        return error.strerror or "it gives an error"
    except http.client.HTTPException:
        return "whoever answers there is no relay"


def _clock() -> str:
    if time.time() < OLDEST:
        return "it is years behind"
    program = shutil.which("timedatectl")
    if program is None:
        return ""
    asked = [program, "show", "--property", "NTPSynchronized", "--value"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
    return "nothing sets it from the network" if done.stdout.strip() == "no" else ""


def _room(folder: Path) -> str:
    used = shutil.disk_usage(folder)
    short = used.free < ROOM or used.free * PART < used.total
    return f"only {used.free >> 20} MiB are free" if short else ""


def _keeps(folder: Path) -> str:
    with system.as_owner(folder), tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"x")
        file.flush()
        os.fsync(file.fileno())
    kind = system.kind_of_disk(folder)
    return f"{folder} is on {kind}, which may be empty after a restart" if kind in FORGETFUL else ""


def _key(folder: Path) -> str:
    mode = stat.S_IMODE((folder / settings.KEY_FILE).stat().st_mode)
    return "others on this machine can read it" if mode & 0o077 and sys.platform != "win32" else ""


def _certificate(wanted: Settings) -> str:
    if not wanted.certificate:
        return ""
    return "it ends within 14 days" if certificates.ends_soon(Path(wanted.certificate)) else ""


def _database(folder: Path, wanted: Settings) -> str:
    with system.as_owner(folder):
        books = opening.open_ledger(wanted.storage or f"{opening.SQLITE}{folder / settings.DATABASE_FILE}")
    try:
        return " ".join(books.faults())
    finally:
        books.close()


def _objects(folder: Path, wanted: Settings) -> str:
    """Put one, get it and delete it."""
    if not wanted.objects:
        return ""
    with system.as_owner(folder):
        own = serve.identity(folder).verify_key.encode()
        place, _ = opening.open_objects(wanted.objects, folder, own)
    try:
        place.put(TRIED, b"x")
        found = place.get(TRIED, 1)
        place.delete(TRIED)
    except (DiskFull, DiskFailing):
        found = None
    return "" if found == b"x" else "they cannot be written and read there"


def _reachable(folder: Path, wanted: Settings) -> str:
    parts = urlsplit(wanted.address)
    host = parts.hostname or ""
    if not host:
        return "no address is set: karkade-relay setup --address"
    if host.endswith(".onion"):
        return ""  # Tor alone can tell
    with system.as_owner(folder):
        own = serve.identity(folder).verify_key.encode()
    try:
        said = routes.decode_info(_info(parts.scheme, host, parts.port, wanted.certificate))
    except routes.BadMessage:
        return "whoever answers there is no relay"
    return "" if said.public_key == own else "another relay answers there"


def _info(scheme: str, host: str, port: int | None, certificate: str) -> bytes:
    """Return what is said at the address; an own certificate must be just that one. Raises OSError."""
    line = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    if scheme == "https":
        context = ssl.create_default_context(cafile=certificate or None)
        context.check_hostname = not certificate
        line = http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=context)
    try:
        line.request("GET", routes.INFO)
        return line.getresponse().read(routes.INFO_MAX + 1)
    except TimeoutError as error:
        raise OSError(0, "nobody answers there") from error
    finally:
        line.close()
