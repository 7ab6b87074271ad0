"""A small SOCKS5 proxy on the loopback, which notes who asks for what, and may be rude (A6.8)."""

import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

PIECE, PATIENCE = 65536, 20.0
PLAIN, PASSWORD, NEITHER = b"\x05\x00", b"\x05\x02", b"\x05\xff"
DONE, REFUSED = b"\x05\x00\x00\x01" + bytes(6), b"\x05\x05\x00\x01" + bytes(6)
NUMBER, NAME = 1, 3


class SocksProxy:
    """Leads every name to *onward*; *manner* says what goes wrong, and where."""

    def __init__(self, onward: str = "", manner: str = "") -> None:
        self.lead_to(onward)
        self.manner = manner
        self.users: list[bytes] = []
        """The user name of each connection that was asked for."""
        self.asked: list[str] = []
        """Where to, in the same order: names as they came."""
        self.greeted = 0
        self.ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(PATIENCE)
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._listen, daemon=True)]

    def lead_to(self, onward: str) -> None:
        parts = urlsplit(onward)
        self._onward = (str(parts.hostname), int(parts.port or 0))

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def route(self) -> str:
        return f"socks://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        for sock in (self._listener, *self._open):
            _shut(sock)
        for thread in self._threads:
            thread.join(PATIENCE)
        for sock in (self._listener, *self._open):
            sock.close()

    def _listen(self) -> None:
        while not self.ended.is_set():
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            near.settimeout(PATIENCE)
            self._open.append(near)
            self._begin(self._serve, near)

    def _begin(self, work: Callable[..., object], *given: socket.socket) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, near: socket.socket) -> None:
        try:
            if self._greet(near) and self._lead(near):
                return
        except OSError:
            pass
        _shut(near)

    def _greet(self, near: socket.socket) -> bool:
        """Take the greeting, and the user name; say whether to go on."""
        methods = near.recv(PIECE)
        self.greeted += 1
        match self.manner:
            case "silent":
                self.ended.wait(PATIENCE)
                return False
            case "nonsense":
                near.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return False
            case "no way in":
                near.sendall(NEITHER)
                return False
            case "asks nobody":
                near.sendall(PLAIN)
                self.users.append(b"")
                return True
        near.sendall(PASSWORD if b"\x02" in methods[2:] else PLAIN)
        said = near.recv(PIECE)
        if not said:
            return False  # only looked whether somebody is here
        self.users.append(said[2 : 2 + said[1]])
        near.sendall(b"\x01\x01" if self.manner == "another password" else b"\x01\x00")
        return self.manner != "another password"

    def _lead(self, near: socket.socket) -> bool:
        said = near.recv(PIECE)
        kind, rest = said[3], said[4:-2]
        self.asked.append(socket.inet_ntoa(rest) if kind == NUMBER else rest[1:].decode("ascii"))
        match self.manner:
            case "refuses":
                near.sendall(REFUSED)
                return False
            case "silent at last":
                self.ended.wait(PATIENCE)
                return False
            case "a byte at a time":
                for byte in DONE * 100:
                    near.sendall(bytes([byte]))
                    self.ended.wait(0.1)
                return False
        far = socket.socket()
        self._open.append(far)
        far.settimeout(PATIENCE)
        far.connect(self._onward)  # a number: nothing is looked up
        near.sendall(DONE)
        self._begin(_carry, near, far)
        self._begin(_carry, far, near)
        return True


def _carry(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(PIECE):
            sink.sendall(data)
    except OSError:
        pass  # one side is gone; so will be the other
    _shut(source)
    _shut(sink)


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was over already
