"""Somebody with the keys of a mailbox, at a relay's handler or at its door."""

import secrets
import socket
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from nacl.signing import SigningKey

from sync.relay.mailboxes import Answer, Mailboxes, Request
from sync.wire import frames, routes

ROOT = Path(__file__).resolve().parents[3]


class Keys:
    def __init__(self) -> None:
        self.mid = secrets.token_bytes(32)
        self.token = secrets.token_bytes(32)
        self.append = SigningKey.generate()
        self.admin = SigningKey.generate()

    def box(self) -> Request:
        asked = routes.BoxRequest(
            self.mid,
            sha256(self.token).digest(),
            bytes(self.append.verify_key),
            bytes(self.admin.verify_key),
            b"",
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

    def __init__(self, data: Path, *options: str, limit_kib: int | None = None) -> None:
        command = [
            sys.executable,
            "-m",
            "sync.relay",
            "serve",
            "--open",
            "--port",
            "0",
            "--data",
            str(data),
            *options,
        ]
        if limit_kib is not None:
            command = ["bash", "-c", f'ulimit -f {limit_kib}; exec "$@"', "_", *command]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self.process.stdout
        line = self.process.stdout.readline().decode()
        self.port = int(line.rpartition(":")[2])

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def ask(self, request: Request) -> tuple[int, bytes]:
        query = "&".join(f"{name}={value}" for name, value in request.query.items())
        head = f"{request.method} {request.path}?{query} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
        head += f"Content-Length: {len(request.body)}\r\n\r\n"
        with self.connect() as plug:
            plug.sendall(head.encode() + request.body)
            return read_answer(plug)

    def stop(self) -> int:
        self.process.terminate()
        return self._ended()

    def cut_off(self) -> None:
        self.process.kill()
        self._ended()

    def _ended(self) -> int:
        code = self.process.wait(30)
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
        return code


def read_answer(plug: socket.socket) -> tuple[int, bytes]:
    """Return (status, body) of an answer that ends with the connection; status 0 when there was none."""
    data = b""
    while part := plug.recv(65_536):
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    return (int(head.split()[1]) if head else 0), body
