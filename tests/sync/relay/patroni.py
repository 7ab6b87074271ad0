"""Two PostgreSQL of which one follows the other synchronously, under Patroni and etcd, on this machine."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.sync.relay import cluster

LIVES_SECONDS = "600"
STARTS_SECONDS = 90
MISSING = "no Patroni and etcd here (Debian: apt-get install patroni etcd-server): not tried what they do"


def programs() -> dict[str, str]:
    """Return the paths of both; skip without them."""
    found = {name: shutil.which(name) for name in ("etcd", "patroni")}
    if not all(found.values()):
        pytest.skip(MISSING)
    return {name: str(path) for name, path in found.items()}


class Pair:
    """The two of them, `a` and `b`; one of them leads."""

    def __init__(self) -> None:
        self._programs = programs()
        self._postgres = cluster.programs()
        self._root = Path(tempfile.mkdtemp(prefix="karkade-pair-"))
        self._as: dict[str, Any] = {"cwd": self._root, "stdin": subprocess.DEVNULL}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self._root, nobody.pw_uid, nobody.pw_gid)
            self._as |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self._ports = dict(zip(("etcd", "peer", "a", "b", "rest a", "rest b"), free_ports(6), strict=True))
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._start("etcd", self._etcd())
        for name in ("a", "b"):
            self._start(name, [self._programs["patroni"], str(self._written(name))])
        self.wait_for_both()

    def _etcd(self) -> list[str]:
        client, peer = (f"http://127.0.0.1:{self._ports[name]}" for name in ("etcd", "peer"))
        return [
            *(self._programs["etcd"], "--data-dir", str(self._root / "etcd"), "--name", "one"),
            *("--listen-client-urls", client, "--advertise-client-urls", client),
            *("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer),
            *("--initial-cluster", f"one={peer}", "--unsafe-no-fsync"),
        ]

    def _written(self, name: str) -> Path:
        """Patroni reads YAML, and JSON is YAML."""
        trusting = ["local all all trust", "host all all 127.0.0.1/32 trust",
                    "host replication all 127.0.0.1/32 trust"]  # fmt: skip
        rest, listen = (f"127.0.0.1:{self._ports[each]}" for each in (f"rest {name}", name))
        told = {
            "scope": "karkade",
            "name": name,
            "restapi": {"listen": rest, "connect_address": rest},
            "etcd3": {"hosts": f"127.0.0.1:{self._ports['etcd']}"},
            "bootstrap": {
                "dcs": {"ttl": 10, "loop_wait": 1, "retry_timeout": 3, "synchronous_mode": True},
                "initdb": [{"encoding": "UTF8"}, "no-locale", "no-sync"],
                "pg_hba": trusting,
            },
            "postgresql": {
                "listen": listen,
                "connect_address": listen,
                "data_dir": str(self._root / name),
                "bin_dir": str(self._postgres),
                "pgpass": str(self._root / f"pass-{name}"),
                "authentication": {
                    "superuser": {"username": "postgres", "password": "of no use"},
                    "replication": {"username": "follower", "password": "of no use"},
                },
                "parameters": {"unix_socket_directories": str(self._root), "shared_buffers": "32MB"},
            },
        }
        path = self._root / f"{name}.yml"
        path.write_text(json.dumps(told))
        path.chmod(0o644)
        return path

    def _start(self, name: str, command: list[str]) -> None:
        with (self._root / f"log-{name}").open("wb") as log:
            bounded = ["timeout", "--signal=9", LIVES_SECONDS, *command]
            self._running[name] = subprocess.Popen(
                bounded, stdout=log, stderr=log, start_new_session=True, **self._as
            )

    def _wait(self, done: Any) -> None:
        deadline = time.monotonic() + STARTS_SECONDS
        while not done():
            assert time.monotonic() < deadline, self.log()
            threading.Event().wait(0.2)

    def roles(self) -> dict[str, str]:
        """Return who is `leader` and who `sync_standby`; nothing while nobody answers."""
        for name in ("a", "b"):
            try:
                with urlopen(f"http://127.0.0.1:{self._ports[f'rest {name}']}/cluster", timeout=2) as answer:
                    members = json.load(answer)["members"]
            except OSError:
                continue
            return {
                each["name"]: each["role"] for each in members if each["state"] in ("running", "streaming")
            }
        return {}

    def address(self) -> str:
        """Whoever of the two leads."""
        hosts = ",".join(f"127.0.0.1:{self._ports[name]}" for name in ("a", "b"))
        return f"postgresql://postgres@{hosts}/postgres?target_session_attrs=read-write"

    def cut_off_leader(self) -> str:
        """End Patroni and PostgreSQL of the leader as if its machine were gone; return the other's name."""
        self.wait_for_both()
        leader = next(name for name, role in self.roles().items() if role == "leader")
        server = int((self._root / leader / "postmaster.pid").read_text().split()[0])
        os.killpg(self._running[leader].pid, signal.SIGKILL)
        os.kill(server, signal.SIGKILL)
        self._running.pop(leader).wait(30)
        return "b" if leader == "a" else "a"

    def wait_for_both(self) -> None:
        """Return once one leads, and waits for the other before it says that something is kept."""
        self._wait(lambda: {"leader", "sync_standby"} <= set(self.roles().values()))

    def wait_for_leader(self, name: str) -> None:
        self._wait(lambda: self.roles().get(name) == "leader")

    def log(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in self._root.glob("log-*"))

    def remove(self) -> None:
        for process in self._running.values():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)
        for name in ("a", "b"):
            self._end_server(self._root / name / "postmaster.pid")
        shutil.rmtree(self._root, ignore_errors=True)

    def _end_server(self, file: Path) -> None:
        with suppress(FileNotFoundError, ProcessLookupError):
            os.kill(int(file.read_text().split()[0]), signal.SIGQUIT)


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports
