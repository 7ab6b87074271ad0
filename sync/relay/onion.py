"""The name of an onion service, made by the Tor that is installed, without any network (A6.8)."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

USER = "debian-tor"
TRIES, PAUSE = 100, 0.1


def name(folder: Path, port: int) -> str:
    """Make the keys of a service in *folder* unless they are there; return its name, or nothing.

    Nothing where no Tor is installed, or where it is not ours to make files for it.
    """
    program = shutil.which("tor")
    if program is None or not _is_ours():
        return ""
    owner = _owner()
    with tempfile.TemporaryDirectory() as place:
        empty = Path(place) / "torrc"
        empty.touch(mode=0o644)  # as a file of settings, so that none of the system's own are read
        if owner:
            shutil.chown(place, owner, owner)
        said = {
            "DisableNetwork": "1", "SocksPort": "0", "DataDirectory": place, "Log": "err stderr",
            "HiddenServiceDir": str(folder), "HiddenServicePort": f"80 127.0.0.1:{port}",
        }  # fmt: skip
        words = [word for key, value in said.items() for word in (f"--{key}", value)]
        asked = [program, "-f", str(empty), "--defaults-torrc", str(empty), *words]
        running = subprocess.Popen(asked, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,  # noqa: S603
                                   stderr=subprocess.DEVNULL, user=owner, group=owner)  # fmt: skip
        try:
            return _written(folder / "hostname", running)
        finally:
            running.kill()
            running.wait(10)


def _is_ours() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _owner() -> str | None:
    """As whom Debian's Tor runs, which reads the files later; None where there is no such user."""
    import pwd  # noqa: PLC0415 - exists on POSIX alone

    try:
        return pwd.getpwnam(USER).pw_name
    except KeyError:
        return None


def _written(path: Path, running: "subprocess.Popen[bytes]") -> str:
    for _ in range(TRIES):
        with suppress(OSError):
            if found := path.read_text(encoding="ascii").strip():
                return found
        if running.poll() is not None:
            break
        threading.Event().wait(PAUSE)
    return ""
