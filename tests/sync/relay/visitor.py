"""Somebody with the keys of a mailbox, at a relay's handler or at its door."""

import resource
import secrets
import socket
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from nacl.signing import SigningKey

from sync.relay.mailboxes import Answer, Mailboxes, Request
from sync.wire import frames, routes

NOW = 1_800_000_000
ROOT = Path(__file__).resolve().parents[3]


class Keys:
    def __init__(self) -> None:
        self.mid = secrets.token_bytes(32)
        self.token = secrets.token_bytes(32)
        self.append = SigningKey.generate()
        self.admin = SigningKey.generate()

    def box(self, ticket: bytes = b"") -> Request:
        asked = routes.BoxRequest(
            self.mid,
            sha256(self.token).digest(),
            bytes(self.append.verify_key),
            bytes(self.admin.verify_key),
            ticket,
        )
        return Request("POST", routes.BOX, {}, {}, asked.encode())

    def post(self, *blobs: bytes, key: SigningKey | None = None) -> Request:
        ids = [routes.blob_id(blob) for blob in blobs]
        signature = (key or self.append).sign(routes.append_message(self.mid, ids)).signature
        headers = {"mbx": self.mid.hex(), "sig": signature.hex()}
        return Request("POST", routes.POST, headers, {}, frames.pack(blobs))

    def read(self, path: str, query: dict[str, str] | None = None, body: bytes = b"") -> Request:
        method = "GET" if path in (routes.PULL, routes.HEAD) else "POST"
        return Request(method, path, {"mbx": self.mid.hex(), "rt": self.token.hex()}, query or {}, body)

    def rule(self, path: str, verb: str, before: int = 0, key: SigningKey | None = None) -> Request:
        signature = (key or self.admin).sign(routes.admin_message(self.mid, verb, before)).signature
        headers = {"mbx": self.mid.hex(), "sig": signature.hex()}
        return Request("POST", path, headers, {"before": str(before)} if before else {})


def pulled(answer: Answer) -> list[tuple[int, bytes]]:
    return frames.unpack_numbered(answer.body, routes.BLOB_MAX)


def made(relay: Mailboxes) -> Keys:
    keys = Keys()
    assert relay.handle(keys.box()).status == 201
    return keys


class Door:
    """A relay in a process of its own, asked through plain sockets."""

    def __init__(self, data: Path, *options: str, open_to_all: bool = True) -> None:
        command = [sys.executable, "-m", "sync.relay", "serve", "--port", "0", "--data", str(data)]
        command += ["--open"] if open_to_all else []
        self.process = subprocess.Popen(
            [*command, *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert self.process.stdout and self.process.stderr
        self._said, self._complained = self.process.stdout, self.process.stderr
        self.port = int(self._said.readline().decode().rpartition(":")[2])

    def connect(self, source: str = "127.0.0.1") -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=(source, 0))

    def ask(self, request: Request, source: str = "127.0.0.1") -> tuple[int, bytes]:
        """Return (status, body); status 0 when the relay gave no answer."""
        head, _, body = self.raw(request, source).partition(b"\r\n\r\n")
        return (int(head.split()[1]) if head else 0), body

    def raw(self, request: Request, source: str = "127.0.0.1") -> bytes:
        with self.connect(source) as plug:
            plug.sendall(as_bytes(request))
            return until_closed(plug)

    def limit_files(self, size: int) -> None:
        """Let no file of the relay grow above *size* bytes, as on a full disk; -1 lifts that."""
        _, most = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (size, most))

    def stop(self) -> int:
        """Ask it to end, and return what it ends with."""
        self.process.terminate()
        return self.process.wait(30)

    def last_words(self) -> bytes:
        """Return all that the ended relay said after its first line, on either stream."""
        return self._said.read() + self._complained.read()

    def cut_off(self) -> None:
        """End it in the middle of whatever it does; may be called again."""
        self.process.kill()
        self.process.wait(30)
        self._said.close()
        self._complained.close()


def as_bytes(request: Request, *, ending: bool = True) -> bytes:
    query = "&".join(f"{name}={value}" for name, value in request.query.items())
    head = f"{request.method} {request.path}?{query} HTTP/1.1\r\nHost: relay\r\n"
    head += "Connection: close\r\n" if ending else ""
    head += "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    return f"{head}Content-Length: {len(request.body)}\r\n\r\n".encode() + request.body


def until_closed(plug: socket.socket) -> bytes:
    """Return everything that comes until the other side closes, or breaks off."""
    data = b""
    try:
        while part := plug.recv(65_536):
            data += part
    except ConnectionResetError:
        pass
    return data
