"""A PostgreSQL of the tests' own: on a socket in a folder of its own, gone when they are."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

LIVES_SECONDS = "1800"  # ends by itself when the tests were cut off
OWNER = "karkade"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "80",
    "shared_buffers": "32MB",
    "log_statement": "all",
    "recovery_init_sync_method": "syncfs",
}
MISSING = "no PostgreSQL here (Debian: apt-get install postgresql), so these tests ran on SQLite only"


def programs() -> Path:
    """Return the folder of the newest PostgreSQL; without one skip, but in CI fail."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    beside = shutil.which("initdb")
    if found or beside:
        return found[-1].parent if found else Path(str(beside)).resolve().parent
    if os.environ.get("CI"):
        pytest.fail(MISSING)
    pytest.skip(MISSING)


class Cluster:
    def __init__(self, **settings: str) -> None:
        self._settings = SETTINGS | settings
        self._programs = programs()
        self._root = Path(tempfile.mkdtemp(prefix="karkade-"))
        self._data = self._root / "data"
        self._as: dict[str, Any] = {"cwd": self._root}
        self._numbers = itertools.count()
        if os.geteuid() == 0:  # PostgreSQL refuses to be run by root
            nobody = pwd.getpwnam("nobody")
            os.chown(self._root, nobody.pw_uid, nobody.pw_gid)
            self._as |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        making = [self._programs / "initdb", "-D", self._data, "-U", OWNER, "-A", "trust", "-E", "UTF8"]
        subprocess.run([*making, "--no-locale", "--no-sync"], check=True, capture_output=True, **self._as)
        self.start()

    def start(self) -> None:
        """Start it, and return once it answers."""
        command = [
            "timeout",
            "--signal=QUIT",
            LIVES_SECONDS,
            str(self._programs / "postgres"),
            "-D",
            str(self._data),
        ]
        settings = {**self._settings, "unix_socket_directories": str(self._root)}
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (self._root / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self._as
            )
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self._process.poll() is None and time.monotonic() < deadline, self.log()
            self._process.poll()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.address(OWNER)).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop_at_once(self) -> None:
        """End it as a loss of power would: nothing is put in order."""
        server = int((self._data / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGQUIT)
        self._process.wait(30)

    def address(self, user: str) -> str:
        return f"postgresql://{user}@/postgres?host={self._root}"

    def database(self) -> str:
        """Make a user with an empty place of its own; return the address."""
        name = f"relay{next(self._numbers)}"
        with psycopg.connect(self.address(OWNER), autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {name} LOGIN")
            connection.execute(f"CREATE SCHEMA AUTHORIZATION {name}")  # found first by its user
        return self.address(name)

    def log(self) -> str:
        return (self._root / "log").read_text(errors="replace")

    def remove(self) -> None:
        if self._process.poll() is None:
            self.stop_at_once()
        shutil.rmtree(self._root)
